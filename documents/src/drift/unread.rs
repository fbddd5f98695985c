//! What of a page could not be read, or stands in it twice, and so is not compared, as notes. What could be is
//! compared elsewhere.

use crate::page::{Cell, DocumentedField, DocumentedOperation, Note, Page, Said};

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
