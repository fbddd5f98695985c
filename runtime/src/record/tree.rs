//! The tree of values, and how serde writes it.

use std::borrow::Cow;

use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};

const MASK: &str = "***";

/// Whether values that must not be shown are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrets {
    /// `***` stands in their place.
    Masked,
    /// They are written.
    Shown,
}

/// What can be written down: a request, an answer, a notification, an object in one of them, a value.
///
/// Generated code implements it for the types that it declares.
pub trait Recorded {
    /// What is written.
    fn record(&self, secrets: Secrets) -> Record<'_>;
}

/// What is written of a value.
#[derive(Clone, PartialEq)]
pub enum Record<'a> {
    /// Nothing: it was not given, or is not in the answer.
    Absent,
    /// True or false.
    Flag(bool),
    /// A number that is not negative.
    Number(u64),
    /// A number.
    Signed(i64),
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Record<'a>>),
    /// An object: its members by their names in Rust, in their order.
    Object(Vec<(&'static str, Record<'a>)>),
}

opaque!(Record<'_>, "Record");

impl<'a> Record<'a> {
    /// A value that must not be shown.
    pub(super) fn of_secret(secrets: Secrets, shown: impl FnOnce() -> Self) -> Self {
        match secrets {
            Secrets::Masked => Self::Text(Cow::Borrowed(MASK)),
            Secrets::Shown => shown(),
        }
    }
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_none(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => serializer.serialize_u64(*number),
            Self::Signed(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Object(members) => {
                let mut object = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    object.serialize_entry(name, value)?;
                }
                object.end()
            }
        }
    }
}
