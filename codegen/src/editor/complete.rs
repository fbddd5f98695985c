//! What may be written at a place.

use super::editing::Editing;
use super::place::{self, At, Place, key_of};
use super::scope;
use crate::diagnostic::Diagnostics;
use crate::source::{SourceFile, Span};
use crate::syntax::load;
use crate::syntax::shape;
use crate::syntax::shape::{Shape, ValueShape};
use crate::syntax::tree::{Entry, Node};

/// Stands where the cursor is while the place is looked for. No spec has it.
const CURSOR: &str = "kpg0cursor0kpg";

/// Something that may be written at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it is called.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A word on it: its labels, or whether it is required.
    pub detail: String,
    /// What it means.
    pub documentation: String,
    /// What to write.
    pub text: String,
    /// What of the spec it takes the place of, in bytes.
    pub replaces: Span,
}

/// What may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A key of the language.
    Key,
    /// A word of the language.
    Word,
    /// A name that the spec declares.
    Name,
    /// A field of a message, by its name on the wire.
    Field,
}

impl Editing {
    /// What may be written at an offset, in bytes. The spec need not be readable there.
    pub fn complete(&self, offset: usize) -> Vec<Completion> {
        let text = self.file().text();
        let offset = self.file().clamp(Span::new(offset, offset)).start;
        let (before, after) = text.split_at_checked(offset).unwrap_or((text, ""));
        let start = before.trim_end_matches(is_of_a_word).len();
        let end = offset + (after.len() - after.trim_start_matches(is_of_a_word).len());
        let replaces = Span::new(start, end);
        let Some(root) = read(text, replaces) else {
            return Vec::new();
        };
        let Some(place) = place::find(&root, &|text, _| text == CURSOR) else {
            return Vec::new();
        };
        // Behind a key that is only being changed, its colon stands already.
        let has_colon = text
            .get(end..)
            .is_some_and(|rest| rest.trim_start_matches(' ').starts_with(':'));
        let line_start = text
            .get(..start)
            .and_then(|text| text.rfind('\n'))
            .map_or(0, |at| at + 1);
        let is_first = text
            .get(line_start..start)
            .is_some_and(|before| before.trim_start_matches([' ', '-']).is_empty());
        let wanted = Wanted {
            root: &root,
            replaces,
            colon: if has_colon { "" } else { ": " },
        };
        wanted.completions(&place, is_first)
    }
}

fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// The tree of a text with the cursor's word in the place of what is being written. The line may be unfinished: it is
/// tried as a value and as a key, and with what it opens closed.
fn read(text: &str, replaces: Span) -> Option<Node> {
    let before = text.get(..replaces.start)?;
    let after = text.get(replaces.end..)?;
    let line = before.rsplit('\n').next().unwrap_or_default();
    let closing = closing(line);
    let next_lines = after
        .find('\n')
        .and_then(|at| after.get(at..))
        .unwrap_or("");
    let tried = [
        format!("{before}{CURSOR}{after}"),
        format!("{before}{CURSOR}:{after}"),
        format!("{before}{CURSOR}{closing}{next_lines}"),
        format!("{before}{CURSOR}: x{closing}{next_lines}"),
    ];
    tried.into_iter().find_map(|text| {
        let file = SourceFile::new("", text);
        let mut out = Diagnostics::default();
        let root = load(&file, &mut out)?;
        place::find(&root, &|text, _| text == CURSOR).map(|_| ())?;
        Some(root)
    })
}

/// The brackets that close what a line opens outside of quotes.
fn closing(line: &str) -> String {
    let mut open = Vec::new();
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(mark), c) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => open.push('}'),
            (None, '[') => open.push(']'),
            (None, '}' | ']') => drop(open.pop()),
            (None, _) => {}
        }
    }
    let opened = quote.into_iter().chain(open.into_iter().rev());
    opened.flat_map(|c| [' ', c]).collect()
}

struct Wanted<'t> {
    root: &'t Node,
    replaces: Span,
    colon: &'static str,
}

