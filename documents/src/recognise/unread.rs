//! Tables and columns that may have facts and are not understood: they are told, with the names that stand in them.

use super::columns::Columns;
use super::held;
use crate::block::Table;
use crate::page::{Cell, DocumentedField, Note, Unread};
use crate::vocabulary;

/// A table that is none of fields, codes or addresses, where it may have names of fields.
pub(super) fn table(table: &Table) -> Option<Unread> {
    let names = held::possible_names(table);
    let head = table.rows.first()?;
    let words: Vec<&str> = head.iter().map(|cell| cell.text.as_str()).collect();
    (!names.is_empty()).then(|| Unread {
        heading: Cell {
            text: words.join(" | "),
            line: table.line,
            column: None,
        },
        is_column: false,
        is_headless: false,
        names,
    })
}

/// A line of headings of columns that no table was recognised below.
pub(super) fn headings(cell: &Cell) -> Unread {
    Unread {
        heading: cell.clone(),
        is_column: false,
        is_headless: true,
        names: Vec::new(),
    }
}

/// So many lines below a row of headings may be rows of it.
const MOST_LINES: usize = 60;

/// A line directly below a row of headings that no table was recognised below: what may be the name of a field in it.
pub(super) fn add_name_below(unread: &mut Unread, cell: &Cell) {
    let last = unread.names.last().unwrap_or(&unread.heading).line;
    let is_below = unread.is_headless && cell.line > last && cell.line <= last + MOST_LINES;
    // Words of sentences have no such shape: `order_no`, `orderNo`.
    let is_shaped = |word: &&str| {
        let has_hump = word
            .chars()
            .zip(word.chars().skip(1))
            .any(|(one, next)| one.is_ascii_lowercase() && next.is_ascii_uppercase());
        vocabulary::is_wire_name(word) && (word.contains('_') || has_hump)
    };
    let name = cell.text.split_whitespace().find(is_shaped);
    if let Some(name) = name.filter(|_| is_below) {
        unread.names.push(Cell {
            text: name.to_owned(),
            ..cell.clone()
        });
    }
}

/// The columns of a table of fields whose headings are not known.
pub(super) fn columns(table: &Table, columns: &Columns, fields: &[DocumentedField]) -> Vec<Unread> {
    let names: Vec<Cell> = fields.iter().map(|field| field.wire.clone()).collect();
    let unread = columns.unread(table).into_iter().map(|heading| Unread {
        heading: heading.clone(),
        is_column: true,
        is_headless: false,
        names: names.clone(),
    });
    unread.filter(|unread| !unread.names.is_empty()).collect()
}

/// How a note says that a table is taken for one of a message.
const TAKEN_FOR: &str =
    "what stands above this table does not say which way it goes; it is taken for";

/// A note that nothing says which way a table goes, and what it is taken for.
pub(super) fn guessed(line: usize, message: &str) -> Note {
    Note {
        line: Some(line),
        text: format!("{TAKEN_FOR} {message}"),
    }
}

/// Whether a note says that nothing says which way a table goes.
pub(super) fn is_guess(note: &Note) -> bool {
    note.text.starts_with(TAKEN_FOR)
}

/// So many names are told; the line leads to the others.
pub(super) const MOST_NAMES: usize = 12;

/// So many lines of a block of code that say something of names are no accident.
const FEWEST_LINES: usize = 3;

/// A block of code that lists names with words on each, and is no sample: `tid : 거래번호`, `★ tid: string`.
pub(super) fn names_in_code(lines: &[Cell]) -> Option<Note> {
    let named = lines.iter().filter_map(|cell| {
        let text = cell
            .text
            .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
        let (name, words) = text.split_once(':')?;
        let (name, words) = (name.trim_end(), words.trim());
        let is_one =
            vocabulary::is_wire_name(name) && !words.is_empty() && !text.ends_with([';', ',']);
        is_one.then_some(name)
    });
    let names: Vec<&str> = named.collect();
    let is_list = names.len() >= FEWEST_LINES && names.len() * 3 >= lines.len() * 2;
    let shown = names.iter().take(MOST_NAMES).copied();
    is_list.then(|| Note {
        line: lines.first().map(|cell| cell.line),
        text: format!(
            "a block of code names {}, and was not read",
            shown.collect::<Vec<&str>>().join(", ")
        ),
    })
}

/// What was not read, in words.
pub(super) fn notes(unread: &[Unread]) -> Vec<Note> {
    let notes = unread.iter().map(|one| {
        let names: Vec<&str> = one
            .names
            .iter()
            .take(MOST_NAMES)
            .map(|cell| cell.text.as_str())
            .collect();
        let more = if one.names.len() > MOST_NAMES {
            ", …"
        } else {
            ""
        };
        let names = format!("{}{more}", names.join(", "));
        let heading = one.heading.text.replace('\n', " ");
        let text = match one.is_column {
            true => {
                format!("the column `{heading}` is not known and was not read; it is of {names}")
            }
            false if one.names.is_empty() => {
                format!("`{heading}` are headings of columns, below which no rows were recognised")
            }
            false if one.is_headless => {
                format!("`{heading}` are headings of columns, below which no rows were recognised; the lines name {names}")
            }
            false => {
                format!("a table below `{heading}` is not known and was not read; it names {names}")
            }
        };
        Note {
            line: Some(one.heading.line),
            text,
        }
    });
    notes.collect()
}
