//! Changes as an entry of a changelog.

use super::list::joined;
use crate::diff::change::{Change, ChangeKind, Fact, Rust, Shared, Wire, shared};

/// A heading, and what stands under it.
type Group = (&'static str, fn(ChangeKind) -> bool);

/// The headings of an entry, in their order.
const GROUPS: [Group; 5] = [
    ("Breaking", |kind| kind.rust() == Rust::Breaking),
    ("Added", |kind| kind.rust() == Rust::Additive),
    ("Changed on the wire", |kind| {
        kind.rust() == Rust::None && kind.wire() != Wire::Neither
    }),
    ("Changed otherwise", |kind| {
        let neither = kind.rust() == Rust::None && kind.wire() == Wire::Neither;
        neither && !kind.is_documentation()
    }),
    // Which file of the vendor's was read on which day is for who keeps the spec.
    ("Documentation", |kind| {
        kind.is_documentation() && kind != ChangeKind::Document
    }),
];

/// An entry in Markdown, ready to paste; empty when nothing changed.
pub fn changelog(changes: &[Change<'_>]) -> String {
    let mut text = String::new();
    let all = shared(changes);
    for (heading, belongs) in GROUPS {
        let items = all.iter().filter(|shared| belongs(shared.change.kind));
        let items: Vec<String> = items.map(item).collect();
        if items.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("### {heading}\n\n"));
        text.extend(items);
    }
    text
}

fn item(shared: &Shared<'_, '_>) -> String {
    let change = shared.change;
    let quoted = |fact: &Fact<'_>| {
        let words = fact.to_string();
        let words = joined(words.split_whitespace(), " ");
        words.replace('`', "'")
    };
    let old = change.old.as_ref().map(quoted);
    let new = change.new.as_ref().map(quoted);
    let values = match (old, new) {
        (None, None) => String::new(),
        (Some(old), None) => format!(" (was `{old}`)"),
        (None, Some(new)) => format!(" (`{new}`)"),
        (Some(old), Some(new)) => format!(" (`{old}` → `{new}`)"),
    };
    let wire = change.kind.wire().consequence();
    let wire = wire
        .map(|consequence| format!("; {consequence}"))
        .unwrap_or_default();
    format!(
        "- {}: {}{values}{wire}\n",
        shared.subject_in_words(),
        change.kind.what()
    )
}
