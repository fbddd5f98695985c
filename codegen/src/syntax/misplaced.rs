//! Tree → tree: keys that begin in the column of another mapping, because a line has too many blanks or too few before
//! it, or the line above them is missing. Each is told once and put where it belongs, so that nothing is reported of
//! what stands under it. The shapes say what stands where.

use std::collections::HashSet;

use super::shape::{Reading, Shape, ValueShape, reading};
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics, some_of};
use crate::source::Span;

/// So many keys without a name above them are no name among others.
const NAMELESS: usize = 2;

/// Takes keys of a mapping out of what stands under its other keys: `answer:` among the fields of `request`.
pub(super) fn raise(
    entries: &mut Vec<Entry>,
    shape: &'static Shape,
    source: &str,
    out: &mut Diagnostics,
) {
    let mut raised: Vec<Entry> = Vec::new();
    for index in 0..entries.len() {
        let is_free = |key: &str| {
            let mut all = entries.iter().chain(&raised);
            shape.has(key) && all.all(|entry| entry.key != key)
        };
        let Some(entry) = entries.get(index) else {
            continue;
        };
        let Some(each) = names_under(shape, entry) else {
            continue;
        };
        let Some(at) = astray_at(entry.value.entries(), &each, is_free, source) else {
            continue;
        };
        let (outer, place) = (entry.key.clone(), entry.key_span);
        if let Some(Value::Mapping(inside)) = entries.get_mut(index).map(|one| &mut one.value.value)
            && let Some(found) = take(inside, at)
        {
            out.push_read_as_meant(belongs_beside(&found, (&outer, place)));
            raised.push(found);
        }
    }
    entries.append(&mut raised);
}

/// The first key that is one of the mapping around, and neither a name with what names hold nor a key of the name before.
fn astray_at(
    inside: &[Entry],
    each: &ValueShape,
    is_free: impl Fn(&str) -> bool,
    source: &str,
) -> Option<usize> {
    let is_astray = |at: usize, one: &Entry| {
        // Asked first, since few names are keys of the mapping around.
        if !is_free(&one.key) {
            return false;
        }
        let is_other = one.opens_a_block(source) || (has_keys(each) && !is_item(&one.value, each));
        let before = at.checked_sub(1).and_then(|before| inside.get(before));
        let is_of_before =
            is_key(&one.key, each) && before.is_some_and(|before| has_room(before, &one.key));
        is_other && !is_of_before
    };
    let mut places = inside.iter().enumerate();
    places.find_map(|(at, one)| is_astray(at, one).then_some(at))
}

fn belongs_beside(found: &Entry, (outer, place): (&str, Span)) -> Diagnostic {
    let key = &found.key;
    let message = format!("`{key}` stands under `{outer}`, and belongs beside it");
    Diagnostic::new(DiagnosticCode::WrongShape, found.key_span, message)
        .also(place, "beside this")
        .help(format!("begin `{key}` in the column of `{outer}`"))
}

/// What the names under a key hold, where names stand under it.
fn names_under(shape: &Shape, entry: &Entry) -> Option<ValueShape> {
    let Value::Mapping(inside) = &entry.value.value else {
        return None;
    };
    match reading(shape.value(&entry.key)?, inside)? {
        Reading::Names(each) => Some(each),
        Reading::Keys(_) | Reading::Renamed(_) => None,
    }
}

/// An entry with what follows it, where it has no value of its own.
fn take(inside: &mut Vec<Entry>, at: usize) -> Option<Entry> {
    let mut rest = inside.split_off(at);
    let mut found = rest.remove(0);
    let last = rest.last().map(|last| last.value.span.end);
    match (&found.value.value, last) {
        (Value::Nothing, Some(end)) => {
            found.value = Node {
                span: Span::new(found.value.span.start, end),
                value: Value::Mapping(rest),
            };
        }
        _ => inside.append(&mut rest),
    }
    Some(found)
}

