//! Lines that give fields → rows of a table, each with the lines that explain it. How a line gives a field is decided
//! elsewhere.

use super::entry::Entry;
use super::headings::headings;
use crate::block::Block;
use crate::page::Cell;
use crate::vocabulary::{self, Role};

/// The columns of a list of fields.
pub(super) const FIELD: [Role; 5] = [
    Role::Wire,
    Role::Kind,
    Role::Length,
    Role::Presence,
    Role::Note,
];
/// So many lines explain a field at most where another one follows after blank lines.
pub(super) const MOST_LINES: usize = 6;
/// So many fields are a list.
pub(super) const FEWEST_FIELDS: usize = 2;

/// How a line gives a field, where it does.
pub(super) type Reads<'r> = &'r dyn for<'t> Fn(&'t str) -> Option<Entry<'t>>;

/// The rows of the fields that lines give one after the other, each with the lines that explain it, and how many blocks
/// these are.
pub(super) fn rows(blocks: &[Block], roles: &[Role], reads: Reads<'_>) -> (Vec<Vec<Cell>>, usize) {
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(cell) = blocks.get(at).and_then(line) {
        let Some(entry) = reads(&cell.text) else {
            break;
        };
        let end = at + 1 + lines_below(blocks.get(at..).unwrap_or_default(), reads);
        let below = blocks.get(at + 1..end).unwrap_or_default();
        rows.push(row(cell, &entry, below, roles));
        at = end;
    }
    (rows, at)
}

pub(super) fn line(block: &Block) -> Option<&Cell> {
    match block {
        Block::Line { cell, code: false } => Some(cell),
        _ => None,
    }
}

/// How many of the blocks behind the first one explain the field that it begins: those on the lines directly below,
/// and those after blank lines where another field follows soon.
fn lines_below(blocks: &[Block], reads: Reads<'_>) -> usize {
    let mut last = blocks.first().map_or(0, Block::line);
    // A word for presence alone is of the field above it, however far.
    let lone = blocks.get(1).and_then(line);
    let lone = lone.filter(|cell| is_lone_presence(&cell.text));
    let mut direct = usize::from(lone.is_some());
    let mut count = direct;
    last = lone.map_or(last, |cell| cell.line);
    for block in blocks.iter().skip(1 + direct) {
        let Some(cell) = line(block) else {
            return direct;
        };
        // What stands before a table is of the table.
        let is_part = vocabulary::is_part_line(&cell.text) || vocabulary::is_lone_part(&cell.text);
        if headings(&cell.text).is_some() || is_part {
            return direct;
        }
        if reads(&cell.text).is_some() {
            return if count <= MOST_LINES { count } else { direct };
        }
        count += 1;
        if cell.line <= last + 1 {
            direct = if direct + 1 == count { count } else { direct };
            last = cell.line;
        } else if count > MOST_LINES {
            return direct;
        }
    }
    direct
}

/// The cells of a field, in the order of its columns.
pub(super) fn row(cell: &Cell, entry: &Entry<'_>, below: &[Block], roles: &[Role]) -> Vec<Cell> {
    let mut below: Vec<&Cell> = below.iter().filter_map(line).collect();
    // `Required` alone below a name
    let lone = below.first().copied();
    let lone = lone.filter(|cell| entry.presence.is_empty() && is_lone_presence(&cell.text));
    if lone.is_some() {
        below.remove(0);
    }
    let presence = lone.map_or((entry.presence, cell.line), |cell| (&cell.text, cell.line));
    let first = below.first().map_or(cell.line, |first| first.line);
    let at = match entry.rest.is_empty() {
        true => first,
        false => cell.line,
    };
    let words = [entry.rest.as_str()];
    let below = below.iter().map(|cell| cell.text.as_str());
    let words: Vec<&str> = words
        .into_iter()
        .chain(below)
        .filter(|words| !words.is_empty())
        .collect();
    let cells = roles.iter().map(|role| match role {
        Role::Wire => (entry.name.to_owned(), cell.line),
        Role::Kind => (entry.kind.to_owned(), cell.line),
        Role::Label => (entry.label.clone(), cell.line),
        Role::Length => (entry.length.clone(), cell.line),
        Role::Presence => (presence.0.to_owned(), presence.1),
        _ => (words.join("\n"), at),
    });
    numbered(cells.collect())
}

pub(super) fn numbered(cells: Vec<(String, usize)>) -> Vec<Cell> {
    let cells = cells
        .into_iter()
        .enumerate()
        .map(|(index, (text, line))| Cell {
            text,
            line,
            column: Some(index + 1),
        });
    cells.collect()
}

/// Whether a line is a word for presence and nothing else.
fn is_lone_presence(line: &str) -> bool {
    vocabulary::is_presence(line) && line.split_whitespace().count() == 1
}
