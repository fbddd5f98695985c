//! A line of headings of columns that blanks alone part: which columns it names. What stands below it is not known here.

use crate::vocabulary::{self, Role};

/// So many columns a line of headings names.
const COLUMNS: std::ops::RangeInclusive<usize> = 3..=5;

/// The columns that a line of headings names, the one of names first and one for words last; none where a word of it
/// names none, or where two name the same.
pub(super) fn headings(text: &str) -> Option<(Vec<Role>, Vec<String>)> {
    let words = heading_words(text);
    if !COLUMNS.contains(&words.len()) {
        return None;
    }
    let last = vocabulary::columns(words.last()?);
    let is_marked = last.contains(&Role::Presence);
    // What stands before the marks at the end of the rows, or else at their end
    let of_words = words.len().checked_sub(if is_marked { 2 } else { 1 })?;
    let mut roles: Vec<Role> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let known = vocabulary::columns(word);
        let role = match index {
            0 => known.contains(&Role::Wire).then_some(Role::Wire),
            _ if index == of_words => known
                .iter()
                .any(|role| matches!(role, Role::Note | Role::Label))
                .then_some(Role::Note),
            _ => {
                let mut told = known.iter().copied();
                let told =
                    told.find(|role| matches!(role, Role::Kind | Role::Length | Role::Presence));
                // Labels end where a length begins.
                let next = words.get(index + 1).map(|word| vocabulary::columns(word));
                let is_label = index == 1
                    && known.contains(&Role::Label)
                    && next.is_some_and(|next| next.contains(&Role::Length));
                told.or(is_label.then_some(Role::Label))
            }
        };
        roles.push(role.filter(|role| !roles.contains(role))?);
    }
    Some((roles, words))
}

/// The headings in a line of them, of one word or of two: `필수 여부`, `Max Length`.
pub(super) fn heading_words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let both = words.peek().map(|next| format!("{word} {next}"));
        match both.filter(|both| vocabulary::is_heading_of_two(both)) {
            Some(both) => {
                words.next();
                found.push(both);
            }
            None => found.push(word.to_owned()),
        }
    }
    found
}
