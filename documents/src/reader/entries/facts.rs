//! The facts of a field as words give them: a type, a length, whether it must be there. Where in a line they stand is
//! decided elsewhere.

use super::words::Words;
use crate::page::KindWord;
use crate::vocabulary::{self, Marks, Role};

/// What else than a name and words a line can give.
const FACTS: [Role; 3] = [Role::Kind, Role::Length, Role::Presence];
/// What goes on so behind a mark is the case in which it holds: `required for cards`.
const FOR_A_CASE: &str = " for ";
/// No word for a column has more characters.
const LONGEST_HEADING: usize = 24;
/// Brackets around facts.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('<', '>'), ('{', '}')];

/// What a list is called, where its name alone says that it is one.
const LIST: &str = "array";

/// Types that are no words of a sentence.
const CODE_KINDS: [&str; 9] = [
    "string", "integer", "int", "boolean", "object", "array", "number", "long", "list",
];

/// A field as a line gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry<'t> {
    pub(super) name: &'t str,
    /// Whether a star stands behind the name.
    pub(super) has_star: bool,
    /// What it is called, where a column has that.
    pub(super) label: String,
    pub(super) kind: &'t str,
    pub(super) length: String,
    pub(super) presence: &'t str,
    pub(super) rest: String,
}

impl Entry<'_> {
    /// Whether it says anything of the field but words.
    pub(super) fn has_facts(&self) -> bool {
        !(self.kind.is_empty() && self.presence.is_empty() && self.length.is_empty())
    }

    /// Whether it has a type and more than that.
    pub(super) fn has_both(&self) -> bool {
        let is_more = !self.presence.is_empty() || !self.length.is_empty();
        !self.kind.is_empty() && is_more
    }

    /// Whether its type is a word of programs, and none of sentences.
    pub(super) fn is_of_code(&self) -> bool {
        CODE_KINDS.contains(&self.kind.to_lowercase().as_str())
    }

    /// Takes the brackets off the name of a list: `items[]`.
    pub(super) fn name_list(&mut self) {
        if let Some(name) = self.name.strip_suffix("[]") {
            self.name = name;
            if vocabulary::kind_word(self.kind) != Some(KindWord::List) {
                self.kind = LIST;
            }
        }
    }
}

impl<'t> Entry<'t> {
    /// Takes what stands in brackets, where it begins with facts: `string, 필수, 20자`. What follows these is words.
    pub(super) fn takes(&mut self, inner: &'t str) -> bool {
        let before = self.clone();
        let parts = parts(inner);
        // `MultipartFile, 필수`: a type that nobody knows, beside a mark
        if let [kind, mark] = parts.as_slice()
            && self.kind.is_empty()
            && self.presence.is_empty()
            && is_unknown_type(kind)
            && vocabulary::is_presence(mark)
        {
            (self.kind, self.presence) = (*kind, *mark);
            return true;
        }
        let mut words = Vec::new();
        for part in &parts {
            let is_repeated = || vocabulary::is_kind(part) || vocabulary::is_presence(part);
            if words.is_empty() && self.takes_fact(part) {
                continue;
            }
            // A second type or mark: what stands here are values, or cases.
            if is_repeated() {
                *self = before;
                return false;
            }
            words.push(*part);
        }
        let is_one = words.len() < parts.len() && (words.is_empty() || !self.kind.is_empty());
        match is_one {
            true => self.rest = words.join(", "),
            false => *self = before,
        }
        is_one
    }

    /// Takes a part that is a fact and nothing else.
    pub(super) fn takes_fact(&mut self, part: &'t str) -> bool {
        let part = part.trim();
        if self.takes_type(part) {
            return true;
        }
        let is_mark = |text: &str| vocabulary::presence(text, Marks::default()).is_some();
        let is_alone = part.chars().count() == 1 && !self.kind.is_empty();
        let is_word = vocabulary::is_presence(part) && !vocabulary::is_value_of_presence(part);
        if self.presence.is_empty() && (is_word || (is_alone && is_mark(part))) {
            self.presence = part;
            return true;
        }
        let is_number = !self.kind.is_empty() && part.chars().all(|c| c.is_ascii_digit());
        if self.length.is_empty() && !part.is_empty() && (is_number || is_length(part)) {
            self.length = part.to_owned();
            return true;
        }
        match behind_heading(part) {
            Some((Role::Kind, value)) if self.kind.is_empty() => self.kind = value,
            Some((Role::Length, value)) if self.length.is_empty() => {
                value.clone_into(&mut self.length)
            }
            Some((Role::Presence, value)) if self.presence.is_empty() => self.presence = value,
            _ => return false,
        }
        true
    }

    /// Takes a type, with the length that stands in it.
    fn takes_type(&mut self, text: &'t str) -> bool {
        let Some((kind, length)) = typed(text).filter(|_| self.kind.is_empty()) else {
            return false;
        };
        self.kind = kind;
        if self.length.is_empty() {
            self.length = length.to_owned();
        }
        true
    }

    /// Takes a word that stands among others, before these.
    pub(super) fn takes_word(&mut self, word: &'t str, behind: &str) -> bool {
        if self.takes_type(word) {
            return true;
        }
        let is_presence = vocabulary::is_presence(word)
            && !vocabulary::is_value_of_presence(word)
            && !vocabulary::names_options(word);
        // `필수 (카드 결제 시)`, and `선택 시 …`, which says when something is so
        let is_case = vocabulary::names_case(behind) || behind.starts_with(FOR_A_CASE);
        if self.presence.is_empty() && is_presence && !is_case {
            self.presence = word;
            return true;
        }
        false
    }