impl Wanted<'_> {
    /// `is_first`: nothing stands before it on its line, so that it may become a key.
    fn completions(&self, place: &Place<'_>, is_first: bool) -> Vec<Completion> {
        match &place.is {
            At::Key { among, shape, .. } => match shape {
                Some(shape) => self.keys(shape, among),
                None => Vec::new(),
            },
            At::Text { shape, .. } => {
                let mut found = self.values(shape, &place.keys);
                if is_first {
                    let shapes = mappings(shape);
                    found.extend(shapes.iter().flat_map(|shape| self.keys(shape, &[])));
                }
                found
            }
        }
    }

    /// The keys of a shape that are not there yet.
    fn keys(&self, shape: &Shape, among: &[Entry]) -> Vec<Completion> {
        let is_there = |name: &str| among.iter().any(|entry| entry.key == name);
        let free = shape.keys.iter().filter(|key| !is_there(key.name));
        free.map(|key| Completion {
            label: key.name.to_owned(),
            kind: CompletionKind::Key,
            detail: match key.required {
                true => "required".to_owned(),
                false => String::new(),
            },
            documentation: documentation(key),
            text: format!("{}{}", key.name, self.colon),
            replaces: self.replaces,
        })
        .collect()
    }

    fn values(&self, shape: &ValueShape, keys: &[&str]) -> Vec<Completion> {
        let alternatives = shape.alternatives().into_iter();
        alternatives
            .flat_map(|one| self.of_one(one, keys))
            .collect()
    }

    /// What may be written where one shape stands; nothing where a text is free.
    fn of_one(&self, shape: ValueShape, keys: &[&str]) -> Vec<Completion> {
        let groups = [shape::Declared::Section(shape::GROUPS)];
        let places = match shape {
            ValueShape::Words(words) => {
                let words = words.iter();
                return words.map(|word| self.word(word.name, word.doc)).collect();
            }
            ValueShape::Flag => {
                return ["true", "false"].map(|word| self.word(word, "")).to_vec();
            }
            ValueShape::Refers(places) => places,
            ValueShape::Fields => &groups,
            _ => return Vec::new(),
        };
        let names = scope::names(self.root, keys, places);
        let others = names.into_iter().filter(|named| named.name != CURSOR);
        others.map(|named| self.name(&named)).collect()
    }

    fn word(&self, word: &str, doc: &str) -> Completion {
        Completion {
            label: word.to_owned(),
            kind: CompletionKind::Word,
            detail: String::new(),
            documentation: doc.to_owned(),
            text: word.to_owned(),
            replaces: self.replaces,
        }
    }

    fn name(&self, named: &scope::Named<'_>) -> Completion {
        Completion {
            label: named.name.to_owned(),
            kind: match named.what {
                "field" => CompletionKind::Field,
                _ => CompletionKind::Name,
            },
            detail: format!("{} {}", named.what, named.labels())
                .trim_end()
                .to_owned(),
            documentation: String::new(),
            text: named.name.to_owned(),
            replaces: self.replaces,
        }
    }
}

/// The shapes of mappings that may stand in a place.
fn mappings(shape: &ValueShape) -> Vec<&'static Shape> {
    let alternatives = shape.alternatives().into_iter();
    let mappings = alternatives.filter_map(|one| match one {
        ValueShape::Mapping(shape) => Some(shape),
        _ => None,
    });
    mappings.collect()
}

/// What a key means, with an example.
pub(super) fn documentation(key: &shape::Key) -> String {
    let notation = match key.value {
        ValueShape::Written(notation) => format!(" {}", notation.doc),
        _ => String::new(),
    };
    let example = key
        .example
        .map(|example| format!("\n\nExample: `{}: {example}`", key.name));
    format!("{}{notation}{}", key.doc, example.unwrap_or_default())
}

/// What a key of a shape means.
pub(super) fn documentation_of(shape: &Shape, name: &str) -> Option<String> {
    key_of(shape, name).map(documentation)
}
