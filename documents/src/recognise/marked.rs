//! Marks and words for whether a field must be there, where more than a mark stands, or where it stands in a note. Which cell
//! has them is decided elsewhere.

use super::length;
use crate::page::{Cell, Fact, PresenceWord, Said};
use crate::vocabulary::{self, Marks};

/// The presence that a note says behind the length with which it begins: `40 byte 필수 상품명`.
pub(super) fn leading_presence(note: &Cell) -> Said<PresenceWord> {
    let behind = length::leading(&note.text).map(|(_, rest)| rest);
    let word = behind.and_then(|rest| rest.split_whitespace().next());
    let value = word
        .filter(|word| vocabulary::is_presence(word))
        .and_then(|word| vocabulary::presence(word, Marks::default()));
    value.map_or(Said::Silent, |value| {
        let cell = note.clone();
        Said::Given(Fact { value, cell })
    })
}

/// The case that a cell tells in parentheses behind its mark, or all of it: `C (카드결제 시)`.
pub(super) fn case_alone(cell: &Cell) -> Cell {
    let parts = cell.text.split_once('(');
    let is_mark = |mark: &&str| mark.trim().chars().count() == 1;
    let case = parts
        .filter(|(mark, _)| is_mark(mark))
        .and_then(|(_, case)| case.trim_end().strip_suffix(')'));
    Cell {
        text: case.unwrap_or(&cell.text).trim().to_owned(),
        ..cell.clone()
    }
}

/// Whether Korean words stand in place of a mark: in which case a field must be there.
pub(super) fn is_condition(text: &str) -> bool {
    vocabulary::is_korean(text)
        && text.chars().count() <= 30
        && vocabulary::presence(text, Marks::default()).is_none()
}
