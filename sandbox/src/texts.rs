//! Single texts: the rules of their fields, and parts of them.

use crate::json_body;
use kpg_codegen::model::{Charset, Cut, Field, Placed, Source, Vendor};

/// The rule of a field that a text breaks.
pub(crate) fn broken_text(
    vendor: &Vendor,
    charset: Charset,
    placed: Placed<'_>,
    text: &str,
) -> Option<String> {
    let rules = placed.rules(charset, &vendor.enumerations);
    let mut rules = rules.iter();
    rules.find_map(|rule| rule.broken_by(&vendor.enumerations, text))
}

/// Whether a text or list that the caller gave says as little as none: it is empty, and the field does not allow that.
pub(crate) fn says_nothing(field: &Field, text: &str) -> bool {
    let is_empty = match field.facts.content.is_list() {
        // What is no list is told by itself.
        true => text.trim_start().starts_with('[') && json_body::items(text).is_empty(),
        false => text.is_empty(),
    };
    is_empty && field.source == Source::Caller && !field.allows_nothing()
}

/// So many characters of a text, from its start or its end; all of it when it has no more.
pub(crate) fn cut(cut: Cut, count: usize, text: &str) -> String {
    let before = match cut {
        Cut::First => 0,
        Cut::Last => text.chars().count().saturating_sub(count),
    };
    text.chars().skip(before).take(count).collect()
}
