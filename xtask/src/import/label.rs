//! Labels and titles of a draft, each with the language that it is in.

use crate::yaml;

/// Which language a label is in, and the label as YAML. Only its first sentence is a label.
pub(super) fn label(text: &str) -> (&'static str, String) {
    let text = text.replace('\n', " ");
    let (first, _) = sentences(&text);
    (language(first), yaml::scalar(first))
}

/// The first sentence of a text, and the others.
pub(super) fn sentences(text: &str) -> (&str, &str) {
    text.split_once(". ").unwrap_or((text, ""))
}

/// The title of a page or an operation, without its number: all of it is a label.
pub(super) fn title(text: &str) -> (&'static str, String) {
    let text = match text.split_once(' ') {
        Some((number, rest))
            if number
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ')')) =>
        {
            rest.trim()
        }
        _ => text,
    };
    (language(text), yaml::scalar(text))
}

/// The key for the language that a text is in.
fn language(text: &str) -> &'static str {
    match kpg_documents::is_korean(text) {
        true => "ko",
        false => "en",
    }
}
