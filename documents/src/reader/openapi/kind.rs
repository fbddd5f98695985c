//! What a schema is, as a column of types would say it.

use serde_yaml::Value;

use super::document::{Document, items, text_of};

/// The type of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Boolean,
    Object,
    List(ListOf),
    Unknown,
}

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListOf {
    Texts,
    Numbers,
    Others,
}

impl Kind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::List(ListOf::Texts) => "array of string",
            Self::List(ListOf::Numbers) => "array of number",
            Self::List(ListOf::Others) => "array",
            Self::Unknown => "",
        }
    }

    pub(super) fn is_list(self) -> bool {
        matches!(self, Self::List(_))
    }

    pub(super) fn is_object(self) -> bool {
        self == Self::Object
    }
}

impl<'t> Document<'t> {
    /// What a schema is, as a column of types would say it.
    pub(super) fn kind(&self, schema: &'t Value) -> Kind {
        if is_list(schema) {
            let item = schema.get("items").map(|item| self.followed(item));
            let item = item.map_or(Kind::Unknown, |item| self.kind(item));
            return match item {
                Kind::Text | Kind::Unknown => Kind::List(ListOf::Texts),
                Kind::Number => Kind::List(ListOf::Numbers),
                Kind::Boolean | Kind::Object | Kind::List(_) => Kind::List(ListOf::Others),
            };
        }
        let stated = ["string", "integer", "number", "boolean", "object"];
        let stated = stated.into_iter().find(|word| has_type(schema, word));
        match stated {
            Some("string") => return Kind::Text,
            Some("integer" | "number") => return Kind::Number,
            Some("boolean") => return Kind::Boolean,
            Some(_) => return Kind::Object,
            None => {}
        }
        if schema.get("properties").is_some() {
            return Kind::Object;
        }
        let parts = ["allOf", "oneOf", "anyOf"].into_iter();
        let parts = parts.flat_map(|key| items(schema, key));
        let parts = parts.filter(|part| !is_null(part));
        let kinds = parts.map(|part| self.followed(part));
        let mut kinds = kinds
            .filter(|part| !std::ptr::eq(*part, schema))
            .map(|part| self.plain_kind(part))
            .filter(|kind| *kind != Kind::Unknown);
        let first = kinds.next().unwrap_or(Kind::Unknown);
        match kinds.all(|kind| kind == first) {
            true => first,
            false => Kind::Unknown,
        }
    }

    /// The kind of a part of a schema, without looking into its own parts for ever.
    fn plain_kind(&self, schema: &'t Value) -> Kind {
        let stated = ["string", "integer", "number", "boolean"];
        let stated = stated.into_iter().find(|word| has_type(schema, word));
        match stated {
            Some("string") => Kind::Text,
            Some("boolean") => Kind::Boolean,
            Some(_) => Kind::Number,
            None if is_list(schema) => Kind::List(ListOf::Others),
            None if has_type(schema, "object")
                || schema.get("properties").is_some()
                || schema.get("allOf").is_some() =>
            {
                Kind::Object
            }
            None => Kind::Unknown,
        }
    }
}

/// Whether a schema is that of a list.
pub(super) fn is_list(schema: &Value) -> bool {
    has_type(schema, "array") || schema.get("items").is_some()
}

/// Whether a schema is of a type, also among others: `type: [ string, "null" ]`.
pub(super) fn has_type(schema: &Value, word: &str) -> bool {
    text_of(schema, "type") == Some(word)
        || items(schema, "type").any(|one| one.as_str() == Some(word))
}

pub(super) fn is_null(schema: &Value) -> bool {
    text_of(schema, "type") == Some("null")
}