/// Puts keys under the name before them to which they belong: `values:` beside the name of a type. Keys that have no
/// name above them are left out.
pub(super) fn lower(entries: &mut Vec<Entry>, each: &ValueShape, out: &mut Diagnostics) {
    let is_astray = |entry: &Entry| is_key(&entry.key, each) && !is_item(&entry.value, each);
    if !entries.iter().any(is_astray) {
        return;
    }
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut nameless: Vec<Entry> = Vec::new();
    let mut last_under = None;
    for entry in entries.drain(..) {
        let is_key = is_astray(&entry);
        match kept.last_mut() {
            None if is_key => nameless.push(entry),
            Some(before) if is_key && has_room(before, &entry.key) => {
                if last_under != Some(before.key_span) {
                    out.push_read_as_meant(belongs_under(before, &entry));
                }
                last_under = Some(before.key_span);
                put_under(before, entry);
            }
            _ => kept.push(entry),
        }
    }
    if nameless.len() < NAMELESS {
        nameless.append(&mut kept);
        *entries = nameless;
        return;
    }
    *entries = kept;
    tell_nameless(&nameless, out);
}

/// Keeps the words of an entry that is left out.
pub(super) fn leave_out(entry: &Entry, out: &mut Diagnostics) {
    out.leave_out(&entry.key);
    leave_out_value(&entry.value, out);
}

/// Keeps the words of a value that is left out.
pub(super) fn leave_out_value(node: &Node, out: &mut Diagnostics) {
    match &node.value {
        Value::Nothing => {}
        Value::Text(text) => out.leave_out(text),
        Value::List(items) => items.iter().for_each(|item| leave_out_value(item, out)),
        Value::Mapping(entries) => entries.iter().for_each(|entry| leave_out(entry, out)),
    }
}

/// Puts what begins in the column of a key under it, where the key holds nothing and names belong there: the operations
/// behind `operations:`.
pub(super) fn lower_names(entries: &mut Vec<Entry>, shape: &'static Shape, out: &mut Diagnostics) {
    let takes_names = |entry: &Entry| {
        let value = shape.value(&entry.key);
        value.is_some_and(|shape| shape.takes().names)
    };
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut is_open = false;
    for entry in entries.drain(..) {
        let is_name = !shape.has(&entry.key) && matches!(entry.value.value, Value::Mapping(_));
        match kept.last_mut() {
            Some(before) if is_open && is_name => {
                if before.value.value == Value::Nothing {
                    out.push_read_as_meant(belongs_under(before, &entry));
                }
                before.value.span = Span::new(before.value.span.start, entry.value.span.end);
                put_under(before, entry);
            }
            _ => {
                is_open = entry.value.value == Value::Nothing && takes_names(&entry);
                kept.push(entry);
            }
        }
    }
    *entries = kept;
}

/// Puts what sets of names hold under the name before it, where it stands beside it: a code beside the name of a set of
/// codes. What has no such name above it is told once and left out.
pub(super) fn lower_items(entries: &mut Vec<Entry>, each: &ValueShape, out: &mut Diagnostics) {
    // A set of codes can be a list too.
    let several = match each {
        ValueShape::OneOf(several) => several,
        one => std::slice::from_ref(one),
    };
    let inner = several.iter().find_map(|one| match one {
        ValueShape::MapOf(inner) => Some(*inner),
        _ => None,
    });
    let Some(inner) = inner.filter(|inner| has_keys(inner)) else {
        return;
    };
    let is_one = |entry: &Entry| {
        let keys = entry.value.entries();
        !keys.is_empty()
            && keys
                .iter()
                .all(|key| is_key(&key.key, inner) && !holds_keys(key))
    };
    if !entries.iter().any(is_one) {
        return;
    }
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut nameless: Vec<Entry> = Vec::new();
    let mut is_open = false;
    for entry in entries.drain(..) {
        match kept.last_mut() {
            Some(before) if is_open && is_one(&entry) => {
                if before.value.value == Value::Nothing {
                    out.push_read_as_meant(belongs_under(before, &entry));
                }
                put_under(before, entry);
            }
            _ if is_one(&entry) => nameless.push(entry),
            _ => {
                is_open = entry.value.value == Value::Nothing;
                kept.push(entry);
            }
        }
    }
    *entries = kept;
    tell_nameless(&nameless, out);
}

