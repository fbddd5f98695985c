//! How Korean sentences end, and what labels make of their ends. Like `words`, it may hold Korean texts.

use super::is_syllable;

/// How polite sentences end.
const SENTENCE_ENDS: [&str; 4] = ["니다", "세요", "시오", "시요"];

/// Whether a Korean text ends as a polite sentence does.
pub(crate) fn is_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    SENTENCE_ENDS.iter().any(|end| text.ends_with(end))
}

/// The word that ends a sentence as a label would have it: `않습니다` as `않음`, `아닙니다` as `아님`.
pub(crate) fn nominal(word: String) -> String {
    if let Some(stem) = word.strip_suffix("습니다") {
        return format!("{stem}음");
    }
    let Some((stem, last)) = word.strip_suffix("니다").and_then(split_last) else {
        return word;
    };
    // Syllables of Hangul stand in the order of their last consonants, of which ㅁ is the one before ㅂ.
    let position = u32::from(last).saturating_sub(FIRST_SYLLABLE);
    let ends_in_b = is_syllable(last) && position % LAST_CONSONANTS == B;
    match char::from_u32(u32::from(last).saturating_sub(1)) {
        Some(with_m) if ends_in_b => format!("{stem}{with_m}"),
        Some(_) | None => word,
    }
}

/// Where the syllables of Hangul begin in Unicode.
const FIRST_SYLLABLE: u32 = 0xac00;
/// How many last consonants a syllable of Hangul can have, none among them; and the position of ㅂ.
const LAST_CONSONANTS: u32 = 28;
const B: u32 = 17;

fn split_last(text: &str) -> Option<(&str, char)> {
    let last = text.chars().next_back()?;
    Some((text.strip_suffix(last)?, last))
}
