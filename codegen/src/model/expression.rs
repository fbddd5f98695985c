//! Recipes as typed expressions: how a value comes from credentials, fields, the clock and chance.

use super::{CipherId, CredentialId, FieldRef, Name, OptionId, Path, RandomDigits, SessionId};
use crate::words::{
    Absent, Case, Charset, Cut, Derivation, Digest, Encryption, Escape, KeyForm, Mac, Output,
    Replacement, Signature, Step, TextEncoding, Zone,
};

/// A named value of one operation, computed once and used wherever it is referred to.
#[derive(Clone, Debug, PartialEq)]
pub struct Computed {
    /// Its name, unique in the operation.
    pub name: Name,
    /// The value of the spec that it is; `None` of a clock that a field shows.
    pub declared: Option<Name>,
    /// How it is computed; refers only to values before it.
    pub expression: Expression,
    /// Whether it needs the final body.
    pub stage: Stage,
    /// Whether it must never be shown.
    pub secret: bool,
    /// Why it is sent although it is made of nothing but secrets; `None` where it must not be.
    pub sent_because: Option<String>,
    /// Contradictions about how it is computed.
    pub quirks: Vec<super::Quirk>,
}

/// The position of a value in [`super::Request::computed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Value(pub usize);

/// When a value can be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Before the address is made: path and query may contain it.
    BeforeAddress,
    /// After the address and before the body: the body may contain it.
    BeforeBody,
    /// After the body is encoded: only headers may contain it.
    AfterBody,
}

/// What an expression yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// Unicode text.
    Text,
    /// Bytes.
    Bytes,
}

/// A typed recipe. Construction goes through the checker, so operands always have the right type.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// Text: a text credential. An absent optional one is the empty text.
    Credential(CredentialId),
    /// Text: a field before encryption; the empty text when it is absent, unless a selection skips it.
    Field(FieldRef),
    /// Text: a member of what has arrived, exactly as it was written.
    Received(Received),
    /// Text: the header of this name that has arrived, in whatever letter case its name is.
    ReceivedHeader(String),
    /// Text: a text encrypted and written down as the cipher says. An absent field makes it absent.
    Encrypted(CipherId, Box<Expression>),
    /// An earlier value, of that value's type.
    Value(Value),
    /// Text: the session's token.
    Session(SessionId),
    /// Text: the one clock reading of this call.
    Clock {
        /// Where the clock hangs.
        zone: Zone,
        /// How it is written.
        format: TimeFormat,
    },
    /// Text: so many random digits.
    RandomDigits(RandomDigits, u32),
    /// Text: random bytes, written down.
    RandomBytes {
        /// How many.
        bytes: u32,
        /// How they are written.
        encoding: TextEncoding,
    },
    /// Text: itself.
    Literal(String),
    /// Text: the path of the address exactly as it is sent, from the first slash on.
    Path,
    /// Text: the query exactly as it is sent, without the question mark.
    Query,
    /// Text: the texts one after the other.
    Concatenation(Vec<Expression>),
    /// Text: several texts, bare or with their names, with separators.
    Selection(Selection),
    /// Text: a JSON object with these members; absent ones are left out.
    Json(Vec<(String, Expression)>),
    /// Text: an object or a list of the body exactly as it is sent, in JSON.
    Sent(Sent),
    /// Text: so many characters of a text, from its start or its end.
    Cut(Cut, u32, Box<Expression>),
    /// Text: a text in another case.
    Cased(Case, Box<Expression>),
    /// Text: a text with other pieces.
    Replaced {
        /// What is replaced; not empty.
        from: String,
        /// What stands there instead.
        to: String,
        /// The text.
        text: Box<Expression>,
    },
    /// Text: a text escaped in a charset, or without its escapes.
    Escaped(Escape, Charset, Box<Expression>),
    /// Bytes: a key derived from bytes.
    Derived {
        /// How.
        derivation: Derivation,
        /// What it is derived from, bytes.
        password: Box<Expression>,
        /// The salt, a text.
        salt: Box<Expression>,
        /// How that text stands for bytes.
        form: KeyForm,
        /// How often the HMAC is repeated; at least once.
        rounds: u32,
        /// How many bytes the key has; at least one.
        bytes: u32,
    },
    /// Bytes: a text in a charset.
    Charset(Charset, Box<Expression>),
    /// Bytes: the request body exactly as it is sent.
    Body,
    /// Bytes: texts in UTF-8 and bytes, one after the other.
    Bytes(Vec<Expression>),
    /// Bytes: a digest of bytes.
    Digest(Digest, Box<Expression>),
    /// Bytes: a MAC of bytes.
    Mac {
        /// Which one.
        mac: Mac,
        /// The key, a text.
        key: Box<Expression>,
        /// How that text stands for bytes.
        form: KeyForm,
        /// The message.
        message: Box<Expression>,
    },
    /// Bytes: a digital signature.
    Signature {
        /// Which one.
        signature: Signature,
        /// The private key.
        key: CredentialId,
        /// The message, not its digest.
        message: Box<Expression>,
    },
    /// Text: bytes written down.
    Encoded(TextEncoding, Box<Expression>),
    /// One of several, of one type, by a client option; in the order of the option's choices.
    Variant(OptionId, Vec<Expression>),
    /// One of several, of one type, by what a text is. For any other text there is none.
    ByText {
        /// The text.
        by: Box<Expression>,
        /// Each with the text for which it is chosen; at least one.
        arms: Vec<(String, Expression)>,
    },
}

