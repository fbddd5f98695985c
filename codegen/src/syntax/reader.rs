//! Reading a tree strictly: shapes, known keys, required keys. What a key means is not known here.

use super::shape::{Key, OPEN, Rule, Shape};
use super::tree::{Entry, Node, Value};
use super::unknown_key::unknown_keys;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics, meant, quoted};
use crate::source::{Span, Spanned};
use crate::words::WordList;

/// Text at its place.
pub type Text = Spanned<String>;

/// Where the keys of a mapping and their values stand.
#[derive(Clone, Debug, Default)]
pub struct KeyPlaces(Vec<(&'static str, Span, Span)>);

impl KeyPlaces {
    /// Where a key stands; none where it is not there.
    pub fn of(&self, key: &str) -> Option<Span> {
        let mut keys = self.0.iter();
        keys.find(|(name, ..)| *name == key).map(|(_, key, _)| *key)
    }

    /// Where the value of a key stands; none where it is not there.
    pub fn of_value(&self, key: &str) -> Option<Span> {
        let mut keys = self.0.iter();
        keys.find(|(name, ..)| *name == key)
            .map(|(.., value)| *value)
    }
}

/// A mapping whose keys have been checked against the known ones.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'t> {
    entries: &'t [Entry],
    /// The name that introduces the mapping: where a missing key is reported.
    pub place: Span,
    /// Whether something else was meant, since none of the keys is one of this mapping. What it lacks says nothing then.
    is_another: bool,
}

impl<'t> Fields<'t> {
    /// A mapping as its shape says. Keys that it does not have are reported and passed over, keys that it
    /// must have are reported when they are not there.
    pub fn read(node: &'t Node, place: Span, shape: &Shape, out: &mut Diagnostics) -> Option<Self> {
        let entries = entries(node, place, out)?;
        let is_another = !entries.is_empty() && entries.iter().all(|entry| !shape.has(&entry.key));
        let mut fields = Self {
            entries,
            place,
            is_another,
        };
        let unknown = entries.iter().filter(|entry| !shape.has(&entry.key));
        for told in unknown_keys(unknown.collect(), shape) {
            if out.is_full() {
                break;
            }
            out.push(told);
        }
        if shape.has(OPEN) {
            fields.report_open(out);
        }
        let required = shape.keys.iter().filter(|key| key.required);
        let names: Vec<&str> = required.clone().map(|key| key.name).collect();
        match (entries, names.as_slice()) {
            ([], [_, _, ..]) => out.push(fields.empty(&names)),
            _ => required.for_each(|key| fields.needed(key, out)),
        }
        // What an empty mapping must have is told; what it lacks beside that says nothing.
        fields.is_another |= entries.is_empty() && !names.is_empty();
        for rule in shape.rules {
            if let Rule::Needs(key, other) = rule
                && fields.get(key).is_some()
                && let Some(other) = shape.keys.iter().find(|key| key.name == *other)
            {
                fields.needed(other, out);
            }
        }
        Some(fields)
    }

    /// Reports what the spec itself says is still to be settled here.
    fn report_open(&self, out: &mut Diagnostics) {
        let Some(entry) = self.entry(OPEN) else {
            return;
        };
        for text in texts(&entry.value, entry.key_span, out) {
            // One that says nothing was reported where its text was read.
            if text.value.trim().is_empty() {
                continue;
            }
            let open = Diagnostic::new(
                DiagnosticCode::OpenTodo,
                text.span,
                format!("still to do: {}", text.value),
            )
            .note("until then the client does what the rest of the spec says here")
            .help("look it up in the vendor's document, settle it, and remove this `todo`");
            out.push(open);
        }
    }

    /// Where those of its keys stand that a shape has.
    pub fn places(&self, shape: &Shape) -> KeyPlaces {
        let found = shape.names().filter_map(|name| {
            let entry = self.entry(name)?;
            Some((name, entry.key_span, entry.value.span))
        });
        KeyPlaces(found.collect())
    }

    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&'t Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&'t Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Reports a key of the shape that is not there, with what it means.
    fn needed(&self, key: &Key, out: &mut Diagnostics) {
        if self.lacks(key.name) {
            let meaning = key.doc.split_inclusive(". ").next().unwrap_or_default();
            let value = key.example.unwrap_or("…");
            let missing = self.missing(key.name).note(meaning.trim_end());
            out.push(missing.help(format!("add `{}: {value}`", key.name)));
        }
    }

    /// Nothing stands in a mapping that must have several keys.
    fn empty(&self, names: &[&str]) -> Diagnostic {
        let message = format!("the keys {} are missing", quoted(names));
        Diagnostic::new(DiagnosticCode::MissingKey, self.place, message)
            .label("nothing stands in it")
            .help("write them inside of the braces, each with its value")
    }

    fn required(&self, key: &str, out: &mut Diagnostics) -> Option<&'t Node> {
        if self.lacks(key) {
            out.push(self.missing(key));
        }
        self.get(key)
    }

    fn lacks(&self, key: &str) -> bool {
        self.get(key).is_none() && !self.is_another
    }

    fn missing(&self, key: &str) -> Diagnostic {
        let message = format!("the key `{key}` is missing");
        Diagnostic::new(DiagnosticCode::MissingKey, self.place, message)
            .label(format!("needs `{key}`"))
    }

    /// The text of a key, when it is there.
    pub fn text(&self, key: &str, out: &mut Diagnostics) -> Option<Text> {
        self.entry(key)
            .and_then(|entry| text(&entry.value, entry.key_span, out))
    }

    /// The text of a key that must be there because of another one.
    pub fn required_text(&self, key: &str, out: &mut Diagnostics) -> Option<Text> {
        self.required(key, out)?;
        self.text(key, out)
    }

    /// The word of a key, of a closed list; none when it is not there, or another word, which is reported.
    pub fn word<W: WordList>(&self, key: &str, out: &mut Diagnostics) -> Option<Spanned<W>> {
        self.text(key, out).and_then(|text| word(&text, out))
    }

    /// A key that says `true` or `false`; false when it is not there.
    pub fn flag(&self, key: &str, out: &mut Diagnostics) -> bool {
        let Some(text) = self.text(key, out) else {
            return false;
        };
        match text.value.as_str() {
            "true" => true,
            "false" => false,
            other => {
                let problem = Diagnostic::new(
                    DiagnosticCode::BadValue,
                    text.span,
                    format!("`{other}` is neither `true` nor `false`"),
                );
                let yes = matches!(
                    other.to_lowercase().as_str(),
                    "true" | "yes" | "y" | "on" | "1"
                );
                let meant = if yes { "true" } else { "false" };
                out.push_read_as_meant(problem.meaning(other, meant));
                yes
            }
        }
    }
}

