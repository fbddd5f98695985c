//! When two texts of people say the same. What they are about does not belong here.

use kpg_codegen::model::Label;

use crate::vocabulary::{is_korean, is_sentence, nominal};

/// Letters and digits only, in small letters: spacing, marks and brackets say nothing.
pub(super) fn folded(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// The first line and the first sentence of it.
pub(super) fn first(text: &str) -> &str {
    let line = text.split('\n').next().unwrap_or_default();
    line.split_once(". ").map_or(line, |(sentence, _)| sentence)
}

/// Without what stands in brackets.
fn bare(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' | '<' | '（' => depth += 1,
            ')' | ']' | '>' | '）' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Whether a page's words are a sentence about a thing, and no name of it.
pub(super) fn is_description(words: &str) -> bool {
    is_sentence(&bare(first(words)))
}

/// Whether a page's words are a label of the spec, so far as it can be said: English labels of specs are the
/// spec's own, so that only Korean ones can differ.
pub(super) fn same_label(words: &str, label: &Label) -> bool {
    judged(words, label, false)
}

/// The same, where the page has no column for labels, so that they stand in descriptions.
pub(super) fn describes(words: &str, label: &Label) -> bool {
    judged(words, label, true)
}

fn judged(words: &str, label: &Label, description: bool) -> bool {
    let Some(korean) = label.ko.as_deref() else {
        return true;
    };
    if !is_korean(words) || words.contains('\u{fffd}') {
        return true;
    }
    let (page, spec) = (folded(words), folded(korean));
    page == spec
        || folded(first(words)) == spec
        || folded(&bare(first(words))) == folded(&bare(korean))
        || abridges(korean, first(words))
        || (description && is_about(words, korean))
}

/// Whether a description has a label in it: all its words, each with or without an ending, or as a whole from the
/// beginning of a word on. A description has more words than what it describes.
fn is_about(description: &str, label: &str) -> bool {
    let described = words_of(description);
    let label_words = words_of(label);
    if described.len() <= label_words.len().max(1) {
        return false;
    }
    let whole: String = label_words.concat();
    let each = label_words
        .iter()
        .all(|word| described.iter().any(|one| one.starts_with(word.as_str())));
    let from = (0..described.len()).filter_map(|start| described.get(start..));
    each || from
        .map(<[String]>::concat)
        .any(|rest| rest.starts_with(&whole))
}

/// Whether a label is a sentence made short: its words begin words of the sentence, in their order.
fn abridges(label: &str, sentence: &str) -> bool {
    if !is_sentence(&bare(sentence)) {
        return false;
    }
    let mut said = words_of(sentence).into_iter().map(nominal);
    let label_words = words_of(label);
    let mut in_order = label_words
        .iter()
        .map(|word| said.any(|one| one.starts_with(word.as_str())));
    !label_words.is_empty() && in_order.all(|found| found)
}

fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.map(folded).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_may_make_a_sentence_short_and_says_nothing_else() {
        for (sentence, label, same) in [
            ("필드 길이가 초과되었습니다.", "필드 길이 초과", true),
            ("해당하는 카드거래가 없습니다", "카드거래 없음", true),
            (
                "상점 MID가 유효하지 않습니다",
                "상점 MID 유효하지 않음",
                true,
            ),
            ("키인 가맹점 아닙니다", "키인 가맹점 아님", true),
            ("빌키(BID) 생성에 실패하였습니다.", "빌키 생성 실패", true),
            ("허용되지 않은 IP 입니다.", "허용되지 않은 IP", true),
            ("사용할 수 없는 IP 입니다.", "허용되지 않은 IP", false),
            ("해당하는 카드거래가 있습니다", "카드거래 없음", false),
            ("생성에 빌키가 실패하였습니다.", "빌키 생성 실패", false),
            // What is no sentence is a label itself.
            ("취소 불가능 거래", "취소 거래", false),
            ("니다", "니다", true),
            ("거래 니다", "거래", true),
        ] {
            let korean = Label {
                ko: Some(label.to_owned()),
                en: None,
            };
            assert_eq!(same_label(sentence, &korean), same, "{sentence} | {label}");
        }
    }
}
