//! What of a page could not be read, or stands in it twice, and so is not compared, as notes; and the tables of which
//! nobody may say that they change nothing. What could be read is compared elsewhere.

use std::collections::BTreeSet;

use kpg_codegen::model::Vendor;

use super::difference::{Difference, Facts};
use super::location::Location;
use super::pair::Described;
use super::text::folded;
use crate::page::{Cell, DocumentedField, DocumentedOperation, Note, Page, Said};
use crate::vocabulary;

/// The notes of the page, and one for every length and presence of a field that is there in words that were not
/// understood, and for every field that stands there twice: nobody is to take silence about it for agreement.
pub(super) fn notes(page: &Page) -> Vec<Note> {
    let operations = page.operations.iter();
    let fields = operations.clone().flat_map(both);
    let twice = operations.flat_map(|operation| {
        let (sent, answered) = (repeated(&operation.request), repeated(&operation.answer));
        sent.into_iter().chain(answered)
    });
    let unread = fields.flat_map(|field| {
        let name = &field.wire.text;
        let length = unclear(&field.length).map(|cell| not_compared(name, cell, "length"));
        let presence = unclear(&field.presence).map(|cell| not_compared(name, cell, "presence"));
        length.into_iter().chain(presence)
    });
    let mut notes: Vec<Note> = unread.chain(twice).collect();
    notes.sort_by_key(|note| note.line);
    page.notes.iter().cloned().chain(notes).collect()
}

/// Tables that were not understood, and have what may be fields that the spec does not know.
pub(super) fn compare(page: &Page, vendor: &Vendor, found: &mut Vec<Difference>) {
    let known = known_names(vendor);
    let tables = page.unread.iter().filter(|unread| !unread.is_column);
    for table in tables.filter(|table| !vocabulary::is_aside(&table.heading.text)) {
        // A cell may have two names, one for each platform.
        let names = table.names.iter().flat_map(|cell| cell.text.lines());
        let names = names.filter(|name| !known.contains(&folded(name)));
        let names: Vec<String> = names.map(str::to_owned).collect();
        if !names.is_empty() {
            let facts = Facts::TableUnread { names };
            found.push(Difference::shown_by(
                &table.heading,
                Location::Vendor,
                facts,
            ));
        }
    }
}

/// Everything that a spec gives a name of the vendor's: fields, what is left out, values and codes.
fn known_names(vendor: &Vendor) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    let mut add = |name: &str| {
        known.insert(folded(name));
    };
    for (owner, described) in Described::all(vendor) {
        let fields = described.fields(vendor, owner);
        fields
            .iter()
            .flat_map(|field| &field.at.path)
            .for_each(|name| add(name));
        let left_out = described.left_out().iter();
        left_out.for_each(|left_out| add(&left_out.name));
    }
    // What is not covered may be named in the words on why.
    let is_apart = |c: char| !c.is_alphanumeric() && c != '_';
    for left_out in &vendor.not_covered {
        add(&left_out.name);
        left_out.reason.split(is_apart).for_each(&mut add);
    }
    let choices = vendor
        .enumerations
        .iter()
        .flat_map(|listed| &listed.choices);
    choices.for_each(|choice| add(&choice.wire));
    let codes = vendor.code_sets.iter().flat_map(|set| &set.codes);
    codes.for_each(|code| add(&code.wire));
    known
}

fn both(operation: &DocumentedOperation) -> impl Iterator<Item = &DocumentedField> {
    operation.request.iter().chain(&operation.answer)
}

/// A note for every field that stood there before, with another length or presence.
fn repeated(fields: &[DocumentedField]) -> Vec<Note> {
    let again = fields.iter().enumerate().filter_map(|(index, field)| {
        let mut before = fields.iter().take(index);
        let first = before.find(|first| {
            (first.place, &first.inside, &first.wire.text)
                == (field.place, &field.inside, &field.wire.text)
        })?;
        let same = first.length.given() == field.length.given()
            && first.presence.given() == field.presence.given();
        (!same).then(|| Note {
            line: Some(field.line()),
            text: format!(
                "`{}` stands in line {} too, and says something else there; only one of them is compared",
                field.wire.text,
                first.line()
            ),
        })
    });
    again.collect()
}

fn unclear<T>(said: &Said<T>) -> Option<&Cell> {
    match said {
        Said::Unclear(cell) => Some(cell),
        _ => None,
    }
}

fn not_compared(name: &str, cell: &Cell, what: &str) -> Note {
    let said = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
    Note {
        line: Some(cell.line),
        text: format!("`{said}` of `{name}` is no {what} that is understood, and is not compared"),
    }
}
