//! Text → syntax: a spec as it is written, with places. Nothing here knows whether names refer to anything.

mod charset;
mod codes;
mod condition;
mod correction;
mod documentation;
mod field;
mod load;
mod named;
mod notification;
mod operation;
pub(crate) mod reader;
mod recipe;
mod session;
pub(crate) mod shape;
pub(crate) mod spec;
pub(crate) mod tree;
mod vendor;

use crate::diagnostic::Diagnostics;
use crate::places::Places;
use crate::source::SourceFile;

/// Reads a file as far as it can be read; there is no spec when not even its YAML can be. The places are those of
/// what is written, before quirks correct it.
pub(crate) fn parse(file: &SourceFile, out: &mut Diagnostics) -> (Option<spec::Spec>, Places) {
    let Some(mut root) = load::load(file, out) else {
        return (None, Places::default());
    };
    let places = Places::new(Some(root.clone()));
    correction::correct(&mut root, out);
    (vendor::spec(&root, out), places)
}
