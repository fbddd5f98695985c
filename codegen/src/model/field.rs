//! Fields of requests and of answers: what a member or header is, who supplies it and what it holds.

use super::{
    CipherId, EnumerationId, Expression, FieldRef, Label, Length, Name, Path, Quirk, Stated,
    TimeFormat,
};

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
    pub cipher: Option<CipherId>,
    /// A value that obeys the rules.
    pub example: Option<String>,
    /// Contradictions that concern it.
    pub quirks: Vec<Quirk>,
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

/// One field of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerField {
    /// Where it stands: in the answer, or in the object that it is a member of.
    pub path: Path,
    /// As Rust calls it.
    pub name: Name,
    /// As the vendor labels it.
    pub label: Label,
    /// More about it, for documentation.
    pub note: Option<String>,
    /// What it holds.
    pub kind: Kind,
    /// Documented length. Answers are not refused for it.
    pub length: Option<Length>,
    /// Whether an accepted answer always has it.
    pub part: Part,
    /// Whether it must never be shown.
    pub sensitive: bool,
    /// The request field whose value it must repeat: with another one it answers another request.
    pub echoes: Option<FieldRef>,
    /// A value that obeys the rules.
    pub example: Option<String>,
    /// Contradictions that concern it.
    pub quirks: Vec<Quirk>,
}

/// When an answer has a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// In every answer.
    Always,
    /// In every answer that accepts.
    OnSuccess,
    /// Not always, even in answers that accept.
    Optional,
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
    Enumeration(EnumerationId),
    /// A date, a time or both in a fixed format.
    DateTime(TimeFormat),
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
    Object(Vec<AnswerField>),
    /// A JSON list of objects with members of their own; only in answers.
    List(Vec<AnswerField>),
    /// Such a list, or one such object standing alone; only in answers.
    ListOrObject(Vec<AnswerField>),
    /// A text that holds a JSON object; only in answers.
    JsonText(Vec<AnswerField>),
}

impl Kind {
    /// The members of an object, or of each object of a list, in an answer.
    pub fn members(&self) -> Option<&[AnswerField]> {
        match self {
            Self::Object(members)
            | Self::List(members)
            | Self::ListOrObject(members)
            | Self::JsonText(members) => Some(members),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn members_mut(&mut self) -> Option<&mut [AnswerField]> {
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