/// The entries of a mapping.
pub fn entries<'t>(node: &'t Node, place: Span, out: &mut Diagnostics) -> Option<&'t [Entry]> {
    match &node.value {
        Value::Mapping(entries) => Some(entries),
        _ => wrong_shape(node, place, Expected::Mapping, out),
    }
}

/// The items of a list.
pub fn items<'t>(node: &'t Node, place: Span, out: &mut Diagnostics) -> Option<&'t [Node]> {
    match &node.value {
        Value::List(items) => Some(items),
        _ => wrong_shape(node, place, Expected::List, out),
    }
}

/// A text; nothing is not a text.
pub fn text(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Text> {
    match &node.value {
        Value::Text(text) => Some(Spanned::new(text.clone(), node.span)),
        _ => wrong_shape(node, place, Expected::Text, out),
    }
}

/// The word of a closed list that a text is. Another word is reported, and read as the one that was meant if it is
/// clear which one.
pub fn word<W: WordList>(text: &Text, out: &mut Diagnostics) -> Option<Spanned<W>> {
    let found = W::parse(&text.value);
    if found.is_none() {
        let message = format!("`{}` {}", text.value, W::UNKNOWN);
        let unknown = Diagnostic::new(DiagnosticCode::BadValue, text.span, message);
        let words: Vec<&str> = W::ALL.iter().map(|word| word.word()).collect();
        let near = meant(&text.value, &words);
        match near {
            Some(near) => out.push_read_as_meant(unknown.meaning(&text.value, near)),
            None => out.push_reason(unknown.help(W::help())),
        }
        let near = near.and_then(W::parse);
        return near.map(|word| Spanned::new(word, text.span));
    }
    found.map(|word| Spanned::new(word, text.span))
}

/// One word of a closed list, or several of them.
pub fn words_of<W: WordList>(node: &Node, place: Span, out: &mut Diagnostics) -> Vec<Spanned<W>> {
    let texts = texts(node, place, out).into_iter();
    texts.filter_map(|text| word(&text, out)).collect()
}

/// One text, or a list of texts.
pub fn texts(node: &Node, place: Span, out: &mut Diagnostics) -> Vec<Text> {
    match &node.value {
        Value::List(items) => items
            .iter()
            .filter_map(|item| text(item, item.span, out))
            .collect(),
        _ => text(node, place, out).into_iter().collect(),
    }
}

/// What a value was to be.
#[derive(Clone, Copy)]
enum Expected {
    Mapping,
    List,
    Text,
}

impl Expected {
    fn name(self) -> &'static str {
        match self {
            Self::Mapping => "a mapping",
            Self::List => "a list",
            Self::Text => "text",
        }
    }

    /// What to write in place of a value.
    fn help(self, found: &Value) -> &'static str {
        match (self, found) {
            (Self::Mapping, _) => {
                "write keys with values, as in `{ key: value }`, or each on a line below, two blanks deeper"
            }
            (Self::List, _) => "write a list, as in `[ a, b ]`",
            (Self::Text, Value::Nothing) => "write a text behind the colon, or remove the key",
            (Self::Text, Value::List(_)) => "write one text, without brackets around it",
            (Self::Text, Value::Mapping(_) | Value::Text(_)) => {
                "write one text, without keys and braces"
            }
        }
    }
}

fn wrong_shape<T>(
    node: &Node,
    place: Span,
    expected: Expected,
    out: &mut Diagnostics,
) -> Option<T> {
    // Nothing has no extent of its own, unless it is written as `~`: the key that lacks a value is the place.
    let span = if node.value == Value::Nothing && node.span.start == node.span.end {
        place
    } else {
        node.span
    };
    let message = format!("expected {}, found {}", expected.name(), node.describe());
    let wrong = Diagnostic::new(DiagnosticCode::WrongShape, span, message);
    out.push(wrong.help(expected.help(&node.value)));
    None
}
