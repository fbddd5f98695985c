//! Fields that a page lists without a table: a field begins a line with its name, its type and what else is short, and
//! the lines below explain it. Each list becomes a table whose columns are known. What stands in cells is not known here.
//!
//! Only a list is read so: one such line alone may be a sentence.

mod entry;
mod headed;
mod headings;
mod rows;

use crate::block::{Block, Table};
use entry::{behind_words, entry, in_list};
use headed::below_headings;
use rows::{FEWEST_FIELDS, FIELD, line, row, rows};

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
    let is_typed = !strong.kind.is_empty();
    let is_alone = !strong.presence.is_empty() && strong.rest.is_empty();
    let is_whole = is_typed && (!strong.length.is_empty() || is_alone);
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
