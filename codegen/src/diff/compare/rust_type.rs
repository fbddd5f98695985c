//! Which Rust type a value has, as far as two specs can differ in it. How types are written does not belong here.

use super::matching::Matched;
use crate::diff::change::facts::RustType;
use crate::model::{AnswerField, Kind, Part};

/// What a setter takes for a kind.
pub(super) fn setter_type(kind: &Kind) -> RustType {
    match kind {
        Kind::Amount { .. } | Kind::Integer { .. } => RustType::Number,
        Kind::Boolean => RustType::Flag,
        Kind::Enumeration(id) => RustType::Enumeration(*id),
        Kind::Joined { separator } => RustType::Joined(*separator),
        Kind::Base64 => RustType::Bytes,
        Kind::Values(inner) => RustType::Values(Box::new(setter_type(inner))),
        Kind::Items(_) | Kind::List(_) | Kind::ListOrObject(_) => RustType::Objects,
        Kind::Object(_) | Kind::JsonText(_) => RustType::Object,
        Kind::Text | Kind::Digits | Kind::DateTime(_) | Kind::EmvQr => RustType::Text,
    }
}

/// What the member of an answer is, without `Option`.
pub(super) fn member_type(field: &AnswerField) -> RustType {
    match &field.kind {
        Kind::Values(inner) => RustType::Values(Box::new(simple_member_type(inner, false))),
        kind => simple_member_type(kind, field.sensitive),
    }
}

fn simple_member_type(kind: &Kind, sensitive: bool) -> RustType {
    match kind {
        Kind::Text | Kind::Digits | Kind::DateTime(_) | Kind::EmvQr | Kind::Joined { .. }
            if sensitive =>
        {
            RustType::SensitiveText
        }
        Kind::DateTime(_) => RustType::Time,
        Kind::Joined { .. } => RustType::Text,
        Kind::Text
        | Kind::Digits
        | Kind::EmvQr
        | Kind::Amount { .. }
        | Kind::Integer { .. }
        | Kind::Boolean
        | Kind::Enumeration(_)
        | Kind::Base64
        | Kind::Values(_)
        | Kind::Items(_)
        | Kind::Object(_)
        | Kind::List(_)
        | Kind::ListOrObject(_)
        | Kind::JsonText(_) => setter_type(kind),
    }
}

/// Whether the member of an answer is an `Option`; a list that is not there has nothing in it.
pub(super) fn is_option(field: &AnswerField) -> bool {
    let is_list = matches!(
        field.kind,
        Kind::List(_) | Kind::ListOrObject(_) | Kind::Values(_)
    );
    field.part == Part::Optional && !is_list
}

/// Whether a type of the old spec is one of the new spec.
pub(super) fn is_same_type(old: &RustType, new: &RustType, enumerations: &Matched) -> bool {
    match (old, new) {
        (RustType::Enumeration(old), RustType::Enumeration(new)) => enumerations.are(old.0, new.0),
        (RustType::Values(old), RustType::Values(new)) => is_same_type(old, new, enumerations),
        (old, new) => old == new,
    }
}
