//! Headings without a mark of their format: the numbers that they begin with, and how deep these make them.

use crate::vocabulary;

/// The level of a heading that is one by its words alone, below all that have numbers.
pub(super) const UNNUMBERED: u8 = 6;

/// How many numbers stand before the words of a heading, where a line is one: `3. 결제 취소`, `2.1 요청`.
pub(super) fn depth(text: &str) -> Option<u8> {
    let (number, words) = text.split_once(' ')?;
    let parts = number.trim_end_matches(['.', ')']);
    let digits =
        |part: &str| (1..=2).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
    let is_number = parts.split('.').all(digits) && (number != parts || parts.contains('.'));
    let is_title = words.chars().count() <= 60
        && words.starts_with(char::is_alphabetic)
        && !vocabulary::is_sentence(words)
        && !words.ends_with(['.', ',', ';', ':']);
    (is_number && is_title).then(|| u8::try_from(parts.split('.').count()).unwrap_or(u8::MAX))
}
