//! Tables whose cells stand each on a line of its own, as text has them that was taken out of a picture or a window. Rows
//! are read as long as every cell fits its column; what follows is told, with the names in it.

use super::facts::Entry;
use super::parted::{fits, of_words};
use super::rows::{Found, line, rows};
use crate::block::{Block, Table};
use crate::page::Cell;
use crate::vocabulary::{self, Role};

/// So many columns such a table has.
const COLUMNS: std::ops::RangeInclusive<usize> = 3..=8;
/// So many names are told.
const MOST_NAMES: usize = 12;

/// A table whose headings begin here, a line each, with what of it is not clear, and how many blocks it takes.
pub(super) fn one_a_line(blocks: &[Block]) -> Option<(Vec<Block>, usize)> {
    let heads = blocks.iter().map_while(line);
    let heads: Vec<&Cell> = heads
        .take(COLUMNS.end() + 1)
        .take_while(|cell| is_heading(&cell.text))
        .collect();
    if !COLUMNS.contains(&heads.len()) {
        return None;
    }
    let words: Vec<String> = heads.iter().map(|cell| cell.text.clone()).collect();
    let roles = of_words(&words)?;
    let facts = [Role::Kind, Role::Length, Role::Presence];
    if !facts.iter().any(|role| roles.contains(role)) {
        return None;
    }
    let body: Vec<&Cell> = blocks.iter().skip(heads.len()).map_while(line).collect();
    let (fields, taken) = fields(&body, &roles);
    let unread = names(body.get(taken..).unwrap_or_default());
    let first = *heads.first()?;
    let mut found = Vec::new();
    if !fields.is_empty() {
        let columns: Vec<Role> = roles
            .iter()
            .copied()
            .filter(|role| *role != Role::Number)
            .collect();
        found.push(Block::Table(Table {
            line: first.line,
            rows: rows(&fields, &columns),
            roles: Some(columns),
            ..Table::default()
        }));
    }
    let rest = body.get(taken);
    if let Some(rest) = rest.filter(|_| !unread.is_empty()) {
        found.push(Block::Note(Cell {
            text: format!(
                "of the cells from here on it is not clear which column of `{}` they are of, and they were not read; they name {}",
                words.join(" "),
                unread.join(", ")
            ),
            ..(*rest).clone()
        }));
    }
    (!found.is_empty()).then_some((found, heads.len() + taken))
}

fn is_heading(text: &str) -> bool {
    !vocabulary::columns(text).is_empty() && text.split_whitespace().count() <= 2
}

/// The rows whose cells all fit, and how many lines these are.
fn fields<'b>(lines: &[&'b Cell], roles: &[Role]) -> (Vec<Found<'b>>, usize) {
    let mut fields = Vec::new();
    let mut at = 0;
    while let Some((field, taken)) = lines.get(at..).and_then(|rest| row(rest, roles)) {
        fields.push(field);
        at += taken;
    }
    (fields, at)
}

/// The row that begins here, and how many lines it has: its last cell may have none, or several.
fn row<'b>(lines: &[&'b Cell], roles: &[Role]) -> Option<(Found<'b>, usize)> {
    let (last, others) = roles.split_last()?;
    let mut entry = Entry::default();
    let mut cell = *lines.first()?;
    for (index, role) in others.iter().enumerate() {
        let text = lines.get(index)?;
        if *role == Role::Wire {
            cell = text;
        }
        take(&mut entry, *role, &text.text)?;
    }
    let mut taken = others.len();
    if !matches!(last, Role::Note | Role::Label) {
        take(&mut entry, *last, &lines.get(taken)?.text)?;
        taken += 1;
    } else {
        let rest = lines.get(taken..).unwrap_or_default();
        let is_next = |index: usize| {
            let below = rest.get(index..).unwrap_or_default();
            begins(below, others)
        };
        let words = (0..rest.len()).take_while(|index| !is_next(*index)).count();
        // The words of the last row may be anything, but one line of them is its cell.
        let words = if is_next(words) { words } else { words.min(1) };
        let texts = rest.iter().take(words).map(|cell| cell.text.as_str());
        entry.rest = texts.collect::<Vec<&str>>().join("\n");
        taken += words;
    }
    let found = Found {
        cell,
        entry,
        depth: 0,
        below: &[],
        unclear: &[],
    };
    Some((found, taken))
}

/// Whether a row begins here.
fn begins(lines: &[&Cell], roles: &[Role]) -> bool {
    lines.len() >= roles.len()
        && roles
            .iter()
            .zip(lines)
            .all(|(role, cell)| fits(*role, &cell.text))
}

/// Takes a cell that fits its column.
fn take<'t>(entry: &mut Entry<'t>, role: Role, text: &'t str) -> Option<()> {
    fits(role, text).then_some(())?;
    match role {
        Role::Wire => entry.name = text,
        Role::Kind => entry.kind = text,
        Role::Length => text.clone_into(&mut entry.length),
        Role::Presence => entry.presence = text,
        Role::Label => text.clone_into(&mut entry.label),
        Role::Note => text.clone_into(&mut entry.rest),
        _ => {}
    }
    Some(())
}

/// What may be names of fields on lines of their own.
fn names<'b>(lines: &[&'b Cell]) -> Vec<&'b str> {
    let texts = lines.iter().map(|cell| cell.text.as_str());
    let is_name = |text: &&str| {
        text.len() > 1
            && fits(Role::Wire, text)
            && !vocabulary::is_presence(text)
            && vocabulary::kind_word(text).is_none()
    };
    texts.filter(is_name).take(MOST_NAMES).collect()
}
