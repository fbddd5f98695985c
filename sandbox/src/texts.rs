//! Single texts: the rules of their fields, and parts of them.

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

/// Whether a text that the caller gave says as little as none: it is empty, and the length does not allow that.
pub(crate) fn says_nothing(field: &Field, text: &str) -> bool {
    text.is_empty() && field.source == Source::Caller && !field.allows_empty_text()
}

/// So many characters of a text, from its start or its end; all of it when it has no more.
pub(crate) fn cut(cut: Cut, count: usize, text: &str) -> String {
    let before = match cut {
        Cut::First => 0,
        Cut::Last => text.chars().count().saturating_sub(count),
    };
    text.chars().skip(before).take(count).collect()
}
