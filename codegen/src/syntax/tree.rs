//! YAML as a tree with places. No key has a meaning yet; scalars are text, whatever they look like.

use crate::source::Span;

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its place.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing was written.
    Nothing,
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order they were written; no key twice.
    Mapping(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// The key's place.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Entry {
    /// Whether the key ends its line and holds nothing, so that what it holds was to stand on the lines below.
    pub fn opens_a_block(&self, source: &str) -> bool {
        // A line may be long, and hold many keys: nothing but blanks is read of it.
        let behind = source.get(self.key_span.end..).unwrap_or_default();
        let line = behind
            .strip_prefix(':')
            .map(|rest| rest.trim_start_matches(' '));
        self.value.value == Value::Nothing
            && line.is_some_and(|rest| rest.is_empty() || rest.starts_with(['\n', '\r', '#']))
    }
}

impl Node {
    /// What it is called in a message.
    pub fn describe(&self) -> &'static str {
        match self.value {
            Value::Nothing => "nothing",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Mapping(_) => "a mapping",
        }
    }

    /// Its entries; none when it is no mapping.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// What it says, on one line; in quotes where blanks would be lost.
    pub fn inline(&self) -> String {
        match &self.value {
            Value::Nothing => String::new(),
            Value::Text(text) if text.is_empty() || text.trim() != text => format!("\"{text}\""),
            Value::Text(text) => text.clone(),
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(Self::inline).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Mapping(entries) => {
                let entry = |entry: &Entry| format!("{}: {}", entry.key, entry.value.inline());
                let entries: Vec<String> = entries.iter().map(entry).collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }
}
