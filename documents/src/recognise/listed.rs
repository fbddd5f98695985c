//! Fields that lines name above a sample which has them: `code: 0000 성공, 그 외 실패` above `{ "code": "0000" }`. A line or
//! a sample alone is no proof that something is a field.

use crate::block::Table;
use crate::page::{Cell, SampleBody};
use crate::vocabulary::{self, Role};

/// The name that a line begins with, and what it says of it.
pub(super) fn names(cell: &Cell) -> Option<(&str, &str)> {
    let text = cell.text.strip_prefix("- ").unwrap_or(&cell.text);
    let (name, words) = text.split_once(':')?;
    let (name, words) = (name.trim(), words.trim());
    (vocabulary::is_wire_name(name) && !words.is_empty()).then_some((name, words))
}

/// The lines whose names the sample has, as a table; none where it has none of them.
pub(super) fn table(lines: &[Cell], sample: &SampleBody) -> Option<Table> {
    let is_shown = |name: &str| {
        let mut members = sample.members.iter();
        members.any(|member| matches!(member.path.as_slice(), [only] if only == name))
    };
    let named = lines.iter().filter_map(|cell| Some((cell, names(cell)?)));
    let shown = named.filter(|(_, (name, _))| is_shown(name));
    let rows: Vec<Vec<Cell>> = shown
        .map(|(cell, (name, words))| {
            let texts = [name, words].into_iter().enumerate();
            let cells = texts.map(|(index, text)| Cell {
                text: text.to_owned(),
                line: cell.line,
                column: Some(index + 1),
            });
            cells.collect()
        })
        .collect();
    let line = rows.first()?.first()?.line;
    Some(Table {
        line,
        rows,
        roles: Some(vec![Role::Wire, Role::Note]),
        ..Table::default()
    })
}
