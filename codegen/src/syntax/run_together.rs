//! Tree → tree: a key that runs together with its value inside of braces, because the blank behind its colon is missing
//! or the colon itself: `{ en:amount }`. YAML reads a key without a value. The two are taken apart once that has been
//! reported.

use super::shape::{Shape, ValueShape};
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::Span;

/// Takes apart what begins with a key of a mapping.
pub(super) fn keys(entries: &mut [Entry], shape: &Shape, source: &str, out: &mut Diagnostics) {
    for index in 0..entries.len() {
        let is_free = |key: &str| shape.has(key) && entries.iter().all(|entry| entry.key != key);
        let Some(entry) = entries.get(index).filter(|entry| !shape.has(&entry.key)) else {
            continue;
        };
        let Some((key, mark, value)) = parts(entry, [':', ' ']) else {
            continue;
        };
        // `{ en: amount, type of it }` has a text with a comma.
        let before = index.checked_sub(1).and_then(|before| entries.get(before));
        let is_text = mark == ' ' && before.is_some_and(|before| holds_prose(shape, before));
        if is_free(&key)
            && !is_text
            && let Some(entry) = entries.get_mut(index)
        {
            take_apart(entry, (key, mark, value), source, out);
        }
    }
}

/// Whether a text for people is the value of an entry.
fn holds_prose(shape: &Shape, entry: &Entry) -> bool {
    let key = shape.keys.iter().find(|key| key.name == entry.key);
    key.is_some_and(|key| matches!(key.value, ValueShape::Prose))
}

/// Takes a name and what it holds apart, where a colon stands between them.
pub(super) fn name(entry: &mut Entry, source: &str, out: &mut Diagnostics) {
    if let Some(found) = parts(entry, [':', ':']) {
        take_apart(entry, found, source, out);
    }
}

/// What stands before the first of two marks, the mark and what stands behind it.
fn parts(entry: &Entry, marks: [char; 2]) -> Option<(String, char, String)> {
    let Value::Nothing = entry.value.value else {
        return None;
    };
    let at = entry.key.find(marks)?;
    let (key, rest) = entry.key.split_at(at);
    let mark = rest.chars().next()?;
    let value = rest.get(mark.len_utf8()..)?.trim();
    let are_there = !key.is_empty() && !value.is_empty();
    are_there.then(|| (key.to_owned(), mark, value.to_owned()))
}

fn take_apart(
    entry: &mut Entry,
    (key, mark, value): (String, char, String),
    source: &str,
    out: &mut Diagnostics,
) {
    let place = entry.key_span;
    let written = source.get(place.start..place.end).unwrap_or_default();
    // A colon that is full-width was told when the key was read.
    if !written.contains('：') {
        out.push_read_as_meant(told(&key, mark, place));
    }
    let end = place.start + key.len();
    let start = place.end.saturating_sub(value.len()).max(end);
    entry.key_span = Span::new(place.start, end);
    let quoted = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    entry.value = Node {
        span: Span::new(start, place.end),
        value: Value::Text(quoted.unwrap_or(&value).to_owned()),
    };
    entry.key = key;
}

fn told(key: &str, mark: char, place: Span) -> Diagnostic {
    let (message, help) = match mark {
        ':' => (
            format!("a blank is missing behind `{key}:`"),
            format!("write `{key}: …`; without the blank the colon belongs to the key"),
        ),
        _ => (
            format!("a colon is missing behind `{key}`"),
            format!("write `{key}: …`"),
        ),
    };
    Diagnostic::new(DiagnosticCode::UnknownKey, place, message).help(help)
}
