//! Cells that hold several facts in brackets, `[type:string] [req:Yes] [desc:주문번호]`: each becomes a column of its own.
//! What such a column means is not known here.

use std::borrow::Cow;

use crate::block::Table;
use crate::page::Cell;

/// So many facts are in a cell at most.
const MOST_FACTS: usize = 8;

/// A table, the facts of its cells in columns that are called as they are.
pub(super) fn apart(table: &Table) -> Cow<'_, Table> {
    let width = table.rows.first().map_or(0, Vec::len);
    let heads = table.heads.max(1);
    let body = table.rows.get(heads..).unwrap_or_default();
    let has_facts = |column: &usize| {
        let mut cells = body.iter().filter_map(|row| row.get(*column)).peekable();
        cells.peek().is_some() && cells.all(|cell| facts(&cell.text).is_some())
    };
    let Some(column) = (0..width).find(has_facts).filter(|_| heads == 1) else {
        return Cow::Borrowed(table);
    };
    let mut keys: Vec<&str> = Vec::new();
    let cells = body.iter().filter_map(|row| row.get(column));
    for (key, _) in cells.filter_map(|cell| facts(&cell.text)).flatten() {
        if !keys.contains(&key) && keys.len() < MOST_FACTS {
            keys.push(key);
        }
    }
    let spread = |(index, row): (usize, &Vec<Cell>)| -> Vec<Cell> {
        let mut cells: Vec<Cell> = Vec::new();
        for (place, cell) in row.iter().enumerate() {
            match (place == column, index < heads) {
                (false, _) => cells.push(cell.clone()),
                (true, true) => cells.extend(keys.iter().map(|key| said(cell, key))),
                (true, false) => {
                    let facts = facts(&cell.text).unwrap_or_default();
                    let value = |key: &&str| facts.iter().find(|(known, _)| known == key);
                    let values = keys
                        .iter()
                        .map(|key| value(key).map_or("", |(_, text)| text));
                    cells.extend(values.map(|text| said(cell, text)));
                }
            }
        }
        cells
    };
    Cow::Owned(Table {
        rows: table.rows.iter().enumerate().map(spread).collect(),
        ..table.clone()
    })
}

fn said(cell: &Cell, text: &str) -> Cell {
    Cell {
        text: if text == "-" { "" } else { text }.to_owned(),
        ..cell.clone()
    }
}

/// The facts of a cell that holds two or more and nothing else.
fn facts(text: &str) -> Option<Vec<(&str, &str)>> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let inner = rest.strip_prefix('[')?;
        let end = inner
            .find("] [")
            .or_else(|| inner.strip_suffix(']').map(str::len))?;
        let (fact, behind) = inner.split_at_checked(end)?;
        let (key, value) = fact.split_once(':')?;
        let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphabetic());
        if !is_key || found.len() == MOST_FACTS {
            return None;
        }
        found.push((key, value.trim()));
        rest = behind.strip_prefix(']')?.trim_start();
    }
    (found.len() > 1).then_some(found)
}
