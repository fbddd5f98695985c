//! Which Rust type a value has, as far as two specs can differ in it. How types are written does not belong here.

use super::matching::Matched;
use crate::model::{AnswerField, Content, Enumeration, Field, Kind, Layout, Nested, Part};

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

/// What a setter takes.
pub(super) fn given(field: &Field) -> RustType {
    of_content(&field.facts.content, given_value)
}

fn of_content<N: Nested>(content: &Content<N>, value: impl Fn(&Kind) -> RustType) -> RustType {
    match content {
        Content::One(kind) => value(kind),
        Content::Values(kind) => RustType::Values(Box::new(value(kind))),
        Content::Nested(nested) => match nested.layout() {
            Layout::List | Layout::ListOrObject => RustType::Objects,
            Layout::Object | Layout::JsonText => RustType::Object,
        },
    }
}

fn given_value(kind: &Kind) -> RustType {
    match kind {
        Kind::Amount { .. } | Kind::Integer { .. } => RustType::Number,
        Kind::Boolean => RustType::Flag,
        Kind::Enumeration(id) => RustType::Enumeration(id.0),
        Kind::Joined { separator } => RustType::Joined(*separator),
        Kind::Base64 => RustType::Bytes,
        Kind::Text | Kind::Digits | Kind::DateTime(_) | Kind::EmvQr => RustType::Text,
    }
}

/// What the member of an answer is, without `Option`.
pub(super) fn read(field: &AnswerField) -> RustType {
    let content = &field.facts.content;
    // The values of a list are shown: only a text by itself is hidden.
    let sensitive = field.facts.sensitive && content.one().is_some();
    of_content(content, |kind| read_value(kind, sensitive))
}

fn read_value(kind: &Kind, sensitive: bool) -> RustType {
    match kind {
        Kind::DateTime(_) if !sensitive => RustType::Time,
        Kind::Text | Kind::Digits | Kind::DateTime(_) | Kind::EmvQr | Kind::Joined { .. }
            if sensitive =>
        {
            RustType::SensitiveText
        }
        Kind::Joined { .. } => RustType::Text,
        kind => given_value(kind),
    }
}

/// Whether the member of an answer is an `Option`; a list that is not there has nothing in it.
pub(super) fn is_option(field: &AnswerField) -> bool {
    field.part == Part::Optional && !field.facts.content.is_list()
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
