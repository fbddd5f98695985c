//! A page as a row of headings, lines and tables: what every format becomes, and all that recognition knows.

use crate::page::Cell;
use crate::vocabulary::Role;

/// One part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// What the page is called, outside of its text.
    Title(Cell),
    /// A heading.
    Heading {
        /// From 1, the highest.
        level: u8,
        /// Its words.
        cell: Cell,
    },
    /// One line of text.
    Line {
        /// Its words.
        cell: Cell,
        /// Whether it stands in a sample of code.
        code: bool,
        /// How far it is moved to the right, by the lists that it is an item of or by blanks: lines near each other compare.
        indent: usize,
    },
    /// A table.
    Table(Table),
    /// What the reader of a format could not make a part of, in words.
    Note(Cell),
}

impl Block {
    /// A line of text that is an item of no list.
    pub(crate) fn line_of(cell: Cell) -> Self {
        Self::Line {
            cell,
            code: false,
            indent: 0,
        }
    }

    /// A line of a sample of code.
    pub(crate) fn code(cell: Cell) -> Self {
        Self::Line {
            cell,
            code: true,
            indent: 0,
        }
    }

    /// The line on which it begins.
    pub(crate) fn line(&self) -> usize {
        match self {
            Self::Title(cell)
            | Self::Heading { cell, .. }
            | Self::Line { cell, .. }
            | Self::Note(cell) => cell.line,
            Self::Table(table) => table.line,
        }
    }
}

/// A table, its spans spread out: every row has as many cells as there are columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// The line on which it begins.
    pub(crate) line: usize,
    /// What stands in its caption.
    pub(crate) caption: Option<String>,
    /// How many rows at the top are marked as headings.
    pub(crate) heads: usize,
    /// The rows, those with headings too.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// What the columns are, where the reader knows it by itself.
    pub(crate) roles: Option<Vec<Role>>,
    /// The HTTP statuses, where it is of what is answered in place of an answer that accepts, as the reader of a format
    /// knows it.
    pub(crate) failure: Option<Cell>,
    /// The position of this table among the page's HTML tables.
    pub(crate) ordinal: Option<usize>,
    /// The HTML table in a cell of which it stands.
    pub(crate) inside: Option<usize>,
}

/// Blanks of every kind joined, lines trimmed, empty lines dropped.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n') {
        let mut words = line.split(|c: char| c.is_whitespace() || is_invisible(c));
        let mut first = true;
        for word in words.by_ref().filter(|word| !word.is_empty()) {
            if !first {
                out.push(' ');
            } else if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(word);
            first = false;
        }
    }
    out
}

/// Marks of direction and width that pages carry and nobody sees.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}')
}
