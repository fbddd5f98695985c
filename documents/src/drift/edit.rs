//! What would have to be written in a spec for a page to be taken in, where that needs no judgement.

use kpg_codegen::model::Kind;

use super::finding::Mechanical;
use super::known::Known;
use super::text;
use crate::page::{Bound, DocumentedField, KindWord, PresenceWord, Said, Way};

/// A length as the spec language writes it.
pub(super) fn shown((min, max): (u64, u64)) -> String {
    match (min, max) {
        (min, max) if min == max => max.to_string(),
        (1, max) => format!("..{max}"),
        (min, max) => format!("{min}..{max}"),
    }
}

fn bound(bound: Bound, exact: bool) -> Option<String> {
    match bound {
        Bound::Bare(number) if exact => Some(number.to_string()),
        Bound::Bare(number) | Bound::AtMost(number) => Some(format!("..{number}")),
        Bound::Exactly(number) => Some(number.to_string()),
        Bound::Between(least, most) => Some(shown((least.max(1), most))),
        Bound::AtLeast(_) | Bound::Unlimited => None,
    }
}

/// Another length. What has a length by its kind needs another kind first.
pub(super) fn length(given: Bound, known: &Known<'_>) -> Option<Mechanical> {
    let plain = matches!(
        known.kind,
        Kind::Text | Kind::Digits | Kind::Joined { .. } | Kind::Amount { .. }
    );
    let exact = known.length.is_some_and(|(min, max)| min == max);
    let text = bound(given, exact).filter(|_| plain && known.length.is_some())?;
    Some(Mechanical::Write {
        key: known.length_key(),
        text,
    })
}

/// A new field that callers need not give, or a new member of what arrives.
pub(super) fn field(field: &DocumentedField, way: Way) -> Option<Mechanical> {
    let optional = field.presence.given() == Some(&PresenceWord::Optional) || way != Way::Request;
    let simple = matches!(
        field.kind,
        Said::Silent
            | Said::Blank(_)
            | Said::Given(crate::page::Fact {
                value: KindWord::Text,
                ..
            })
    );
    if !optional || !simple || field.inside.is_some() || field.encrypted.given() == Some(&true) {
        return None;
    }
    let mut entries = Vec::new();
    let label = field.label.as_ref().map(|label| text::first(&label.text));
    let label = label.unwrap_or(&field.wire.text);
    let language = if text::is_korean(label) { "ko" } else { "en" };
    entries.push((language, label.to_owned()));
    if let Some(length) = field
        .length
        .given()
        .and_then(|length| bound(length.bound, false))
    {
        entries.push(("length", length));
    }
    Some(Mechanical::Add {
        key: field.wire.text.clone(),
        entries,
    })
}

/// A value or a code that was not listed before.
pub(super) fn listed(wire: &str, meaning: &str, name: Option<String>) -> Mechanical {
    let meaning = match text::first(meaning).trim() {
        "" => wire,
        meaning => meaning,
    };
    let language = if text::is_korean(meaning) { "ko" } else { "en" };
    let mut entries: Vec<_> = name.map(|name| ("name", name)).into_iter().collect();
    entries.push((language, meaning.to_owned()));
    Mechanical::Add {
        key: wire.to_owned(),
        entries,
    }
}

/// The word that the spec language has for a kind.
pub(super) fn kind_word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Digits => "digits",
        Kind::Amount { number: true, .. } => "amount, a JSON number",
        Kind::Amount { .. } => "amount",
        Kind::Integer { .. } => "integer",
        Kind::Boolean => "boolean",
        Kind::Enumeration(_) => "one of listed values",
        Kind::DateTime(_) => "datetime",
        Kind::Joined { .. } => "joined",
        Kind::EmvQr => "emv_qr",
        Kind::Base64 => "base64",
        Kind::Values(_) | Kind::Items(_) | Kind::List(_) => "list",
        Kind::Object(_) => "object",
        Kind::ListOrObject(_) => "list_or_object",
        Kind::JsonText(_) => "json_text",
    }
}
