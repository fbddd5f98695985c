//! What the words of a page mean: directions, types, presence and lengths.

use std::fmt;

/// Which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    /// To the vendor.
    Request,
    /// Back from the vendor.
    Answer,
    /// From the vendor, unasked.
    Notification,
}

/// What a field of an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleWord {
    /// The result code.
    Code,
    /// What the vendor says about it.
    Message,
}

/// What a page says a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindWord {
    /// Text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A date or a time.
    Time,
    /// An object with members of its own.
    Object,
    /// A list.
    List,
}

impl fmt::Display for KindWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Time => "time",
            Self::Object => "object",
            Self::List => "list",
        })
    }
}

/// Whether a field must be there, in the vendor's word or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PresenceWord {
    /// Always: ○, 필수, Required, M.
    Required,
    /// Not necessarily: X, 선택, Optional.
    Optional,
    /// In circumstances: △, Conditional, C.
    Conditional,
}

impl fmt::Display for PresenceWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Conditional => "conditional",
        })
    }
}

/// A length as a page gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentedLength {
    /// How long.
    pub bound: Bound,
    /// What is counted, where the cell or the column's heading says it.
    pub unit: Option<LengthWord>,
}

/// How long a text is, in the words of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A number by itself, which may be the only length or the greatest.
    Bare(u64),
    /// Exactly so long, in words.
    Exactly(u64),
    /// At most so long, in words.
    AtMost(u64),
    /// At least so long, in words.
    AtLeast(u64),
    /// From one length to another.
    Between(u64, u64),
    /// No limit, in words.
    Unlimited,
}

impl Bound {
    /// Whether a length of a spec, its least and its greatest, says the same; `None` is one without a limit.
    ///
    /// A least of 1 is what a spec has where nothing is said about it.
    pub fn admits(self, length: Option<Range>) -> bool {
        match (self, length) {
            (Self::Unlimited, length) => length.is_none(),
            (_, None) => false,
            (Self::Bare(number) | Self::AtMost(number), Some(length)) => length.max == number,
            (Self::Exactly(number), Some(Range { min, max })) => min == number && max == number,
            (Self::AtLeast(number), Some(length)) => length.min == number,
            (Self::Between(least, most), Some(Range { min, max })) => {
                max == most && (min == least || (least <= 1 && min <= 1))
            }
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bare(number) => write!(f, "{number}"),
            Self::Exactly(number) => write!(f, "={number}"),
            Self::AtMost(number) => write!(f, "..{number}"),
            Self::AtLeast(number) => write!(f, "{number}.."),
            Self::Between(least, most) => write!(f, "{least}..{most}"),
            Self::Unlimited => f.write_str("unlimited"),
        }
    }
}

/// What a page counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthWord {
    /// Bytes, of a charset that it may name elsewhere.
    Bytes,
    /// Characters.
    Characters,
}

/// Least and greatest value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// At least.
    pub min: u64,
    /// At most.
    pub max: u64,
}
