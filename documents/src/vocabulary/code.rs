//! What a text says of result codes: which field has one, what can be one, and whether it means success. The words
//! themselves are in `words`.

use super::search::{fold, is_among};
use super::words::*;
use crate::page::RoleWord;

/// Whether a text is written in capital letters, with digits and lines between them.
pub(crate) fn is_upper(text: &str) -> bool {
    let is_one = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    text.starts_with(|c: char| c.is_ascii_uppercase()) && text.chars().all(is_one)
}

/// Whether a label or a wire name is that of a result code.
pub(crate) fn is_result_code(text: &str) -> bool {
    let folded: String = fold(text).replace(['-', '.'], "");
    is_among(RESULT_CODES, &folded)
}

/// What a field is for, by its label or its name on the wire.
pub(crate) fn role(label: Option<&str>, wire: &str) -> Option<RoleWord> {
    // `결과코드 (0000: 성공)`, `결과코드. 0000 : 성공`
    let label = label.unwrap_or_default();
    let label = label.split(['(', '\n']).next().unwrap_or(label);
    let label = label.split(". ").next().unwrap_or(label);
    // `응답 코드입니다.`
    let label = label.trim_end_matches('.');
    let label = label.strip_suffix(POLITE).unwrap_or(label);
    // `결과코드 0000 : 성공`, where the line after a label was lost
    let first = label.split_whitespace().next().unwrap_or(label);
    let label = if label.contains([':', '=']) {
        first
    } else {
        label
    };
    if is_result_code(label) || is_result_code(wire) || fold(wire) == "code" {
        return Some(RoleWord::Code);
    }
    let message = |text: &str| is_among(RESULT_MESSAGES, &fold(text).replace(['-', '.'], ""));
    (message(label) || message(wire)).then_some(RoleWord::Message)
}

/// Whether a text is one word that a column of codes may list: `Success`, `0000`, and not `others`.
pub(crate) fn is_code_word(text: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let more = MORE.contains(&text.to_lowercase().as_str());
    !text.is_empty() && text.len() <= 40 && text.chars().all(inner) && !more
}

/// Whether a text can be a result code.
pub(crate) fn is_code(text: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let digit = |c: char| c.is_ascii_digit();
    !text.is_empty()
        && text.len() <= 40
        && text.chars().all(inner)
        && (text.contains(digit)
            || text.chars().all(|c| !c.is_ascii_lowercase())
            || text.contains('_'))
}

/// Whether a text is an HTTP status.
pub(crate) fn is_status(text: &str) -> bool {
    text.parse()
        .is_ok_and(|status: u16| (100..600).contains(&status))
        && text.len() == 3
}

/// A word without an ending that tells in which case it holds, where what is left is a code or a word for success.
pub(crate) fn without_case(word: &str) -> &str {
    let stems = CASE_ENDINGS.iter().filter_map(|end| word.strip_suffix(end));
    let mut stems = stems.filter(|stem| {
        let is_code = stem.is_ascii() && is_code(stem);
        is_code || means_success(stem) || FAILURES.contains(stem)
    });
    stems.next().unwrap_or(word)
}

/// Whether a word does nothing but tell a case.
pub(crate) fn is_case_word(word: &str) -> bool {
    is_among(CASE_WORDS, word)
}

/// Whether the words for a result code are those of success and of nothing else.
pub fn means_success(words: &str) -> bool {
    let kept = words.chars().filter(|c| c.is_alphanumeric());
    let folded: String = kept.flat_map(char::to_lowercase).collect();
    SUCCESS_ALONE.contains(&folded.as_str())
}
