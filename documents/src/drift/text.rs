//! When two texts of people say the same. What they are about does not belong here.

use kpg_codegen::model::Label;

use crate::vocabulary::is_korean;

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

fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.map(folded).filter(|word| !word.is_empty()).collect()
}
