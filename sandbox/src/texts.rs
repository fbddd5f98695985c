//! The rules of single fields, held against their texts.

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

/// Whether a text that the caller gave says as little as none: it is empty, and the length does not allow that.
pub(crate) fn says_nothing(field: &Field, text: &str) -> bool {
    text.is_empty() && field.source == Source::Caller && !field.allows_empty_text()
}
