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
