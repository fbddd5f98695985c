//! Mappings whose keys are names: what they hold, each with its name and place.

use super::reader::{Fields, entries};
use super::spec::Named;
use super::tree::Node;
use crate::diagnostic::Diagnostics;
use crate::source::{Span, Spanned};

/// Reads every value of a mapping, keeping the keys.
pub(super) fn members<T>(
    node: &Node,
    place: Span,
    out: &mut Diagnostics,
    read: impl Fn(&Node, Span, &mut Diagnostics) -> Option<T>,
) -> Option<Vec<Named<T>>> {
    let mut list = Vec::new();
    for entry in entries(node, place, out)? {
        if let Some(value) = read(&entry.value, entry.key_span, out) {
            list.push(Named {
                name: Spanned::new(entry.key.clone(), entry.key_span),
                value,
            });
        }
    }
    Some(list)
}

pub(super) fn map<T>(
    fields: &Fields<'_>,
    key: &str,
    out: &mut Diagnostics,
    read: impl Fn(&Node, Span, &mut Diagnostics) -> Option<T>,
) -> Vec<Named<T>> {
    let entry = fields.entry(key);
    entry
        .and_then(|entry| members(&entry.value, entry.key_span, out, read))
        .unwrap_or_default()
}
