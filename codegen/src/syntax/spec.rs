//! A spec as it is written: every construct with its place, no name looked up, nothing checked against another.

pub use super::field_type::FieldType;
pub use super::spec_common::{Correction, Label, LeftOut, Named, Quirk};
pub use super::spec_envelope::{Charset, Envelope, Jwe, Sealed};
pub use super::spec_example::{
    Example, ExampleSupply, ExampleValue, Examples, ExpectedAnswer, ExpectedNotice, ExpectedRequest,
};
pub use super::spec_field::{Asked, Combination, Condition, Field, FieldCondition, Presence};
pub use super::spec_key::{CipherKey, CipherKeySource, KeyPart};
pub use super::spec_notification::{
    Acknowledgement, Authenticity, Fresh, Identity, Notification, Proof, ProofPlace, Sources,
    Stored,
};
pub use super::spec_recipe::{
    Branches, Derivation, Operand, Random, Recipe, Selection, Start, Step, StepOperand,
};
pub use super::spec_record::{Record, RecordUse, Told};

use super::reader::Text;
use crate::source::{Span, Spanned};
use crate::words;

/// A whole file.
#[derive(Clone, Debug)]
pub struct Spec {
    pub vendor: Option<Text>,
    pub label: Label,
    /// The key of the label.
    pub label_place: Span,
    pub documents: Vec<Named<Document>>,
    pub environments: Vec<Named<Environment>>,
    pub timeouts: Option<Timeouts>,
    pub levels: Vec<Named<Level>>,
    pub length_unit: Option<Spanned<words::LengthUnit>>,
    pub charset: Charset,
    pub content_types: Vec<ContentType>,
    pub escaping: Option<Spanned<words::Escaping>>,
    pub header_case: Option<Spanned<words::HeaderCase>>,
    pub credentials: Vec<Named<Credential>>,
    pub accounts: Option<Accounts>,
    pub sessions: Vec<Named<Session>>,
    pub values: Vec<Named<Value>>,
    pub ciphers: Vec<Named<Cipher>>,
    pub types: Vec<Named<Enumeration>>,
    /// The groups of fields that nothing names; the fields of the others stand where they are named.
    pub unused_groups: Vec<Text>,
    pub codes: Vec<Named<Vec<Named<Code>>>>,
    pub faults: Vec<Named<Fault>>,
    /// What the vendor remembers between calls.
    pub records: Vec<Named<Record>>,
    pub operations: Vec<Named<Operation>>,
    /// Each is written like an operation of which nothing comes back.
    pub forms: Vec<Named<Operation>>,
    pub notifications: Vec<Named<Notification>>,
    /// What examples have in common.
    pub test_values: Option<ExampleSupply>,
    /// Names and reasons.
    pub not_covered: Vec<Named<Text>>,
    pub quirks: Vec<Quirk>,
}

#[derive(Clone, Debug)]
pub struct Document {
    pub title: Label,
    pub url: Option<Text>,
    pub read: Option<Text>,
    pub sha256: Option<Text>,
    /// What the spec has from it, where nothing cites it.
    pub about: Option<Text>,
}

#[derive(Clone, Debug)]
pub enum Environment {
    /// Of a vendor with one host.
    OneHost(HostAddress),
    /// By the names of the hosts.
    Hosts(Vec<Named<HostAddress>>),
}

#[derive(Clone, Debug)]
pub enum HostAddress {
    Url(Text),
    /// Several addresses, by the names that an earlier answer has for them.
    Choice(Vec<Named<Text>>),
    Undocumented(Text),
    /// Reported already.
    Unreadable,
}

#[derive(Clone, Debug)]
pub struct Timeouts {
    pub connect: Option<Text>,
    pub read: Option<Text>,
    pub total: Option<Text>,
}

#[derive(Clone, Debug)]
pub struct Credential {
    pub label: Label,
    pub kind: Option<Spanned<words::CredentialKind>>,
    pub secret: bool,
    pub sensitive: bool,
    pub optional: bool,
    pub length: Option<Text>,
}

/// Sets of credentials, one for each value of a type.
#[derive(Clone, Debug)]
pub struct Accounts {
    pub label: Label,
    /// The key that declares them.
    pub place: Span,
    pub by: Option<Text>,
    pub quirks: Vec<Quirk>,
}

