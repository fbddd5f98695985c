//! Examples: single messages with their sources, made outside kpg, to which a spec is held. What a message is made into
//! by the spec does not belong here: that is computed where examples are checked.

use super::{
    AnswerOutcome, Citation, CredentialId, FieldRef, Name, NoticeOutcome, OptionId, Path, SessionId,
};

/// The examples of an operation, a form or a notification.
#[derive(Clone, Debug, PartialEq)]
pub enum Examples<E> {
    /// They; none where the spec says nothing of them.
    Listed(Vec<E>),
    /// There is none from outside; the text says why.
    Undocumented(String),
}

impl<E> Examples<E> {
    /// They.
    pub fn list(&self) -> &[E] {
        match self {
            Self::Listed(list) => list,
            Self::Undocumented(_) => &[],
        }
    }
}

impl<E> Default for Examples<E> {
    fn default() -> Self {
        Self::Listed(Vec::new())
    }
}

/// Where an example comes from: at least one of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleSource {
    /// The page that shows it.
    pub citation: Option<Citation>,
    /// How it was computed elsewhere.
    pub computed: Option<String>,
}

/// What a message of an example is made with, beside what the caller gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExampleSupply {
    /// The moment, in milliseconds since 1970.
    pub clock: Option<i64>,
    /// The random bytes with which every random value begins; not empty.
    pub random: Option<Vec<u8>>,
    /// Credentials for tests: texts, and keys as PEM.
    pub credentials: Vec<(CredentialId, String)>,
    /// A position in [`Vendor::environments`](super::Vendor::environments).
    pub environment: Option<usize>,
    /// What the client is built with: positions in the choices of options.
    pub options: Vec<(OptionId, usize)>,
    /// The tokens of sessions.
    pub tokens: Vec<(SessionId, String)>,
}

/// One request, what must be sent for it, and what an answer to it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its name, unique among the examples of its operation.
    pub name: Name,
    /// Where it comes from.
    pub source: ExampleSource,
    /// What it is made with.
    pub supply: ExampleSupply,
    /// What the caller gives; not always all that a request needs.
    pub given: Vec<(FieldRef, ExampleValue)>,
    /// What must be sent.
    pub sends: Option<ExpectedRequest>,
    /// An answer.
    pub answer: Option<ExpectedAnswer>,
}

/// A value of the caller's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleValue {
    /// A text that obeys the rules of its field.
    Text(String),
    /// The items of a list.
    List(Vec<ExampleValue>),
    /// Members of an object, as positions among those of its list.
    Object(Vec<(usize, ExampleValue)>),
}

/// What must be sent, as much of it as the source says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpectedRequest {
    /// The whole address.
    pub url: Option<String>,
    /// The whole body, as text in its charset.
    pub body: Option<String>,
    /// Fields, as they are sent.
    pub fields: Vec<(FieldRef, String)>,
    /// Values of the spec by their names, in the order in which they are computed.
    pub values: Vec<(Name, String)>,
    /// What the digest, MAC, signature or encryption of a field is made of.
    pub covers: Vec<(FieldRef, String)>,
}

/// An answer, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The body, as text in its charset.
    pub body: String,
    /// What it means.
    pub outcome: AnswerOutcome,
    /// Its result code.
    pub code: Option<String>,
    /// Members, and what they say.
    pub fields: Vec<(Path, String)>,
}

/// One notification, and whether it is genuine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeExample {
    /// Its name, unique among the examples of its notification.
    pub name: Name,
    /// Where it comes from.
    pub source: ExampleSource,
    /// Credentials for tests.
    pub credentials: Vec<(CredentialId, String)>,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// What the merchant stored.
    pub stored: Vec<(FieldRef, String)>,
    /// The body, as text in its charset.
    pub body: String,
    /// What it is.
    pub outcome: NoticeOutcome,
    /// Members, and what they say.
    pub fields: Vec<(Path, String)>,
}