/// Several texts, in the order in which they are written.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// The texts, each with its name.
    pub parts: Vec<(String, Expression)>,
    /// What stands between name and text; `None` leaves the names out.
    pub between: Option<String>,
    /// What stands between the parts.
    pub separator: String,
    /// What becomes of an absent part.
    pub absent: Absent,
}

/// A member of an answer or a notification, which the vendor's proof takes in as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The member.
    pub path: Path,
    /// What its absence means: an empty text, or that nothing can be computed.
    pub may_be_absent: bool,
    /// Whether it is meant as it arrived, still encrypted, and not as it was decrypted.
    pub is_sealed: bool,
}

/// A part of a JSON body exactly as it is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// The names on the way to it.
    pub path: Path,
    /// What it holds, in the order of the body; absent ones are left out.
    pub members: Vec<SentMember>,
}

/// A member of an object that a recipe takes in as it is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct SentMember {
    /// Its name within the object, with dots into objects inside; empty where the part is this field itself, a list.
    pub name: String,
    /// The field.
    pub field: FieldRef,
    /// What is sent of it.
    pub value: Expression,
}

/// The position of a value that a cipher's key is made of, by its name in the spec.
pub fn declared_value(computed: &[Computed], name: &Name) -> Option<Value> {
    let mut declared = computed.iter().map(|computed| computed.declared.as_ref());
    declared.position(|known| known == Some(name)).map(Value)
}

impl Expression {
    /// The expressions that this one is made of directly.
    pub fn parts(&self) -> Vec<&Expression> {
        match self {
            Self::Concatenation(parts) | Self::Variant(_, parts) | Self::Bytes(parts) => {
                parts.iter().collect()
            }
            Self::ByText { by, arms } => {
                let arms = arms.iter().map(|(_, arm)| arm);
                std::iter::once(by.as_ref()).chain(arms).collect()
            }
            Self::Selection(Selection { parts, .. }) | Self::Json(parts) => {
                parts.iter().map(|(_, part)| part).collect()
            }
            Self::Sent(Sent { members, .. }) => {
                members.iter().map(|member| &member.value).collect()
            }
            Self::Charset(_, part)
            | Self::Digest(_, part)
            | Self::Encoded(_, part)
            | Self::Encrypted(_, part)
            | Self::Cut(_, _, part)
            | Self::Cased(_, part)
            | Self::Replaced { text: part, .. }
            | Self::Escaped(_, _, part) => vec![part],
            Self::Derived { password, salt, .. } => vec![password, salt],
            Self::Mac { key, message, .. } => vec![key, message],
            Self::Signature { message, .. } => vec![message],
            Self::Credential(_)
            | Self::Field(_)
            | Self::Received(_)
            | Self::ReceivedHeader(_)
            | Self::Value(_)
            | Self::Session(_)
            | Self::Clock { .. }
            | Self::RandomDigits(..)
            | Self::RandomBytes { .. }
            | Self::Literal(_)
            | Self::Path
            | Self::Query
            | Self::Body => Vec::new(),
        }
    }

