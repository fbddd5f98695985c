//! Fields that a page lists without a table: a field begins a line with its name, its type and what else is short, and
//! the lines below explain it. Each list becomes a table whose columns are known. What stands in cells is not known here.
//!
//! Only a list is read so: one such line alone may be a sentence.

mod cells;
mod entry;
mod facts;
mod headed;
mod headings;
mod levels;
mod lone;
mod parted;
mod rows;
mod words;

use crate::block::{Block, Table};
use crate::page::Cell;
use crate::vocabulary::{self, Role};
use cells::one_a_line;
use entry::{behind_words, documented, entry, in_list, sibling, without_mark};
use headed::{below_headings, parted_by_blanks};
use levels::Item;
use lone::below_own_headings;
use rows::{FEWEST_FIELDS, FIELD, Found, found, item, line, rows};

/// So many items of a list at its beginning may say no more of a field than words.
const MOST_WEAK: usize = 3;
/// What a line begins with that defines the name above it.
const DEFINES: &str = ": ";

/// The blocks of a page, its lists of fields as tables.
pub(super) fn tables(blocks: Vec<Block>) -> Vec<Block> {
    let blocks = with_definitions(blocks);
    let mut out: Vec<Block> = Vec::new();
    let mut rest = blocks.as_slice();
    while let Some((block, after)) = rest.split_first() {
        let alone = |(table, taken)| (vec![Block::Table(table)], taken);
        let found = below_headings(rest)
            .map(alone)
            .or_else(|| parted_by_blanks(rest))
            .or_else(|| one_a_line(rest))
            .or_else(|| list(rest))
            .or_else(|| below_own_headings(rest).map(alone))
            .or_else(|| in_code(rest).map(alone));
        match found {
            Some((found, taken)) => {
                out.extend(found);
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

/// Names with the lines below them that define them as one line: `tid`, and below it `: (required, string) …`.
fn with_definitions(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let defined = line(&block).filter(|cell| cell.text.starts_with(DEFINES));
        let name = out.last_mut().filter(|_| defined.is_some());
        let is_name = |cell: &Cell| vocabulary::is_wire_name(without_mark(&cell.text));
        match (name, defined) {
            (
                Some(Block::Line {
                    cell, code: false, ..
                }),
                Some(defined),
            ) if is_name(cell) => {
                cell.text.push(' ');
                cell.text.push_str(&defined.text);
            }
            _ => out.push(block),
        }
    }
    out
}

/// A list of fields that begins here with what of it is not clear, and how many blocks it takes.
fn list(blocks: &[Block]) -> Option<(Vec<Block>, usize)> {
    let first = item(blocks.first()?)?;
    let strong = entry(&first.cell.text);
    if strong.is_none() && !leads_to_one(&first, blocks) {
        return None;
    }
    // A type and a length behind a name are no sentence; what is less is one of a list.
    let is_whole = strong.is_some_and(|strong| {
        let is_typed = !strong.kind.is_empty();
        let is_alone = !strong.presence.is_empty() && strong.rest.is_empty();
        is_typed && (!strong.length.is_empty() || is_alone)
    });
    let (fields, taken) = found(blocks, &in_list, true);
    let strong = fields
        .iter()
        .filter(|found| entry(&found.cell.text).is_some());
    let strong = strong.count();
    let roles = roles(&fields);
    let table = Table {
        line: first.cell.line,
        rows: rows(&fields, &roles),
        roles: Some(roles),
        ..Table::default()
    };
    let mut found = vec![Block::Table(table)];
    found.extend(fields.iter().filter_map(unclear));
    (is_whole || strong >= FEWEST_FIELDS).then_some((found, taken))
}

/// Says of which items below a field it is not known what they are.
fn unclear(found: &Found<'_>) -> Option<Block> {
    let lines = || found.unclear.iter().filter_map(line);
    let names = lines().filter_map(|cell| sibling(&cell.text));
    let names: Vec<&str> = names.map(|entry| entry.name).collect();
    Some(Block::Note(Cell {
        text: format!(
            "what stands below `{}` ({}) may be its members or its values, and was not read",
            found.entry.name,
            names.join(", ")
        ),
        ..lines().next()?.clone()
    }))
}

/// Whether an item says no more of a field than words, and one beside it, soon below it, gives a field.
fn leads_to_one(first: &Item<'_>, blocks: &[Block]) -> bool {
    let is_beside = |item: &Item<'_>| (item.indent, item.mark) == (first.indent, first.mark);
    let below = blocks.iter().skip(1).map_while(item).filter(is_beside);
    let mut below = below
        .take(MOST_WEAK)
        .filter_map(|item| entry(&item.cell.text));
    let is_one = match first.mark {
        Some(_) => below.next().is_some(),
        None => below.any(|entry| entry.has_star),
    };
    is_one && sibling(&first.cell.text).is_some()
}

/// The columns of a list: none for presence where stars stand behind names in place of it.
fn roles(fields: &[Found<'_>]) -> Vec<Role> {
    let is_marked = fields.iter().any(|found| !found.entry.presence.is_empty());
    let has_stars = fields.iter().any(|found| found.entry.has_star);
    let kept = |role: &Role| *role != Role::Presence || is_marked || !has_stars;
    FIELD.into_iter().filter(kept).collect()
}

/// Fields on the lines of a block of code, which no sample has in such words.
fn in_code(blocks: &[Block]) -> Option<(Table, usize)> {
    let fields = blocks.iter().map_while(|block| match block {
        Block::Line {
            cell, code: true, ..
        } => Some(Found {
            cell,
            entry: behind_words(&cell.text).or_else(|| documented(uncommented(&cell.text)))?,
            depth: 0,
            below: &[],
            unclear: &[],
        }),
        _ => None,
    });
    let fields: Vec<Found<'_>> = fields.collect();
    let taken = fields.len();
    let table = Table {
        line: blocks.first()?.line(),
        rows: rows(&fields, &FIELD),
        roles: Some(FIELD.to_vec()),
        ..Table::default()
    };
    (taken > 0).then_some((table, taken))
}

/// A line of code without the marks of a comment: `* @param {string} tid 거래번호`.
fn uncommented(text: &str) -> &str {
    text.trim_start_matches(['*', '/', '#', ' '])
}
