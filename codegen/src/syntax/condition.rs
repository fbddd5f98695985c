//! Conditions: members of an answer or fields of a request, and the values that they must have.

use super::reader::{entries, texts};
use super::spec::Condition;
use super::tree::Entry;
use crate::diagnostic::Diagnostics;
use crate::source::Spanned;

/// Members and the values that they must have.
pub(super) fn condition(entry: &Entry, out: &mut Diagnostics) -> Option<Condition> {
    let list = entries(&entry.value, entry.key_span, out)?;
    let tests = list.iter().map(|test| {
        (
            Spanned::new(test.key.clone(), test.key_span),
            texts(&test.value, test.key_span, out),
        )
    });
    Some(Condition {
        tests: tests.collect(),
        span: entry.key_span,
    })
}