    /// The step of a recipe that makes it; `None` of what a recipe begins with, of references and of templates.
    pub fn step(&self) -> Option<Step> {
        match self {
            Self::Encrypted(..) => Some(Step::Encryption(Encryption::Encrypt)),
            Self::Cut(cut, ..) => Some(Step::Cut(*cut)),
            Self::Cased(case, _) => Some(Step::Case(*case)),
            Self::Replaced { .. } => Some(Step::Replacement(Replacement::Replace)),
            Self::Escaped(escape, ..) => Some(Step::Escape(*escape)),
            Self::Derived { derivation, .. } => Some(Step::Derivation(*derivation)),
            Self::Charset(charset, _) => Some(Step::Charset(*charset)),
            Self::Digest(digest, _) => Some(Step::Digest(*digest)),
            Self::Mac { mac, .. } => Some(Step::Mac(*mac)),
            Self::Signature { signature, .. } => Some(Step::Signature(*signature)),
            Self::Encoded(encoding, _) => Some(Step::TextEncoding(*encoding)),
            Self::Credential(_)
            | Self::Field(_)
            | Self::Received(_)
            | Self::ReceivedHeader(_)
            | Self::Value(_)
            | Self::Session(_)
            | Self::Clock { .. }
            | Self::RandomDigits(..)
            | Self::RandomBytes { .. }
            | Self::Literal(_)
            | Self::Path
            | Self::Query
            | Self::Body
            | Self::Concatenation(_)
            | Self::Selection(_)
            | Self::Json(_)
            | Self::Sent(_)
            | Self::Bytes(_)
            | Self::Variant(..)
            | Self::ByText { .. } => None,
        }
    }

    /// What it yields, with the values before it.
    pub fn value_type(&self, computed: &[Computed]) -> ValueType {
        let made_by = |step: Step| match step.description().gives {
            Output::Text => ValueType::Text,
            Output::Bytes | Output::FixedBytes => ValueType::Bytes,
        };
        match self {
            Self::Body | Self::Bytes(_) => ValueType::Bytes,
            Self::Value(value) => computed.get(value.0).map_or(ValueType::Text, |value| {
                value.expression.value_type(computed)
            }),
            Self::Variant(_, arms) => arms
                .first()
                .map_or(ValueType::Text, |arm| arm.value_type(computed)),
            Self::ByText { arms, .. } => arms
                .first()
                .map_or(ValueType::Text, |(_, arm)| arm.value_type(computed)),
            other => other.step().map_or(ValueType::Text, made_by),
        }
    }

    /// How many bytes it yields, where its steps always give the same number.
    pub fn fixed_bytes(&self, computed: &[Computed]) -> Option<usize> {
        match self {
            Self::Digest(digest, _) => Some(digest.row().bytes),
            Self::Mac { mac, .. } => Some(mac.row().bytes),
            Self::Derived { bytes, .. } => usize::try_from(*bytes).ok(),
            Self::Value(value) => {
                let (earlier, rest) = computed.split_at_checked(value.0)?;
                rest.first()?.expression.fixed_bytes(earlier)
            }
            // A signature is as long as its key, which the merchant has.
            Self::Signature { .. }
            | Self::Credential(_)
            | Self::Field(_)
            | Self::Received(_)
            | Self::ReceivedHeader(_)
            | Self::Encrypted(..)
            | Self::Session(_)
            | Self::Clock { .. }
            | Self::RandomDigits(..)
            | Self::RandomBytes { .. }
            | Self::Literal(_)
            | Self::Path
            | Self::Query
            | Self::Concatenation(_)
            | Self::Selection(_)
            | Self::Json(_)
            | Self::Sent(_)
            | Self::Cut(..)
            | Self::Cased(..)
            | Self::Replaced { .. }
            | Self::Escaped(..)
            | Self::Charset(..)
            | Self::Body
            | Self::Bytes(_)
            | Self::Encoded(..)
            | Self::Variant(..)
            | Self::ByText { .. } => None,
        }
    }

    /// Whether a test holds for this expression or anything inside it; values are not followed.
    pub fn any(&self, test: &mut dyn FnMut(&Expression) -> bool) -> bool {
        test(self) || self.parts().into_iter().any(|part| part.any(test))
    }
}

/// A date and time format such as `yyyyMMddHHmmss`; at least one part.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TimeFormat(pub Vec<TimePart>);

