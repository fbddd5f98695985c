//! What the cells of a column are, whatever its heading: names, marks, lengths, codes. Which column takes which role is
//! decided elsewhere.

use crate::block::Table;
use crate::page::Cell;
use crate::vocabulary::{self, Marks, Role};

/// Whether the cells of a column are what a role holds. Only so can `구분` be told from `구분`.
pub(super) fn holds(role: Role, body: &[Vec<Cell>], column: usize) -> bool {
    let cells: Vec<&str> = body
        .iter()
        .filter_map(|row| row.get(column))
        .map(|cell| cell.text.as_str())
        .collect();
    let filled: Vec<&str> = cells
        .iter()
        .copied()
        .filter(|text| !text.is_empty())
        .collect();
    let most = |test: &dyn Fn(&str) -> bool| {
        let hits = filled.iter().filter(|text| test(text)).count();
        hits > 0 && hits * 10 >= filled.len() * 6
    };
    match role {
        Role::Wire | Role::Object | Role::Member => most(&|text| is_wire_cell(text)),
        Role::Place => most(&|text| vocabulary::place(text).is_some()),
        Role::Presence => most(&|text| vocabulary::presence(text, Marks::default()).is_some()),
        Role::Encrypted => {
            filled.is_empty()
                || most(&|text| vocabulary::presence(text, Marks::default()).is_some())
        }
        Role::Length => filled.is_empty() || most(&|text| super::length::length(text).is_some()),
        Role::Depth => {
            filled.len() == cells.len()
                && most(&|text| text.parse().is_ok_and(|depth: u8| depth < 8))
        }
        Role::Number => most(&|text| {
            text.chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '-' | '.'))
        }),
        Role::Code => most(&|text| vocabulary::is_code(first_line(text))),
        Role::Status => most(&|text| {
            text.to_lowercase()
                .replace('x', "0")
                .get(..3)
                .is_some_and(vocabulary::is_status)
        }),
        Role::Url => most(&|text| text.contains("://") || text.starts_with('/')),
        Role::Environment => most(&|text| vocabulary::environment(text).is_some()),
        Role::Kind => most(&|text| vocabulary::kind_word(text).is_some()),
        Role::Label | Role::Note | Role::Message | Role::Example | Role::Values => true,
    }
}

/// Whether the cells of a column are words that may be codes; a heading must say that they are.
pub(super) fn hold_code_words(body: &[Vec<Cell>], column: usize) -> bool {
    let cells = body.iter().filter_map(|row| row.get(column));
    let mut filled = cells.filter(|cell| !cell.text.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|cell| vocabulary::is_code_word(&cell.text))
}

pub(super) fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

pub(super) fn is_wire_cell(text: &str) -> bool {
    vocabulary::is_wire_name(super::nesting::written(first_line(text)).name)
}

/// Cells of a table that may be names of fields: those of its first column of such.
pub(super) fn possible_names(table: &Table) -> Vec<Cell> {
    let width = table.rows.first().map_or(0, Vec::len);
    let body = table.rows.get(1..).unwrap_or_default();
    let column = (0..width).find(|column| are_names(body, *column));
    let Some(column) = column else {
        return (0..width)
            .find_map(|column| called_names(table, column))
            .unwrap_or_default();
    };
    let cells = body.iter().filter_map(|row| row.get(column));
    let other = |text: &str| {
        vocabulary::is_kind(text) || vocabulary::MORE.contains(&text.to_lowercase().as_str())
    };
    let cells = cells.filter(|cell| is_wire_cell(&cell.text) && !other(&cell.text));
    cells.cloned().collect()
}

/// What stands below a heading for names and is written as none: each cell begins as names do.
fn called_names(table: &Table, column: usize) -> Option<Vec<Cell>> {
    let heading = table.rows.first()?.get(column)?;
    let is_of_names = vocabulary::columns(&heading.text).first() == Some(&Role::Wire);
    let cells = table.rows.iter().skip(1).filter_map(|row| row.get(column));
    let mut cells = cells
        .filter(|cell| !cell.text.is_empty())
        .cloned()
        .peekable();
    let is_small = |c: char| c.is_ascii_lowercase() || c == '_';
    let begins = |cell: &Cell| {
        let word = cell
            .text
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let first = word.into_iter().next().unwrap_or_default();
        first.starts_with(|c: char| c.is_ascii_alphabetic()) && first.contains(is_small)
    };
    cells.peek().filter(|_| is_of_names)?;
    let cells: Vec<Cell> = cells.collect();
    cells.iter().all(begins).then_some(cells)
}

/// Whether the cells of a column are names, and not merely marks or codes that could be.
pub(super) fn are_names(body: &[Vec<Cell>], column: usize) -> bool {
    let name = |text: &str| {
        let text = first_line(text);
        text.len() > 2
            && is_wire_cell(text)
            && (text.contains(|c: char| c.is_ascii_lowercase()) || text.contains('_'))
    };
    let cells = body.iter().filter_map(|row| row.get(column));
    let filled: Vec<&Cell> = cells.filter(|cell| !cell.text.is_empty()).collect();
    let hits = filled.iter().filter(|cell| name(&cell.text)).count();
    hits > 0 && hits * 10 >= filled.len() * 6
}

/// Whether all cells of a column are types, as words that are nothing else: `string`, `Str(20)`.
pub(super) fn hold_kinds(body: &[Vec<Cell>], column: usize) -> bool {
    let cells = body.iter().filter_map(|row| row.get(column));
    let filled: Vec<&Cell> = cells.filter(|cell| !cell.text.is_empty()).collect();
    let is_kind = |text: &str| {
        let word = text.split('(').next().unwrap_or(text).trim();
        vocabulary::is_kind(word)
    };
    filled.len() > 1 && filled.iter().all(|cell| is_kind(&cell.text))
}

/// So many words are prose in a language that parts them.
const FEWEST_WORDS: usize = 3;

/// Whether most cells of a column are prose: words that explain, and no values.
pub(super) fn hold_prose(body: &[Vec<Cell>], column: usize) -> bool {
    let cells = body.iter().filter_map(|row| row.get(column));
    let filled: Vec<&Cell> = cells.filter(|cell| !cell.text.is_empty()).collect();
    let is_prose = |text: &str| {
        let words = text.split_whitespace().count();
        words >= FEWEST_WORDS || (words > 1 && vocabulary::is_korean(text))
    };
    let hits = filled.iter().filter(|cell| is_prose(&cell.text)).count();
    filled.len() > 1 && hits * 10 >= filled.len() * 6
}

/// A row whose cells all say the same is a heading that spans the table.
pub(super) fn is_heading(row: &[Cell]) -> bool {
    let first = row.first().map(|cell| &cell.text);
    row.len() > 2 && row.iter().all(|cell| Some(&cell.text) == first)
}
