//! The checked meaning of a spec: every name looked up, every default filled in, every type known.
//! No YAML, no token streams and no I/O may live here; every output of kpg reads this and nothing else.

mod answer;
mod cipher;
mod expression;
mod field;
mod name;
mod rules;

pub use answer::{
    Answer, AnswerField, Code, CodeSet, Condition, Envelope, Fault, Part, Path, Pending, Reports,
    Test,
};
pub use cipher::{Cipher, Key, KeyForm};
pub use expression::{
    Computed, Digest, Expression, Stage, TextEncoding, TimeFormat, TimePart, Value, ValueType, Zone,
};
pub use field::{
    Choice, Enumeration, Field, FieldRef, FieldTest, Kind, Length, LengthUnit, Place, Presence,
    Source,
};
pub use name::{Name, NameProblem};
pub use rules::{broken_rule, is_real_time, measure};

/// One vendor's API, as one spec file describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Vendor {
    /// The module, the cargo feature and the file name: lower-case ASCII letters and digits.
    pub id: Name,
    /// What the vendor is called.
    pub label: Label,
    /// The pages the spec was made from, in the spec's order.
    pub documents: Vec<Document>,
    /// Where requests go, in the spec's order; at least one has an address.
    pub environments: Vec<Environment>,
    /// How long to wait.
    pub timeouts: Timeouts,
    /// What a merchant is given by the vendor.
    pub credentials: Vec<Credential>,
    /// Ambiguities that a caller decides when building the client.
    pub options: Vec<ClientOption>,
    /// The option that chooses the encoding of request bodies, when operations take several.
    pub encoding_option: Option<OptionId>,
    /// Ciphers that fields are encrypted with.
    pub ciphers: Vec<Cipher>,
    /// Enumerations used by fields.
    pub enumerations: Vec<Enumeration>,
    /// Result codes, shared by operations or belonging to one.
    pub code_sets: Vec<CodeSet>,
    /// Tokens that must be fetched before other operations can be called.
    pub sessions: Vec<Session>,
    /// The operations, in the spec's order.
    pub operations: Vec<Operation>,
    /// Documented operations that the spec leaves out, and why.
    pub not_covered: Vec<LeftOut>,
    /// Contradictions that concern the whole vendor.
    pub quirks: Vec<Quirk>,
}

/// Something documented that the spec leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name in the document.
    pub name: String,
    /// Why it is left out.
    pub reason: String,
}

/// The position of a credential in [`Vendor::credentials`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CredentialId(pub usize);

/// The position of an option in [`Vendor::options`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OptionId(pub usize);

/// The position of a cipher in [`Vendor::ciphers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CipherId(pub usize);

/// The position of an enumeration in [`Vendor::enumerations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EnumerationId(pub usize);

/// The position of a code set in [`Vendor::code_sets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodeSetId(pub usize);

/// The position of a session in [`Vendor::sessions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(pub usize);

/// The position of an operation in [`Vendor::operations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperationId(pub usize);

/// A text in the vendor's language and in English; either may be missing, not both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Korean, as the vendor labels it.
    pub ko: Option<String>,
    /// English.
    pub en: Option<String>,
}

impl Label {
    /// The text to show where there is room for one: Korean first, as the vendor's page has it.
    pub fn primary(&self) -> &str {
        self.ko
            .as_deref()
            .or(self.en.as_deref())
            .unwrap_or_default()
    }
}

/// A page of the vendor that facts are taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The short name by which the spec refers to it.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// Its public address, when it has one.
    pub url: Option<String>,
    /// The day it was read, `yyyy-MM-dd`.
    pub read: String,
    /// Lower-case hex SHA-256 of the file that was read.
    pub sha256: Option<String>,
}

/// Where a fact stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Position in [`Vendor::documents`].
    pub document: usize,
    /// The section in it, as the document numbers or titles it.
    pub section: Option<String>,
}

/// A place requests can be sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// What the vendor calls it.
    pub name: Name,
    /// Its base address.
    pub address: Address,
}

/// A base address, or the reason why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// `https` scheme, host and base path, with no slash at its end.
    Url(String),
    /// The vendor does not publish it; the text says where it comes from.
    Undocumented(String),
}

/// Time-outs in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For the connection to stand.
    pub connect_ms: u64,
    /// For the whole call.
    pub total_ms: u64,
    /// Whether the vendor documents them; otherwise they are kpg's defaults.
    pub documented: bool,
}

