//! Rows that lost an empty cell when their page was copied, so that what stood behind it moved to the left and the row
//! ends in empty cells. What cells hold tells where it was, where only one place is left.

use std::borrow::Cow;

use super::columns::Columns;
use super::length;
use crate::block::Table;
use crate::page::Cell;
use crate::vocabulary::{self, Marks, Role};

/// Columns whose cells can be told from others by what they hold.
const TOLD: [Role; 3] = [Role::Kind, Role::Length, Role::Presence];
/// So many cells of a row are looked for, in a table of so many columns at most.
const MOST_LOST: usize = 3;
const MOST_COLUMNS: usize = 12;

/// A table, its cells where they stood.
pub(super) fn realigned<'t>(table: &'t Table, columns: &Columns) -> Cow<'t, Table> {
    let width = table.rows.first().map_or(0, Vec::len);
    if columns.made_up || width > MOST_COLUMNS {
        return Cow::Borrowed(table);
    }
    let body = table.rows.iter().enumerate().skip(columns.heads);
    let marks = columns.marks(table);
    let moved =
        |(index, row): (usize, &Vec<Cell>)| Some((index, without_shift(row, columns, marks)?));
    let moved: Vec<(usize, Vec<Cell>)> = body.filter_map(moved).collect();
    if moved.is_empty() {
        return Cow::Borrowed(table);
    }
    let mut table = table.clone();
    for (index, cells) in moved {
        if let Some(row) = table.rows.get_mut(index) {
            *row = cells;
        }
    }
    Cow::Owned(table)
}

/// Where the cells of a row stand then; none of those that were lost.
type Places = Vec<Option<usize>>;

/// The row with empty cells before those that moved; none where nothing moved, or where it can have been from several
/// places.
fn without_shift(row: &[Cell], columns: &Columns, marks: Marks) -> Option<Vec<Cell>> {
    let here: Places = (0..row.len()).map(Some).collect();
    if is_right(row, &here, columns, marks) {
        return None;
    }
    let empty = row.iter().rev().take_while(|cell| cell.text.is_empty());
    for lost in 1..=empty.count().min(MOST_LOST) {
        let kept = row.len() - lost;
        let mut found = placings(kept, lost).into_iter().filter(|places| {
            is_right(row, places, columns, marks)
                && is_told(row, places, columns)
                && is_evident(row, places, columns, marks)
        });
        let first = found.next();
        if first.is_some() {
            let only = first.filter(|_| found.next().is_none())?;
            return Some(at(row, &only));
        }
    }
    None
}

/// Whether every cell holds what its column does, and the row names something.
fn is_right(row: &[Cell], places: &Places, columns: &Columns, marks: Marks) -> bool {
    let text = |role: Role| {
        let column = columns.place(role)?;
        let cell = places.get(column).copied().flatten();
        Some(
            cell.and_then(|cell| row.get(cell))
                .map_or("", |cell| &cell.text),
        )
    };
    let holds =
        |role: Role| text(role).is_none_or(|text| text.is_empty() || is_one(role, text, marks));
    text(Role::Wire).is_none_or(|text| !text.is_empty()) && TOLD.into_iter().all(holds)
}

fn is_one(role: Role, text: &str, marks: Marks) -> bool {
    match role {
        Role::Kind => vocabulary::kind_word(text).is_some() && !vocabulary::is_korean(text),
        Role::Length => length::length(text).is_some(),
        _ => vocabulary::presence(text, marks).is_some(),
    }
}

/// Whether the cells that are empty then are of columns that can be told, or of the one that numbers the rows.
fn is_told(row: &[Cell], places: &Places, columns: &Columns) -> bool {
    let told = TOLD.map(|role| columns.place(role));
    let wire = columns
        .place(Role::Wire)
        .and_then(|column| places.get(column).copied());
    let name = wire.flatten().and_then(|cell| row.get(cell));
    if name.is_some_and(|name| vocabulary::is_kind(&name.text)) {
        return false;
    }
    places.iter().enumerate().all(|(column, place)| {
        let cell = place.and_then(|place| row.get(place));
        let is_blank = cell.is_none_or(|cell| cell.text.is_empty());
        !is_blank || column == 0 || told.contains(&Some(column))
    })
}

/// Whether a cell that moved is in a column now that can be told by what it holds, or is words among notes, and none left
/// a column that it was right in: a mark or a word that nobody knows is no cell of another column.
fn is_evident(row: &[Cell], places: &Places, columns: &Columns, marks: Marks) -> bool {
    let role_at = |column: usize| {
        TOLD.into_iter()
            .find(|role| columns.place(*role) == Some(column))
    };
    let mut arrives = false;
    for (column, from) in places.iter().enumerate() {
        let Some((from, cell)) = from.and_then(|from| Some((from, row.get(from)?))) else {
            continue;
        };
        if from == column || cell.text.is_empty() {
            continue;
        }
        if role_at(from).is_some_and(|role| is_one(role, &cell.text, marks)) {
            return false;
        }
        let is_note = columns.place(Role::Note) == Some(column);
        arrives |= role_at(column).is_some() || is_note && is_prose(&cell.text);
    }
    arrives
}

/// Whether a cell has several words, which no mark, type or length has.
fn is_prose(text: &str) -> bool {
    text.split_whitespace().nth(1).is_some()
}

/// The ways in which so many empty cells can stand before some of the cells, each of them in order.
fn placings(cells: usize, lost: usize) -> Vec<Places> {
    let mut found: Vec<(Places, usize)> = vec![(Vec::new(), 0)];
    for cell in 0..cells {
        found = found
            .into_iter()
            .flat_map(|(places, used)| {
                (0..=lost - used).map(move |blank| {
                    let mut places = places.clone();
                    places.extend(std::iter::repeat_n(None, blank));
                    places.push(Some(cell));
                    (places, used + blank)
                })
            })
            .collect();
    }
    let whole = found.into_iter().filter(|(_, used)| *used == lost);
    whole.map(|(places, _)| places).collect()
}

/// The cells of a row at their places.
fn at(row: &[Cell], places: &Places) -> Vec<Cell> {
    let first = row.first().cloned().unwrap_or_default();
    let cells = places.iter().enumerate().map(|(index, place)| {
        let cell = place.and_then(|place| row.get(place));
        Cell {
            text: cell.map_or(String::new(), |cell| cell.text.clone()),
            line: cell.map_or(first.line, |cell| cell.line),
            column: Some(index + 1),
        }
    });
    cells.collect()
}
