//! Text → syntax: a spec as it is written, with places. Nothing here knows whether names refer to anything.

mod again;
mod authenticity;
mod characters;
mod charset;
mod codes;
mod common;
mod condition;
mod content_type;
mod correction;
mod documentation;
mod envelope;
mod example;
mod field;
mod field_type;
mod follow_up;
mod foreign;
mod form;
mod groups;
mod lists;
mod load;
mod marks;
mod meant;
mod misplaced;
mod named;
mod notification;
mod operation;
pub(crate) mod reader;
mod recipe;
mod record;
mod run_together;
mod session;
// What it says of keys for readers is read by the schema and by what answers editors.
#[cfg_attr(
    not(any(feature = "schema", feature = "editor")),
    allow(dead_code, unused_imports)
)]
pub(crate) mod shape;
mod slip;
pub(crate) mod spec;
mod spec_common;
mod spec_envelope;
mod spec_example;
mod spec_field;
mod spec_key;
mod spec_notification;
mod spec_recipe;
mod spec_record;
pub(crate) mod tree;
mod unknown_key;
mod vendor;

#[cfg(feature = "editor")]
pub(crate) use load::load;

use crate::diagnostic::Diagnostics;
use crate::source::SourceFile;

/// Reads a file as far as it can be read. There is no tree when its YAML cannot be read, and no spec when it is no
/// mapping or its groups are too large. The tree is what is written, before quirks correct it and groups are put in their places.
pub(crate) fn parse(
    file: &SourceFile,
    out: &mut Diagnostics,
) -> (Option<spec::Spec>, Option<tree::Node>) {
    if let Some(other) = foreign::by_its_text(file.text()) {
        out.push(other);
        return (None, None);
    }
    let Some(written) = load::load(file, out) else {
        return (None, None);
    };
    if let Some(other) = foreign::by_its_keys(&written) {
        out.push(other);
        return (None, Some(written));
    }
    let mut corrected = written.clone();
    meant::read(&mut corrected, file.text(), out);
    correction::correct(&mut corrected, out);
    let spec = groups::expand(&mut corrected, out)
        .and_then(|unused_groups| vendor::spec(&corrected, unused_groups, out));
    (spec, Some(written))
}
