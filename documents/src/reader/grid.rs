//! `rowspan` and `colspan` spread out: a cell stands in every place that it covers. No HTML is known here.

use crate::error::ReadError;
use crate::limits;
use crate::page::Cell;

/// A cell as HTML writes it.
#[derive(Debug)]
pub(super) struct Spanned {
    pub(super) cell: Cell,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// How many rows the headings of a table take, where some of them span rows and others have headings below them.
pub(super) fn spanned_heads(rows: &[Vec<Spanned>]) -> usize {
    let Some(first) = rows.first() else {
        return 0;
    };
    let has_parts = first.iter().any(|cell| cell.columns > 1);
    let spans = first.iter().map(|cell| cell.rows).filter(|rows| *rows > 1);
    spans.max().filter(|_| has_parts).unwrap_or_default()
}

/// The rows of a table, all of one width; what no cell covers is empty.
pub(super) fn spread(rows: Vec<Vec<Spanned>>) -> Result<Vec<Vec<Cell>>, ReadError> {
    let mut grid: Vec<Vec<Option<Cell>>> = rows.iter().map(|_| Vec::new()).collect();
    let mut cells = 0;
    for (top, row) in rows.into_iter().enumerate() {
        let mut left = 0;
        for spanned in row {
            while is_taken(&grid, top, left) {
                left += 1;
            }
            let columns = spanned.columns.clamp(1, limits::MOST_COLUMNS);
            // A span ends with the table, whatever it says; 0 means just that.
            let height = match spanned.rows {
                0 => usize::MAX,
                rows => rows,
            };
            for row in grid.iter_mut().skip(top).take(height) {
                cells += columns;
                if cells > limits::MOST_CELLS {
                    return Err(too_many_cells());
                }
                put(row, left, columns, &spanned.cell);
            }
            left += columns;
            if left >= limits::MOST_COLUMNS {
                break;
            }
        }
    }
    let width = grid.iter().map(Vec::len).max().unwrap_or_default();
    let filled = grid.into_iter().map(|mut row| {
        row.resize(width, None);
        let line = row.iter().flatten().map(|cell| cell.line).max();
        let cells = row.into_iter().enumerate();
        let cells = cells.map(|(index, cell)| {
            let mut cell = cell.unwrap_or_default();
            cell.column = Some(index + 1);
            // A cell that is missing would stand where its row does.
            if cell.line == 0 {
                cell.line = line.unwrap_or(1);
            }
            cell
        });
        cells.collect()
    });
    Ok(filled.collect())
}

fn is_taken(grid: &[Vec<Option<Cell>>], row: usize, column: usize) -> bool {
    let row = grid.get(row).map(Vec::as_slice).unwrap_or_default();
    row.get(column).is_some_and(Option::is_some)
}

/// Puts a cell into some columns; what stands there already stays.
fn put(row: &mut Vec<Option<Cell>>, left: usize, columns: usize, cell: &Cell) {
    let end = left.saturating_add(columns).min(limits::MOST_COLUMNS);
    if row.len() < end {
        row.resize(end, None);
    }
    for place in row.iter_mut().take(end).skip(left) {
        place.get_or_insert_with(|| cell.clone());
    }
}

/// The error for a page whose tables have more cells than are read.
pub(super) fn too_many_cells() -> ReadError {
    ReadError::TooComplex {
        what: "cells in its tables",
        limit: limits::MOST_CELLS,
    }
}
