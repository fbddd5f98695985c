//! What stands in tables and was not read: columns with unknown headings, rows without a name, whole tables. Nobody knows what
//! it means, so it is compared as it stands, whatever the order of the rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::change::{Changes, PageChangeKind, Subject, squeezed};
use super::lists::apart;
use crate::page::{Cell, Page};

type Row = Vec<Cell>;

/// Compares what was not read; what it shows of changes that are told is not told again.
pub(super) fn compare(old: &Page, new: &Page, changes: &mut Changes) {
    let columns = left(&columns(old), &columns(new), changes);
    side_by_side([PageChangeKind::OtherColumnChanged; 3], &columns, changes);
    let rows = left(&rows(old), &rows(new), changes);
    let kinds = [
        PageChangeKind::OtherRowChanged,
        PageChangeKind::OtherRowAdded,
        PageChangeKind::OtherRowRemoved,
    ];
    side_by_side(kinds, &rows, changes);
}

/// A text, and the last line on which it stands.
#[derive(Clone)]
struct Text {
    cell: Cell,
    last: usize,
}

/// Texts below the headings that they stand below.
type Below = BTreeMap<String, Vec<Text>>;

/// What one copy alone has below a heading: the old one, and the new one.
type Left = (Vec<Cell>, Vec<Cell>);

/// What only one copy has, without what changes that are told show.
fn left(old: &Below, new: &Below, changes: &Changes) -> Vec<Left> {
    let (before, after) = (by_line(changes, false), by_line(changes, true));
    let heads: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let below = heads.into_iter().map(|head| {
        let side = |below: &Below| below.get(head).cloned().unwrap_or_default();
        let (old, new) = (side(old), side(new));
        let (gone, fresh) = apart(&old, &new, |text| squeezed(&text.cell.text));
        let untold = |texts: Vec<&Text>, told: &ByLine<'_>| -> Vec<Cell> {
            let texts = texts.into_iter().filter(|text| !is_told(text, told));
            texts.map(|text| text.cell.clone()).collect()
        };
        (untold(gone, &before), untold(fresh, &after))
    });
    below.collect()
}

/// The cells of changes in one copy, by their lines.
type ByLine<'c> = BTreeMap<usize, Vec<(PageChangeKind, &'c Cell)>>;

fn by_line(changes: &Changes, is_new: bool) -> ByLine<'_> {
    let mut found = ByLine::new();
    for (kind, cell) in changes.cells(is_new) {
        found.entry(cell.line).or_default().push((kind, cell));
    }
    found
}

/// Whether changes tell a text: what it is in is new or gone, or it shows what one of them says.
fn is_told(text: &Text, told: &ByLine<'_>) -> bool {
    let words = squeezed(&text.cell.text);
    let here = told.range(text.cell.line..=text.last.max(text.cell.line));
    here.flat_map(|(_, cells)| cells).any(|(kind, cell)| {
        let word = cell.text.split_whitespace().next();
        is_of_row(*kind) || word.is_some_and(|word| words.contains(word))
    })
}

/// Whether what is new or gone is a whole row.
fn is_of_row(kind: PageChangeKind) -> bool {
    matches!(
        kind,
        PageChangeKind::FieldAdded
            | PageChangeKind::FieldRemoved
            | PageChangeKind::CodeAdded
            | PageChangeKind::CodeRemoved
    )
}

/// In pairs as long as both copies have some: what changed, what is new and what is gone.
fn side_by_side(
    [changed, added, removed]: [PageChangeKind; 3],
    left: &[Left],
    changes: &mut Changes,
) {
    for (gone, fresh) in left {
        for at in 0..gone.len().max(fresh.len()) {
            let (old, new) = (gone.get(at), fresh.get(at));
            let kind = match (old, new) {
                (Some(_), Some(_)) => changed,
                (Some(_), None) => removed,
                (None, _) => added,
            };
            changes.add(kind, &Subject::default(), old, new);
        }
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
        let cells = cells.filter(|cell| !cell.text.is_empty());
        let texts = cells.map(|cell| Text {
            cell: cell.clone(),
            last: cell.line,
        });
        let head = squeezed(&heading.text);
        found.entry(head).or_default().extend(texts);
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
        let body = body.filter(|row| !fields.have(row)).map(in_one);
        let body = body.filter(|text| !text.cell.text.is_empty());
        let head = squeezed(&in_one(head).cell.text);
        found.entry(head).or_default().extend(body);
    }
    found
}

/// A row as one text; a cell that spans several columns stands there once.
fn in_one(row: &Row) -> Text {
    let mut texts: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
    texts.dedup();
    let is_empty = texts.iter().all(|text| text.is_empty());
    let lines = row.iter().map(|cell| cell.line);
    let text = if is_empty {
        String::new()
    } else {
        texts.join(" | ")
    };
    Text {
        cell: Cell {
            text,
            line: lines.clone().min().unwrap_or_default(),
            column: None,
        },
        last: lines.max().unwrap_or_default(),
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
            let at = (name.line, name.column);
            names.entry(at).or_default().push(&name.text);
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
