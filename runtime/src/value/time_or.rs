//! A date or time, or a value that stands in its place.

use std::borrow::Cow;

use crate::{Choice, TimeText, Wire};

/// A date or time, or one of the values that a vendor documents in its place, such as `0` for none.
///
/// A caller gives the text of the time or the value; an answer has a [`TimeText`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TimeOr<C, T = String> {
    /// A time.
    Time(T),
    /// A value in its place.
    Special(C),
}

impl<C, T> TimeOr<C, T> {
    /// The time, where it is one.
    pub fn time(&self) -> Option<&T> {
        match self {
            Self::Time(time) => Some(time),
            Self::Special(_) => None,
        }
    }

    /// The value in place of a time, where it is one.
    pub fn special(&self) -> Option<&C> {
        match self {
            Self::Time(_) => None,
            Self::Special(value) => Some(value),
        }
    }
}

impl<C: Choice + Clone> TimeOr<C, TimeText> {
    /// The listed value whose text this is; any other text is a time, be it an odd one.
    pub(crate) fn from_wire(text: String, format: &'static str) -> Self {
        let listed = C::values().iter().find(|(wire, _)| *wire == text);
        match listed {
            Some((_, value)) => Self::Special(value.clone()),
            None => Self::Time(TimeText::new(text, format)),
        }
    }
}

impl<C: Choice> From<C> for TimeOr<C> {
    fn from(value: C) -> Self {
        Self::Special(value)
    }
}

impl<C> From<&str> for TimeOr<C> {
    fn from(time: &str) -> Self {
        Self::Time(time.to_owned())
    }
}

impl<C> From<String> for TimeOr<C> {
    fn from(time: String) -> Self {
        Self::Time(time)
    }
}

impl<C: Choice> Wire for TimeOr<C, TimeText> {
    fn wire(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Time(time) => time.wire(),
            Self::Special(value) => Some(Cow::Borrowed(value.as_str())),
        }
    }
}

impl<C: Choice> Wire for TimeOr<C> {
    fn wire(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(match self {
            Self::Time(time) => time,
            Self::Special(value) => value.as_str(),
        }))
    }
}
