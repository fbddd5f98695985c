//! How texts are looked up among words. The words themselves are in `words`.

/// Without blanks and marks that decorate, in small letters.
pub(crate) fn fold(text: &str) -> String {
    let kept = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | ':' | '_' | '`' | '\u{fffd}'));
    kept.flat_map(char::to_lowercase).collect()
}

/// Whether a word is one of those that a text of words parts by blanks.
pub(super) fn is_among(words: &str, word: &str) -> bool {
    words.split(' ').any(|known| known == word)
}

pub(super) fn lookup<T: Copy>(table: &[(T, &str)], word: &str) -> Vec<T> {
    let hits = table.iter().filter(|(_, words)| is_among(words, word));
    hits.map(|(meaning, _)| *meaning).collect()
}

/// What a long word means that is one of a table with one letter wrong, or with two in the wrong order: `Requried`.
pub(super) fn misspelt<T: Copy>(table: &[(T, &str)], word: &str) -> Vec<T> {
    let close = |known: &str| {
        known.is_ascii()
            && known.len() > 5
            && may_be_one_letter_away(known, word)
            && strsim::damerau_levenshtein(known, word) == 1
    };
    let found = table
        .iter()
        .filter(|(_, words)| words.split(' ').any(close));
    found.map(|(meaning, _)| *meaning).collect()
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