#[derive(Clone, Debug)]
pub struct Session {
    pub label: Label,
    pub operation: Option<Text>,
    pub token: Option<Text>,
    pub lifetime: Option<Lifetime>,
    pub refused: Vec<TokenRefusal>,
    pub quirks: Vec<Quirk>,
}

/// How long a token lives.
#[derive(Clone, Debug)]
pub enum Lifetime {
    /// Every token is for one call.
    OneCall,
    /// A duration.
    Duration(Text),
    /// A member of the answer holds a number of seconds.
    Seconds(Text),
    /// A member of the answer holds a point in time.
    Until {
        member: Text,
        zone: Option<Spanned<words::Zone>>,
    },
}

/// A way in which the vendor refuses a token.
#[derive(Clone, Debug)]
pub struct TokenRefusal {
    pub http: Option<Text>,
    pub codes: Vec<Text>,
}

#[derive(Clone, Debug)]
pub struct Value {
    pub label: Label,
    pub secret: bool,
    /// Why it is sent although it is made of secrets.
    pub sent_because: Option<Text>,
    pub option: Option<Text>,
    pub kind: ValueKind,
    pub quirks: Vec<Quirk>,
}

#[derive(Clone, Debug)]
pub enum ValueKind {
    Clock(Spanned<words::Zone>),
    Template(Text),
    Recipe(Box<Recipe>),
    Choices(Vec<Named<RecipeChoice>>),
    Random(Random),
    /// Reported already.
    Unreadable,
}

impl Value {
    /// Whether it is the time at which a request is made.
    pub fn is_clock(&self) -> bool {
        matches!(self.kind, ValueKind::Clock(_))
    }
}

#[derive(Clone, Debug)]
pub struct RecipeChoice {
    pub label: Label,
    pub kind: ChoiceKind,
}

#[derive(Clone, Debug)]
pub enum ChoiceKind {
    Template(Text),
    Recipe(Box<Recipe>),
}

#[derive(Clone, Debug, Default)]
pub struct Cipher {
    /// `None` stands for one that was reported: what uses the cipher is no mistake.
    pub word: Option<words::CipherWord>,
    pub key: Option<CipherKey>,
    pub iv: Option<CipherKey>,
    /// How the texts of key and initialisation vector stand for bytes, where they do not say so themselves.
    pub form: Option<Spanned<words::KeyForm>>,
    pub charset: Option<Spanned<words::Charset>>,
    pub encode: Option<Spanned<words::TextEncoding>>,
    pub quirks: Vec<Quirk>,
}

/// What becomes of something that is reported, and why.
#[derive(Clone, Debug)]
pub struct Level {
    pub level: Option<Spanned<crate::diagnostic::Level>>,
    pub reason: Option<Text>,
}

/// The `Content-Type` of requests in one encoding.
#[derive(Clone, Debug)]
pub struct ContentType {
    pub encoding: Spanned<words::BodyEncoding>,
    pub written: Text,
}

#[derive(Clone, Debug)]
pub struct Enumeration {
    pub label: Label,
    pub open: bool,
    pub values: Vec<Named<Choice>>,
}

#[derive(Clone, Debug)]
pub struct Choice {
    pub rust_name: Option<Text>,
    pub label: Label,
}

#[derive(Clone, Debug)]
pub struct Code {
    pub rust_name: Option<Text>,
    pub label: Label,
    pub http: Option<Text>,
    pub undecided: Undecided,
    pub reports: Option<Spanned<words::Reports>>,
}

/// In which operations the documents leave open what a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecided {
    Nowhere,
    Everywhere,
    /// In those that do not accept it; where that is written.
    Elsewhere(Span),
}

#[derive(Clone, Debug)]
pub struct Fault {
    pub label: Label,
    pub code: Option<Text>,
    pub message: Option<Text>,
    pub http: Option<Text>,
    pub document: Option<Text>,
    pub codes: Vec<Named<Code>>,
    pub other_codes: Option<OtherCodes>,
}

/// What a document says of the codes that it does not list.
#[derive(Clone, Debug)]
pub enum OtherCodes {
    /// Where it says that every one is a failure, and the HTTP statuses of refusals beside 2xx.
    Refuse {
        document: Text,
        http: Vec<Text>,
        /// Where every detailed code is listed that leaves the outcome open.
        details: Option<Text>,
    },
    /// It says nothing, and where that was looked for.
    Undocumented(Text),
}

