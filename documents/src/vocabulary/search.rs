//! How texts are looked up among words. The words themselves are in `words`.

use std::collections::HashMap;

/// Without blanks and marks that decorate, in small letters.
pub(crate) fn fold(text: &str) -> String {
    let kept = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | ':' | '_' | '`' | '\u{fffd}'));
    kept.flat_map(char::to_lowercase).collect()
}

/// Whether a word is one of those that a text of words parts by blanks.
pub(super) fn is_among(words: &str, word: &str) -> bool {
    // Every line of a page is asked, and most of them are in no text of words.
    words.contains(word) && words.split(' ').any(|known| known == word)
}

pub(super) fn lookup<T: Copy>(table: &[(T, &str)], word: &str) -> Vec<T> {
    let hits = table.iter().filter(|(_, words)| is_among(words, word));
    hits.map(|(meaning, _)| *meaning).collect()
}

/// A word with fewer letters is not looked for where one of them is wrong.
const SHORTEST_MISSPELT: usize = 6;

/// The words of a table, taken apart once: every line of a page is looked up in it several times.
pub(super) struct Index<T: 'static> {
    exact: HashMap<&'static str, Vec<T>>,
    /// The long words of each row, which may be misspelt.
    long: Vec<(T, Vec<&'static str>)>,
}

impl<T: Copy + PartialEq> Index<T> {
    pub(super) fn of(table: &'static [(T, &'static str)]) -> Self {
        let mut exact: HashMap<&'static str, Vec<T>> = HashMap::new();
        for (meaning, words) in table {
            for word in words.split(' ') {
                let meanings = exact.entry(word).or_default();
                if meanings.last() != Some(meaning) {
                    meanings.push(*meaning);
                }
            }
        }
        let is_long = |word: &&str| word.is_ascii() && word.len() >= SHORTEST_MISSPELT;
        let long = table.iter();
        let long = long.map(|(meaning, words)| (*meaning, words.split(' ').filter(is_long)));
        let long = long.map(|(meaning, words)| (meaning, words.collect()));
        Self {
            exact,
            long: long.collect(),
        }
    }

    /// What a word means, in the order of the table.
    pub(super) fn lookup(&self, word: &str) -> Vec<T> {
        self.exact.get(word).cloned().unwrap_or_default()
    }

    /// What a long word means that is one of the table with one letter wrong, or with two in the wrong order:
    /// `Requried`.
    pub(super) fn misspelt(&self, word: &str) -> Vec<T> {
        if !word.is_ascii() || word.len() < SHORTEST_MISSPELT - 1 {
            return Vec::new();
        }
        let close = |known: &&str| {
            may_be_one_letter_away(known, word) && strsim::damerau_levenshtein(known, word) == 1
        };
        let rows = self.long.iter();
        let found = rows.filter(|(_, words)| words.iter().any(close));
        found.map(|(meaning, _)| *meaning).collect()
    }
}

/// Whether what two words begin and end with alike leaves out two letters at most: told before their distance is computed,
/// since every line of a page is asked.
fn may_be_one_letter_away(known: &str, word: &str) -> bool {
    let alike = |(a, b): &(u8, u8)| a == b;
    let longest = known.len().max(word.len());
    let same_length = known.len().abs_diff(word.len()) <= 1 && word.is_ascii();
    let begin = || known.bytes().zip(word.bytes()).take_while(alike).count();
    let end = || {
        let backwards = known.bytes().rev().zip(word.bytes().rev());
        backwards.take_while(alike).count()
    };
    same_length && begin() + end() + 2 >= longest
}

/// A heading without its number: `2.1 전체 취소` and `1) 요청` begin after it.
pub(crate) fn unnumbered(heading: &str) -> &str {
    let numbers = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '.' | ')' | '(' | '-' | ' ' | '[' | ']' | '■' | '□' | '▶' | '●' | '※' | '#'
            )
    };
    let symbol = |c: char| numbers(c) || !(c.is_alphanumeric() || c.is_ascii());
    let rest = heading.trim_start_matches(symbol).trim_start();
    match rest.is_empty() {
        true => heading,
        false => rest,
    }
}

/// A heading without its number and without what stands in parentheses: `준비(ready) 요청 파라미터`.
pub(crate) fn without_asides(heading: &str) -> String {
    let mut depth = 0_u32;
    let kept = unnumbered(heading).chars().filter(|c| {
        let inside = depth > 0;
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        !inside && depth == 0
    });
    let kept: String = kept.collect();
    match kept.trim().is_empty() {
        true => heading.to_owned(),
        false => kept,
    }
}
