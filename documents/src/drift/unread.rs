//! What of a page could not be read and so is not compared, as notes. What could be is compared elsewhere.

use crate::page::{Cell, Note, Page, Said};

/// The notes of the page, and one for every length and presence of a field that is there in words that were not
/// understood: nobody is to take silence about it for agreement.
pub(super) fn notes(page: &Page) -> Vec<Note> {
    let operations = page.operations.iter();
    let fields = operations.flat_map(|operation| operation.request.iter().chain(&operation.answer));
    let unread = fields.flat_map(|field| {
        let name = &field.wire.text;
        let length = unclear(&field.length).map(|cell| not_compared(name, cell, "length"));
        let presence = unclear(&field.presence).map(|cell| not_compared(name, cell, "presence"));
        length.into_iter().chain(presence)
    });
    page.notes.iter().cloned().chain(unread).collect()
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
