//! What a list or a section says: nothing where it is empty, and nothing more where an item stands twice.

use std::collections::HashMap;

use super::shape::{ValueShape, item_shape};
use super::tree::{Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::Span;

/// Reports a list without items, where a list is expected, and items that stand twice, where each says something for
/// itself. `around` is the mapping in which the list stands.
pub(super) fn read(
    items: &[Node],
    shape: &ValueShape,
    (key, place): (&str, Span),
    around: Span,
    out: &mut Diagnostics,
) {
    if !shape.takes().list {
        return;
    }
    if items.is_empty() {
        out.push_unless_told_in(around, is_empty(key, place, "an item"));
    }
    if !item_shape(shape, 0).is_plain() {
        return;
    }
    let mut first: HashMap<&str, Span> = HashMap::new();
    for item in items {
        let Value::Text(text) = &item.value else {
            continue;
        };
        if let Some(before) = first.insert(text, item.span) {
            out.push_unless_told_in(place, twice(text, item.span, before));
        }
    }
}

/// What is reported of a section that names nothing.
pub(super) fn is_empty(key: &str, place: Span, what: &str) -> Diagnostic {
    let message = format!("`{key}` is empty");
    let empty = Diagnostic::new(DiagnosticCode::BadValue, place, message);
    empty.help(format!("write {what}, or remove the key"))
}

fn twice(text: &str, place: Span, before: Span) -> Diagnostic {
    let message = format!("`{text}` stands twice in the list");
    Diagnostic::new(DiagnosticCode::BadValue, place, message)
        .also(before, "it stands here too")
        .help("remove one, or write what was meant")
}

/// Whether the spec's own names stand there, of which there must be one.
pub(super) fn asks_for_names(shape: &ValueShape) -> bool {
    shape.may_be(|one| matches!(one, ValueShape::Named(_)))
}
