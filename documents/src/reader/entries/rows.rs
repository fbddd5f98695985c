//! Lines that give fields → rows of a table, each with the lines that explain it. How a line gives a field is decided
//! elsewhere.

use super::entry::sibling;
use super::facts::Entry;
use super::headings::headings;
use super::levels::{Item, Levels};
use super::parted;
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

/// A field that a line gives.
#[derive(Debug)]
pub(super) struct Found<'b> {
    pub(super) cell: &'b Cell,
    pub(super) entry: Entry<'b>,
    /// In how many of the fields before it, it is.
    pub(super) depth: usize,
    /// The blocks that explain it.
    pub(super) below: &'b [Block],
    /// The blocks below these that may be its members or its values.
    pub(super) unclear: &'b [Block],
}

/// The fields that lines give one after the other, each with the lines that explain it, and how many blocks these are.
/// In a list of fields an item may say no more of one than words.
pub(super) fn found<'b>(
    blocks: &'b [Block],
    reads: Reads<'_>,
    is_list: bool,
) -> (Vec<Found<'b>>, usize) {
    let mut fields = Vec::new();
    let mut levels = Levels::default();
    let mut at = 0;
    while let Some(item) = blocks.get(at).and_then(item) {
        let read = |item: &Item<'b>, levels: &Levels<'b>| {
            let text = item.cell.text.as_str();
            let among = || sibling(text).filter(|_| is_list && levels.know(item));
            reads(text).or_else(among)
        };
        let Some(mut entry) = read(&item, &levels) else {
            break;
        };
        let depth = levels.enter(&item, &entry);
        if is_list {
            entry.name = levels.own_name(entry.name);
            entry.name_list();
        }
        let is_entry = |item: &Item<'b>| read(item, &levels).is_some();
        let end = at + 1 + lines_below(blocks.get(at..).unwrap_or_default(), &is_entry);
        let below = blocks.get(at + 1..end).unwrap_or_default();
        let clear = match is_list && entry.kind.is_empty() {
            true => clear(&item, below),
            false => below.len(),
        };
        let (below, unclear) = below.split_at_checked(clear).unwrap_or((below, &[]));
        fields.push(Found {
            cell: item.cell,
            entry,
            depth: if is_list { depth } else { 0 },
            below,
            unclear,
        });
        at = end;
    }
    (fields, at)
}

/// How many of the blocks below a field without a type explain it: items in it that begin with names may be its members
/// or its values.
fn clear(of: &Item<'_>, below: &[Block]) -> usize {
    let names = |block: &Block| {
        let item = item(block).filter(|item| item.mark.is_some() && item.indent > of.indent);
        item.is_some_and(|item| sibling(&item.cell.text).is_some())
    };
    let first = below.iter().position(names).unwrap_or(below.len());
    let rest = below.get(first..).unwrap_or_default();
    match rest.iter().all(names) {
        true => first,
        false => below.len(),
    }
}

/// The rows of fields.
pub(super) fn rows(fields: &[Found<'_>], roles: &[Role]) -> Vec<Vec<Cell>> {
    fields.iter().map(|found| row(found, roles)).collect()
}

pub(super) fn item(block: &Block) -> Option<Item<'_>> {
    match block {
        Block::Line {
            cell,
            code: false,
            indent,
        } => Some(Item {
            cell,
            indent: *indent,
            mark: vocabulary::item(&cell.text).map(|(mark, _)| mark),
        }),
        _ => None,
    }
}

pub(super) fn line(block: &Block) -> Option<&Cell> {
    item(block).map(|item| item.cell)
}

/// How many of the blocks behind the first one explain the field that it begins: those on the lines directly below,
/// and those after blank lines where another field follows soon.
fn lines_below<'b>(blocks: &'b [Block], is_entry: &dyn Fn(&Item<'b>) -> bool) -> usize {
    let mut last = blocks.first().map_or(0, Block::line);
    // A word for presence alone is of the field above it, however far.
    let lone = blocks.get(1).and_then(line);
    let lone = lone.filter(|cell| is_lone_presence(&cell.text));
    let mut direct = usize::from(lone.is_some());
    let mut count = direct;
    last = lone.map_or(last, |cell| cell.line);
    for block in blocks.iter().skip(1 + direct) {
        let Some(item) = item(block) else {
            return direct;
        };
        let cell = item.cell;
        // What stands before a table is of the table.
        let is_part = vocabulary::is_part_line(&cell.text) || vocabulary::is_lone_part(&cell.text);
        let is_head = headings(&cell.text).is_some() || parted::roles(&cell.text).is_some();
        if is_head || is_part {
            return direct;
        }
        if is_entry(&item) {
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
pub(super) fn row(found: &Found<'_>, roles: &[Role]) -> Vec<Cell> {
    let Found { cell, entry, .. } = found;
    let mut below: Vec<&Cell> = found.below.iter().filter_map(line).collect();
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
    // Where no column has marks, a star behind the name is one.
    let star = match entry.has_star && !roles.contains(&Role::Presence) {
        true => "*",
        false => "",
    };
    let marks = vocabulary::MEMBER_MARK.to_string().repeat(found.depth);
    let name = format!("{marks}{}{star}", entry.name);
    let cells = roles.iter().map(|role| match role {
        Role::Wire => (name.clone(), cell.line),
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
