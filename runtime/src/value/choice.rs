//! Sets of texts: what may be sent, and what comes back, listed or not.

use std::fmt;

/// A set of texts, one of which goes on the wire.
pub trait Choice: PartialEq + Sized + 'static {
    /// Every listed value, by its text on the wire.
    fn values() -> &'static [(&'static str, Self)];

    /// The text on the wire.
    fn as_str(&self) -> &str;

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
        let listed = Self::values().iter().find(|(wire, _)| *wire == text);
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
        let listed = C::values().iter().find(|(wire, _)| *wire == text);
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

impl<C: Choice> fmt::Display for AnsweredChoice<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A text that is no value of a closed list. It says which values there are, and not what the text was, which may be
/// anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotListed {
    of: &'static str,
    values: Vec<&'static str>,
}

impl NotListed {
    /// So many values are told, of lists that can have hundreds.
    const TOLD: usize = 12;

    #[doc(hidden)]
    #[must_use]
    pub fn of<C: Choice>(name: &'static str) -> Self {
        let values = C::values().iter().map(|(text, _)| *text).collect();
        Self { of: name, values }
    }
}

impl fmt::Display for NotListed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no value of `{}`, which has", self.of)?;
        for (index, value) in self.values.iter().take(Self::TOLD).enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma} `{value}`")?;
        }
        match self.values.len().checked_sub(Self::TOLD) {
            None | Some(0) => Ok(()),
            Some(more) => write!(f, " and {more} more"),
        }
    }
}

impl std::error::Error for NotListed {}

/// What the enumerations of callers and of vendors have alike.
#[doc(hidden)]
#[macro_export]
macro_rules! listed {
    ($name:ident { $($value:ident = $text:literal,)* }) => {
        impl $name {
            /// Every listed value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$value,)*];
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        $crate::serialized_choice! { $name }
    };
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
/// assert_eq!("card".parse(), Ok(PaymentMethod::Card));
/// let refused = "cash".parse::<PaymentMethod>().unwrap_err();
/// assert_eq!(refused.to_string(), "no value of `PaymentMethod`, which has `card`");
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

        impl $name {
            /// The text on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$value => $text,)*
                }
            }
        }

        /// Reads the text on the wire.
        impl ::core::str::FromStr for $name {
            type Err = $crate::NotListed;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::NotListed> {
                match text {
                    $($text => ::core::result::Result::Ok(Self::$value),)*
                    _ => ::core::result::Result::Err(
                        $crate::NotListed::of::<Self>(::core::stringify!($name)),
                    ),
                }
            }
        }

        impl $crate::Choice for $name {
            // Never inlined, so that a program holds the table once.
            #[inline(never)]
            fn values() -> &'static [(&'static str, Self)] {
                &[$(($text, Self::$value),)*]
            }

            fn as_str(&self) -> &str {
                Self::as_str(*self)
            }
        }

        $crate::listed! { $name { $($value = $text,)* } }
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

        impl $name {
            /// The text on the wire, listed or not.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$value => $text,)*
                    Self::Unknown(text) => text.as_str(),
                }
            }
        }

        /// Reads the text on the wire, listed or not.
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(
                text: &str,
            ) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok($crate::OpenChoice::from_wire(text))
            }
        }

        $crate::listed! { $name { $($value = $text,)* } }

        impl $crate::Choice for $name {
            // Never inlined, so that a program holds the table once.
            #[inline(never)]
            fn values() -> &'static [(&'static str, Self)] {
                &[$(($text, Self::$value),)*]
            }

            fn as_str(&self) -> &str {
                Self::as_str(self)
            }

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
