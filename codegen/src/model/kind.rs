//! What fields hold, whichever way they go: one value, several, or objects.

use super::{DecimalLimits, EnumerationId, TimeFormat};

/// What one value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Text.
    Text,
    /// Text of ASCII digits only.
    Digits,
    /// A whole amount of money, written as digits without separators.
    Amount {
        /// The least and the greatest number of digits.
        digits: Option<(u32, u32)>,
        /// Whether it goes on the wire as a JSON number instead of a string.
        number: bool,
        /// Whether it may be zero in a request.
        zero: bool,
        /// Whether it may be less than zero.
        negative: bool,
    },
    /// A whole number, written as a JSON number (as digits in a form).
    Integer {
        /// The least value, not less than that of an `i64`.
        min: i128,
        /// The greatest value: at most that of an `i64` where `min` is less than zero, else of a `u64`.
        max: i128,
    },
    /// A number with digits behind the point.
    Decimal {
        /// The numbers that it can be.
        limits: DecimalLimits,
        /// Whether it goes on the wire as a JSON number instead of a string.
        number: bool,
    },
    /// True or false.
    Boolean,
    /// One of a list of values.
    Enumeration {
        /// The list.
        id: EnumerationId,
        /// Whether JSON has its values as numbers instead of texts; all of them are whole numbers then.
        number: bool,
    },
    /// A date, a time or both in a fixed format.
    DateTime(TimeFormat),
    /// A date, a time or both in a fixed format, or a value of a closed enumeration in its place.
    TimeOr(TimeFormat, EnumerationId),
    /// Several texts in one, with a separator between them that none of them contains.
    Joined {
        /// Stands between the parts.
        separator: char,
    },
    /// The text of an EMV merchant-presented QR code, whose last four characters are the CRC of the rest.
    EmvQr,
    /// Bytes, written as standard base64.
    Base64,
}

/// What a value is at bottom, in Rust and where values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A text.
    Text,
    /// A whole number that is not negative.
    Number,
    /// A whole number.
    Signed,
    /// A decimal number.
    Decimal,
    /// True or false.
    Flag,
    /// One of listed values.
    Choice,
    /// A time, or one of listed values.
    TimeOrChoice,
    /// Bytes.
    Bytes,
    /// Texts with this character between them.
    Parts(char),
}

impl Basis {
    /// Whether it is a number.
    pub fn is_number(self) -> bool {
        match self {
            Self::Number | Self::Signed | Self::Decimal => true,
            Self::Text
            | Self::Flag
            | Self::Choice
            | Self::TimeOrChoice
            | Self::Bytes
            | Self::Parts(_) => false,
        }
    }
}

impl Kind {
    /// The enumeration whose values it can have.
    pub fn enumeration(&self) -> Option<EnumerationId> {
        match self {
            Self::Enumeration { id, .. } | Self::TimeOr(_, id) => Some(*id),
            Self::Text
            | Self::Digits
            | Self::Amount { .. }
            | Self::Integer { .. }
            | Self::Decimal { .. }
            | Self::Boolean
            | Self::DateTime(_)
            | Self::Joined { .. }
            | Self::EmvQr
            | Self::Base64 => None,
        }
    }

    /// The least and the greatest whole number, where it states them.
    pub fn whole_bounds(&self) -> Option<(i128, i128)> {
        match self {
            Self::Integer { min, max } => Some((*min, *max)),
            Self::Text
            | Self::Digits
            | Self::Amount { .. }
            | Self::Decimal { .. }
            | Self::Boolean
            | Self::Enumeration { .. }
            | Self::DateTime(_)
            | Self::TimeOr(..)
            | Self::Joined { .. }
            | Self::EmvQr
            | Self::Base64 => None,
        }
    }

    /// The format of its times.
    pub fn time_format(&self) -> Option<&TimeFormat> {
        match self {
            Self::DateTime(format) | Self::TimeOr(format, _) => Some(format),
            Self::Text
            | Self::Digits
            | Self::Amount { .. }
            | Self::Integer { .. }
            | Self::Decimal { .. }
            | Self::Boolean
            | Self::Enumeration { .. }
            | Self::Joined { .. }
            | Self::EmvQr
            | Self::Base64 => None,
        }
    }

    /// What its values are at bottom. What treats all texts alike reads this, so that a new kind of text says it
    /// once.
    pub fn basis(&self) -> Basis {
        match self {
            Self::Text | Self::Digits | Self::DateTime(_) | Self::EmvQr => Basis::Text,
            Self::Amount { negative: true, .. } => Basis::Signed,
            Self::Integer { min, .. } if *min < 0 => Basis::Signed,
            Self::Amount { .. } | Self::Integer { .. } => Basis::Number,
            Self::Decimal { .. } => Basis::Decimal,
            Self::TimeOr(..) => Basis::TimeOrChoice,
            Self::Boolean => Basis::Flag,
            Self::Enumeration { .. } => Basis::Choice,
            Self::Base64 => Basis::Bytes,
            Self::Joined { separator } => Basis::Parts(*separator),
        }
    }

    /// Whether JSON writes it without quotes.
    pub fn is_bare(&self) -> bool {
        match self {
            Self::Integer { .. } | Self::Boolean => true,
            Self::Amount { number, .. }
            | Self::Decimal { number, .. }
            | Self::Enumeration { number, .. } => *number,
            Self::Text
            | Self::Digits
            | Self::DateTime(_)
            | Self::TimeOr(..)
            | Self::Joined { .. }
            | Self::EmvQr
            | Self::Base64 => false,
        }
    }
}

/// What a field holds. `N` are the objects that it can hold: those of requests and those of answers differ.
#[derive(Clone, Debug, PartialEq)]
pub enum Content<N> {
    /// One value.
    One(Kind),
    /// A JSON list of values of one kind.
    Values(Kind),
    /// Objects with fields inside.
    Nested(N),
}

/// Objects with fields inside.
pub trait Nested {
    /// How they stand in the field.
    fn layout(&self) -> Layout;
}

/// How objects stand in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One JSON object.
    Object,
    /// A JSON list of objects.
    List,
    /// Such a list, or one such object standing alone.
    ListOrObject,
    /// A text that holds a JSON object.
    JsonText,
}

impl<N> Content<N> {
    /// The kind of the value, where it is one.
    pub fn one(&self) -> Option<&Kind> {
        match self {
            Self::One(kind) => Some(kind),
            Self::Values(_) | Self::Nested(_) => None,
        }
    }

    /// The kind of the value, or of each value of a list.
    pub fn kind(&self) -> Option<&Kind> {
        match self {
            Self::One(kind) | Self::Values(kind) => Some(kind),
            Self::Nested(_) => None,
        }
    }
}

impl Nested for Layout {
    fn layout(&self) -> Layout {
        *self
    }
}

impl<N: Nested> Content<N> {
    /// The same without the fields inside.
    pub fn outline(&self) -> Content<Layout> {
        match self {
            Self::One(kind) => Content::One(kind.clone()),
            Self::Values(kind) => Content::Values(kind.clone()),
            Self::Nested(nested) => Content::Nested(nested.layout()),
        }
    }

    /// Whether it can be a JSON list.
    pub fn is_list(&self) -> bool {
        match self {
            Self::One(_) => false,
            Self::Values(_) => true,
            Self::Nested(nested) => match nested.layout() {
                Layout::List | Layout::ListOrObject => true,
                Layout::Object | Layout::JsonText => false,
            },
        }
    }
}
