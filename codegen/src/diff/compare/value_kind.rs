//! What a field holds, as changes show it.

use crate::diff::change::facts::{ValueKind, ValueRules};
use crate::model::{Enumeration, Field, Kind, Vendor};

/// A kind without the members that are compared one by one.
pub(super) fn value_kind<'m>(enumerations: &'m [Enumeration], kind: &'m Kind) -> ValueKind<'m> {
    match kind {
        Kind::Text => ValueKind::Text,
        Kind::Digits => ValueKind::Digits,
        Kind::Amount {
            digits,
            number,
            zero,
        } => ValueKind::Amount {
            digits: *digits,
            number: *number,
            zero: *zero,
        },
        Kind::Integer { min, max } => ValueKind::Integer {
            min: *min,
            max: *max,
        },
        Kind::Boolean => ValueKind::Boolean,
        Kind::Enumeration(id) => {
            let enumeration = enumerations.get(id.0);
            ValueKind::Enumeration(enumeration.map(|enumeration| &enumeration.name))
        }
        Kind::DateTime(format) => ValueKind::DateTime(format),
        Kind::Joined { separator } => ValueKind::Joined(*separator),
        Kind::EmvQr => ValueKind::EmvQr,
        Kind::Base64 => ValueKind::Base64,
        Kind::Values(inner) => ValueKind::Values(Box::new(value_kind(enumerations, inner))),
        Kind::Items(_) | Kind::List(_) => ValueKind::Objects,
        Kind::Object(_) => ValueKind::Object,
        Kind::ListOrObject(_) => ValueKind::ObjectsOrObject,
        Kind::JsonText(_) => ValueKind::JsonText,
    }
}

/// What a field holds and the rules that its spec states.
pub(super) fn value_rules<'m>(vendor: &'m Vendor, field: &'m Field) -> ValueRules<'m> {
    ValueRules {
        kind: value_kind(&vendor.enumerations, &field.kind),
        rules: field.stated.iter().collect(),
        enumerations: &vendor.enumerations,
    }
}
