//! One line that gives a field: its name, its type and what else is short. Which lines are a list is decided elsewhere.

use crate::vocabulary::{self, Marks, Role};

/// What else than a name and words a line can give.
const FACTS: [Role; 3] = [Role::Kind, Role::Length, Role::Presence];
/// So many of them between dashes are no sentence.
const FEWEST_FACTS: usize = 2;
/// No word for a column has more characters.
const LONGEST_HEADING: usize = 24;
/// Types that are no words of a sentence.
const CODE_KINDS: [&str; 6] = ["string", "integer", "int", "boolean", "object", "array"];

/// A field as a line gives it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Entry<'t> {
    pub(super) name: &'t str,
    /// What it is called, where a column has that.
    pub(super) label: String,
    pub(super) kind: &'t str,
    pub(super) length: String,
    pub(super) presence: &'t str,
    pub(super) rest: String,
}

impl<'t> Entry<'t> {
    /// Takes facts that commas part, where each of them is one: `string, 필수, 20자`.
    fn takes(&mut self, facts: &'t str) -> bool {
        facts.split(',').map(str::trim).all(|fact| {
            if vocabulary::is_kind(fact) && self.kind.is_empty() {
                self.kind = fact;
            } else if vocabulary::is_presence(fact) && self.presence.is_empty() {
                self.presence = fact;
            } else if let Some(length) = Words::of(fact).length(false)
                && self.length.is_empty()
            {
                self.length = length;
            } else {
                return false;
            }
            true
        })
    }
}

/// A field that a line begins: `amount(number) : 결제 금액`, `currency?: string`, `tid String 30byte`,
/// `GoodsName 40 byte 필수 상품명`.
pub(super) fn entry(text: &str) -> Option<Entry<'_>> {
    let text = text.strip_prefix("- ").unwrap_or(text);
    documented(text)
        .or_else(|| in_parentheses(text))
        .or_else(|| behind_a_colon(text))
        .or_else(|| behind_words(text))
        .or_else(|| behind_a_blank(text))
        .or_else(|| between_dashes(text))
        .or_else(|| typed_alone(text))
        .or_else(|| of_own_type(text).filter(|entry| !entry.presence.is_empty()))
}

/// `:param str mid: 상점 아이디`, as comments of source code have it.
fn documented(text: &str) -> Option<Entry<'_>> {
    let (facts, words) = text.strip_prefix(":param ")?.split_once(':')?;
    let (kind, name) = facts.trim().rsplit_once(' ').unwrap_or(("", facts.trim()));
    vocabulary::is_wire_name(name).then(|| Entry {
        name,
        kind: if vocabulary::is_kind(kind) { kind } else { "" },
        rest: words.trim().to_owned(),
        ..Entry::default()
    })
}

/// `amount(number) : 결제 금액`, `amount (number, 필수) - 결제 금액`, and a value that stands before them:
/// `amount: 1000 (number, required) - 결제 금액`.
fn in_parentheses(text: &str) -> Option<Entry<'_>> {
    let (name, rest) = text.split_once('(')?;
    let (facts, rest) = rest.split_once(')')?;
    let words = rest.trim_start().strip_prefix([':', '-', '–'])?;
    let (name, example) = name.split_once(": ").unwrap_or((name, ""));
    let mut entry = Entry {
        name: name.trim_end(),
        ..Entry::default()
    };
    let is_one = vocabulary::is_wire_name(entry.name) && entry.takes(facts);
    // A word in parentheses behind a label is not the name of a type.
    let is_sure = example.is_empty() || !(entry.kind.is_empty() || entry.presence.is_empty());
    entry.rest = words.trim().to_owned();
    (is_one && is_sure).then_some(entry)
}

/// `currency?: string`, `pg(deprecated)?: string`
fn behind_a_colon(text: &str) -> Option<Entry<'_>> {
    let (before, after) = text.split_once(':')?;
    let optional = before.trim_end().strip_suffix('?');
    let before = optional.unwrap_or(before).trim_end();
    let (name, aside) = match before.split_once('(') {
        Some((name, aside)) => (name, aside.strip_suffix(')')?),
        None => (before, ""),
    };
    let mut words = Words::of(after);
    let kind = words.next_if(vocabulary::is_kind)?;
    vocabulary::is_wire_name(name).then(|| Entry {
        name,
        kind,
        presence: optional.map_or("", |_| "optional"),
        rest: format!("{aside} {}", words.rest()).trim().to_owned(),
        ..Entry::default()
    })
}

