//! Types that a page describes by themselves, in tables of which nothing says which way they go: what other tables, or
//! the facts of a call, name as a type takes its fields from there.

use super::shared::Finished;
use super::unread::{self, MOST_NAMES};
use crate::block::Table;
use crate::limits;
use crate::page::{Cell, DocumentedField, Fact, KindWord, Note, Said};
use crate::vocabulary;

/// So deep types are followed into each other.
const DEEPEST: usize = 4;

/// The type that a heading names: `결제 (Payment)`, `PaymentCard`.
pub(super) fn named_by(heading: &Cell) -> Option<Cell> {
    let text = vocabulary::unnumbered(&heading.text).trim();
    let aside = text
        .strip_suffix(')')
        .and_then(|rest| Some(rest.rsplit_once('(')?.1));
    // `EtcPrice Data` is of what is called `EtcPriceData`.
    let joined = || {
        let (name, last) = text.rsplit_once(char::is_whitespace)?;
        (vocabulary::ends_type(last) && is_type(name)).then(|| format!("{name}{last}"))
    };
    let name = aside.unwrap_or(text).trim();
    let name = match is_type(name) {
        true => name.to_owned(),
        false => joined()?,
    };
    Some(Cell {
        text: name,
        ..heading.clone()
    })
}

/// The type of what comes back, where a row of the facts of a call names it: `Response Type | Payment`.
pub(super) fn returned(table: &Table) -> Option<Cell> {
    let rows = table.rows.iter();
    let mut named = rows.filter_map(|row| {
        let (name, rest) = row.split_first()?;
        let cell = rest.first()?;
        (vocabulary::is_of_returned_type(&name.text) && is_type(&cell.text)).then_some(cell)
    });
    named.next().cloned()
}

/// Gives the fields of the types that are named to the operations and the fields that name them. On a page that names one
/// type, no type is an operation; one that nothing names is told.
pub(super) fn give(found: &mut Vec<Finished>, notes: &mut Vec<Note>, has_types: bool) {
    let shape = |one: &Finished| {
        Some(Shape::of(
            one.standing.shape.clone().filter(|_| is_bare(one))?,
            one,
        ))
    };
    let shapes: Vec<Shape> = found.iter().filter_map(shape).collect();
    let is_named = |name: &str| {
        found.iter().any(|one| {
            let returned = one
                .standing
                .returned
                .as_ref()
                .is_some_and(|cell| cell.text == name);
            let lists = one.operation.request.iter().chain(&one.operation.answer);
            returned || lists.filter_map(type_of).any(|named| named == name)
        })
    };
    let (named, others): (Vec<&Shape>, Vec<&Shape>) =
        shapes.iter().partition(|shape| is_named(&shape.name.text));
    if named.is_empty() && !has_types {
        return;
    }
    // That they are taken for requests is no longer so.
    notes.retain(|note| !shapes.iter().any(|shape| shape.is_guessed_in(note)));
    notes.extend(
        others
            .iter()
            .map(|shape| not_named(&shape.name, &shape.fields)),
    );
    found.retain(|one| !(one.standing.shape.is_some() && is_bare(one)));
    for one in found {
        let returned = one.standing.returned.as_ref();
        let returned = returned.and_then(|cell| fields(&named, &cell.text));
        if let Some(returned) = returned.filter(|_| one.operation.answer.is_empty()) {
            one.operation.answer = returned.to_vec();
        }
        for list in [&mut one.operation.request, &mut one.operation.answer] {
            *list = with_members(std::mem::take(list), &named, DEEPEST);
        }
    }
}

/// A type, and the fields that its table has.
#[derive(Debug)]
struct Shape {
    name: Cell,
    fields: Vec<DocumentedField>,
}

impl Shape {
    fn of(name: Cell, one: &Finished) -> Self {
        let fields = one.operation.request.iter().chain(&one.operation.answer);
        Self {
            name,
            fields: fields.cloned().collect(),
        }
    }

    /// Whether a note says of its table that it is taken for a message.
    fn is_guessed_in(&self, note: &Note) -> bool {
        let first = self.fields.first().map(DocumentedField::line);
        let is_here = note.line >= Some(self.name.line) && note.line <= first;
        is_here && unread::is_guess(note)
    }
}

