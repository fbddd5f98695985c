//! The checked meaning of a spec: every name looked up, every default filled in, every type known.
//! No YAML, no token streams and no I/O may live here; every output of kpg reads this and nothing else.

mod answer;
mod cipher;
mod expression;
mod field;
mod follow_up;
mod name;
mod need;
mod notification;
pub(crate) mod reserved;
mod rule;
mod rules;
mod sample;
mod session;
mod width;

pub use answer::{
    Answer, AnswerField, Code, CodeKind, CodeSet, Condition, Envelope, Fault, Format, NOTED,
    OtherCodes, Part, Path, Pending, Test,
};
pub use cipher::{Cipher, Key, Mode};
pub use expression::{
    Computed, Expression, Selection, Sent, SentMember, Stage, TimeFormat, TimePart, Value,
    ValueType,
};
pub use field::{
    Characters, Choice, Enumeration, Field, FieldRef, FieldTest, Kind, Length, Place, Placed,
    Presence, Source,
};
pub use follow_up::{FollowUp, Inquiry, Next, Standing};
pub use name::{Name, NameProblem};
pub use notification::{Acknowledgement, Authenticity, Notification};
pub use rule::{Rule, Stated, is_real_time, measure};
pub use rules::broken_rule;
pub use sample::{good_item, good_request, sample, sample_credential};
pub use session::{Lifetime, Session, TokenRefusal};

pub use crate::words::{
    Absent, Algorithm, AlgorithmDescription, BodyEncoding, Charset, CredentialKind, Cut, Digest,
    Digesting, Effect, Encryption, Function, Input, KeyForm, LengthUnit, Mac, Method, ModeWord,
    Operand, Output, Reports, Signature, Step, StepDescription, TextEncoding, Zone,
};

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
    /// Whether a merchant has several sets of them, and by what they differ.
    pub accounts: Option<Accounts>,
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
    /// What the vendor sends by itself, in the spec's order.
    pub notifications: Vec<Notification>,
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
    /// For the next piece of the answer.
    pub read_ms: u64,
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

/// A merchant has a set of credentials, and so a client, for each value of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accounts {
    /// By what they differ; a closed enumeration.
    pub by: EnumerationId,
    /// What they are.
    pub label: Label,
    /// Contradictions and assumptions.
    pub quirks: Vec<Quirk>,
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
    /// How it is asked.
    pub method: Method,
    /// Appended to the environment's base address; begins with a slash. A `{name}` stands for the
    /// path segment of that name.
    pub path: String,
    /// The segments of the path that vary, in their order.
    pub segments: Vec<Field>,
    /// Query parameters, in the spec's order.
    pub query: Vec<Field>,
    /// How the body may be encoded; the first is the default, none sends no body.
    pub encodings: Vec<BodyEncoding>,
    /// The charset of the body.
    pub charset: Charset,
    /// Request headers beyond `Content-Type`, in the spec's order.
    pub headers: Vec<Field>,
    /// Request members, in the spec's order.
    pub body: Vec<Field>,
    /// What the caller gives to recipes and what is not sent by itself, in the spec's order.
    pub inputs: Vec<Field>,
    /// Encryption of the whole request body, before anything is computed over it.
    pub envelope: Option<Envelope>,
    /// Values that are computed, in the order in which they must be.
    pub computed: Vec<Computed>,
    /// How the answer is read.
    pub answer: Answer,
    /// The account that it belongs to: a position in the choices of [`Accounts::by`].
    pub account: Option<usize>,
    /// The session it needs.
    pub session: Option<SessionId>,
    /// The position in `headers` of the one by which the vendor traces a request.
    pub correlation_id: Option<usize>,
    /// The field of which the vendor promises to execute one value once only.
    pub idempotency_key: Option<FieldRef>,
    /// The operation that tells what became of a request of this one.
    pub inquiry: Option<Inquiry>,
    /// The operation that takes back what a request of this one may have done (망취소).
    pub net_cancel: Option<FollowUp>,
    /// Refusals that lead to another operation, in the spec's order.
    pub next: Vec<Next>,
    /// Documented fields that the spec leaves out, and why.
    pub left_out: Vec<LeftOut>,
    /// Contradictions that concern this operation as a whole.
    pub quirks: Vec<Quirk>,
}

impl Operation {
    /// The fields of one place, in the spec's order; an operation receives none.
    pub fn fields(&self, place: Place) -> &[Field] {
        match place {
            Place::Path => &self.segments,
            Place::Query => &self.query,
            Place::Header => &self.headers,
            Place::Body => &self.body,
            Place::Input => &self.inputs,
            Place::Received => &[],
        }
    }

    /// The field that a reference points to.
    pub fn field(&self, field: FieldRef) -> Option<&Field> {
        self.fields(field.place).get(field.index)
    }

    /// Every field with its place, in the order in which the builder takes them.
    pub fn placed_fields(&self) -> impl Iterator<Item = Placed<'_>> {
        Place::REQUEST.into_iter().flat_map(|place| {
            let fields = self.fields(place).iter().enumerate();
            fields.map(move |(index, field)| Placed {
                at: FieldRef { place, index },
                field,
            })
        })
    }

    /// Every field, in the order in which the builder takes them.
    pub fn all_fields(&self) -> impl Iterator<Item = &Field> {
        self.placed_fields().map(|placed| placed.field)
    }

    /// Every field that the caller gives.
    pub fn caller_fields(&self) -> impl Iterator<Item = &Field> {
        self.all_fields()
            .filter(|field| field.source == Source::Caller)
    }
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