/// `tid String 30byte`, `GoodsName 40 byte 필수 상품명`: a name with a length that has a unit, or with a type and a word
/// for presence.
fn behind_a_blank(text: &str) -> Option<Entry<'_>> {
    let mut words = Words::of(text);
    let mut entry = Entry {
        name: words.next_if(vocabulary::is_wire_name)?,
        kind: words.next_if(vocabulary::is_kind).unwrap_or_default(),
        ..Entry::default()
    };
    let mut length = words.length(false);
    let mut aside: Vec<&str> = Vec::new();
    // `tid String Unique 30byte`
    let mut behind = words.clone();
    while length.is_none() && !entry.kind.is_empty() {
        let Some(word) = behind.next_if(|word| !vocabulary::is_presence(word)) else {
            break;
        };
        aside.push(word);
        length = behind.length(false);
    }
    match length.is_some() {
        true if !aside.is_empty() => words = behind,
        _ => aside.clear(),
    }
    entry.presence = words.next_if(vocabulary::is_presence).unwrap_or_default();
    // `tid String 필수 30byte`
    entry.length = length.or_else(|| words.length(false)).unwrap_or_default();
    entry.rest = format!("{} {}", aside.join(" "), words.rest())
        .trim()
        .to_owned();
    let typed = !entry.kind.is_empty() && !entry.presence.is_empty();
    (typed || !entry.length.is_empty()).then_some(entry)
}

/// `phone_number: 전화번호 (String, 필수)`: a type and a word for presence behind what a field is called.
pub(super) fn behind_words(text: &str) -> Option<Entry<'_>> {
    let text = text.strip_prefix("- ").unwrap_or(text);
    let (name, rest) = text.split_once(':')?;
    let (words, facts) = rest.strip_suffix(')')?.rsplit_once('(')?;
    let (kind, presence) = facts.split_once(',')?;
    let (name, kind, presence) = (name.trim(), kind.trim(), presence.trim());
    let fine = vocabulary::is_wire_name(name)
        && vocabulary::kind_word(kind).is_some()
        && vocabulary::is_presence(presence);
    fine.then(|| Entry {
        name,
        kind,
        presence,
        rest: words.trim().to_owned(),
        ..Entry::default()
    })
}

/// `bankCode - 은행코드 - String - 길이20 - 필수Y - 예) 001`: what dashes part, each in the words of its column.
fn between_dashes(text: &str) -> Option<Entry<'_>> {
    let mut parts = text.split(" - ").map(str::trim);
    let mut entry = Entry {
        name: parts.next().filter(|name| vocabulary::is_wire_name(name))?,
        ..Entry::default()
    };
    let mut words = Vec::new();
    let mut facts = 0;
    for part in parts {
        facts += 1;
        match fact(part) {
            Some((Role::Kind, value)) => entry.kind = value,
            Some((Role::Length, value)) => entry.length = value.to_owned(),
            Some((Role::Presence, value)) => entry.presence = value,
            _ => {
                facts -= 1;
                words.push(part);
            }
        }
    }
    entry.rest = words.join("\n");
    (facts >= FEWEST_FACTS).then_some(entry)
}