/// A note of a type that nothing names, and of its fields.
pub(super) fn not_named(name: &Cell, fields: &[DocumentedField]) -> Note {
    let names = fields.iter().take(MOST_NAMES);
    let names: Vec<&str> = names.map(|field| field.wire.text.as_str()).collect();
    Note {
        line: Some(name.line),
        text: format!(
            "no field and no call names the type `{}`, and its fields were not read: {}",
            name.text,
            names.join(", ")
        ),
    }
}

/// Whether a text is the name of a type as only types are called: by several words in one.
pub(super) fn is_name(text: &str) -> bool {
    is_type(text) && text.chars().filter(char::is_ascii_uppercase).count() > 1
}

fn fields<'s>(shapes: &[&'s Shape], name: &str) -> Option<&'s [DocumentedField]> {
    let found = shapes.iter().find(|shape| shape.name.text == name)?;
    Some(&found.fields)
}

/// Fields, each with the members that its type has, where it has none of its own.
fn with_members(
    list: Vec<DocumentedField>,
    shapes: &[&Shape],
    depth: usize,
) -> Vec<DocumentedField> {
    let has_own = |field: &DocumentedField| {
        let mut inside = list.iter().filter_map(|other| other.inside.as_ref());
        inside.any(|inside| *inside == field.wire.text)
    };
    let is_open: Vec<bool> = list.iter().map(|field| !has_own(field)).collect();
    let mut out = Vec::new();
    for (field, is_open) in list.into_iter().zip(is_open) {
        let may_have = is_open && depth > 0 && out.len() < limits::MOST_MEMBERS;
        let named = type_of(&field).filter(|_| may_have);
        let members = named.and_then(|name| fields(shapes, name));
        let members = with_members(
            members.unwrap_or_default().to_vec(),
            shapes,
            depth.saturating_sub(1),
        );
        let object = field.wire.text.clone();
        out.push(field);
        out.extend(members.into_iter().map(|mut member| {
            member.inside.get_or_insert_with(|| object.clone());
            member
        }));
    }
    out
}

/// Whether an operation is one table below a heading, and nothing says that it is called.
fn is_bare(one: &Finished) -> bool {
    let operation = &one.operation;
    let is_one = operation.request.is_empty() || operation.answer.is_empty();
    is_one && operation.addresses.is_empty() && operation.samples.is_empty() && !operation.inbound
}

/// Whether the members of a type are those of a field: the field names the type, or is called as it is: `receipts` beside
/// `Receipt`.
pub(super) fn is_of(field: &DocumentedField, shape: &Cell) -> bool {
    let kind = field.kind.given();
    let holds = matches!(kind, Some(KindWord::Object | KindWord::List));
    let wire = field.wire.text.to_lowercase();
    let name = shape.text.to_lowercase();
    let is_called = wire == name || wire.strip_suffix('s') == Some(&name);
    type_of(field) == Some(shape.text.as_str()) || holds && is_called || names(field, &shape.text)
}

/// Whether the note of a field names a type that is written as no other word is: `OrderReturnReject`.
fn names(field: &DocumentedField, name: &str) -> bool {
    let note = field.note.as_ref().map_or("", |note| note.text.as_str());
    let mut words = note.split(|c: char| !c.is_ascii_alphanumeric());
    // `OrderReturn` of `OrderReturnData`
    let without_end = |word: &str| {
        let end = name.strip_prefix(word).filter(|_| !word.is_empty());
        end.is_some_and(vocabulary::ends_type)
    };
    is_name(name) && words.any(|word| word == name || without_end(word))
}

/// What a field has for a type that is no word for one: the name of a type, or a list of it.
fn type_of(field: &DocumentedField) -> Option<&str> {
    let (Said::Unclear(cell) | Said::Given(Fact { cell, .. })) = &field.kind else {
        return None;
    };
    let text = cell.text.trim();
    let inner = text
        .strip_suffix("[]")
        .or_else(|| text.strip_prefix("List<")?.strip_suffix('>'));
    let name = inner.unwrap_or(text);
    is_type(name).then_some(name)
}

/// Whether a word is written as types of programs are, and is none that every page has.
fn is_type(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.contains(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && !vocabulary::is_kind(name)
}