fn holds_keys(entry: &Entry) -> bool {
    matches!(entry.value.value, Value::Mapping(_))
}

/// Reports what stands without a name above it, and leaves it out.
fn tell_nameless(nameless: &[Entry], out: &mut Diagnostics) {
    let names: Vec<&str> = nameless.iter().map(|entry| entry.key.as_str()).collect();
    if let Some(first) = nameless.first() {
        let (stand, them) = match names.len() {
            1 => ("stands", "it"),
            _ => ("stand", "them"),
        };
        let message = format!(
            "{} {stand} here without a name above {them}",
            some_of(&names)
        );
        let told = Diagnostic::new(DiagnosticCode::WrongShape, first.key_span, message);
        out.push(told.help("write the name that they describe on a line above, and indent them"));
    }
    nameless.iter().for_each(|entry| leave_out(entry, out));
}

fn belongs_under(before: &Entry, entry: &Entry) -> Diagnostic {
    let (name, key) = (&before.key, &entry.key);
    let message = format!("`{key}` stands beside `{name}`, and belongs under it");
    Diagnostic::new(DiagnosticCode::WrongShape, entry.key_span, message)
        .also(before.key_span, "under this")
        .help(format!("indent `{key}` like the other keys of `{name}`"))
}

fn put_under(before: &mut Entry, entry: Entry) {
    match &mut before.value.value {
        Value::Mapping(inside) => inside.push(entry),
        _ => before.value.value = Value::Mapping(vec![entry]),
    }
}

/// Makes a name of its own of one that begins in the column of the keys of the name before it.
pub(super) fn split(
    entries: &mut Vec<Entry>,
    each: &ValueShape,
    source: &str,
    out: &mut Diagnostics,
) {
    let of_fields = matches!(each, ValueShape::Fields);
    if !of_fields && !has_keys(each) {
        return;
    }
    let is_name = |one: &Entry| one.opens_a_block(source) && (of_fields || !is_key(&one.key, each));
    let mut inside = entries.iter().flat_map(|entry| entry.value.entries());
    if !inside.any(is_name) {
        return;
    }
    let there: HashSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
    let is_name = |one: &Entry| is_name(one) && !there.contains(&one.key);
    let mut apart: Vec<Entry> = Vec::with_capacity(entries.len());
    for mut entry in entries.drain(..) {
        let inside = entry.value.entries();
        let found = inside.iter().position(is_name);
        let found = found.filter(|at| *at > 0 && at + 1 < inside.len());
        let own = match (&mut entry.value.value, found) {
            (Value::Mapping(inside), Some(at)) => take(inside, at),
            _ => None,
        };
        if let Some(own) = &own {
            let beside = (entry.key.as_str(), entry.key_span);
            out.push_read_as_meant(belongs_beside(own, beside));
        }
        apart.push(entry);
        apart.extend(own);
    }
    *entries = apart;
}

fn has_room(before: &Entry, key: &str) -> bool {
    match &before.value.value {
        Value::Nothing => true,
        Value::Mapping(inside) => inside.iter().all(|entry| entry.key != key),
        Value::Text(_) | Value::List(_) => false,
    }
}

/// Whether a name can hold a mapping of a shape.
fn has_keys(each: &ValueShape) -> bool {
    each.may_be(|one| matches!(one, ValueShape::Mapping(_)))
}

/// Whether a key is one of the mappings that a name can hold.
fn is_key(name: &str, each: &ValueShape) -> bool {
    each.may_be(|one| matches!(one, ValueShape::Mapping(shape) if shape.has(name)))
}

/// Whether a value can be what a name holds.
fn is_item(value: &Node, each: &ValueShape) -> bool {
    match &value.value {
        Value::Nothing => false,
        Value::Mapping(entries) => {
            let known = entries.iter().filter(|entry| is_key(&entry.key, each));
            known.count() * 2 >= entries.len()
        }
        Value::Text(_) | Value::List(_) => {
            each.may_be(|one| !matches!(one, ValueShape::Mapping(_)))
        }
    }
}

