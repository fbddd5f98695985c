//! Which Rust type a value has, as far as two specs can differ in it. How types are written does not belong here.

use super::matching::Matched;
use crate::diff::change::facts::RustType;
use crate::model::{AnswerField, Basis, Content, Enumeration, Field, Kind, Layout, Nested, Part};

/// What a setter takes.
pub(super) fn setter_type(field: &Field) -> RustType {
    content_type(&field.facts.content, setter_value_type)
}

/// What the member of an answer is, without `Option`.
pub(super) fn member_type(field: &AnswerField, enumerations: &[Enumeration]) -> RustType {
    let content = &field.facts.content;
    let sensitive = field.facts.sensitive;
    content_type(content, |kind| {
        let shown = member_value_type(kind, sensitive, enumerations);
        match (sensitive, kind.basis()) {
            // A hidden text has a type of its own.
            (false, _) | (true, Basis::Text | Basis::Parts(_)) => shown,
            (true, _) => RustType::Hidden(Box::new(shown)),
        }
    })
}

fn content_type<N: Nested>(content: &Content<N>, value: impl Fn(&Kind) -> RustType) -> RustType {
    match content {
        Content::One(kind) => value(kind),
        Content::Values(kind) => RustType::Values(Box::new(value(kind))),
        Content::Nested(nested) => match nested.layout() {
            Layout::List | Layout::ListOrObject => RustType::Objects,
            Layout::Object | Layout::JsonText => RustType::Object,
        },
    }
}

fn setter_value_type(kind: &Kind) -> RustType {
    match kind {
        Kind::Enumeration { id, .. } => return RustType::Enumeration(*id),
        Kind::TimeOr(_, id) => return RustType::TimeOr(*id),
        _ => {}
    }
    match kind.basis() {
        Basis::Number => RustType::Number,
        Basis::Signed => RustType::Signed,
        Basis::Decimal => RustType::Decimal,
        Basis::Flag => RustType::Flag,
        Basis::Parts(separator) => RustType::Joined(separator),
        Basis::Bytes => RustType::Bytes,
        Basis::Text | Basis::Choice | Basis::TimeOrChoice => RustType::Text,
    }
}

fn member_value_type(kind: &Kind, sensitive: bool, enumerations: &[Enumeration]) -> RustType {
    if let (Kind::DateTime(_), false) = (kind, sensitive) {
        return RustType::Time;
    }
    if let Kind::Enumeration { id, .. } = kind
        && enumerations
            .get(id.0)
            .is_some_and(|declared| !declared.open)
    {
        return RustType::AnsweredChoice(*id);
    }
    match kind.basis() {
        Basis::Text | Basis::Parts(_) if sensitive => RustType::SensitiveText,
        Basis::Text | Basis::Parts(_) => RustType::Text,
        Basis::Number
        | Basis::Signed
        | Basis::Decimal
        | Basis::Flag
        | Basis::Choice
        | Basis::TimeOrChoice
        | Basis::Bytes => setter_value_type(kind),
    }
}

/// Whether the member of an answer is an `Option`; a list that is not there has nothing in it.
pub(super) fn is_option(field: &AnswerField) -> bool {
    field.part == Part::Optional && !field.facts.content.is_list()
}

/// Whether a type of the old spec is one of the new spec.
pub(super) fn is_same_type(old: &RustType, new: &RustType, enumerations: &Matched) -> bool {
    match (old, new) {
        (RustType::Enumeration(old), RustType::Enumeration(new))
        | (RustType::AnsweredChoice(old), RustType::AnsweredChoice(new))
        | (RustType::TimeOr(old), RustType::TimeOr(new)) => enumerations.are(old.0, new.0),
        (RustType::Values(old), RustType::Values(new))
        | (RustType::Hidden(old), RustType::Hidden(new)) => is_same_type(old, new, enumerations),
        (old, new) => old == new,
    }
}
