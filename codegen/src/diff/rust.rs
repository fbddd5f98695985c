//! Which Rust type a value has, as far as two specs can differ in it. How types are written does not belong here.

use super::matching::Matched;
use crate::model::{AnswerField, Enumeration, Kind, Part};

/// A Rust type of the generated API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RustType {
    /// `String`; a setter takes `impl Into<String>`.
    Text,
    /// `Sensitive<String>`, in answers.
    SensitiveText,
    /// `TimeText`, in answers.
    Time,
    /// `u64`
    Number,
    /// `bool`
    Flag,
    /// `Binary`
    Bytes,
    /// `Joined<SEPARATOR>`, in requests.
    Joined(char),
    /// The position of an enumeration.
    Enumeration(usize),
    /// A list of values.
    Values(Box<RustType>),
    /// A list of objects.
    Objects,
    /// An object.
    Object,
}

/// What a setter takes for a kind.
pub(super) fn given(kind: &Kind) -> RustType {
    match kind {
        Kind::Amount { .. } | Kind::Integer { .. } => RustType::Number,
        Kind::Boolean => RustType::Flag,
        Kind::Enumeration(id) => RustType::Enumeration(id.0),
        Kind::Joined { separator } => RustType::Joined(*separator),
        Kind::Base64 => RustType::Bytes,
        Kind::Values(inner) => RustType::Values(Box::new(given(inner))),
        Kind::Items(_) | Kind::List(_) | Kind::ListOrObject(_) => RustType::Objects,
        Kind::Object(_) | Kind::JsonText(_) => RustType::Object,
        Kind::Text | Kind::Digits | Kind::DateTime(_) | Kind::EmvQr => RustType::Text,
    }
}

/// What the member of an answer is, without `Option`.
pub(super) fn read(field: &AnswerField) -> RustType {
    match &field.kind {
        Kind::Values(inner) => RustType::Values(Box::new(simple(inner, false))),
        kind => simple(kind, field.sensitive),
    }
}

fn simple(kind: &Kind, sensitive: bool) -> RustType {
    match kind {
        Kind::DateTime(_) if !sensitive => RustType::Time,
        Kind::Text | Kind::Digits | Kind::DateTime(_) | Kind::EmvQr | Kind::Joined { .. }
            if sensitive =>
        {
            RustType::SensitiveText
        }
        Kind::Joined { .. } => RustType::Text,
        kind => given(kind),
    }
}

/// Whether the member of an answer is an `Option`; a list that is not there has nothing in it.
pub(super) fn is_option(field: &AnswerField) -> bool {
    let list = matches!(
        field.kind,
        Kind::List(_) | Kind::ListOrObject(_) | Kind::Values(_)
    );
    field.part == Part::Optional && !list
}

impl RustType {
    /// Whether an old type is a new one.
    pub fn is(&self, new: &Self, enumerations: &Matched) -> bool {
        match (self, new) {
            (Self::Enumeration(old), Self::Enumeration(new)) => enumerations.are(*old, *new),
            (Self::Values(old), Self::Values(new)) => old.is(new, enumerations),
            (old, new) => old == new,
        }
    }

    /// The type as people know it.
    pub fn words(&self, enumerations: &[Enumeration]) -> String {
        match self {
            Self::Text => "String".to_owned(),
            Self::SensitiveText => "Sensitive<String>".to_owned(),
            Self::Time => "TimeText".to_owned(),
            Self::Number => "u64".to_owned(),
            Self::Flag => "bool".to_owned(),
            Self::Bytes => "Binary".to_owned(),
            Self::Joined(separator) => format!("Joined<{separator:?}>"),
            Self::Enumeration(id) => enumerations
                .get(*id)
                .map_or_else(String::new, |enumeration| enumeration.name.pascal()),
            Self::Values(inner) => format!("list of {}", inner.words(enumerations)),
            Self::Objects => "list of objects".to_owned(),
            Self::Object => "object".to_owned(),
        }
    }
}
