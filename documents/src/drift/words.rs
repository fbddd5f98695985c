//! Both sides of a difference in words: the only place where facts become text.

use kpg_codegen::model::{Content, Kind, Layout};

use super::demand::Demand;
use super::difference::{Difference, Facts, Position};
use super::notation;
use crate::page::{Bound, PresenceWord};

impl Difference {
    /// What the page says, in the words of the spec language where it has some; `None` where the page has nothing.
    pub fn page_words(&self) -> Option<String> {
        Some(match &self.facts {
            Facts::OperationAdded { title, path } => joined([title.clone(), path.clone()]),
            Facts::Method { page, .. } => page.as_str().to_owned(),
            Facts::Path { page, .. }
            | Facts::Url { page, .. }
            | Facts::FieldName { page, .. }
            | Facts::Format { page, .. }
            | Facts::Label { page, .. }
            | Facts::ValueMeaning { page, .. }
            | Facts::CodeMeaning { page, .. }
            | Facts::Success { page, .. }
            | Facts::Recipe { page, .. } => page.clone(),
            Facts::MessageEncryption => "encrypted as a whole".to_owned(),
            Facts::FieldEncryption { page, .. } => encryption_words(*page).to_owned(),
            Facts::FieldAdded {
                name,
                presence,
                length,
            } => new_field_words(name, *presence, *length),
            Facts::FieldPosition { page, .. } => position_words(page),
            Facts::Length { page, .. } => return page.map(|page| page.to_string()),
            Facts::Range { page, .. } => notation::range(*page),
            Facts::Presence { page, .. } => page.to_string(),
            // The vendor's word says more than what it was understood as.
            Facts::Type { .. } => self.cell.as_ref().map(|cell| cell.text.clone())?,
            Facts::ValueAdded { value, meaning } => listed_words(value, meaning),
            Facts::CodeAdded { code, meaning } => listed_words(code, meaning),
            Facts::CodeStatus { page, .. } => format!("HTTP {page}"),
            Facts::TableUnread { names } => names.join(", "),
            Facts::OperationRemoved { .. }
            | Facts::FieldRemoved { .. }
            | Facts::ValueRemoved { .. }
            | Facts::CodeRemoved { .. }
            | Facts::LeftOutGone { .. } => return None,
        })
    }

    /// What the spec says that the page says, in the words of the spec language where it has some; `None` where the
    /// spec has nothing.
    pub fn spec_words(&self) -> Option<String> {
        Some(match &self.facts {
            Facts::OperationRemoved { summary } => summary.clone(),
            Facts::Method { spec, .. } => spec.as_str().to_owned(),
            Facts::Path { spec, .. }
            | Facts::Url { spec, .. }
            | Facts::FieldName { spec, .. }
            | Facts::Recipe { spec, .. } => spec.clone(),
            Facts::Format { spec, .. }
            | Facts::Label { spec, .. }
            | Facts::ValueMeaning { spec, .. }
            | Facts::CodeMeaning { spec, .. } => return spec.clone(),
            Facts::MessageEncryption => encryption_words(false).to_owned(),
            Facts::FieldEncryption { spec, .. } => encryption_words(*spec).to_owned(),
            Facts::FieldRemoved { path } => path.join("."),
            Facts::FieldPosition { spec, .. } => position_words(spec),
            Facts::Length { spec, .. } => return spec.map(notation::length),
            Facts::Range { spec, .. } => notation::range(*spec),
            Facts::Presence { spec, .. } => demand_words(*spec).to_owned(),
            Facts::Type { spec, .. } => content_words(spec).to_owned(),
            Facts::ValueRemoved { value } => value.clone(),
            Facts::CodeRemoved { code, label } => format!("{code} {label}"),
            Facts::CodeStatus { spec, .. } => format!("HTTP {spec}"),
            Facts::Success { spec, .. } => spec.join(", "),
            Facts::LeftOutGone { name } => name.clone(),
            Facts::OperationAdded { .. }
            | Facts::TableUnread { .. }
            | Facts::FieldAdded { .. }
            | Facts::ValueAdded { .. }
            | Facts::CodeAdded { .. } => return None,
        })
    }
}

fn joined<const COUNT: usize>(parts: [Option<String>; COUNT]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn encryption_words(encrypted: bool) -> &'static str {
    if encrypted { "encrypted" } else { "plain" }
}

/// A field in few words: its name, presence and length.
fn new_field_words(name: &str, presence: Option<PresenceWord>, length: Option<Bound>) -> String {
    joined([
        Some(format!("`{name}`")),
        presence.map(|presence| presence.to_string()),
        length.map(|bound| format!("length {bound}")),
    ])
}

fn position_words(position: &Position) -> String {
    match &position.inside {
        Some(inside) => format!("{} of {inside}", position.place.word()),
        None => position.place.word().to_owned(),
    }
}

/// A value or code, and its meaning where the page gives one.
fn listed_words(wire: &str, meaning: &str) -> String {
    format!("{wire} {meaning}").trim().to_owned()
}

fn demand_words(demand: Demand) -> &'static str {
    match demand {
        Demand::Required => "required",
        Demand::Optional => "optional",
        Demand::Conditional => "conditional",
        Demand::Supplied => "supplied",
    }
}

fn content_words(content: &Content<Layout>) -> &'static str {
    match content {
        Content::One(kind) => kind_words(kind),
        Content::Values(_) | Content::Nested(Layout::List) => "list",
        Content::Nested(Layout::Object) => "object",
        Content::Nested(Layout::ListOrObject) => "list_or_object",
        Content::Nested(Layout::JsonText) => "json_text",
    }
}

fn kind_words(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Digits => "digits",
        Kind::Amount { number: true, .. } => "amount, a JSON number",
        Kind::Amount { .. } => "amount",
        Kind::Integer { .. } => "integer",
        Kind::Decimal { number: true, .. } => "decimal, a JSON number",
        Kind::Decimal { .. } => "decimal",
        Kind::Boolean => "boolean",
        Kind::Enumeration { number: true, .. } => "one of listed values, a JSON number",
        Kind::Enumeration { .. } => "one of listed values",
        Kind::DateTime(_) => "datetime",
        Kind::TimeOr(..) => "datetime, or a listed value",
        Kind::Joined { .. } => "joined",
        Kind::EmvQr => "emv_qr",
        Kind::Base64 => "base64",
    }
}
