//! Tables of a whole call, which have the way of each row in a column: `Request Header`, `Request Body`, `Response Body`.

use super::columns::Columns;
use crate::block::Table;
use crate::page::{Cell, Way};
use crate::vocabulary;

/// The parts of a table whose rows say which way they go, the rows of a part one after the other.
pub(super) fn parts(table: &Table, columns: &Columns) -> Option<Vec<(Way, Table)>> {
    let body = table.rows.get(columns.heads..)?;
    let width = table.rows.first()?.len();
    let ways = |column: usize| -> Option<Vec<Way>> {
        let cells = body.iter().map(|row| row.get(column));
        cells.map(|cell| way(cell?)).collect()
    };
    let (column, ways) = (0..width).find_map(|column| Some((column, ways(column)?)))?;
    let mut found: Vec<(Way, Table)> = Vec::new();
    for (row, way) in body.iter().zip(ways) {
        match found.last_mut().filter(|(last, _)| *last == way) {
            Some((_, part)) => part.rows.push(row.clone()),
            None => found.push((way, begun(table, columns.heads, column, row))),
        }
    }
    (found.len() > 1).then_some(found)
}

/// The way that a cell says, where it says nothing else but a part of a message.
fn way(cell: &Cell) -> Option<Way> {
    let way = vocabulary::only_way(&cell.text)?;
    vocabulary::is_section(&cell.text).then_some(way)
}

/// The part that a row begins. Its column of ways is then one of places.
fn begun(table: &Table, heads: usize, column: usize, row: &[Cell]) -> Table {
    let mut rows: Vec<Vec<Cell>> = table.rows.iter().take(heads).cloned().collect();
    let heading = rows.iter_mut().filter_map(|row| row.get_mut(column));
    heading.for_each(|cell| cell.text = vocabulary::PLACE_HEADING.to_owned());
    rows.push(row.to_vec());
    Table {
        line: row.first().map_or(table.line, |cell| cell.line),
        rows,
        ..table.clone()
    }
}
