//! One line that gives a field: its name, its type and what else is short. Which lines are a list is decided elsewhere.

use super::facts::{Entry, behind_heading, bracketed, without_brackets};
use super::words::Words;
use crate::vocabulary;

/// So many facts between dashes are no sentence.
const FEWEST_FACTS: usize = 2;
/// Types that are no words of a sentence.
const CODE_KINDS: [&str; 9] = [
    "string", "integer", "int", "boolean", "object", "array", "number", "long", "list",
];
/// Words of sentences that look like names before a type: `a string`, `the object`.
const ARTICLES: [&str; 6] = ["a", "an", "the", "this", "each", "one"];

/// What of a line shows that it gives a field.
#[derive(Debug, Default)]
struct Evidence {
    /// Brackets behind the name hold facts.
    brackets: bool,
    /// A type stands behind a colon.
    colon: bool,
    /// A colon or a dash stands behind the name.
    parted: bool,
}

/// A field that a line begins: `amount(number) : 결제 금액`, `currency?: string`, `tid String 30byte`,
/// `GoodsName 40 byte 필수 상품명`, `mid [필수] 가맹점`, `mid* : 가맹점`.
pub(super) fn entry(text: &str) -> Option<Entry<'_>> {
    let text = without_mark(text);
    documented(text)
        .or_else(|| behind_a_value(text))
        .or_else(|| behind_words(text))
        .or_else(|| behind_a_length(text))
        .or_else(|| between_dashes(text))
        .or_else(|| proven(text))
        .or_else(|| of_own_type(text).filter(|entry| !entry.presence.is_empty()))
}

/// A field as one of a list.
pub(super) fn in_list(text: &str) -> Option<Entry<'_>> {
    let text = without_mark(text);
    let typed = || facts(text).filter(|(entry, _)| !entry.kind.is_empty());
    entry(text)
        .or_else(|| typed().map(|(entry, _)| entry))
        .or_else(|| of_own_type(text))
}

/// A field of which an item of a list says no more than words, beside items that are fields: `memo: 메모`, `memo - 메모`.
pub(super) fn sibling(text: &str) -> Option<Entry<'_>> {
    let (entry, evidence) = facts(without_mark(text))?;
    let is_code = !entry.name.contains(|c: char| c.is_ascii_lowercase());
    let is_one = entry.has_facts() || evidence.parted || begins_korean(&entry.rest);
    (is_one && !is_code && !vocabulary::is_call_fact(entry.name)).then_some(entry)
}

/// A line without the mark of an item.
pub(super) fn without_mark(text: &str) -> &str {
    vocabulary::item(text).map_or(text, |(_, rest)| rest)
}

/// `:param str mid: 상점 아이디`, `@param {string} [memo] 메모`, `@param mid 상점 아이디`, as comments of source code have it.
pub(super) fn documented(text: &str) -> Option<Entry<'_>> {
    if let Some(text) = text.strip_prefix(":param ") {
        let (facts, words) = text.split_once(':')?;
        let (kind, name) = facts.trim().rsplit_once(' ').unwrap_or(("", facts.trim()));
        return vocabulary::is_wire_name(name).then(|| Entry {
            name,
            kind: if vocabulary::is_kind(kind) { kind } else { "" },
            rest: words.trim().to_owned(),
            ..Entry::default()
        });
    }
    let tags = [
        "@param ",
        "@property ",
        "@apiParam ",
        "@apiSuccess ",
        "@prop ",
    ];
    let rest = tags.iter().find_map(|tag| text.strip_prefix(tag))?;
    let (kind, rest) = match bracketed(rest.trim_start()) {
        Some((kind, rest)) => (kind, rest.trim_start()),
        None => ("", rest.trim_start()),
    };
    // `[memo=기본값]` is one that need not be there.
    let (name, words, presence) = match rest.strip_prefix('[') {
        Some(rest) => {
            let (name, words) = rest.split_once(']')?;
            (name.split('=').next()?.trim(), words, "optional")
        }
        None => {
            let (name, words) = rest.split_once(' ').unwrap_or((rest, ""));
            (name, words, "")
        }
    };
    let name = name.trim_start_matches('$');
    let words = words.trim_start_matches([' ', '-', ':', '–']).trim();
    vocabulary::is_wire_name(name).then(|| Entry {
        name,
        kind: if vocabulary::is_kind(kind) { kind } else { "" },
        presence,
        rest: words.to_owned(),
        ..Entry::default()
    })
}

