//! The names of a spec: which there are in a place, and what people call them.

use super::place::{At, Place};
use crate::syntax::shape::{Declared, GROUPS, SPEC, ValueShape};
use crate::syntax::tree::{Entry, Node, Value};

/// A name that may be written in a place.
#[derive(Clone, Copy)]
pub(super) struct Named<'t> {
    pub name: &'t str,
    /// What is declared, as a reader calls it: `credential`.
    pub what: &'static str,
    entry: Option<&'t Entry>,
}

impl Named<'_> {
    /// Its labels, Korean first.
    pub(super) fn labels(&self) -> String {
        self.entry.map(labels).unwrap_or_default()
    }
}

/// The parts of an operation, form or notification whose fields recipes name.
const PARTS: [&str; 7] = [
    "path", "query", "headers", "inputs", "request", "fields", "answer",
];

/// Every name that places declare, seen from a part of the spec.
pub(super) fn names<'t>(root: &'t Node, keys: &[&str], places: &[Declared]) -> Vec<Named<'t>> {
    let mut found: Vec<Named<'t>> = Vec::new();
    for place in places {
        match place {
            Declared::Section(section) | Declared::Free(section) => {
                let entries = section_of(root, section).iter();
                found.extend(entries.map(|entry| Named {
                    name: &entry.key,
                    what: one_of(section),
                    entry: Some(entry),
                }));
            }
            Declared::Fields => found.extend(fields(root, keys)),
        }
    }
    found
}

/// What stands under a key at the top of a spec.
pub(super) fn section_of<'t>(root: &'t Node, section: &str) -> &'t [Entry] {
    let mut entries = root.entries().iter();
    let found = entries.find(|entry| entry.key == section);
    found.map_or(&[], |entry| entry.value.entries())
}

/// The fields that a recipe may name: those of the operation around it; of all where it stands in none.
fn fields<'t>(root: &'t Node, keys: &[&str]) -> Vec<Named<'t>> {
    let messages = ["operations", "forms", "notifications"];
    let around = match keys {
        [section, name, ..] if messages.contains(section) => Some((*section, *name)),
        _ => None,
    };
    let mut found: Vec<Named<'t>> = Vec::new();
    for section in messages {
        for message in section_of(root, section) {
            if around.is_some_and(|around| around != (section, message.key.as_str())) {
                continue;
            }
            let parts = message.value.entries().iter();
            for part in parts.filter(|part| PARTS.contains(&part.key.as_str())) {
                gather(root, &part.value, &mut found);
            }
        }
    }
    found.sort_by_key(|named| named.name);
    found.dedup_by_key(|named| named.name);
    found
}

/// Adds fields, those of groups too.
fn gather<'t>(root: &'t Node, node: &'t Node, found: &mut Vec<Named<'t>>) {
    match &node.value {
        Value::Nothing => {}
        Value::Mapping(entries) => found.extend(entries.iter().map(|entry| Named {
            name: &entry.key,
            what: "field",
            entry: Some(entry),
        })),
        Value::List(items) => items.iter().for_each(|item| gather(root, item, found)),
        Value::Text(group) => {
            let mut groups = section_of(root, GROUPS).iter();
            if let Some(group) = groups.find(|entry| entry.key == *group)
                && matches!(group.value.value, Value::Mapping(_))
            {
                gather(root, &group.value, found);
            }
        }
    }
}

/// Whether a place declares a name: a key below a section of names, or a field.
pub(super) fn declares(place: &Place<'_>) -> bool {
    let At::Key { shape: None, .. } = place.is else {
        return false;
    };
    match place.keys.as_slice() {
        [section, _] => holds_names(section),
        [_, _, part, _] => PARTS.contains(part),
        [GROUPS, _, _] => true,
        _ => false,
    }
}

/// Whether the keys below one at the top of a spec are names of the spec's own.
pub(super) fn holds_names(section: &str) -> bool {
    let mut keys = SPEC.keys.iter();
    keys.any(|key| {
        key.name == section && matches!(key.value, ValueShape::Named(_) | ValueShape::MapOf(_))
    })
}

/// What people call one thing of a section.
pub(super) fn one_of(section: &str) -> &'static str {
    match section {
        "values" => "value",
        "credentials" => "credential",
        "sessions" => "session",
        "types" => "type",
        "ciphers" => "cipher",
        "records" => "record",
        "operations" => "operation",
        "forms" => "form",
        "notifications" => "notification",
        "codes" => "set of codes",
        "documents" => "document",
        "environments" => "environment",
        GROUPS => "group of fields",
        _ => "name",
    }
}

/// The labels of what is declared, Korean first.
pub(super) fn labels(entry: &Entry) -> String {
    let named = |key: &str| {
        let mut entries = entry.value.entries().iter();
        entries.find(|part| part.key == key)
    };
    let text = |key: &str| match &named(key)?.value.value {
        Value::Text(text) => Some(text.clone()),
        Value::Nothing | Value::List(_) | Value::Mapping(_) => None,
    };
    let found: Vec<String> = ["ko", "en"].into_iter().filter_map(text).collect();
    match (found.is_empty(), named("title").or_else(|| named("name"))) {
        (true, Some(title)) if !title.value.entries().is_empty() => labels(title),
        _ => found.join(" · "),
    }
}
