//! Fields that a page lists without a table: a field begins a line with its name, its type and what else is short, and
//! the lines below explain it. Each list becomes a table whose columns are known. What stands in cells is not known here.
//!
//! Only a list is read so: one such line alone may be a sentence.

mod entry;
mod headed;

use crate::block::{Block, Table};
use crate::page::Cell;
use crate::vocabulary::{self, Role};
use entry::{Entry, behind_words, entry, in_list};
use headed::{below_headings, headings};

/// The columns of a list of fields.
const FIELD: [Role; 5] = [
    Role::Wire,
    Role::Kind,
    Role::Length,
    Role::Presence,
    Role::Note,
];
/// So many lines explain a field at most where another one follows after blank lines.
const MOST_LINES: usize = 6;
/// So many fields are a list.
const FEWEST_FIELDS: usize = 2;

/// The blocks of a page, its lists of fields as tables.
pub(super) fn tables(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut rest = blocks.as_slice();
    while let Some((block, after)) = rest.split_first() {
        let found = below_headings(rest).or_else(|| list(rest));
        match found.or_else(|| in_code(rest)) {
            Some((table, taken)) => {
                out.push(Block::Table(table));
                rest = rest.get(taken..).unwrap_or_default();
            }
            None => {
                out.push(block.clone());
                rest = after;
            }
        }
    }
    out
}

/// A list of fields that begins here, and how many blocks it takes.
fn list(blocks: &[Block]) -> Option<(Table, usize)> {
    let first = line(blocks.first()?)?;
    let strong = entry(&first.text)?;
    // A type and a length behind a name are no sentence; what is less is one of a list.
    let is_whole = !strong.kind.is_empty() && !strong.length.is_empty();
    let (rows, taken) = rows(blocks, &FIELD, &in_list);
    let lines = blocks.iter().take(taken).filter_map(line);
    let strong = lines.filter(|cell| entry(&cell.text).is_some()).count();
    let table = Table {
        line: first.line,
        rows,
        roles: Some(FIELD.to_vec()),
        ..Table::default()
    };
    (is_whole || strong >= FEWEST_FIELDS).then_some((table, taken))
}

/// Fields on the lines of a block of code, which no sample has in such words.
fn in_code(blocks: &[Block]) -> Option<(Table, usize)> {
    let fields = blocks.iter().map_while(|block| match block {
        Block::Line { cell, code: true } => Some((cell, behind_words(&cell.text)?)),
        _ => None,
    });
    let rows: Vec<_> = fields
        .map(|(cell, entry)| row(cell, &entry, &[], &FIELD))
        .collect();
    let taken = rows.len();
    let table = Table {
        line: blocks.first()?.line(),
        rows,
        roles: Some(FIELD.to_vec()),
        ..Table::default()
    };
    (taken > 0).then_some((table, taken))
}

/// How a line gives a field, where it does.
type Reads<'r> = &'r dyn for<'t> Fn(&'t str) -> Option<Entry<'t>>;

/// The rows of the fields that lines give one after the other, each with the lines that explain it, and how many blocks
/// these are.
fn rows(blocks: &[Block], roles: &[Role], reads: Reads<'_>) -> (Vec<Vec<Cell>>, usize) {
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

fn line(block: &Block) -> Option<&Cell> {
    match block {
        Block::Line { cell, code: false } => Some(cell),
        _ => None,
    }
}

/// How many of the blocks behind the first one explain the field that it begins: those on the lines directly below,
/// and those after blank lines where another field follows soon.
fn lines_below(blocks: &[Block], reads: Reads<'_>) -> usize {
    let mut last = blocks.first().map_or(0, Block::line);
    let mut direct = 0;
    let mut count = 0;
    for block in blocks.iter().skip(1) {
        let Some(cell) = line(block) else {
            return direct;
        };
        // What stands before a table is of the table.
        if headings(&cell.text).is_some() || vocabulary::is_part_line(&cell.text) {
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
fn row(cell: &Cell, entry: &Entry<'_>, below: &[Block], roles: &[Role]) -> Vec<Cell> {
    let below: Vec<&Cell> = below.iter().filter_map(line).collect();
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
        Role::Length => (entry.length.clone(), cell.line),
        Role::Presence => (entry.presence.to_owned(), cell.line),
        _ => (words.join("\n"), at),
    });
    numbered(cells.collect())
}

fn numbered(cells: Vec<(String, usize)>) -> Vec<Cell> {
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