/// A value that stands before the facts: `amount: 1000 (number, required) - 결제 금액`.
fn behind_a_value(text: &str) -> Option<Entry<'_>> {
    let (name, rest) = text.split_once(": ")?;
    let (_, rest) = rest.split_once('(')?;
    let (facts, rest) = rest.split_once(')')?;
    let words = rest.trim_start().strip_prefix([':', '-', '–'])?;
    let mut entry = Entry {
        name: name.trim_end(),
        ..Entry::default()
    };
    let is_one = vocabulary::is_wire_name(entry.name) && entry.takes(facts);
    // A word in parentheses behind a label is not the name of a type.
    let is_sure = !(entry.kind.is_empty() || entry.presence.is_empty());
    entry.rest = words.trim().to_owned();
    (is_one && is_sure).then_some(entry)
}

/// `phone_number: 전화번호 (String, 필수)`: a type and a word for presence behind what a field is called.
pub(super) fn behind_words(text: &str) -> Option<Entry<'_>> {
    let text = without_mark(text);
    let (name, rest) = text.split_once(':')?;
    let (words, facts) = rest.strip_suffix(')')?.rsplit_once('(')?;
    let mut entry = Entry {
        name: name.trim(),
        ..Entry::default()
    };
    let is_one = vocabulary::is_wire_name(entry.name) && entry.takes(facts);
    let is_sure = !(entry.kind.is_empty() || entry.presence.is_empty());
    entry.rest = words.trim().to_owned() + &std::mem::take(&mut entry.rest);
    (is_one && is_sure).then_some(entry)
}

/// `tid String Unique 30byte`: a length behind a type and a word that is no fact.
fn behind_a_length(text: &str) -> Option<Entry<'_>> {
    let mut words = Words::of(text);
    let mut entry = Entry {
        name: words.next_if(vocabulary::is_wire_name)?,
        kind: words.next_if(vocabulary::is_kind)?,
        ..Entry::default()
    };
    let mut aside: Vec<&str> = Vec::new();
    while let Some(word) = words.next_if(|word| !vocabulary::is_presence(word)) {
        aside.push(word);
        if let Some(length) = words.length(false) {
            entry.length = length;
            entry.presence = words.next_if(vocabulary::is_presence).unwrap_or_default();
            entry.rest = format!("{} {}", aside.join(" "), words.rest());
            entry.rest = entry.rest.trim().to_owned();
            return Some(entry);
        }
    }
    None
}

/// A name, facts in any of the ways in which lines give them, and words.
fn facts(text: &str) -> Option<(Entry<'_>, Evidence)> {
    let (mut entry, rest) = named(text)?;
    let evidence = behind_name(&mut entry, rest);
    Some((entry, evidence))
}

/// Takes the facts behind a name, and the words behind these.
fn behind_name<'t>(entry: &mut Entry<'t>, rest: &'t str) -> Evidence {
    let mut evidence = Evidence::default();
    let mut aside = "";
    let mut rest = rest.trim_start();
    loop {
        if let Some((inner, behind)) = bracketed(rest) {
            let behind = behind.trim_start();
            if entry.takes(inner) {
                evidence.brackets = true;
                rest = behind;
                continue;
            }
            // `pg(deprecated)?: string`
            let is_aside = !entry.has_facts() && behind.starts_with(['?', ':']);
            if !is_aside {
                break;
            }
            (aside, rest) = (inner, behind);
        } else if let Some(behind) = rest.strip_prefix('?') {
            entry.presence = "optional";
            rest = behind.trim_start();
        } else if let Some(behind) = rest.strip_prefix([':', '-', '–', '—', '|', ',', '/']) {
            // A path is no word behind a slash.
            let is_apart = rest.starts_with(':') || behind.is_empty() || behind.starts_with(' ');
            if !is_apart {
                break;
            }
            evidence.parted = true;
            rest = behind.trim_start();
        } else {
            let had_kind = !entry.kind.is_empty();
            let Some(taken) = next_fact(entry, rest) else {
                break;
            };
            evidence.colon |= evidence.parted && !had_kind && !entry.kind.is_empty();
            rest = taken.trim_start();
        }
    }
    let in_brackets = std::mem::take(&mut entry.rest);
    let words = [aside, in_brackets.as_str(), rest]
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect::<Vec<&str>>();
    entry.rest = words.join(" ");
    evidence
}

/// Takes the fact that a text begins with, and gives what follows it: `String(20) …`, `Object(선택)`, `20 byte …`.
fn next_fact<'t>(entry: &mut Entry<'t>, text: &'t str) -> Option<&'t str> {
    let ends: [&[char]; 2] = [&[' ', ',', ':'], &['(', '[', ' ']];
    for ends in ends {
        let end = text.find(ends).unwrap_or(text.len());
        let (word, behind) = text.split_at(end);
        if entry.takes_word(word, behind) {
            return Some(behind);
        }
    }
    entry.takes_length(text)
}

