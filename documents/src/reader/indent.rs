//! Blanks before the names of a table, which move members to the right below the object that they are in. Which blanks
//! a format keeps is its reader's; what names mean is not known here.

use crate::page::Cell;
use crate::vocabulary::{self, MEMBER_MARK};

/// Stands before the text of a cell once for each blank that moves it, until its table is whole.
const MOVES: char = '\u{2003}';

/// Fewer hard blanks than this move nothing: word processors save any blank as one.
const FEWEST_HARD: usize = 2;

/// A text with so many blanks before it.
pub(super) fn moved(text: String, blanks: usize) -> String {
    match text.is_empty() {
        true => text,
        false => format!("{}{text}", String::from(MOVES).repeat(blanks)),
    }
}

/// How many wide blanks stand before a text.
pub(super) fn wide(raw: &str) -> usize {
    let before = raw.chars().take_while(|c| c.is_whitespace());
    before.filter(|c| is_wide(*c)).count()
}

/// How many blanks stand before a text of HTML to move it: wide ones, and several that do not break.
pub(super) fn wide_or_hard(raw: &str) -> usize {
    let before = raw.chars().take_while(|c| c.is_whitespace());
    let hard = before.filter(|c| *c == '\u{a0}').count();
    wide(raw) + if hard < FEWEST_HARD { 0 } else { hard }
}

/// How many blanks stand before a text that was copied, where every blank became a plain one.
pub(super) fn copied(raw: &str) -> usize {
    let before = raw.chars().take_while(|c| c.is_whitespace()).count();
    if before < FEWEST_HARD { 0 } else { before }
}

/// A blank that nobody writes between words.
///
/// A hard blank is none: word processors save any blank as one.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2002}' | '\u{2003}' | '\u{3000}')
}

/// Marks of members in place of the blanks before the names of a column, where some are moved and the first is not.
pub(super) fn into_marks(rows: &mut [Vec<Cell>], heads: usize) {
    let is_moved = |cell: &Cell| cell.text.starts_with(MOVES);
    if !rows.iter().flatten().any(is_moved) {
        return;
    }
    let width = rows.first().map_or(0, Vec::len);
    for column in 0..width {
        let body = || rows.iter().skip(heads).filter_map(|row| row.get(column));
        let mut filled = body().filter(|cell| !cell.text.is_empty());
        let first = filled.next().is_some_and(|cell| !is_moved(cell));
        let are_names = body().filter(|cell| is_moved(cell)).all(|cell| {
            let name = cell.text.trim_start_matches(MOVES).lines().next();
            name.is_some_and(|name| vocabulary::is_wire_name(name.trim_end_matches('*')))
        });
        for (row, cells) in rows.iter_mut().enumerate() {
            if let Some(cell) = cells.get_mut(column).filter(|cell| is_moved(cell)) {
                let rest = cell.text.trim_start_matches(MOVES);
                let blanks = cell.text.chars().take_while(|c| *c == MOVES).count();
                let is_member = first && are_names && row >= heads;
                let marks = String::from(MEMBER_MARK).repeat(if is_member { blanks } else { 0 });
                cell.text = format!("{marks}{rest}");
            }
        }
    }
}
