//! Rows whose cells blanks alone part, or lines: by their headings it is known what each cell must be. A row that can be
//! parted in two ways, or in none, is none. Where rows begin and end is decided elsewhere.

use super::facts::Entry;
use super::headings::heading_words;
use crate::vocabulary::{self, Marks, Role};

/// So many columns a line of headings names.
const COLUMNS: std::ops::RangeInclusive<usize> = 2..=8;
/// So many words a label has at most.
const MOST_WORDS: usize = 6;

/// The columns that a line of headings names, in order; none where one of its words names none.
pub(super) fn roles(line: &str) -> Option<Vec<Role>> {
    of_words(&heading_words(line))
}

/// The columns of headings, in order: one of names, and each of the others once.
pub(super) fn of_words(words: &[String]) -> Option<Vec<Role>> {
    if !COLUMNS.contains(&words.len()) {
        return None;
    }
    let known = words.iter().map(|word| {
        let roles = vocabulary::columns(word);
        (!roles.is_empty()).then_some(roles)
    });
    let known: Vec<Vec<Role>> = known.collect::<Option<_>>()?;
    // `항목명` beside `영문명` is what a field is called.
    let is_label = |roles: &Vec<Role>| roles.contains(&Role::Label);
    let names = known.iter().filter(|roles| roles.contains(&Role::Wire));
    let has_sure_name = names.clone().any(|roles| !is_label(roles));
    let last = known.len() - 1;
    let mut found: Vec<Role> = Vec::new();
    for (index, roles) in known.iter().enumerate() {
        let may = |role: &Role| roles.contains(role) && !found.contains(role);
        let is_number = index == 0 && roles.contains(&Role::Number) && !roles.contains(&Role::Wire);
        let is_name = may(&Role::Wire) && !(has_sure_name && is_label(roles));
        let facts = [Role::Kind, Role::Length, Role::Presence];
        let fact = facts.into_iter().find(may);
        let words = match index == last {
            true => [Role::Note, Role::Label],
            false => [Role::Label, Role::Note],
        };
        let role = match (is_number, is_name) {
            (true, _) => Some(Role::Number),
            (_, true) => Some(Role::Wire),
            _ => fact.or_else(|| words.into_iter().find(may)),
        };
        found.push(role?);
    }
    let has_words = found.contains(&Role::Note) || found.contains(&Role::Label);
    (found.contains(&Role::Wire) && (found.len() > 2 || has_words)).then_some(found)
}

/// A row of columns that blanks part.
pub(super) fn entry<'t>(text: &'t str, roles: &[Role]) -> Option<Entry<'t>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    part(&words, roles, Entry::default(), &mut found);
    let only = found.pop().filter(|_| found.is_empty())?;
    // A name and words are a row where the words can be no part of an English sentence.
    let is_short = roles.len() == 2;
    let is_korean =
        only.rest.starts_with(|c: char| !c.is_ascii()) && !vocabulary::is_sentence(&only.rest);
    (!is_short || is_korean).then_some(only)
}

/// Whether a line below a row looks like a part of another one: it has a name, and beside it what stands in two of the other
/// columns.
pub(super) fn is_part_of_row(text: &str, roles: &[Role]) -> bool {
    let words = || text.split_whitespace();
    let has_name =
        words().any(|word| word.len() > 1 && fits(Role::Wire, word) && !fits(Role::Presence, word));
    let facts = [Role::Kind, Role::Length, Role::Presence];
    let has = |role: &&Role| roles.contains(role) && words().any(|word| fits(**role, word));
    has_name && facts.iter().filter(has).count() > 1
}

/// Every way in which words fill the columns; two of them are enough to know that it is not clear.
fn part<'t>(words: &[&'t str], roles: &[Role], entry: Entry<'t>, found: &mut Vec<Entry<'t>>) {
    let Some((role, behind)) = roles.split_first() else {
        if words.is_empty() && found.len() < 2 {
            found.push(entry);
        }
        return;
    };
    let counts = match (role, behind.is_empty()) {
        (Role::Note, true) => words.len()..=words.len(),
        (Role::Note, false) => 0..=words.len().min(MOST_WORDS * 2),
        (Role::Label, _) => 1..=words.len().min(MOST_WORDS),
        _ => 1..=1,
    };
    for count in counts {
        let Some((cell, rest)) = words.split_at_checked(count) else {
            return;
        };
        if let Some(entry) = filled(&entry, *role, cell) {
            part(rest, behind, entry, found);
        }
    }
}

/// A row with one more cell, where the cell can be one of its column.
fn filled<'t>(entry: &Entry<'t>, role: Role, cell: &[&'t str]) -> Option<Entry<'t>> {
    let mut entry = entry.clone();
    let first = cell.first().copied().unwrap_or_default();
    match role {
        Role::Note => entry.rest = cell.join(" "),
        Role::Label => entry.label = cell.join(" "),
        Role::Wire => entry.name = first,
        Role::Kind => entry.kind = first,
        Role::Length => first.clone_into(&mut entry.length),
        Role::Presence => entry.presence = first,
        _ => {}
    }
    let is_word = matches!(role, Role::Note | Role::Label);
    let fits = is_word || fits(role, first);
    let is_label = role != Role::Label || cell.iter().all(|word| !vocabulary::is_wire_name(word));
    (fits && is_label).then_some(entry)
}

/// Whether a text can stand in a column.
pub(super) fn fits(role: Role, text: &str) -> bool {
    let is_mark = || vocabulary::presence(text, Marks::default()).is_some();
    match role {
        Role::Number => text
            .trim_end_matches('.')
            .chars()
            .all(|c| c.is_ascii_digit()),
        Role::Wire => vocabulary::is_wire_name(text) && !vocabulary::is_kind(text),
        Role::Kind => vocabulary::kind_word(text).is_some() && !text.contains(' '),
        Role::Length => {
            let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let has_digits = unit.len() < text.len();
            has_digits && (unit.is_empty() || vocabulary::is_unit(unit.trim_start()))
        }
        Role::Presence => is_mark(),
        _ => !text.is_empty(),
    }
}