/// One part of a [`TimeFormat`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TimePart {
    /// `yyyy`
    Year,
    /// `yy`
    ShortYear,
    /// `MM`
    Month,
    /// `dd`
    Day,
    /// `HH`, 00 to 23
    Hour,
    /// `mm`
    Minute,
    /// `ss`
    Second,
    /// `SSS`
    Millisecond,
    /// `Z`, the distance from UTC as `+0900`
    Offset,
    /// `XXX`, the distance from UTC as `+09:00`
    OffsetWithColon,
    /// `epoch_s`, seconds since 1970 in 10 digits; stands alone
    EpochSeconds,
    /// `epoch_ms`, milliseconds since 1970 in 13 digits; stands alone
    EpochMilliseconds,
    /// A separator: one of `-`, `/`, `:`, `.`, `T` or a space.
    Literal(char),
    /// `'Z'`, or another one of [`Self::MARKS_OF_UTC`]: says that the time is in UTC, in these letters.
    Utc(&'static str),
}

impl TimePart {
    /// How vendors write that a time is in UTC.
    pub const MARKS_OF_UTC: [&'static str; 3] = ["Z", "+0000", "+00:00"];

    /// Whether it counts from 1970 on, and so tells a moment by itself.
    pub fn is_epoch(&self) -> bool {
        matches!(self, Self::EpochSeconds | Self::EpochMilliseconds)
    }

    /// How many characters it takes.
    pub fn width(&self) -> usize {
        match self {
            Self::Year => 4,
            Self::Millisecond => 3,
            Self::EpochSeconds => 10,
            Self::EpochMilliseconds => 13,
            Self::Offset => 5,
            Self::OffsetWithColon => 6,
            Self::Literal(_) => 1,
            Self::Utc(mark) => mark.len(),
            Self::ShortYear
            | Self::Month
            | Self::Day
            | Self::Hour
            | Self::Minute
            | Self::Second => 2,
        }
    }

    /// How a spec writes it.
    pub fn mask(&self) -> String {
        match self {
            Self::Year => "yyyy".into(),
            Self::ShortYear => "yy".into(),
            Self::Month => "MM".into(),
            Self::Day => "dd".into(),
            Self::Hour => "HH".into(),
            Self::Minute => "mm".into(),
            Self::Second => "ss".into(),
            Self::Millisecond => "SSS".into(),
            Self::Offset => "Z".into(),
            Self::OffsetWithColon => "XXX".into(),
            Self::EpochSeconds => "epoch_s".into(),
            Self::EpochMilliseconds => "epoch_ms".into(),
            Self::Literal(separator) => separator.to_string(),
            Self::Utc(mark) => format!("'{mark}'"),
        }
    }
}

impl TimeFormat {
    /// Whether it counts from 1970 on.
    pub fn is_epoch(&self) -> bool {
        self.0.iter().any(TimePart::is_epoch)
    }

    /// Whether it says that its times are in UTC, whatever clock it is written by.
    pub fn is_of_utc(&self) -> bool {
        self.0.iter().any(|part| matches!(part, TimePart::Utc(_)))
    }

    /// How many characters a time in this format takes.
    pub fn width(&self) -> usize {
        self.0.iter().map(TimePart::width).sum()
    }

    /// How a spec writes it.
    pub fn mask(&self) -> String {
        self.0.iter().map(TimePart::mask).collect()
    }

    /// How `strftime` writes it.
    pub fn strftime(&self) -> String {
        let directive = |part: &TimePart| match part {
            TimePart::Year => "%Y".to_owned(),
            TimePart::ShortYear => "%y".to_owned(),
            TimePart::Month => "%m".to_owned(),
            TimePart::Day => "%d".to_owned(),
            TimePart::Hour => "%H".to_owned(),
            TimePart::Minute => "%M".to_owned(),
            TimePart::Second => "%S".to_owned(),
            TimePart::Millisecond => "%3f".to_owned(),
            TimePart::Offset => "%z".to_owned(),
            TimePart::OffsetWithColon => "%:z".to_owned(),
            TimePart::EpochSeconds => "%s".to_owned(),
            TimePart::EpochMilliseconds => "%s%3f".to_owned(),
            TimePart::Literal(separator) => separator.to_string(),
            TimePart::Utc(mark) => (*mark).to_owned(),
        };
        self.0.iter().map(directive).collect()
    }
}
