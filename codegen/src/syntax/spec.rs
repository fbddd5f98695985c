//! A spec as it is written: every construct with its place, no name looked up, nothing checked against another.

pub use super::field_type::FieldType;
pub use super::spec_key::{CipherKey, CipherKeySource, KeyPart};
pub use super::spec_recipe::{
    Derivation, Operand, Random, Recipe, Selection, Start, Step, StepOperand,
};

use super::reader::Text;
use crate::source::{Span, Spanned};
use crate::words::{self, DetailedType, PlainType, TextRuleWord, TypeWord};

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
    pub operations: Vec<Named<Operation>>,
    /// Each is written like an operation of which nothing comes back.
    pub forms: Vec<Named<Operation>>,
    pub notifications: Vec<Named<Notification>>,
    /// Names and reasons.
    pub not_covered: Vec<Named<Text>>,
    pub quirks: Vec<Quirk>,
}

/// Something and its key.
#[derive(Clone, Debug)]
pub struct Named<T> {
    pub name: Text,
    pub value: T,
}

impl Named<Field> {
    /// Where its Rust name comes from: `name:`, or the wire name.
    pub fn name_place(&self) -> Span {
        let given = self.value.rust_name.as_ref();
        given.map_or(self.name.span, |name| name.span)
    }
}

#[derive(Clone, Debug, Default)]
pub struct Label {
    pub ko: Option<Text>,
    pub en: Option<Text>,
    /// Something was written that is no label, and was reported.
    pub reported: bool,
}

impl Label {
    /// Reported already.
    pub fn unreadable() -> Self {
        Self {
            reported: true,
            ..Self::default()
        }
    }
}

#[derive(Clone, Debug)]
pub struct Document {
    pub title: Label,
    pub url: Option<Text>,
    pub read: Option<Text>,
    pub sha256: Option<Text>,
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

/// The charset of bodies, in both directions.
#[derive(Clone, Debug, Default)]
pub struct Charset {
    pub send: Option<Spanned<words::Charset>>,
    pub receive: Option<Spanned<words::Charset>>,
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
    pub undecided: bool,
    pub reports: Option<Spanned<words::Reports>>,
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
    Refuse { document: Text, http: Vec<Text> },
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
    pub envelope: Option<Envelope>,
    pub request_envelope: Option<Envelope>,
    pub success: Option<Condition>,
    pub pending: Option<Pending>,
    pub refused: Option<Condition>,
    pub codes: Option<Codes>,
    pub other_codes: Option<OtherCodes>,
    pub faults: Vec<Named<Fault>>,
    pub account: Option<Text>,
    pub inquiry: Option<Inquiry>,
    pub net_cancel: Option<FollowUp>,
    /// Result codes, each with the operation that it leads to.
    pub next: Vec<Named<FollowUp>>,
    /// Names and reasons.
    pub left_out: Vec<Named<Text>>,
    pub quirks: Vec<Quirk>,
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

#[derive(Clone, Debug)]
pub struct Envelope {
    pub member: Option<Text>,
    pub key: Option<Text>,
}

/// An operation, and its members by the members whose values they take.
#[derive(Clone, Debug)]
pub struct FollowUp {
    pub operation: Option<Text>,
    pub with: Vec<Named<Text>>,
}

#[derive(Clone, Debug)]
pub struct Inquiry {
    pub request: FollowUp,
    pub done: Option<Condition>,
    pub refused: Option<Condition>,
    pub pending: Option<Condition>,
}

/// What the vendor sends by itself.
#[derive(Clone, Debug)]
pub struct Notification {
    pub label: Label,
    pub note: Option<Text>,
    pub document: Option<Text>,
    pub encodings: Vec<Spanned<words::BodyEncoding>>,
    pub charset: Charset,
    pub fields: Vec<Named<Field>>,
    pub authenticity: Option<Authenticity>,
    pub acknowledgement: Option<Acknowledgement>,
    pub quirks: Vec<Quirk>,
}

/// How a notification is known to come from the vendor.
#[derive(Clone, Debug)]
pub enum Authenticity {
    /// A member, and the value that it must have.
    Member(Text, Text),
    Undocumented(Text),
}

#[derive(Clone, Debug)]
pub struct Acknowledgement {
    pub status: Option<Text>,
    pub content_type: Option<Text>,
    pub body: Option<Text>,
}

/// Members and the values they must have.
#[derive(Clone, Debug)]
pub struct Condition {
    pub tests: Vec<(Text, Vec<Text>)>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Pending {
    Always(Text),
    When(Condition),
}

/// A request header, a request member or an answer member.
#[derive(Clone, Debug)]
pub struct Field {
    pub rust_name: Option<Text>,
    pub label: Label,
    pub note: Option<Text>,
    pub kind: Option<Spanned<FieldType>>,
    pub number: bool,
    pub zero: bool,
    pub negative: bool,
    pub length: Option<Text>,
    pub unit: Option<Spanned<words::LengthUnit>>,
    pub digits: Option<Text>,
    pub range: Option<Text>,
    /// How many digits a decimal has behind the point.
    pub places: Option<Text>,
    pub format: Option<Text>,
    /// The type whose values may stand in place of a date or time.
    pub or: Option<Text>,
    /// The rules of its text, each with what stands behind its word.
    pub rules: Vec<(TextRuleWord, Text)>,
    pub presence: Option<Spanned<Presence>>,
    pub absent: Option<Text>,
    /// What the values of a list are.
    pub of: Option<Spanned<FieldType>>,
    pub count: Option<Text>,
    /// How a query or a form writes the items of a list.
    pub repeat: Option<Spanned<words::Repeat>>,
    pub multiline: bool,
    pub encrypt: Option<Text>,
    pub separator: Option<Text>,
    pub from: Option<Text>,
    pub constant: Option<Text>,
    pub sensitive: bool,
    pub example: Option<Text>,
    pub echoes: Option<Text>,
    pub role: Option<Spanned<words::Role>>,
    /// The members of an object, or of each object of a list.
    pub members: Option<Vec<Named<Field>>>,
    /// Combinations of these members.
    pub combinations: Vec<Combination>,
    pub quirks: Vec<Quirk>,
}

impl Field {
    /// Its built-in type, a text where nothing is said; `None` where it has one of the vendor's own.
    pub fn type_word(&self) -> Option<TypeWord> {
        match self.kind.as_ref().map(|kind| &kind.value) {
            None => Some(TypeWord::PlainType(PlainType::Text)),
            Some(FieldType::BuiltIn(word)) => Some(*word),
            Some(FieldType::Declared(_)) => None,
        }
    }

