//! Text → syntax: a spec as it is written, with places. Nothing here knows whether names refer to anything.

mod correction;
pub(crate) mod field;
mod load;
mod notification;
mod operation;
pub(crate) mod reader;
mod recipe;
pub(crate) mod shape;
pub(crate) mod spec;
mod tree;
mod vendor;

use crate::diagnostic::Diagnostics;
use crate::source::SourceFile;

/// Reads a file as far as it can be read; `None` when not even its YAML can be.
pub(crate) fn parse(file: &SourceFile, out: &mut Diagnostics) -> Option<spec::Spec> {
    let mut root = load::load(file, out)?;
    correction::correct(&mut root, out);
    vendor::spec(&root, out)
}
