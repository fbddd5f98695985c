//! Tree → tree: what was most probably meant takes the place of what is written, once that has been reported. A key
//! with one letter too few is read as the key; a character that cannot be seen is read as if it were not there. So
//! nothing that stands further down is reported because of it. The shapes say what stands where.

use super::characters::{self, Kind};
use super::reader::unknown_key;
use super::shape::{self, Shape, ValueShape};
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostics, meant};

/// Reports what is misspelt in a tree, and puts what was meant in its place.
pub(super) fn read(root: &mut Node, text: &str, out: &mut Diagnostics) {
    Reader { text, out }.value(root, &ValueShape::Mapping(&shape::SPEC));
}

/// Whoever has more unknown keys in one mapping has misspelt none of them.
const MOST_UNKNOWN: usize = 100;

struct Reader<'t, 'o> {
    text: &'t str,
    out: &'o mut Diagnostics,
}

/// How a mapping is read.
enum Reading {
    /// Its keys are those of a shape.
    Keys(&'static Shape),
    /// Its keys are names, and their values are of one shape.
    Names(ValueShape),
    /// Its one key is a name, over a text or a mapping of a shape.
    Renamed(&'static Shape),
}

impl Reader<'_, '_> {
    fn value(&mut self, node: &mut Node, shape: &ValueShape) {
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
            }
            Value::List(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.value(item, item_shape(shape, index));
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
            self.value(&mut entry.value, &shape_of(&entry.key));
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
            if let Some(meant) = meant(&entry.key, &free) {
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

/// What an item of a list is.
fn item_shape(shape: &ValueShape, index: usize) -> &ValueShape {
    match shape {
        ValueShape::OneOrMore(item) | ValueShape::ListOf(item) => item,
        ValueShape::Sequence(first, next) => match index {
            0 => first,
            _ => next,
        },
        ValueShape::OneOf(several) => {
            let mut lists = several.iter().filter(|one| takes_list(one));
            lists.next().map_or(shape, |one| item_shape(one, index))
        }
        ValueShape::Fields => shape,
        ValueShape::Text
        | ValueShape::Prose
        | ValueShape::Written(_)
        | ValueShape::Flag
        | ValueShape::Words(_)
        | ValueShape::MapOf(_)
        | ValueShape::Renamed(_)
        | ValueShape::Named(_)
        | ValueShape::Mapping(_)
        | ValueShape::Anything => &ValueShape::Anything,
    }
}

fn takes_list(shape: &ValueShape) -> bool {
    matches!(
        shape,
        ValueShape::OneOrMore(_)
            | ValueShape::ListOf(_)
            | ValueShape::Sequence(..)
            | ValueShape::Fields
    )
}

/// How a mapping is read where a shape is expected; none where that is not clear.
fn reading(shape: &ValueShape, entries: &[Entry]) -> Option<Reading> {
    match shape {
        ValueShape::Mapping(shape) => Some(Reading::Keys(shape)),
        ValueShape::Fields => Some(Reading::Names(ValueShape::Mapping(&shape::FIELD))),
        ValueShape::MapOf(each) | ValueShape::Named(each) => Some(Reading::Names(**each)),
        ValueShape::Renamed(shape) => Some(Reading::Renamed(shape)),
        ValueShape::OneOrMore(one) => reading(one, entries),
        ValueShape::OneOf(several) => most_alike(several, entries),
        ValueShape::Text
        | ValueShape::Prose
        | ValueShape::Written(_)
        | ValueShape::Flag
        | ValueShape::Words(_)
        | ValueShape::ListOf(_)
        | ValueShape::Sequence(..)
        | ValueShape::Anything => None,
    }
}

/// Of several readings, the one that knows most of the keys. Names are read only where no shape knows a key.
fn most_alike(several: &[ValueShape], entries: &[Entry]) -> Option<Reading> {
    let readings = several.iter().filter_map(|one| reading(one, entries));
    let hits = |reading: &Reading| match reading {
        Reading::Keys(shape) => entries.iter().filter(|entry| shape.has(&entry.key)).count(),
        Reading::Names(_) | Reading::Renamed(_) => 0,
    };
    let mut readings: Vec<(usize, Reading)> = readings.map(|one| (hits(&one), one)).collect();
    readings.sort_by_key(|(hits, _)| std::cmp::Reverse(*hits));
    match readings.len() {
        0 | 1 => {}
        _ if readings.first().is_some_and(|(hits, _)| *hits > 0) => {}
        // No key is known, and several things could stand here.
        _ => readings.retain(|(_, one)| !matches!(one, Reading::Keys(_))),
    }
    readings.into_iter().next().map(|(_, one)| one)
}

/// Whether a text that stands here is for people.
fn is_prose(shape: &ValueShape) -> bool {
    match shape {
        // What a quirk quotes of a document.
        ValueShape::Prose | ValueShape::Anything => true,
        ValueShape::OneOrMore(one) | ValueShape::ListOf(one) => is_prose(one),
        ValueShape::OneOf(several) => several.iter().any(is_prose),
        ValueShape::Text
        | ValueShape::Written(_)
        | ValueShape::Flag
        | ValueShape::Words(_)
        | ValueShape::Sequence(..)
        | ValueShape::MapOf(_)
        | ValueShape::Renamed(_)
        | ValueShape::Named(_)
        | ValueShape::Mapping(_)
        | ValueShape::Fields => false,
    }
}