    /// The name of its type where that is one of the vendor's own.
    pub fn declared_type(&self) -> Option<&str> {
        match self.kind.as_ref().map(|kind| &kind.value) {
            Some(FieldType::Declared(name)) => Some(name),
            Some(FieldType::BuiltIn(_)) | None => None,
        }
    }

    /// Whether JSON writes its value without quotes.
    pub fn is_bare(&self) -> bool {
        match self.type_word() {
            Some(TypeWord::PlainType(plain)) => plain.is_bare(),
            Some(TypeWord::DetailedType(DetailedType::Amount | DetailedType::Decimal)) => {
                self.number
            }
            Some(TypeWord::DetailedType(_) | TypeWord::NestedType(_)) | None => false,
        }
    }

    /// Whether JSON has it as a list or an object, and not as a text.
    pub fn is_structure(&self) -> bool {
        match self.type_word() {
            Some(TypeWord::NestedType(nested)) => nested.is_structure(),
            Some(TypeWord::PlainType(_) | TypeWord::DetailedType(_)) | None => false,
        }
    }
}

#[derive(Clone, Debug)]
pub enum Presence {
    Word(words::PresenceWord),
    Conditional(String),
    ByRule {
        required_when: Option<FieldCondition>,
        forbidden_when: Option<FieldCondition>,
    },
}

/// Conditions over fields of a request, of which one must hold.
#[derive(Clone, Debug)]
pub struct FieldCondition {
    pub alternatives: Vec<Condition>,
    pub span: Span,
}

/// Fields of which so many must be given.
#[derive(Clone, Debug)]
pub struct Combination {
    pub word: Spanned<words::CombinationWord>,
    pub members: Vec<Text>,
}

#[derive(Clone, Debug)]
pub struct Quirk {
    pub says: Option<Text>,
    pub seen: Option<Text>,
    pub chosen: Option<Text>,
    pub why: Option<Text>,
    pub corrections: Vec<Correction>,
}

/// A fact that a quirk overrides, in words: it has been put to use in the tree.
#[derive(Clone, Debug)]
pub struct Correction {
    pub fact: String,
    pub documented: Option<String>,
    pub used: Option<String>,
}