/// A type, or a fact behind the word for its column: `String`, `길이20`, `필수Y`. A value that is none of its column's
/// says nothing: `길이X`.
fn fact(part: &str) -> Option<(Role, &str)> {
    if vocabulary::is_kind(part) {
        return Some((Role::Kind, part));
    }
    let places = part.char_indices().skip(1).take(LONGEST_HEADING);
    let mut splits = places.map(|(place, _)| part.split_at(place));
    splits.find_map(|(heading, value)| {
        let known = vocabulary::columns(heading);
        let value = value.trim_start_matches([':', '=', ' ']);
        let holds = |role: Role| match role {
            Role::Kind => vocabulary::is_kind(value),
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

/// `samw_code string` and nothing else: no sentence is so short, where the name is none of its words.
fn typed_alone(text: &str) -> Option<Entry<'_>> {
    let mut words = Words::of(text);
    let name = words.next_if(vocabulary::is_wire_name)?;
    let kind = words.next_if(vocabulary::is_kind)?;
    let starts_small = name.starts_with(|c: char| c.is_ascii_lowercase());
    let is_name = name.contains('_') || (starts_small && name.contains(char::is_uppercase));
    let is_code = starts_small && CODE_KINDS.contains(&kind);
    (words.left.is_empty() && (is_name || is_code)).then(|| Entry {
        name,
        kind,
        ..Entry::default()
    })
}

/// A field as one of a list.
pub(super) fn in_list(text: &str) -> Option<Entry<'_>> {
    entry(text)
        .or_else(|| typed(text))
        .or_else(|| of_own_type(text))
}

/// `paymentAmount Amount`, `result Result REQUIRED`: a name with a type that it is called after.
fn of_own_type(text: &str) -> Option<Entry<'_>> {
    let mut words = Words::of(text);
    let name = words.next_if(vocabulary::is_wire_name)?;
    let kind = words.next_if(|word| {
        let is_type = word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.chars().all(|c| c.is_ascii_alphanumeric());
        is_type && name.to_lowercase().ends_with(&word.to_lowercase())
    })?;
    let presence = words.next_if(vocabulary::is_presence).unwrap_or_default();
    let starts_small = name.starts_with(|c: char| c.is_ascii_lowercase());
    (starts_small && words.left.is_empty()).then(|| Entry {
        name,
        kind,
        presence,
        ..Entry::default()
    })
}

/// `payMethod String …`: a name with a type, which is a field among others.
fn typed(text: &str) -> Option<Entry<'_>> {
    let mut words = Words::of(text);
    Some(Entry {
        name: words.next_if(vocabulary::is_wire_name)?,
        kind: words.next_if(vocabulary::is_kind)?,
        rest: words.rest(),
        ..Entry::default()
    })
}

/// The words of a line that are still to be read.
#[derive(Clone)]
pub(super) struct Words<'t> {
    left: Vec<&'t str>,
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut left: Vec<&str> = text.split_whitespace().collect();
        left.reverse();
        Self { left }
    }

    pub(super) fn next_if(&mut self, test: impl Fn(&str) -> bool) -> Option<&'t str> {
        let next = *self.left.last()?;
        test(next).then(|| self.left.pop()).flatten()
    }

    /// The number of a row before its name: `1 sellerKey`.
    pub(super) fn skip_number(&mut self) {
        let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
        if self.left.len() > 2 {
            self.next_if(is_number);
        }
    }

    /// A length: `40byte`, `40 byte`, and a number alone where a column says that it is one.
    pub(super) fn length(&mut self, has_column: bool) -> Option<String> {
        let word = *self.left.last()?;
        let is_mark = |word: &str| vocabulary::presence(word, Marks::default()).is_some();
        if has_column && vocabulary::is_unlimited(&vocabulary::fold(word)) && !is_mark(word) {
            return self.left.pop().map(str::to_owned);
        }
        let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        if unit.len() < word.len() && vocabulary::is_unit(unit) {
            return self.left.pop().map(str::to_owned);
        }
        let below = self.left.len().checked_sub(2);
        let unit = below.and_then(|at| self.left.get(at)).copied();
        match unit.filter(|unit| digits(word) && vocabulary::is_unit(unit)) {
            Some(unit) => {
                self.left.truncate(self.left.len().saturating_sub(2));
                Some(format!("{word} {unit}"))
            }
            None if has_column && digits(word) => self.left.pop().map(str::to_owned),
            None => None,
        }
    }

    /// The words before a length, which may be none of them.
    pub(super) fn before_length(&mut self) -> Option<String> {
        let mut label = Vec::new();
        while self.clone().length(true).is_none() {
            label.push(self.left.pop()?);
        }
        (!label.is_empty()).then(|| label.join(" "))
    }

    pub(super) fn rest(mut self) -> String {
        self.left.reverse();
        self.left.join(" ")
    }
}
