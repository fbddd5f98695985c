//! What an operation has in common with those of other vendors, as it is written.

use super::reader::Fields;
use super::shape;
use super::spec::Common;
use super::tree::{Node, Value};
use crate::diagnostic::Diagnostics;
use crate::source::Span;
use crate::words::CommonPart;

/// One thing that an operation does, or a list of them.
pub(super) fn common(fields: &Fields<'_>, out: &mut Diagnostics) -> Vec<Common> {
    let Some(entry) = fields.entry("common") else {
        return Vec::new();
    };
    match &entry.value.value {
        Value::List(items) => {
            let read = items.iter().filter_map(|item| one(item, item.span, out));
            read.collect()
        }
        Value::Nothing | Value::Text(_) | Value::Mapping(_) => {
            one(&entry.value, entry.key_span, out).into_iter().collect()
        }
    }
}

fn one(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Common> {
    let fields = Fields::read(node, place, &shape::COMMON, out)?;
    let mut text_of = |part: CommonPart| fields.text(part.word(), out);
    let given = CommonPart::ALL.iter();
    let given = given.filter_map(|part| Some((*part, text_of(*part)?)));
    let given = given.collect();
    Some(Common {
        place,
        does: fields.word("does", out),
        given,
    })
}
