//! The rules of single fields, held against their texts.

use kpg_codegen::model::{Charset, Placed, Vendor};

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
