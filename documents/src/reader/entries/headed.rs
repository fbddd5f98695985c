//! Tables whose columns are parted by blanks alone, below a line of headings. What the columns are, and where a row ends,
//! is decided here; what the cells say is not.

use super::facts::Entry;
use super::headings::headings;
use super::parted;
use super::rows::{FEWEST_FIELDS, Found, MOST_LINES, found, line, numbered, row, rows};
use super::words::Words;
use crate::block::{Block, Table};
use crate::page::Cell;
use crate::vocabulary::{self, Marks, Role};

/// A table whose columns are parted by blanks alone, below a line of headings, as text that is copied from a browser has
/// it: what a cell is can be told by what it says, and an empty one by what is missing.
pub(super) fn below_headings(blocks: &[Block]) -> Option<(Table, usize)> {
    let head = line(blocks.first()?)?;
    let (roles, words) = headings(&head.text)?;
    let words = words.into_iter().map(|word| (word, head.line));
    let behind = blocks.get(1..).unwrap_or_default();
    let (body, taken) = match roles.last() {
        Some(Role::Presence) => rows_to_marks(behind, &roles),
        _ => {
            let (fields, taken) = found(behind, &|text| with_roles(text, &roles), false);
            (rows(&fields, &roles), taken)
        }
    };
    let mut rows = vec![numbered(words.collect())];
    rows.extend(body);
    let table = Table {
        line: head.line,
        heads: 1,
        rows,
        ..Table::default()
    };
    let fewest = match roles.last() {
        Some(Role::Presence) => 1,
        _ => FEWEST_FIELDS,
    };
    (table.rows.len() > fewest).then_some((table, taken + 1))
}

/// The same below headings in another order, with numbers of rows or with labels before names: a row is one where its
/// words fill the columns in one way. What looks like a part of a row and is none is told.
pub(super) fn parted_by_blanks(blocks: &[Block]) -> Option<(Vec<Block>, usize)> {
    let head = line(blocks.first()?)?;
    let roles = parted::roles(&head.text)?;
    let behind = blocks.get(1..).unwrap_or_default();
    let (fields, taken) = found(behind, &|text| parted::entry(text, &roles), false);
    let fewest = if roles.len() > 3 { 1 } else { FEWEST_FIELDS };
    let below = fields.iter().flat_map(|found| found.below).filter_map(line);
    let parts = below.filter(|cell| parted::is_part_of_row(&cell.text, &roles));
    let parts = parts.map(|cell| {
        Block::Note(Cell {
            text: format!(
                "`{}` looks like a part of a row below `{}`, and was not read",
                cell.text, head.text
            ),
            ..cell.clone()
        })
    });
    let parts: Vec<Block> = parts.collect();
    let columns: Vec<Role> = roles
        .into_iter()
        .filter(|role| *role != Role::Number)
        .collect();
    let table = Table {
        line: head.line,
        rows: rows(&fields, &columns),
        roles: Some(columns),
        ..Table::default()
    };
    let all = std::iter::once(Block::Table(table)).chain(parts);
    (fields.len() >= fewest).then(|| (all.collect(), taken + 1))
}

/// A row of a table whose columns blanks part: what is missing is empty, and what belongs to no column begins the words.
fn with_roles<'t>(text: &'t str, roles: &[Role]) -> Option<Entry<'t>> {
    let mut words = Words::of(text);
    words.skip_number();
    let name = words.next_if(vocabulary::is_wire_name)?;
    let mut entry = Entry {
        name,
        ..Entry::default()
    };
    for role in roles {
        match role {
            Role::Label => entry.label = words.before_length()?,
            Role::Kind => entry.kind = words.next_if(vocabulary::is_kind).unwrap_or_default(),
            Role::Length => entry.length = words.length(true).unwrap_or_default(),
            Role::Presence => {
                let is_mark = |word: &str| vocabulary::presence(word, Marks::default()).is_some();
                entry.presence = words.next_if(is_mark).unwrap_or_default();
            }
            _ => {}
        }
    }
    let says = [entry.kind, entry.presence, &entry.length];
    let says = says.iter().any(|text| !text.is_empty());
    entry.rest = words.rest();
    says.then_some(entry)
}

/// The rows of a table whose last column has a mark: a row goes on, over lines, until there is one, or until another row
/// begins, and what no mark ends then has none.
fn rows_to_marks(blocks: &[Block], roles: &[Role]) -> (Vec<Vec<Cell>>, usize) {
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(first) = blocks.get(at).and_then(line) {
        let Some(mut entry) = without_mark(&first.text, roles) else {
            break;
        };
        let behind = blocks.get(at + 1..).unwrap_or_default();
        let below = behind.iter().map_while(line);
        let below = below.take_while(|cell| without_mark(&cell.text, roles).is_none());
        let lines: Vec<&Cell> = std::iter::once(first)
            .chain(below.take(MOST_LINES))
            .collect();
        let marked = lines.iter().position(|cell| mark(&cell.text).is_some());
        let last = marked.unwrap_or_default();
        entry.presence = lines
            .get(last)
            .and_then(|cell| mark(&cell.text))
            .unwrap_or_default();
        let more = lines.iter().take(last + 1).skip(1);
        let words = std::iter::once(entry.rest.as_str()).chain(more.map(|cell| cell.text.as_str()));
        let words = words.collect::<Vec<&str>>().join("\n");
        let words = words.strip_suffix(entry.presence).unwrap_or(&words);
        entry.rest = words.trim_end().to_owned();
        let field = Found {
            cell: first,
            entry,
            depth: 0,
            below: &[],
            unclear: &[],
        };
        rows.push(row(&field, roles));
        at += 1 + last;
    }
    (rows, at)
}

/// What a line begins that is a row: a name, and what the columns before the words say.
fn without_mark<'t>(text: &'t str, roles: &[Role]) -> Option<Entry<'t>> {
    let typed = roles.contains(&Role::Kind);
    let mut words = Words::of(text);
    words.skip_number();
    let mut entry = Entry {
        name: words.next_if(vocabulary::is_wire_name)?,
        ..Entry::default()
    };
    if typed {
        entry.kind = words.next_if(vocabulary::is_kind)?;
    }
    if roles.contains(&Role::Length) {
        entry.length = words.length(true).unwrap_or_default();
    }
    entry.rest = words.rest();
    (!entry.rest.is_empty()).then_some(entry)
}

/// The mark at the end of a line.
fn mark(text: &str) -> Option<&str> {
    let last = text.split_whitespace().next_back();
    last.filter(|last| vocabulary::presence(last, Marks::default()).is_some())
}
