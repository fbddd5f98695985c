//! Tree → tree: what was most probably meant takes the place of what is written, once that has been reported. A key
//! with one letter too few is read as the key; a character that cannot be seen is read as if it were not there. So
//! nothing that stands further down is reported because of it. The shapes say what stands where.

use std::collections::HashSet;

use super::characters::{self, Kind};
use super::shape::{self, Key, Reading, Shape, ValueShape, item_shape, reading};
use super::tree::{Entry, Node, Value};
use super::unknown_key::{other_name, unknown_key};
use super::{lists, marks, misplaced, run_together};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics, meant};
use crate::source::Span;

/// Reports what is misspelt in a tree, and puts what was meant in its place.
pub(super) fn read(root: &mut Node, text: &str, out: &mut Diagnostics) {
    out.expect_entries(text);
    let place = ("", root.span);
    let defaults = root.entries().iter();
    let mut defaults = defaults.filter(|entry| entry.key == shape::DEFAULTS_KEY);
    let defaults = defaults.next().map(|defaults| defaults.value.entries());
    let by_default = defaults.unwrap_or_default().iter();
    let by_default = by_default.map(|entry| entry.key.clone()).collect();
    let mut reader = Reader {
        text,
        by_default,
        out,
    };
    reader.value(root, &ValueShape::Mapping(&shape::SPEC), place);
}

/// Whoever has more unknown keys in one mapping has misspelt none of them.
const MOST_UNKNOWN: usize = 100;

struct Reader<'t, 'o> {
    text: &'t str,
    /// What operations need not say, because the spec says it once for all of them.
    by_default: HashSet<String>,
    out: &'o mut Diagnostics,
}

impl Reader<'_, '_> {
    /// A value that stands under a key; `place` is the key with its value.
    fn value(&mut self, node: &mut Node, shape: &ValueShape, (key, place): (&str, Span)) {
        let kind = match is_prose(shape) {
            true => Kind::Prose,
            false => Kind::Exact,
        };
        if kind == Kind::Exact {
            marks::read(node, self.text, self.out);
        }
        match &mut node.value {
            Value::Nothing => {}
            Value::Text(text) => {
                let written = self.text.get(node.span.start..node.span.end);
                let place = (node.span, written.unwrap_or_default());
                characters::read(text, place, kind, self.out);
                if text.trim().is_empty() && says_something(shape) {
                    self.out.push(says_nothing(key, node.span));
                }
            }
            Value::List(items) => {
                marks::split_items(items, self.text, self.out);
                let own = (key, node.span);
                lists::read(items, shape, own, place, self.out);
                for (index, item) in items.iter_mut().enumerate() {
                    let place = (key, item.span);
                    self.out.enter((item.span, item.span), false, false);
                    self.value(item, item_shape(shape, index), place);
                    self.out.leave();
                }
            }
            Value::Mapping(entries) => match reading(shape, entries) {
                Some(Reading::Keys(shape)) => {
                    if entries.is_empty() {
                        let empty = lists::is_empty(key, node.span, "its keys");
                        self.out.push_unless_told_in(place, empty);
                    }
                    self.keys((entries, place), shape);
                }
                Some(Reading::Names(each)) => {
                    misplaced::split(entries, &each, self.text, self.out);
                    misplaced::lower(entries, &each, self.out);
                    misplaced::lower_items(entries, &each, self.out);
                    if entries.is_empty() && lists::asks_for_names(shape) && !may_be_empty(key) {
                        let empty = lists::is_empty(key, node.span, "a name with what it is");
                        self.out.push_unless_told_in(place, empty);
                    }
                    self.entries(entries, |_| &each, true);
                }
                Some(Reading::Renamed(shape)) => {
                    let each = ValueShape::Mapping(shape);
                    self.entries(entries, |_| &each, true);
                }
                None => self.entries(entries, |_| &ValueShape::Anything, true),
            },
        }
    }

