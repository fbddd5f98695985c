//! What a field holds, as changes show it.

use crate::diff::change::facts::{ValueKind, ValueRules};
use crate::model::{Content, Enumeration, Field, Kind, Nested, Vendor};

/// What a field holds, without the members that are compared one by one.
pub(super) fn value_kind<'m, N: Nested>(
    enumerations: &'m [Enumeration],
    content: &'m Content<N>,
) -> ValueKind<'m> {
    match content {
        Content::One(kind) => one_value(enumerations, kind),
        Content::Values(kind) => ValueKind::Values(Box::new(one_value(enumerations, kind))),
        Content::Nested(nested) => ValueKind::Nested(nested.layout()),
    }
}

fn one_value<'m>(enumerations: &'m [Enumeration], kind: &'m Kind) -> ValueKind<'m> {
    match kind {
        Kind::Text => ValueKind::Text,
        Kind::Digits => ValueKind::Digits,
        Kind::Amount {
            digits,
            number,
            zero,
            negative,
        } => ValueKind::Amount {
            digits: *digits,
            number: *number,
            zero: *zero,
            negative: *negative,
        },
        Kind::Decimal { limits, number } => ValueKind::Decimal {
            limits: *limits,
            number: *number,
        },
        Kind::Integer { min, max } => ValueKind::Integer {
            min: *min,
            max: *max,
        },
        Kind::Boolean => ValueKind::Boolean,
        Kind::Enumeration { id, number } => {
            let enumeration = enumerations.get(id.0);
            ValueKind::Enumeration {
                name: enumeration.map(|enumeration| &enumeration.name),
                number: *number,
            }
        }
        Kind::DateTime(format) => ValueKind::DateTime(format),
        Kind::TimeOr(format, id) => {
            let enumeration = enumerations.get(id.0);
            ValueKind::TimeOr(format, enumeration.map(|enumeration| &enumeration.name))
        }
        Kind::Joined { separator } => ValueKind::Joined(*separator),
        Kind::EmvQr => ValueKind::EmvQr,
        Kind::Base64 => ValueKind::Base64,
    }
}

/// What a field holds and the rules that its spec states.
pub(super) fn value_rules<'m>(vendor: &'m Vendor, field: &'m Field) -> ValueRules<'m> {
    ValueRules {
        kind: value_kind(&vendor.enumerations, &field.facts.content),
        rules: field.stated.iter().collect(),
        enumerations: &vendor.enumerations,
    }
}
