//! Names that lost what parts them from the words beside them, that a break parts in two, or that share a row:
//! `start_dateRequired날짜`, `useDetail` above `Addr`, `CancelDate / CancelTime`. What the words mean is not known here.

use std::borrow::Cow;

use crate::block::Table;
use crate::page::Cell;
use crate::vocabulary::{self, Role};

/// Of so many rows at least one in so many may be broken; where more are, a second line says something of its own.
const FEWEST_ROWS: usize = 4;
/// What stands between the names of a cell that has several, and how many it has at most.
const PARTING: [&str; 2] = [" / ", ", "];
const MOST_NAMES: usize = 4;

/// A table whose names stand by themselves, the words that were joined to them in columns of their own.
pub(super) fn apart(table: &Table) -> Cow<'_, Table> {
    let heads = table.heads.max(1);
    let width = table.rows.first().map_or(0, Vec::len);
    let body = table.rows.get(heads..).unwrap_or_default();
    let is_of_names = |column: &usize| {
        let heading = table.rows.first().and_then(|first| first.get(*column));
        heading.is_some_and(|cell| vocabulary::columns(&cell.text).first() == Some(&Role::Wire))
    };
    let Some(column) = (0..width)
        .find(is_of_names)
        .filter(|_| table.roles.is_none())
    else {
        return Cow::Borrowed(table);
    };
    let cells = || body.iter().filter_map(|row| row.get(column));
    if cells().any(|cell| several(&cell.text).is_some()) {
        return Cow::Owned(with_rows_of_one(table, heads, column));
    }
    if are_joined(cells()) {
        return Cow::Owned(parted(table, heads, column));
    }
    let broken = cells()
        .filter(|cell| unbroken(&cell.text).is_some())
        .count();
    if broken == 0 || body.len() < FEWEST_ROWS || broken * FEWEST_ROWS > body.len() || width < 3 {
        return Cow::Borrowed(table);
    }
    let mut table = table.clone();
    let names = table.rows.iter_mut().skip(heads);
    for cell in names.filter_map(|row| row.get_mut(column)) {
        if let Some(whole) = unbroken(&cell.text) {
            cell.text = whole;
        }
    }
    Cow::Owned(table)
}

/// The names of a cell that has several: `CancelDate / CancelTime`.
fn several(text: &str) -> Option<Vec<&str>> {
    let is_name = |part: &&str| vocabulary::is_wire_name(part) && !vocabulary::is_kind(part);
    let parts = |mark: &str| -> Vec<&str> { text.split(mark).map(str::trim).collect() };
    let mut found = PARTING.into_iter().map(parts);
    found.find(|parts| (2..=MOST_NAMES).contains(&parts.len()) && parts.iter().all(is_name))
}

/// A table with a row for each name. What else is said of several in as many parts is of each of them.
fn with_rows_of_one(table: &Table, heads: usize, column: usize) -> Table {
    let rows = table.rows.iter().enumerate().flat_map(|(index, row)| {
        let names = row.get(column).and_then(|cell| several(&cell.text));
        let Some(names) = names.filter(|_| index >= heads) else {
            return vec![row.clone()];
        };
        let of = |place: usize| -> Vec<Cell> {
            let cells = row.iter().map(|cell| Cell {
                text: part(&cell.text, place, names.len()).to_owned(),
                ..cell.clone()
            });
            cells.collect()
        };
        (0..names.len()).map(of).collect()
    });
    Table {
        rows: rows.collect(),
        ..table.clone()
    }
}

/// One of so many parts of a text, or the whole where it has another number of them.
fn part(text: &str, place: usize, count: usize) -> &str {
    let parts = PARTING.into_iter().find_map(|mark| {
        let parts: Vec<&str> = text.split(mark).collect();
        (parts.len() == count).then_some(parts)
    });
    let part = parts.and_then(|parts| parts.get(place).copied());
    part.map_or(text, str::trim)
}

/// Whether Korean words follow some names without a blank, and all cells begin with names.
fn are_joined<'c>(cells: impl Iterator<Item = &'c Cell> + Clone) -> bool {
    let words = |cell: &Cell| joined(&cell.text).map(|(.., words)| words.to_owned());
    let is_joined = |cell: &Cell| words(cell).is_some_and(|words| !words.is_empty());
    cells.clone().any(is_joined) && cells.clone().all(|cell| words(cell).is_some())
}

/// The name that a cell begins with, the word for presence that follows it, and the words behind that.
fn joined(text: &str) -> Option<(&str, &str, &str)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let (name, words) = text.split_at(end);
    let follows = words.is_empty() || words.starts_with(vocabulary::is_syllable);
    let begins_word = |c: char| c.is_ascii_uppercase();
    let last = name.rfind(begins_word).unwrap_or(name.len());
    let (before, word) = name.split_at(last);
    let (name, presence) = match vocabulary::is_presence(word) && !before.is_empty() {
        true => (before, word),
        false => (name, ""),
    };
    (follows && vocabulary::is_wire_name(name)).then_some((name, presence, words))
}

fn parted(table: &Table, heads: usize, column: usize) -> Table {
    let row = |(index, row): (usize, &Vec<Cell>)| -> Vec<Cell> {
        let spread = row.iter().enumerate().flat_map(|(place, cell)| {
            let texts = match (place == column, index < heads, joined(&cell.text)) {
                (false, ..) => return vec![cell.clone()],
                (true, true, _) | (true, false, None) => {
                    [cell.text.as_str(), vocabulary::REQUIRED, vocabulary::REMARK]
                }
                (true, false, Some((name, presence, words))) => [name, presence, words],
            };
            let cells = texts.into_iter().map(|text| Cell {
                text: bounds_apart(text),
                ..cell.clone()
            });
            cells.collect()
        });
        spread.collect()
    };
    Table {
        rows: table.rows.iter().enumerate().map(row).collect(),
        ..table.clone()
    }
}

/// Words with those for a bound on a line of their own: `사업자번호최대글자수 : [10자]`.
fn bounds_apart(words: &str) -> String {
    let follows = |place: &usize| {
        let before = words.get(..*place).unwrap_or_default();
        before.ends_with(vocabulary::is_syllable)
    };
    let first = vocabulary::starts_of_bounds(words)
        .into_iter()
        .find(follows);
    match first.and_then(|place| words.split_at_checked(place)) {
        Some((before, bound)) => format!("{before}\n{bound}"),
        None => words.to_owned(),
    }
}

/// A name that a break parts in two.
fn unbroken(text: &str) -> Option<String> {
    let (first, second) = text.split_once('\n')?;
    let is_part = |word: &str| {
        vocabulary::is_wire_name(word)
            && !vocabulary::is_kind(word)
            && !vocabulary::is_presence(word)
    };
    let goes_on = first.ends_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && second.starts_with(|c: char| c.is_ascii_uppercase() || c == '_');
    let is_one = goes_on && is_part(first) && is_part(second) && !second.contains('\n');
    (is_one && vocabulary::fold(first) != vocabulary::fold(second))
        .then(|| format!("{first}{second}"))
}
