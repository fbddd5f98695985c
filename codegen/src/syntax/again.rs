//! Keys that a mapping has twice. One is a slip of its own; where many follow each other, a line above them is missing,
//! or begins in their column, and that is told once. Nothing here knows what a key means.

use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, some_of};
use crate::source::Span;

/// Whoever has so many keys twice in one mapping has lost the line that names what they describe.
const LOST_LINE: usize = 3;

/// A key that stands in its mapping already.
pub(super) struct Again {
    key: String,
    place: Span,
    first: Span,
    end: usize,
    /// How many entries the mapping had before it.
    before: usize,
}

impl Again {
    /// A key with its value, which takes the place of the first one where that has none.
    pub(super) fn new(
        (key, place): (String, Span),
        first: Span,
        value: Node,
        entries: &mut [Entry],
    ) -> Self {
        let again = Self {
            end: value.span.end.max(place.end),
            before: entries.len(),
            key,
            place,
            first,
        };
        // Entries are in the order of the text.
        let found = entries.binary_search_by_key(&first.start, |entry| entry.key_span.start);
        if let Some(entry) = found.ok().and_then(|at| entries.get_mut(at))
            && entry.value.value == Value::Nothing
        {
            entry.value = value;
        }
        again
    }
}

/// What is reported of the keys that stand twice in one mapping that ends at a byte, and what is left out because of
/// them. Entries that belong to something else are taken away.
pub(super) fn reports(
    entries: &mut Vec<Entry>,
    again: &[Again],
    (text, end): (&str, usize),
) -> (Vec<Diagnostic>, Vec<Span>) {
    let Some(first) = again.first() else {
        return Default::default();
    };
    let before = first.before.checked_sub(1);
    let opener = before.and_then(|index| entries.get(index));
    let opener = opener.filter(|entry| entry.opens_a_block(text));
    if let Some(opener) = opener {
        let (told, from) = (too_deep(opener, again), opener.key_span.start);
        entries.truncate(first.before.saturating_sub(1));
        return (vec![told], vec![Span::new(from, end)]);
    }
    if again.len() >= LOST_LINE {
        entries.truncate(first.before);
        let rest = Span::new(first.place.start, end);
        return (vec![lost_line(first, again)], vec![rest]);
    }
    let extents = again.iter().map(|one| Span::new(one.place.start, one.end));
    (again.iter().map(twice).collect(), extents.collect())
}

fn twice(again: &Again) -> Diagnostic {
    let message = format!("`{}` stands twice", again.key);
    Diagnostic::new(DiagnosticCode::DuplicateKey, again.place, message)
        .label("again here")
        .also(again.first, "first here")
        .help("remove or rename one of the two; neither silently wins")
}

fn too_deep(opener: &Entry, again: &[Again]) -> Diagnostic {
    let name = &opener.key;
    let message = format!("`{name}` stands among the keys of what is before it");
    let told = Diagnostic::new(DiagnosticCode::DuplicateKey, opener.key_span, message);
    let told = match again.first() {
        Some(first) => told.also(first.place, "this key is there already"),
        None => told,
    };
    told.note(format!("read like this, {} twice", stand(again)))
        .help(format!("begin `{name}` in the column of the names beside it, left of the lines that belong to it"))
}

fn lost_line(first: &Again, again: &[Again]) -> Diagnostic {
    let message = format!("from here on, {} twice", stand(again));
    Diagnostic::new(DiagnosticCode::DuplicateKey, first.place, message)
        .label("again here")
        .also(first.first, "first here")
        .help(
            "a line above is missing that names what these lines describe, or they were pasted twice",
        )
}

/// `a`, `b` and 4 more stand
fn stand(again: &[Again]) -> String {
    let keys: Vec<&str> = again.iter().map(|one| one.key.as_str()).collect();
    let verb = if keys.len() == 1 { "stands" } else { "stand" };
    format!("{} {verb}", some_of(&keys))
}