    /// Takes a length with a unit, which other words may follow, and gives these.
    pub(super) fn takes_length(&mut self, text: &'t str) -> Option<&'t str> {
        let mut words = Words::of(text);
        let length = words.length(false).filter(|_| self.length.is_empty())?;
        let taken = length.split_whitespace().count();
        self.length = length;
        let mut rest = text;
        for _ in 0..taken {
            rest = rest
                .trim_start()
                .split_once(' ')
                .map_or("", |(_, rest)| rest);
        }
        Some(rest)
    }
}

/// A type with what is in it, and the length behind it: `String(20)`, `string[]`, `array of string`.
fn typed(text: &str) -> Option<(&str, &str)> {
    let is_kind = |word: &str| {
        // `an` is a word of sentences, `AN` a type.
        vocabulary::is_kind(word)
            && (word.len() > 2 || !word.starts_with(|c: char| c.is_lowercase()))
    };
    if is_kind(text) {
        return Some((text, ""));
    }
    if let Some((kind, rest)) = text.split_once('(') {
        let length = rest.strip_suffix(')')?;
        let is_length = length
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | '~' | ',' | '-'));
        return (vocabulary::is_kind(kind.trim_end()) && is_length && !length.is_empty())
            .then(|| (kind.trim_end(), length));
    }
    let end = text.find(['[', '<']).unwrap_or(text.len());
    let (kind, items) = text.split_at(end);
    let is_listed = items == "[]" || items.ends_with('>');
    let of = text.split_once(" of ");
    let is_of = of.is_some_and(|(list, item)| is_kind(list) && is_kind(item.trim_end_matches('s')));
    ((is_kind(kind) && is_listed) || is_of).then_some((text, ""))
}

/// Whether a word may be a type of a program: `MultipartFile`, `any`.
fn is_unknown_type(word: &str) -> bool {
    let is_name = word
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '<' | '>' | '[' | ']'));
    is_name
        && word.starts_with(|c: char| c.is_ascii_alphabetic())
        && !vocabulary::is_kind(word)
        && !vocabulary::is_presence(word)
}

/// Whether a text is a length and nothing else: `20자`, `최대 20 byte`, `up to 20`.
fn is_length(text: &str) -> bool {
    let mut words = Words::of(text);
    if words.length(false).is_some() && words.is_empty() {
        return true;
    }
    let has_bound = text.split_whitespace().any(vocabulary::is_bound);
    let is_part = |word: &str| {
        let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
        digits.is_empty() || vocabulary::is_unit(digits) || vocabulary::is_bound(word)
    };
    has_bound && text.contains(|c: char| c.is_ascii_digit()) && text.split_whitespace().all(is_part)
}

/// A type, or a fact behind the word for its column: `길이20`, `필수Y`, `Type: String`. A value that is none of its column's
/// says nothing: `길이X`.
pub(super) fn behind_heading(part: &str) -> Option<(Role, &str)> {
    let places = part.char_indices().skip(1).take(LONGEST_HEADING);
    let mut splits = places.map(|(place, _)| part.split_at(place));
    splits.find_map(|(heading, value)| {
        let known = vocabulary::columns(heading.trim_end_matches([':', '=', ' ']));
        let value = value.trim_start_matches([':', '=', ' ']);
        let holds = |role: Role| match role {
            Role::Kind => vocabulary::is_kind(value) || typed(value).is_some(),
            Role::Length => value.starts_with(|c: char| c.is_ascii_digit()),
            Role::Presence => vocabulary::presence(value, Marks::default()).is_some(),
            _ => false,
        };
        let is_none = value.eq_ignore_ascii_case("x");
        let mut facts = known.iter().copied().filter(|role| FACTS.contains(role));
        let role = facts.find(|role| holds(*role) || is_none)?;
        Some((role, if holds(role) { value } else { "" }))
    })
}

/// What stands in the brackets that a text begins with, and what follows these.
pub(super) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    let (open, close) = *BRACKETS.iter().find(|(open, _)| *open == first)?;
    let mut depth = 0_usize;
    for (place, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
        }
        if depth == 0 {
            let inner = text.get(open.len_utf8()..place)?;
            return Some((inner.trim(), text.get(place + close.len_utf8()..)?));
        }
    }
    None
}

/// A text without the brackets, or the quotation marks, around all of it.
pub(super) fn without_brackets(text: &str) -> &str {
    text.trim_matches(['`', '"', '\''])
}

/// What commas part, or else slashes, bars and semicolons; not those in brackets.
fn parts(inner: &str) -> Vec<&str> {
    let marks: [&[char]; 2] = [&[',', ';', '·', '|'], &['/']];
    let split = |marks: &[char]| {
        let mut parts = Vec::new();
        let (mut depth, mut start) = (0_usize, 0);
        for (place, c) in inner.char_indices() {
            match c {
                '(' | '[' | '<' => depth += 1,
                ')' | ']' | '>' => depth = depth.saturating_sub(1),
                c if depth == 0 && marks.contains(&c) => {
                    parts.extend(inner.get(start..place).map(str::trim));
                    start = place + c.len_utf8();
                }
                _ => {}
            }
        }
        parts.extend(inner.get(start..).map(str::trim));
        parts
    };
    let found = marks.iter().map(|marks| split(marks));
    let mut found = found.filter(|parts| parts.len() > 1);
    found.next().unwrap_or_else(|| vec![inner.trim()])
}
