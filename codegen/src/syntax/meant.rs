//! Tree → tree: what was most probably meant takes the place of what is written, once that has been reported. A key
//! with one letter too few is read as the key; a character that cannot be seen is read as if it were not there. So
//! nothing that stands further down is reported because of it. The shapes say what stands where.

use super::characters::{self, Kind};
use super::shape::{self, Reading, Shape, ValueShape, item_shape, reading};
use super::tree::{Entry, Node, Value};
use super::unknown_key::{other_name, unknown_key};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics, meant};
use crate::source::Span;

/// Reports what is misspelt in a tree, and puts what was meant in its place.
pub(super) fn read(root: &mut Node, text: &str, out: &mut Diagnostics) {
    Reader { text, out }.value(root, &ValueShape::Mapping(&shape::SPEC), "");
}

/// Whoever has more unknown keys in one mapping has misspelt none of them.
const MOST_UNKNOWN: usize = 100;

struct Reader<'t, 'o> {
    text: &'t str,
    out: &'o mut Diagnostics,
}

impl Reader<'_, '_> {
    /// A value that stands under a key.
    fn value(&mut self, node: &mut Node, shape: &ValueShape, key: &str) {
        match &mut node.value {
            Value::Nothing => {}
            Value::Text(text) => {
                let written = self.text.get(node.span.start..node.span.end);
                let kind = match is_prose(shape) {
                    true => Kind::Prose,
                    false => Kind::Exact,
                };
                characters::read(
                    text,
                    (node.span, written.unwrap_or_default()),
                    kind,
                    self.out,
                );
                if text.trim().is_empty() && says_something(shape) {
                    self.out.push(says_nothing(key, node.span));
                }
            }
            Value::List(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.value(item, item_shape(shape, index), key);
                }
            }
            Value::Mapping(entries) => match reading(shape, entries) {
                Some(Reading::Keys(shape)) => self.keys(entries, shape),
                Some(Reading::Names(each)) => self.names(entries, |_| each),
                Some(Reading::Renamed(shape)) => {
                    self.names(entries, |_| ValueShape::Mapping(shape));
                }
                None => self.names(entries, |_| ValueShape::Anything),
            },
        }
    }

    fn names(&mut self, entries: &mut [Entry], shape_of: impl Fn(&str) -> ValueShape) {
        for entry in entries {
            self.name(entry);
            self.value(&mut entry.value, &shape_of(&entry.key), &entry.key);
        }
    }

    /// A key as a text that must be exact.
    fn name(&mut self, entry: &mut Entry) {
        let written = self.text.get(entry.key_span.start..entry.key_span.end);
        let place = (entry.key_span, written.unwrap_or_default());
        characters::read(&mut entry.key, place, Kind::Exact, self.out);
    }

    fn keys(&mut self, entries: &mut [Entry], shape: &'static Shape) {
        entries.iter_mut().for_each(|entry| self.name(entry));
        let is_there = |name: &&str| entries.iter().any(|entry| entry.key == *name);
        let mut free: Vec<&str> = shape.names().filter(|name| !is_there(name)).collect();
        let unknown = entries.iter_mut().filter(|entry| !shape.has(&entry.key));
        for entry in unknown.take(MOST_UNKNOWN) {
            let other = other_name(&entry.key, shape).filter(|name| free.contains(name));
            if let Some(meant) = other.or_else(|| meant(&entry.key, &free)) {
                self.out.push_read_as_meant(unknown_key(entry, shape));
                free.retain(|name| *name != meant);
                entry.key = meant.to_owned();
            }
        }
        self.names(entries, |key| {
            let mut keys = shape.keys.iter();
            let found = keys.find(|known| known.name == key);
            found.map_or(ValueShape::Anything, |key| key.value)
        });
    }
}

/// Whether what stands here is read by people and by nobody else.
fn says_something(shape: &ValueShape) -> bool {
    let mut alternatives = shape.alternatives().into_iter();
    alternatives.any(|one| matches!(one, ValueShape::Prose))
}

fn says_nothing(key: &str, place: Span) -> Diagnostic {
    let message = format!("`{key}` is empty");
    let empty = Diagnostic::new(DiagnosticCode::BadValue, place, message);
    empty
        .help("say it in words, since it reaches the documentation and messages; or remove the key")
}

/// Whether a text that stands here is for people. What a quirk quotes of a document is.
fn is_prose(shape: &ValueShape) -> bool {
    shape.alternatives().iter().any(|one| match one {
        ValueShape::Prose | ValueShape::Anything => true,
        ValueShape::ListOf(item) => is_prose(item),
        _ => false,
    })
}