/// Puts what reads like the entries of another section there: a notification among the operations, where the line
/// `notifications:` is missing.
pub(super) fn sort(sections: &mut Vec<Entry>, spec: &'static Shape, out: &mut Diagnostics) {
    for index in 0..sections.len() {
        let Some(section) = sections.get(index) else {
            continue;
        };
        if !holds_names(spec, &section.key) {
            continue;
        }
        let own = item_of(spec, &section.key);
        let foreign = |entry: &Entry| section_of(entry, own, spec);
        let entries = section.value.entries().iter();
        let Some((at, home)) = entries
            .enumerate()
            .find_map(|(at, entry)| Some((at, foreign(entry)?)))
        else {
            continue;
        };
        let run = section.value.entries().get(at..).unwrap_or_default();
        let run = run.iter().take_while(|entry| foreign(entry) == Some(home));
        let (count, name, place) = (run.count(), section.key.clone(), section.key_span);
        if let Some(Value::Mapping(entries)) =
            sections.get_mut(index).map(|one| &mut one.value.value)
        {
            let moved: Vec<Entry> = entries.drain(at..at + count).collect();
            out.push_read_as_meant(astray(&moved, home, (&name, place)));
            put_into(sections, home, moved);
        }
    }
}

fn astray(moved: &[Entry], home: &str, (section, place): (&str, Span)) -> Diagnostic {
    let names: Vec<&str> = moved.iter().map(|entry| entry.key.as_str()).collect();
    let first = moved.first().map_or(place, |entry| entry.key_span);
    let message = format!(
        "{} under `{section}` reads like what stands under `{home}`",
        some_of(&names)
    );
    Diagnostic::new(DiagnosticCode::WrongShape, first, message)
        .also(place, "it stands under this")
        .help(format!(
            "write `{home}:` on a line above, in the column of `{section}`"
        ))
}

fn put_into(sections: &mut Vec<Entry>, home: &str, mut moved: Vec<Entry>) {
    let found = sections.iter_mut().find(|section| section.key == home);
    let span = match (moved.first(), moved.last()) {
        (Some(first), Some(last)) => Span::new(first.key_span.start, last.value.span.end),
        _ => return,
    };
    match found.map(|section| &mut section.value.value) {
        Some(Value::Mapping(entries)) => {
            let there: HashSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
            moved.retain(|entry| !there.contains(&entry.key));
            entries.append(&mut moved);
        }
        Some(other) => *other = Value::Mapping(moved),
        None => sections.push(Entry {
            key: home.to_owned(),
            key_span: Span::new(span.start, span.start),
            value: Node {
                span,
                value: Value::Mapping(moved),
            },
        }),
    }
}

/// Whether names of any kind stand in a section.
fn holds_names(spec: &Shape, section: &str) -> bool {
    match spec.value(section) {
        Some(ValueShape::Named(each) | ValueShape::MapOf(each)) => {
            !matches!(each, ValueShape::Fields)
        }
        _ => false,
    }
}

/// The shape of the entries of a section, where they have one.
fn item_of(spec: &Shape, section: &str) -> Option<&'static Shape> {
    match spec.value(section)? {
        ValueShape::Named(each) | ValueShape::MapOf(each) => match each {
            ValueShape::Mapping(shape) => Some(shape),
            _ => None,
        },
        _ => None,
    }
}

/// The one other section whose entries have all the keys of an entry, and need no more, where its own section's have
/// not.
fn section_of(entry: &Entry, own: Option<&Shape>, spec: &'static Shape) -> Option<&'static str> {
    let keys = entry.value.entries();
    let fits = |shape: &Shape| keys.iter().all(|key| shape.has(&key.key));
    if keys.len() < NAMELESS || own.is_some_and(fits) {
        return None;
    }
    let is_whole = |shape: &Shape| {
        let mut required = shape.keys.iter().filter(|key| key.required);
        required.all(|key| keys.iter().any(|entry| entry.key == key.name))
    };
    let mut homes = spec
        .names()
        .filter(|name| item_of(spec, name).is_some_and(|shape| fits(shape) && is_whole(shape)));
    match (homes.next(), homes.next()) {
        (Some(home), None) => Some(home),
        _ => None,
    }
}
