//! Single texts and the rules of their fields.

use crate::json_body;
use kpg_codegen::model::{Charset, Field, Placed, Source, Vendor};

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
