//! The rows of a table.

use std::collections::HashSet;

use super::document::COLUMNS;
use crate::page::Cell;

/// The rows of a table, each member once.
#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<Vec<Cell>>,
    seen: HashSet<String>,
}

impl Rows {
    /// Adds a row, where none is called so; tells whether it did.
    pub(super) fn push(
        &mut self,
        called: &str,
        cells: &[&str; COLUMNS.len()],
        line: usize,
    ) -> bool {
        if !self.seen.insert(called.to_owned()) {
            return false;
        }
        let cells = cells.iter().enumerate().map(|(index, text)| Cell {
            text: (*text).to_owned(),
            line,
            column: Some(index + 1),
        });
        self.rows.push(cells.collect());
        true
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn into_cells(self) -> Vec<Vec<Cell>> {
        self.rows
    }
}