    /// The entries of a mapping, whose keys are names or words of the language.
    fn entries<'s>(
        &mut self,
        entries: &mut [Entry],
        shape_of: impl Fn(&str) -> &'s ValueShape,
        are_names: bool,
    ) {
        for entry in entries {
            self.name(entry);
            if are_names {
                run_together::name(entry, self.text, self.out);
            }
            let place = Span::new(entry.key_span.start, entry.value.span.end);
            let shape = shape_of(&entry.key);
            let own = (entry.key_span, entry.value.span);
            let is_mapping = matches!(entry.value.value, Value::Mapping(_));
            self.out.enter(own, are_names, is_mapping);
            self.value(&mut entry.value, shape, (&entry.key, place));
            self.out.leave();
        }
    }

    /// A key as a text that must be exact.
    fn name(&mut self, entry: &mut Entry) {
        let written = self.text.get(entry.key_span.start..entry.key_span.end);
        let place = (entry.key_span, written.unwrap_or_default());
        characters::read(&mut entry.key, place, Kind::Exact, self.out);
        marks::read_key(entry, self.text, self.out);
    }

    fn keys(&mut self, (entries, place): (&mut Vec<Entry>, Span), shape: &'static Shape) {
        misplaced::raise(entries, shape, self.text, self.out);
        entries.iter_mut().for_each(|entry| self.name(entry));
        if entries.iter().any(|entry| !shape.has(&entry.key)) {
            self.unknown_keys(entries, shape);
        }
        if std::ptr::eq(shape, &shape::SPEC) {
            misplaced::sort(entries, shape, self.out);
        }
        let lacks = entries.iter().any(|entry| match shape.value(&entry.key) {
            Some(known) => !fits(known, &entry.value.value),
            None => matches!(entry.value.value, Value::Mapping(_) | Value::List(_)),
        });
        if lacks || self.missing(entries, shape).next().is_some() {
            self.out.lacks_something(place);
        }
        let shape_of = |key: &str| shape.value(key).unwrap_or(&ValueShape::Anything);
        self.entries(entries, shape_of, false);
    }

    /// The keys of a mapping of which some are not keys of its shape: each is read as what was meant, or left out.
    fn unknown_keys(&mut self, entries: &mut Vec<Entry>, shape: &'static Shape) {
        run_together::keys(entries, shape, self.text, self.out);
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
        misplaced::lower_names(entries, shape, self.out);
        self.missing_key(entries, shape);
        let unknown = entries.iter().filter(|entry| !shape.has(&entry.key));
        unknown.for_each(|entry| misplaced::leave_out(entry, self.out));
    }

    /// The keys that a mapping must have and has not.
    fn missing(
        &self,
        entries: &[Entry],
        shape: &'static Shape,
    ) -> impl Iterator<Item = &'static Key> {
        let is_operation = std::ptr::eq(shape, &shape::OPERATION);
        let required = shape.keys.iter().filter(|key| key.required);
        required.filter(move |key| {
            let is_given = is_operation && self.by_default.contains(key.name);
            !is_given && entries.iter().all(|entry| entry.key != key.name)
        })
    }

    /// Reads the only unknown key of a mapping as the only key that it lacks, where the value is of its shape.
    fn missing_key(&mut self, entries: &mut [Entry], shape: &'static Shape) {
        let missing: Vec<&Key> = self.missing(entries, shape).take(2).collect();
        let [missing] = missing.as_slice() else {
            return;
        };
        if entries.iter().all(|entry| !shape.has(&entry.key)) {
            return;
        }
        let mut unknown = entries.iter_mut().filter(|entry| !shape.has(&entry.key));
        let (Some(entry), None) = (unknown.next(), unknown.next()) else {
            return;
        };
        if has_its_shape(&missing.value, &entry.value.value) {
            let told = unknown_key(entry, shape).meaning(&entry.key, missing.name);
            let help = format!(
                "`{}` is missing here; if it is this, call it so",
                missing.name
            );
            self.out.push_read_as_meant(told.help(help));
            entry.key = missing.name.to_owned();
        }
    }
}

/// Whether a section may stand there without names.
fn may_be_empty(key: &str) -> bool {
    let mut sections = shape::SPEC.keys.iter();
    sections.any(|section| section.may_be_empty && section.name == key)
}

/// Whether a value is a text, a list or a mapping where that is expected.
fn fits(shape: &ValueShape, value: &Value) -> bool {
    let takes = shape.takes();
    let is_open = shape.may_be(|one| matches!(one, ValueShape::Anything | ValueShape::Fields));
    is_open
        || match value {
            Value::Text(_) => takes.text,
            Value::List(_) => takes.list,
            Value::Mapping(_) => takes.names || takes.keys,
            Value::Nothing => false,
        }
}

/// Whether a value is what is expected, by its keys too.
fn has_its_shape(shape: &ValueShape, value: &Value) -> bool {
    let knows = |entries: &[Entry]| match reading(shape, entries) {
        Some(Reading::Keys(shape)) => entries.iter().any(|entry| shape.has(&entry.key)),
        Some(Reading::Names(_) | Reading::Renamed(_)) => true,
        None => false,
    };
    match value {
        Value::Mapping(entries) => knows(entries),
        other => fits(shape, other),
    }
}

/// Whether what stands here is read by people and by nobody else.
fn says_something(shape: &ValueShape) -> bool {
    shape.may_be(|one| matches!(one, ValueShape::Prose))
}

fn says_nothing(key: &str, place: Span) -> Diagnostic {
    let message = format!("`{key}` is empty");
    let empty = Diagnostic::new(DiagnosticCode::BadValue, place, message);
    empty
        .help("say it in words, since it reaches the documentation and messages; or remove the key")
}

/// Whether a text that stands here is for people. What a quirk quotes of a document is.
fn is_prose(shape: &ValueShape) -> bool {
    shape.may_be(|one| match one {
        ValueShape::Prose | ValueShape::Anything => true,
        ValueShape::ListOf(item) => is_prose(item),
        _ => false,
    })
}
