//! What stands in tables and was not read: columns with unknown headings, rows without a name, whole tables. Nobody knows what
//! it means, so it is compared as it stands, whatever the order of the rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::change::{Changes, PageChangeKind, Subject, squeezed};
use super::lists::{apart, side_by_side};
use crate::page::{Cell, Page};

type Row = Vec<Cell>;

/// Compares what was not read; what it shows of changes that are told is not told again.
pub(super) fn compare(old: &Page, new: &Page, changes: &mut Changes) {
    let sides = (&columns(old), &columns(new));
    each(PageChangeKind::OtherColumnChanged, sides, changes);
    let sides = (&rows(old), &rows(new));
    each(PageChangeKind::OtherRowChanged, sides, changes);
}

/// Cells below their headings.
type Below = BTreeMap<String, Vec<Cell>>;

fn each(kind: PageChangeKind, (old, new): (&Below, &Below), changes: &mut Changes) {
    let heads: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for head in heads {
        let side = |below: &'_ Below| below.get(head).cloned().unwrap_or_default();
        let (old, new) = (side(old), side(new));
        let (mut gone, mut fresh) = apart(&old, &new, |cell| squeezed(&cell.text));
        gone.retain(|cell| !changes.has_told(cell, false));
        fresh.retain(|cell| !changes.has_told(cell, true));
        side_by_side(kind, &Subject::default(), (&gone, &fresh), changes);
    }
}

/// The cells of the columns whose headings are not known.
fn columns(page: &Page) -> Below {
    let mut found = Below::new();
    for unread in page.unread.iter().filter(|unread| unread.is_column) {
        let heading = &unread.heading;
        let is_head = |row: &Row| row.contains(heading);
        let mut tables = page.tables.iter();
        let table = tables.find(|rows| rows.first().is_some_and(is_head));
        let column = heading.column.and_then(|column| column.checked_sub(1));
        let (Some(rows), Some(column)) = (table, column) else {
            continue;
        };
        let cells = rows.iter().skip(1).filter_map(|row| row.get(column));
        let cells = cells.filter(|cell| !cell.text.is_empty()).cloned();
        found
            .entry(squeezed(&heading.text))
            .or_default()
            .extend(cells);
    }
    found
}

/// The rows that are of no field, below the headings of their tables. The headings themselves say nothing.
fn rows(page: &Page) -> Below {
    let fields = Fields::of(page);
    let mut found = Below::new();
    for rows in &page.tables {
        let Some(head) = rows.first() else { continue };
        let first = rows.iter().position(|row| fields.have(row));
        let body = rows.iter().skip(first.unwrap_or(1));
        let body = body.filter(|row| !fields.have(row)).map(|row| in_one(row));
        let body = body.filter(|cell| !cell.text.is_empty());
        found
            .entry(squeezed(&in_one(head).text))
            .or_default()
            .extend(body);
    }
    found
}

/// A row as one text; a cell that spans several columns stands there once.
fn in_one(row: &Row) -> Cell {
    let mut texts: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
    texts.dedup();
    let is_empty = texts.iter().all(|text| text.is_empty());
    Cell {
        text: if is_empty {
            String::new()
        } else {
            texts.join(" | ")
        },
        line: row.first().map_or(0, |cell| cell.line),
        column: None,
    }
}

/// The cells with the names of fields, by line and column.
struct Fields<'p> {
    names: HashMap<(usize, Option<usize>), Vec<&'p str>>,
}

impl<'p> Fields<'p> {
    fn of(page: &'p Page) -> Self {
        let operations = page.operations.iter();
        let fields = operations.flat_map(|one| one.request.iter().chain(&one.answer));
        let mut names: HashMap<_, Vec<&str>> = HashMap::new();
        for name in fields.map(|field| &field.wire) {
            names
                .entry((name.line, name.column))
                .or_default()
                .push(&name.text);
        }
        Self { names }
    }

    /// Whether a row is that of a field.
    fn have(&self, row: &Row) -> bool {
        row.iter().any(|cell| {
            let names = self.names.get(&(cell.line, cell.column));
            names.is_some_and(|names| names.iter().any(|name| cell.text.contains(name)))
        })
    }
}