/// Takes a line below the name of a field that is facts, or begins with them: `String, 필수, 가맹점 ID`, `- Type: String`,
/// `Object(선택)`.
pub(super) fn takes_line<'t>(entry: &mut Entry<'t>, text: &'t str) -> bool {
    let text = without_mark(text);
    // What follows words is words.
    if !entry.rest.is_empty() {
        return false;
    }
    if entry.takes(text) {
        return true;
    }
    let before = entry.clone();
    behind_name(entry, text);
    let is_new = |fact: fn(&Entry<'t>) -> bool| fact(entry) && !fact(&before);
    let is_one =
        is_new(|entry| !entry.kind.is_empty()) || is_new(|entry| !entry.presence.is_empty());
    if !is_one {
        *entry = before;
    }
    is_one
}

/// The name that a line begins with, its star, and what follows it.
fn named(text: &str) -> Option<(Entry<'_>, &str)> {
    let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '@');
    let mut end = text.find(|c| !inner(c)).unwrap_or(text.len());
    // `items[]`, `items[0].sku`, and not `mid[필수]`
    while let Some((index, behind)) = text.get(end..).and_then(|rest| {
        let rest = rest.strip_prefix('[')?;
        rest.split_once(']')
    }) {
        let is_index = index
            .chars()
            .all(|c| c.is_ascii_digit() || c == 'n' || c == 'i');
        if !is_index {
            break;
        }
        let more = behind.find(|c| !inner(c)).unwrap_or(behind.len());
        end = text.len() - behind.len() + more;
    }
    let (name, rest) = text.split_at_checked(end)?;
    let bare = name.trim_end_matches(['-', '.']);
    let rest = text.get(bare.len()..).unwrap_or(rest);
    let starred = rest.strip_prefix('*').or_else(|| rest.strip_prefix("(*)"));
    let entry = Entry {
        name: bare,
        has_star: starred.is_some(),
        ..Entry::default()
    };
    vocabulary::is_wire_name(bare).then(|| (entry, starred.unwrap_or(rest)))
}

/// A field whose facts can be no words of a sentence.
fn proven(text: &str) -> Option<Entry<'_>> {
    let (entry, evidence) = facts(text)?;
    let has_kind = !entry.kind.is_empty();
    let is_starred = entry.has_star && (evidence.parted || begins_korean(&entry.rest));
    // `Simple: string based API`
    let is_sentence = entry.rest.starts_with(|c: char| c.is_ascii_lowercase());
    let is_proven = (evidence.brackets && (has_kind || !entry.presence.is_empty()))
        || (evidence.colon && !is_sentence)
        || entry.has_both()
        || !entry.length.is_empty()
        || is_starred
        || is_typed_alone(&entry);
    is_proven.then_some(entry)
}

/// `samw_code string` and nothing else, or `samw_code string 코드`: no sentence is so, where the name is none of its words.
fn is_typed_alone(entry: &Entry<'_>) -> bool {
    let name = entry.name;
    let starts_small = name.starts_with(|c: char| c.is_ascii_lowercase());
    let is_name = name.contains('_') || (starts_small && name.contains(char::is_uppercase));
    let is_code = starts_small
        && CODE_KINDS.contains(&entry.kind.to_lowercase().as_str())
        && !ARTICLES.contains(&name);
    let is_short = entry.rest.is_empty() || begins_korean(&entry.rest);
    !entry.kind.is_empty() && is_short && (is_name || is_code)
}

/// Whether the first word of a text is a Korean one.
fn begins_korean(text: &str) -> bool {
    let first = text.split_whitespace().next();
    first.is_some_and(vocabulary::is_korean)
}

/// `bankCode - 은행코드 - String - 길이20 - 필수Y - 예) 001`: what dashes, slashes or commas part, each in the words of its
/// column.
fn between_dashes(text: &str) -> Option<Entry<'_>> {
    let marks = [" - ", " – ", " — ", " / ", " | ", ", "];
    marks.iter().find_map(|mark| {
        let mut parts = text.split(mark).map(str::trim);
        let mut entry = Entry {
            name: parts.next().filter(|name| vocabulary::is_wire_name(name))?,
            ..Entry::default()
        };
        let mut words = Vec::new();
        let mut facts = 0;
        for part in parts {
            match entry.takes_fact(part) || behind_heading(part).is_some() {
                true => facts += 1,
                false => words.push(part),
            }
        }
        entry.rest = words.join("\n");
        (facts >= FEWEST_FACTS).then_some(entry)
    })
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
    (starts_small && words.is_empty()).then(|| Entry {
        name,
        kind,
        presence,
        ..Entry::default()
    })
}

/// A field as the heading of its own gives it: `#### merchantId (String)`; nothing but facts stands behind the name.
pub(super) fn heading(text: &str) -> Option<Entry<'_>> {
    let (entry, _) = facts(without_brackets(text))?;
    entry.rest.is_empty().then_some(entry)
}
