//! Which headings and lines name a part of an operation, and nothing else. The words themselves are in `words`.

use super::code::is_status;
use super::search::{fold, is_among};
use super::way::{direction_word, is_exchange, only_way};
use super::words::{ITEM_MARKS, PARTS, SECTIONS};
use super::{is_presence, unnumbered, without_asides};

/// Whether a heading names a part of an operation only.
pub(crate) fn is_section(heading: &str) -> bool {
    let folded = fold(unnumbered(heading));
    // `응답 (성공)`
    let bare = without_asides(heading);
    if is_among(SECTIONS, &folded) || is_among(SECTIONS, &fold(&bare)) || is_exchange(heading) {
        return true;
    }
    let words = unnumbered(heading).split(|c: char| c.is_whitespace() || "/·&()[]-,".contains(c));
    let words = words.map(fold).filter(|word| !word.is_empty());
    // `Response 200`
    let mut words = words.filter(|word| !is_status(word)).peekable();
    words.peek().is_some() && words.all(|word| is_section_word(&word))
}

/// Whether a word is one of those of sections, or two of them written as one.
fn is_section_word(word: &str) -> bool {
    let mut splits = word.char_indices().skip(1);
    is_among(SECTIONS, word)
        || splits.any(|(place, _)| {
            let (first, second) = word.split_at(place);
            is_among(SECTIONS, first) && is_among(SECTIONS, second)
        })
}

/// Whether a line of text without marks is a heading of a part: short, of such words, and with a way in it.
pub(crate) fn is_section_line(line: &str) -> bool {
    let word =
        line.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '[' | '■' | '□' | '▶' | '●'));
    word && line.chars().count() <= 40
        && direction_word(line).is_some()
        && line.contains(char::is_whitespace)
        && is_section(line)
}

/// Whether a line in brackets names a part: `[Request body]`.
pub(crate) fn is_bracketed_part(line: &str) -> bool {
    let inner = line
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| !inner.contains(['[', ']']) && is_section(inner))
}

/// Whether a line of its own, or of a list, is a part of a message and nothing else: `- Request Body`, `응답 파라미터:`.
pub(crate) fn is_lone_part(line: &str) -> bool {
    let words = item(line).map_or(line, |(_, words)| words);
    let words = words.trim_end_matches([':', ' ']);
    let first = words.split_whitespace().next().unwrap_or_default();
    let begins = words.starts_with(char::is_alphabetic) && !is_presence(first);
    // `code - 응답 코드` names a field.
    let is_one = !words.contains(" - ") && !words.contains(':');
    begins
        && is_one
        && words.chars().count() <= 30
        && only_way(words).is_some()
        && is_section(words)
}

/// Whether a line that stands alone is the heading of a request or of an answer: one word.
pub(crate) fn is_part_line(line: &str) -> bool {
    is_among(PARTS, &fold(line))
}

/// An item of a list: its mark, `1` where it is a number, and what stands behind it.
pub(crate) fn item(line: &str) -> Option<(char, &str)> {
    let first = line.chars().next()?;
    if ITEM_MARKS.contains(&first) {
        let rest = line.get(first.len_utf8()..)?;
        return rest.starts_with(' ').then(|| (first, rest.trim_start()));
    }
    let (number, rest) = line.split_once(' ')?;
    let digits = number.trim_start_matches('(').trim_end_matches(['.', ')']);
    let is_number = digits.len() < number.len()
        && (1..=2).contains(&digits.len())
        && digits.chars().all(|c| c.is_ascii_digit());
    is_number.then(|| ('1', rest.trim_start()))
}
