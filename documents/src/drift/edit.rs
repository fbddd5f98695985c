//! What would have to be written in a spec for a page to be taken in, where that needs no judgement.

use kpg_codegen::model::Kind;

use super::known::Known;
use super::{notation, text};
use crate::page::{Bound, DocumentedField, KindWord, PresenceWord, Range, Said, Way};
use crate::vocabulary::is_korean;

/// An edit that needs no judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Another length, under `length`; how many digits an amount has is under `digits`.
    Length {
        /// The key.
        key: &'static str,
        /// What to write.
        length: Range,
    },
    /// Other least and greatest values.
    Range(Range),
    /// Another label, in Korean.
    Label(String),
    /// Another member of a mapping: a value, a code or a field.
    Add {
        /// Its key.
        wire: String,
        /// The name that it must be given, where its key makes none.
        name: Option<String>,
        /// Its label, in Korean or English.
        label: String,
        /// Its length.
        length: Option<Range>,
    },
}

/// An edit as the spec language has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrittenEdit {
    /// Another text under a key.
    Write {
        /// The key, such as `length`.
        key: &'static str,
        /// What to write.
        text: String,
    },
    /// Another member of a mapping.
    Add {
        /// Its key.
        key: String,
        /// Keys and texts that it consists of, in order.
        entries: Vec<(&'static str, String)>,
    },
}

impl Edit {
    /// What is to be written, in the spec language.
    pub fn written(&self) -> WrittenEdit {
        match self {
            Self::Length { key, length } => WrittenEdit::Write {
                key,
                text: notation::length(*length),
            },
            Self::Range(range) => WrittenEdit::Write {
                key: "range",
                text: notation::range(*range),
            },
            Self::Label(label) => WrittenEdit::Write {
                key: "ko",
                text: label.clone(),
            },
            Self::Add {
                wire,
                name,
                label,
                length,
            } => {
                let language = if is_korean(label) { "ko" } else { "en" };
                let name = name.clone().map(|name| ("name", name));
                let length = length.map(|length| ("length", notation::length(length)));
                let label = Some((language, label.clone()));
                WrittenEdit::Add {
                    key: wire.clone(),
                    entries: [name, label, length].into_iter().flatten().collect(),
                }
            }
        }
    }
}

/// The length that a page gives, where a spec can have it. A number by itself is the only length or the greatest.
fn length_of(bound: Bound, exact: bool) -> Option<Range> {
    let (min, max) = match bound {
        Bound::Bare(number) if exact => (number, number),
        Bound::Bare(number) | Bound::AtMost(number) => (1, number),
        Bound::Exactly(number) => (number, number),
        Bound::Between(least, most) => (least.max(1), most),
        Bound::AtLeast(_) | Bound::Unlimited => return None,
    };
    Some(Range { min, max })
}

/// Another length. What has a length by its kind needs another kind first.
pub(super) fn change_length(given: Bound, known: &Known<'_>) -> Option<Edit> {
    let plain = matches!(
        known.content.one(),
        Some(Kind::Text | Kind::Digits | Kind::Joined { .. } | Kind::Amount { .. })
    );
    let exact = known.length.is_some_and(|length| length.min == length.max);
    let length = length_of(given, exact).filter(|_| plain && known.length.is_some())?;
    Some(Edit::Length {
        key: known.length_key(),
        length,
    })
}

/// A new field that callers need not give, or a new member of what arrives.
pub(super) fn add_field(field: &DocumentedField, way: Way) -> Option<Edit> {
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
    let label = field.label.as_ref().map(|label| text::first(&label.text));
    let length = field.length.given();
    Some(Edit::Add {
        wire: field.wire.text.clone(),
        name: None,
        label: label.unwrap_or(&field.wire.text).to_owned(),
        length: length.and_then(|length| length_of(length.bound, false)),
    })
}

/// A value or a code that was not listed before.
pub(super) fn add_listed(wire: &str, meaning: &str, name: Option<String>) -> Edit {
    let label = match text::first(meaning).trim() {
        "" => wire,
        meaning => meaning,
    };
    Edit::Add {
        wire: wire.to_owned(),
        name,
        label: label.to_owned(),
        length: None,
    }
}
