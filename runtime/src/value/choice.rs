//! Sets of texts: what may be sent, and what comes back, listed or not.

use std::fmt;

/// A set of texts, one of which goes on the wire.
pub trait Choice: PartialEq + Sized + 'static {
    /// Every listed value, by its text on the wire.
    const VALUES: &'static [(&'static str, Self)];

    /// The text on the wire.
    fn as_str(&self) -> &str {
        if let Some(text) = self.unrecognised() {
            return text.as_str();
        }
        let listed = Self::VALUES.iter().find(|(_, value)| value == self);
        listed.map_or("", |(text, _)| text)
    }

    /// What a vendor sent that is not listed.
    fn unrecognised(&self) -> Option<&Unrecognised> {
        None
    }
}

/// A set of texts a vendor may add to: reading never fails.
pub trait OpenChoice: Choice + Clone {
    /// The value for a text that is not listed.
    fn unknown(text: Unrecognised) -> Self;

    /// The value whose text this is; any other text is kept as [`Unrecognised`].
    fn from_wire(text: &str) -> Self {
        let listed = Self::VALUES.iter().find(|(wire, _)| *wire == text);
        listed.map_or_else(
            || Self::unknown(Unrecognised(text.into())),
            |(_, value)| value.clone(),
        )
    }
}

/// A value of a closed list as it arrives: vendors add values to their lists.
///
/// It compares with a listed value: `answer.pay_method == PayMethod::Card`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AnsweredChoice<C> {
    /// A value of the list.
    Listed(C),
    /// A text that the spec does not list, as it arrived.
    Unknown(Unrecognised),
}

impl<C: Choice> AnsweredChoice<C> {
    /// The text on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Listed(value) => value.as_str(),
            Self::Unknown(text) => text.as_str(),
        }
    }

    /// The value where it is listed, as a request takes it.
    pub fn listed(&self) -> Option<&C> {
        match self {
            Self::Listed(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }
}

impl<C: Choice + Clone> AnsweredChoice<C> {
    /// The value whose text this is; any other text is kept.
    pub(crate) fn from_wire(text: &str) -> Self {
        let listed = C::VALUES.iter().find(|(wire, _)| *wire == text);
        listed.map_or_else(
            || Self::Unknown(Unrecognised(text.into())),
            |(_, value)| Self::Listed(value.clone()),
        )
    }
}

impl<C: PartialEq> PartialEq<C> for AnsweredChoice<C> {
    fn eq(&self, other: &C) -> bool {
        matches!(self, Self::Listed(value) if value == other)
    }
}

/// The result codes of an operation.
pub trait ResultCode: OpenChoice + fmt::Debug + Send + Sync {}

impl<C: OpenChoice + fmt::Debug + Send + Sync> ResultCode for C {}

/// A text a vendor sent that its documents do not name, kept as it came.
///
/// Only [`OpenChoice::from_wire`] makes one, and not of a listed text: nothing documented can be
/// passed off as undocumented, nor the other way round.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unrecognised(Box<str>);

impl Unrecognised {
    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Unrecognised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Declares an enumeration of the texts that callers may send. It can get further values, never an unknown one; in an
/// answer it is [`AnsweredChoice`](crate::AnsweredChoice).
///
/// ```
/// use kpg_runtime::prelude::*;
///
/// closed_enum! {
///     /// How the payment was made.
///     pub enum PaymentMethod {
///         /// `card`: Credit card.
///         Card = "card",
///     }
/// }
/// assert_eq!(PaymentMethod::Card.as_str(), "card");
/// ```
#[macro_export]
macro_rules! closed_enum {
    (
        $(#[$enum_docs:meta])*
        pub enum $name:ident { $($(#[$value_docs:meta])* $value:ident = $text:literal,)* }
    ) => {
        $(#[$enum_docs])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$value_docs])* $value,)* }

        impl $crate::Choice for $name {
            const VALUES: &'static [(&'static str, Self)] = &[$(($text, Self::$value),)*];
        }
    };
}

/// Declares an enumeration of the texts that a vendor sends. A text that is not listed becomes `Unknown`.
///
/// ```
/// use kpg_runtime::prelude::*;
///
/// open_enum! {
///     /// Whose card it is.
///     pub enum CardOwner {
///         /// `0`: A person's.
///         Personal = "0",
///     }
/// }
/// assert_eq!(CardOwner::from_wire("0"), CardOwner::Personal);
/// assert_eq!(CardOwner::from_wire("7").as_str(), "7");
/// ```
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$enum_docs:meta])*
        pub enum $name:ident { $($(#[$value_docs:meta])* $value:ident = $text:literal,)* }
    ) => {
        $(#[$enum_docs])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$value_docs])* $value,)*
            /// A text that the spec does not list, as it arrived.
            Unknown($crate::Unrecognised),
        }

        impl $crate::Choice for $name {
            const VALUES: &'static [(&'static str, Self)] = &[$(($text, Self::$value),)*];

            fn unrecognised(&self) -> ::core::option::Option<&$crate::Unrecognised> {
                match self {
                    Self::Unknown(text) => ::core::option::Option::Some(text),
                    _ => ::core::option::Option::None,
                }
            }
        }

        impl $crate::OpenChoice for $name {
            fn unknown(text: $crate::Unrecognised) -> Self {
                Self::Unknown(text)
            }
        }
    };
}
