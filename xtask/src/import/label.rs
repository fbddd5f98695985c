//! Labels and titles of a draft, each with the language that it is in.

use super::yaml;

/// Which language a label is in, and the label as YAML. Only its first sentence is a label.
pub(super) fn label(text: &str) -> (&'static str, String) {
    let text = text.replace('\n', " ");
    let first = text
        .split_once(". ")
        .map_or(text.as_str(), |(sentence, _)| sentence);
    let korean = first.chars().any(|c| matches!(c, '\u{ac00}'..='\u{d7a3}'));
    (if korean { "ko" } else { "en" }, yaml::scalar(first))
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
    let korean = text.chars().any(|c| matches!(c, '\u{ac00}'..='\u{d7a3}'));
    (if korean { "ko" } else { "en" }, yaml::scalar(text))
}
