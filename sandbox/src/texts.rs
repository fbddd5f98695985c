//! The rules of single fields, held against their texts.

use kpg_codegen::model::{Charset, Field, Place, Vendor};

/// The rule of a field that a text breaks.
pub(crate) fn broken_text(
    vendor: &Vendor,
    charset: Charset,
    (place, field): (Place, &Field),
    text: &str,
) -> Option<String> {
    let rules = field.rules(place, charset, &vendor.enumerations);
    let mut rules = rules.iter();
    rules.find_map(|rule| rule.broken_by(&vendor.enumerations, text))
}
