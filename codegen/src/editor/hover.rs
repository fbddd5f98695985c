//! What a reader is told about a place: what a key or a word of the language means; of a name, what it is called in
//! Korean and English, and where it goes on the wire.

use std::collections::BTreeSet;

use super::complete::documentation_of;
use super::editing::Editing;
use super::place::{self, At, Place};
use super::scope;
use crate::source::Span;
use crate::syntax::shape::ValueShape;
use crate::syntax::tree::Value;
use crate::words::Word;

/// So many places that use a name are listed.
const MOST_USES: usize = 12;

/// A text for people, in Markdown, about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The place.
    pub span: Span,
    /// The text.
    pub markdown: String,
}

impl Editing {
    /// What is worth knowing about an offset, in bytes.
    pub fn hover(&self, offset: usize) -> Option<Hover> {
        let root = self.tree()?;
        if let Some(declared) = self.definition(offset) {
            let place = place::place_at(root, declared.start)?;
            let span = place::place_at(root, offset)?.is.span();
            let markdown = self.of_a_name(&place, declared)?;
            return Some(Hover { span, markdown });
        }
        let place = place::place_at(root, offset)?;
        let markdown = match &place.is {
            At::Key {
                entry,
                shape: Some(shape),
                ..
            } => documentation_of(shape, &entry.key)?,
            At::Text { node, shape } => match &node.value {
                Value::Text(text) => word(shape, text)?.doc.to_owned(),
                Value::Nothing | Value::List(_) | Value::Mapping(_) => return None,
            },
            At::Key { shape: None, .. } => return None,
        };
        let span = place.is.span();
        Some(Hover { span, markdown })
    }

    fn of_a_name(&self, place: &Place<'_>, declared: Span) -> Option<String> {
        let At::Key { entry, .. } = &place.is else {
            return None;
        };
        let labels = scope::labels(entry);
        let what = match place.keys.as_slice() {
            [section, _] => scope::one_of(section).to_owned(),
            keys => where_it_stands(keys)?,
        };
        let mut markdown = format!("**`{}`**: {what}", entry.key);
        if !labels.is_empty() {
            markdown.push_str(&format!("\n\n{labels}"));
        }
        let uses = self.places_of(declared);
        if !uses.is_empty() {
            let shown: Vec<String> = uses
                .iter()
                .take(MOST_USES)
                .map(|place| format!("- {place}"))
                .collect();
            let more = match uses.len().saturating_sub(MOST_USES) {
                0 => String::new(),
                more => format!("\n- and {more} more"),
            };
            markdown.push_str(&format!("\n\nGoes into:\n\n{}{more}", shown.join("\n")));
        }
        Some(markdown)
    }

    /// Where a name goes: into fields of messages, and into what is made of it.
    fn places_of(&self, declared: Span) -> BTreeSet<String> {
        let Some(root) = self.tree() else {
            return BTreeSet::new();
        };
        let references = self.references.iter();
        let uses = references.filter(|reference| reference.declared == declared);
        let places = uses.filter_map(|reference| place::place_at(root, reference.at.start));
        places
            .filter_map(|place| where_it_stands(&place.keys))
            .collect()
    }
}

/// Where something stands, for a reader: `mid` of the request of `cancel`.
fn where_it_stands(keys: &[&str]) -> Option<String> {
    let part_in_words = |part: &str| match part {
        "path" => "in the path of",
        "query" => "in the query of",
        "headers" => "a header of",
        "inputs" => "an input of",
        "answer" => "in the answer of",
        "examples" => "an example of",
        _ => "in the body of",
    };
    match keys {
        [
            section @ ("operations" | "forms" | "notifications"),
            name,
            part,
            field,
            ..,
        ] => {
            let one = scope::one_of(section);
            Some(format!(
                "`{field}`, {} the {one} `{name}`",
                part_in_words(part)
            ))
        }
        [
            section @ ("operations" | "forms" | "notifications"),
            name,
            ..,
        ] => Some(format!("the {} `{name}`", scope::one_of(section))),
        ["groups", group, field, ..] => Some(format!("`{field}`, in the group `{group}`")),
        [section, name, ..] => Some(format!("the {} `{name}`", scope::one_of(section))),
        [] | [_] => None,
    }
}

/// A word of the language that stands where one may.
fn word(shape: &ValueShape, text: &str) -> Option<&'static Word> {
    let alternatives = shape.alternatives().into_iter();
    let mut words = alternatives.flat_map(ValueShape::words);
    words.find(|word| word.name == text)
}