/// Something the vendor gives a merchant, needed to build a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Its name.
    pub name: Name,
    /// What the vendor calls it.
    pub label: Label,
    /// Text, or a key.
    pub kind: CredentialKind,
    /// Who may see it.
    pub secrecy: Secrecy,
    /// Whether a client can be built without it.
    pub required: bool,
    /// Documented length of a text credential.
    pub length: Option<Length>,
}

/// What a credential consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialKind {
    /// Text.
    Text,
    /// An RSA private key of the merchant's, PEM or DER.
    RsaPrivateKey,
    /// An RSA public key of the vendor's, PEM or DER.
    RsaPublicKey,
}

/// Who may see a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrecy {
    /// May be sent and shown.
    Public,
    /// Is sent to the vendor, never shown.
    Sensitive,
    /// Never leaves the process and is never shown.
    Secret,
}

/// An ambiguity of the document that the caller decides when building the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientOption {
    /// Its name, such as `signature_variant`.
    pub name: Name,
    /// What is decided.
    pub label: Label,
    /// The ways to decide; the first is the default.
    pub choices: Vec<OptionChoice>,
    /// The contradictions that leave it open.
    pub quirks: Vec<Quirk>,
}

/// One way to decide a [`ClientOption`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionChoice {
    /// Its name.
    pub name: Name,
    /// What it does.
    pub label: Label,
}

/// A token fetched by one operation and carried by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub label: Label,
    /// The operation that fetches it.
    pub operation: OperationId,
    /// Where the token stands in that operation's answer.
    pub token: Path,
    /// How long a token may be reused, in seconds; `None` fetches one for every call.
    pub lifetime_seconds: Option<u64>,
    /// Contradictions and assumptions.
    pub quirks: Vec<Quirk>,
}

/// One call of the vendor's API.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Its name.
    pub name: Name,
    /// What it does.
    pub summary: Label,
    /// More about it, for documentation.
    pub note: Option<String>,
    /// Where it is documented.
    pub citation: Citation,
    /// What a lost answer would mean.
    pub effect: Effect,
    /// Appended to the environment's base address; begins with a slash.
    pub path: String,
    /// How the body may be encoded; the first is the default.
    pub encodings: Vec<BodyEncoding>,
    /// Request headers beyond `Content-Type`, in the spec's order.
    pub headers: Vec<Field>,
    /// Request members, in the spec's order.
    pub body: Vec<Field>,
    /// Encryption of the whole request body, before anything is computed over it.
    pub envelope: Option<Envelope>,
    /// Values that are computed, in the order in which they must be.
    pub computed: Vec<Computed>,
    /// How the answer is read.
    pub answer: Answer,
    /// The session it needs.
    pub session: Option<SessionId>,
    /// The operation that tells what became of a request of this one.
    pub inquiry: Option<Inquiry>,
    /// Documented fields that the spec leaves out, and why.
    pub left_out: Vec<LeftOut>,
    /// Contradictions that concern this operation as a whole.
    pub quirks: Vec<Quirk>,
}

impl Operation {
    /// The request field a reference points to.
    pub fn field(&self, field: FieldRef) -> Option<&Field> {
        match field.place {
            Place::Header => self.headers.get(field.index),
            Place::Body => self.body.get(field.index),
        }
    }

    /// Every request field that the caller gives, headers first.
    pub fn caller_fields(&self) -> impl Iterator<Item = &Field> {
        self.headers
            .iter()
            .chain(&self.body)
            .filter(|field| field.source == Source::Caller)
    }
}

/// How to ask what became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inquiry {
    /// The operation that asks.
    pub operation: OperationId,
    /// Its required fields, each with the field of the asked operation whose value it takes.
    pub fields: Vec<(FieldRef, FieldRef)>,
}

/// What a lost answer would mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Money may have moved.
    MovesMoney,
    /// Something at the vendor changes, but no money moves.
    Changes,
    /// Nothing changes.
    Reads,
}

/// How a request body is encoded; always UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyEncoding {
    /// A JSON object.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
}

/// A contradiction between what a document says and what was observed, and what kpg does about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quirk {
    /// What the document says.
    pub says: String,
    /// What contradicts it, and where that was seen.
    pub seen: String,
    /// What the spec does.
    pub chosen: String,
    /// Why.
    pub why: Option<String>,
    /// The facts that it overrides; checked to be what the document gives when the spec was compiled.
    pub corrections: Vec<Correction>,
}

/// A fact that is used otherwise than the document gives it. Never absent on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The key that the spec language has for it, such as `length`.
    pub fact: String,
    /// What the document gives; `None` when it gives nothing.
    pub documented: Option<String>,
    /// What is used instead; `None` when the fact is not used.
    pub used: Option<String>,
}
