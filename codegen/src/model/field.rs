//! Request fields: what a member or header is, who supplies it and which rules hold for it.

use super::{Expression, Label, LengthUnit, Name, Quirk, Stated};

/// One request header or body member.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// As it goes on the wire.
    pub wire: String,
    /// As Rust calls it.
    pub name: Name,
    /// As the vendor labels it.
    pub label: Label,
    /// More about it, for documentation.
    pub note: Option<String>,
    /// What it holds.
    pub kind: Kind,
    /// The rules that the spec states of its value, beside what its kind demands. `Field::rules` has all.
    pub stated: Stated,
    /// When it must be there.
    pub presence: Presence,
    /// What the vendor takes its absence for.
    pub absence: Option<String>,
    /// Who supplies it.
    pub source: Source,
    /// Whether it must never be shown.
    pub sensitive: bool,
    /// What it is encrypted with on the wire. Rules and lengths hold for the plain text.
    pub cipher: Option<super::CipherId>,
    /// A value that obeys the rules.
    pub example: Option<String>,
    /// Contradictions that concern it.
    pub quirks: Vec<Quirk>,
}

/// Which part of a message a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// A segment of the path.
    Path,
    /// A parameter of the query.
    Query,
    /// An HTTP header.
    Header,
    /// A member of the body.
    Body,
    /// Nowhere by itself: recipes take it in.
    Input,
    /// A member of a notification that has arrived.
    Received,
}

impl Place {
    /// The places of a request, in the order in which its builder takes them.
    pub const REQUEST: [Self; 5] = [
        Self::Path,
        Self::Query,
        Self::Header,
        Self::Body,
        Self::Input,
    ];

    /// Whether its fields go on the wire by themselves.
    pub fn is_sent(self) -> bool {
        match self {
            Self::Path | Self::Query | Self::Header | Self::Body => true,
            Self::Input | Self::Received => false,
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Path => "path segment",
            Self::Query => "query parameter",
            Self::Header => "header",
            Self::Body | Self::Received => "member",
            Self::Input => "input",
        }
    }
}

/// A field of the operation or notification at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldRef {
    /// Which list.
    pub place: Place,
    /// The position in the list of that place: see [`super::Operation::fields`].
    pub index: usize,
}

/// A field and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'m> {
    /// Where it stands; the members of a list's objects stand where the list does.
    pub at: FieldRef,
    /// The field.
    pub field: &'m Field,
}

impl<'m> Placed<'m> {
    /// A member of the objects of this list.
    pub fn member(self, field: &'m Field) -> Self {
        Self { at: self.at, field }
    }
}

/// Which characters a text may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Characters {
    /// Only those in these ranges, ends included.
    Only(Vec<(char, char)>),
    /// Any but these.
    Without(String),
}

/// What a field holds.
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
    },
    /// A whole number, written as a JSON number (as digits in a form).
    Integer {
        /// The least value.
        min: u64,
        /// The greatest value.
        max: u64,
    },
    /// True or false.
    Boolean,
    /// One of a list of values.
    Enumeration(super::EnumerationId),
    /// A date, a time or both in a fixed format.
    DateTime(super::TimeFormat),
    /// Several texts in one, with a separator between them that none of them contains.
    Joined {
        /// Stands between the parts.
        separator: char,
    },
    /// The text of an EMV merchant-presented QR code, whose last four characters are the CRC of the rest.
    EmvQr,
    /// Bytes, written as standard base64.
    Base64,
    /// A JSON list of values of one simple kind.
    Values(Box<Kind>),
    /// A JSON list of objects with members that the caller gives; only in requests.
    Items(Vec<Field>),
    /// A JSON object with members of its own; only in answers.
    Object(Vec<super::AnswerField>),
    /// A JSON list of objects with members of their own; only in answers.
    List(Vec<super::AnswerField>),
    /// Such a list, or one such object standing alone; only in answers.
    ListOrObject(Vec<super::AnswerField>),
    /// A text that holds a JSON object; only in answers.
    JsonText(Vec<super::AnswerField>),
}

impl Kind {
    /// The members of an object, or of each object of a list, in an answer.
    pub fn members(&self) -> Option<&[super::AnswerField]> {
        match self {
            Self::Object(members)
            | Self::List(members)
            | Self::ListOrObject(members)
            | Self::JsonText(members) => Some(members),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn members_mut(&mut self) -> Option<&mut [super::AnswerField]> {
        match self {
            Self::Object(members)
            | Self::List(members)
            | Self::ListOrObject(members)
            | Self::JsonText(members) => Some(members),
            _ => None,
        }
    }

    /// Whether JSON writes it without quotes.
    pub fn is_bare(&self) -> bool {
        matches!(
            self,
            Self::Integer { .. } | Self::Boolean | Self::Amount { number: true, .. }
        )
    }
}

/// How long a text may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// At least; 1 unless the spec allows the empty text.
    pub min: u32,
    /// At most.
    pub max: u32,
    /// What is counted.
    pub unit: LengthUnit,
}

/// When a request field must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Required,
    /// Whenever the caller has it.
    Optional,
    /// In circumstances that the document gives in words.
    Conditional(String),
    /// Exactly when another field of the caller's has one of these values; otherwise it is optional.
    RequiredWhen(FieldTest),
    /// Whenever the caller has it, but never when another field has one of these values.
    ForbiddenWhen(FieldTest),
}

/// Whether a field of the caller's has one of some values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldTest {
    /// The other field; given by the caller.
    pub field: FieldRef,
    /// The values; at least one.
    pub values: Vec<String>,
}

/// Who supplies a request field.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// The caller.
    Caller,
    /// kpg: a [`super::Computed`] value, a credential, a session token or a literal.
    Supplied(Expression),
}

/// An enumeration that fields share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enumeration {
    /// Its name.
    pub name: Name,
    /// What it says.
    pub label: Label,
    /// Whether values that are not listed must be kept when they arrive.
    pub open: bool,
    /// Its values; at least one.
    pub choices: Vec<Choice>,
}

/// One value of an [`Enumeration`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As it goes on the wire.
    pub wire: String,
    /// As Rust calls it.
    pub name: Name,
    /// What it means.
    pub label: Label,
}
