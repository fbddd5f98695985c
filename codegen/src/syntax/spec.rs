//! A spec as it is written: every construct with its place, no name looked up, nothing checked against another.

use super::reader::Text;
use crate::source::{Span, Spanned};

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
    pub length_unit: Option<Text>,
    pub credentials: Vec<Named<Credential>>,
    pub sessions: Vec<Named<Session>>,
    pub values: Vec<Named<Value>>,
    pub ciphers: Vec<Named<Cipher>>,
    pub types: Vec<Named<Enumeration>>,
    pub headers: Vec<Named<Vec<Named<Field>>>>,
    pub codes: Vec<Named<Vec<Named<Code>>>>,
    pub faults: Vec<Named<Fault>>,
    pub operations: Vec<Named<Operation>>,
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
    Url(Text),
    Undocumented(Text),
    /// Reported already.
    Unreadable,
}

#[derive(Clone, Debug)]
pub struct Timeouts {
    pub connect: Option<Text>,
    pub total: Option<Text>,
}

#[derive(Clone, Debug)]
pub struct Credential {
    pub label: Label,
    pub kind: Option<Text>,
    pub secret: bool,
    pub sensitive: bool,
    pub optional: bool,
    pub length: Option<Text>,
}

#[derive(Clone, Debug)]
pub struct Session {
    pub label: Label,
    pub operation: Option<Text>,
    pub token: Option<Text>,
    pub lifetime: Option<Text>,
    pub quirks: Vec<Quirk>,
}

#[derive(Clone, Debug)]
pub struct Value {
    pub label: Label,
    pub secret: bool,
    pub option: Option<Text>,
    pub kind: ValueKind,
    pub quirks: Vec<Quirk>,
}

#[derive(Clone, Debug)]
pub enum ValueKind {
    Clock(Text),
    Template(Text),
    Recipe(Recipe),
    Choices(Vec<Named<RecipeChoice>>),
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
    Recipe(Recipe),
}

#[derive(Clone, Debug)]
pub struct Cipher {
    pub key: Option<Text>,
    pub iv: Option<Text>,
    pub form: Option<Text>,
    pub encode: Option<Text>,
    pub quirks: Vec<Quirk>,
}

/// Steps as written; the first one reads, the others convert.
#[derive(Clone, Debug)]
pub struct Recipe {
    pub steps: Vec<Step>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub name: Text,
    pub operands: Vec<Text>,
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
    pub next: Option<Text>,
    pub undecided: bool,
    pub reports: Option<Text>,
}

#[derive(Clone, Debug)]
pub struct Fault {
    pub label: Label,
    pub code: Option<Text>,
    pub message: Option<Text>,
    pub document: Option<Text>,
    pub codes: Vec<Named<Code>>,
}

#[derive(Clone, Debug)]
pub struct Operation {
    pub label: Label,
    pub note: Option<Text>,
    pub document: Option<Text>,
    pub effect: Option<Text>,
    pub path: Option<Text>,
    pub encodings: Vec<Text>,
    pub headers: Headers,
    pub request: Vec<Named<Field>>,
    pub answer: Vec<Named<Field>>,
    pub envelope: Option<Envelope>,
    pub request_envelope: Option<Envelope>,
    pub success: Option<Condition>,
    pub pending: Option<Pending>,
    pub refused: Option<Condition>,
    pub codes: Option<Codes>,
    pub inquiry: Option<Inquiry>,
    /// Names and reasons.
    pub left_out: Vec<Named<Text>>,
    pub quirks: Vec<Quirk>,
}

#[derive(Clone, Debug)]
pub enum Headers {
    Sets(Vec<Text>),
    Inline(Vec<Named<Field>>),
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
pub struct Inquiry {
    pub operation: Option<Text>,
    pub with: Vec<Named<Text>>,
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
    pub kind: Option<Text>,
    pub number: bool,
    pub zero: bool,
    pub length: Option<Text>,
    pub unit: Option<Text>,
    pub digits: Option<Text>,
    pub range: Option<Text>,
    pub format: Option<Text>,
    pub presence: Option<Spanned<Presence>>,
    pub encrypt: Option<Text>,
    pub separator: Option<Text>,
    pub from: Option<Text>,
    pub constant: Option<Text>,
    pub sensitive: bool,
    pub example: Option<Text>,
    pub echoes: Option<Text>,
    pub role: Option<Text>,
    /// The members of an object, or of each object of a list.
    pub members: Option<Vec<Named<Field>>>,
    pub quirks: Vec<Quirk>,
}

#[derive(Clone, Debug)]
pub enum Presence {
    Word(String),
    Conditional(String),
    RequiredWhen(Condition),
    ForbiddenWhen(Condition),
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