#[derive(Clone, Debug)]
pub struct Operation {
    pub label: Label,
    pub note: Option<Text>,
    pub document: Option<Text>,
    pub effect: Option<Spanned<words::Effect>>,
    pub address: Option<Address>,
    pub host: Option<Text>,
    pub encodings: Vec<Spanned<words::BodyEncoding>>,
    pub receive: Option<Spanned<words::BodyEncoding>>,
    pub list_as: Option<Text>,
    pub charset: Charset,
    pub content_types: Vec<ContentType>,
    pub escaping: Option<Spanned<words::Escaping>>,
    pub segments: Vec<Named<Field>>,
    pub query: Vec<Named<Field>>,
    pub headers: Vec<Named<Field>>,
    pub request: Vec<Named<Field>>,
    pub combinations: Vec<Combination>,
    pub inputs: Vec<Named<Field>>,
    pub answer: Vec<Named<Field>>,
    /// The Rust struct that the answer becomes, where several operations share it.
    pub answer_struct: Option<Text>,
    pub envelope: Option<Envelope>,
    pub request_envelope: Option<Envelope>,
    pub authenticity: Option<Proof>,
    pub success: Option<Condition>,
    pub pending: Option<Pending>,
    pub refused: Option<Condition>,
    pub codes: Option<Codes>,
    pub other_codes: Option<OtherCodes>,
    pub faults: Vec<Named<Fault>>,
    pub account: Option<Text>,
    /// In the order in which they are asked.
    pub inquiries: Vec<Inquiry>,
    pub net_cancel: Option<FollowUp>,
    /// Result codes, each with the operation that it leads to.
    pub next: Vec<Named<FollowUp>>,
    pub identified_by: Option<Text>,
    pub common: Vec<Common>,
    pub records: Vec<RecordUse>,
    pub left_out: Vec<Named<LeftOut>>,
    pub examples: Option<Examples>,
    pub quirks: Vec<Quirk>,
}

/// What an operation does that other vendors do too.
#[derive(Clone, Debug)]
pub struct Common {
    /// Where it is written.
    pub place: Span,
    pub does: Option<Spanned<words::CommonWord>>,
    /// The fields that take what a merchant gives.
    pub given: Vec<(words::CommonPart, Text)>,
}

/// The method, and where the request goes.
#[derive(Clone, Debug)]
pub struct Address {
    pub method: words::Method,
    /// The value of the method's key.
    pub place: Span,
    pub target: Target,
    /// The field whose value names one of the addresses of the host.
    pub named_by: Option<Text>,
}

#[derive(Clone, Debug)]
pub enum Target {
    Path(Text),
    /// The field that holds the whole address.
    Field(Text),
}

#[derive(Clone, Debug)]
pub enum Codes {
    Set(Text),
    Inline(Vec<Named<Code>>),
}

impl Codes {
    /// The codes; `None` where they are a set that is not there.
    pub fn list<'s>(&'s self, spec: &'s Spec) -> Option<&'s [Named<Code>]> {
        match self {
            Self::Inline(codes) => Some(codes),
            Self::Set(name) => {
                let mut sets = spec.codes.iter();
                let found = sets.find(|set| set.name.value == name.value)?;
                Some(&found.value)
            }
        }
    }
}

/// An operation, and its members by the members whose values they take.
#[derive(Clone, Debug)]
pub struct FollowUp {
    pub operation: Option<Text>,
    pub with: Vec<Named<GivenValue>>,
}

/// What gives a value to a request that follows.
#[derive(Clone, Debug)]
pub enum GivenValue {
    /// A field of the first request.
    Field(Text),
    Constant(Text),
    /// The clock of the first call, in a format.
    Clock {
        value: Text,
        format: Option<Text>,
    },
}

#[derive(Clone, Debug)]
pub struct Inquiry {
    pub request: FollowUp,
    pub done: Option<Condition>,
    pub refused: Option<Condition>,
    pub pending: Option<Condition>,
}

#[derive(Clone, Debug)]
pub enum Pending {
    Always(Text),
    When(Condition),
}
