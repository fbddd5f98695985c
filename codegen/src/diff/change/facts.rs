//! The facts that a change compares, as values of the model. A fact holds what the thing itself says, not the positions
//! by which a spec refers to things: two facts are equal exactly when a reader would see the same. How a fact is written
//! in words does not belong here.

use std::collections::BTreeSet;

pub use super::recipe::{Recipe, Reference, Selection};
pub use super::record::{MemberFact, RecordUseFact};

use crate::model::{
    Acknowledgement, Address, BodyEncoding, Charset, Choice, Cipher, Code, CodeKind,
    CombinationWord, CommonPart, CommonWord, Condition, Count, Credential, CredentialKind,
    DecimalLimits, Document, Effect, Enumeration, EnumerationId, Escaping, Format, Freshness,
    HeaderCase, Label, Layout, Length, Lifetime, Method, Name, OptionChoice, Part, Path, Pending,
    Place, Quirk, Record, Repeat, Reports, Rule, Secrecy, SentTo, Sources, Standing, TimeFormat,
    Wanted,
};

/// What one spec says about the subject of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact<'m> {
    /// A text, as the spec has it.
    Text(&'m str),
    /// Several texts, as the spec has them.
    Texts(&'m [String]),
    /// A name.
    Name(&'m Name),
    /// The name of a variant of an enum in Rust.
    VariantName(&'m Name),
    /// A label.
    Label(&'m Label),
    /// A document.
    Document(&'m Document),
    /// Where a fact is documented.
    Cited(Cited<'m>),
    /// A quirk.
    Quirk(&'m Quirk),
    /// How long a text may be.
    Length(Length),
    /// How many items a list has.
    Count(Count),
    /// What a recipe makes.
    Recipe(Recipe<'m>),
    /// A fact of what the vendor declares for all operations.
    Vendor(VendorFact<'m>),
    /// A fact of an operation as a whole.
    Operation(OperationFact<'m>),
    /// A fact of a field.
    Field(FieldFact<'m>),
    /// A fact of an answer or a notification.
    Answer(AnswerFact<'m>),
}

/// A fact of what the vendor declares for all operations.
#[derive(Clone, Debug, PartialEq)]
pub enum VendorFact<'m> {
    /// A base address.
    Address(&'m Address),
    /// The base address of each host of an environment, with the names of the hosts where they have some.
    Addresses {
        /// The names.
        hosts: &'m [Name],
        /// The addresses, in the same order.
        addresses: &'m [Address],
    },
    /// A time-out, in milliseconds.
    Milliseconds(u64),
    /// Whether the vendor documents the time-outs.
    AreTimeoutsDocumented(bool),
    /// The letter case of headers.
    HeaderCase(HeaderCase),
    /// A credential.
    Credential(&'m Credential),
    /// What a credential is.
    CredentialKind(CredentialKind),
    /// Who may see a credential.
    Secrecy(Secrecy),
    /// Whether a client cannot be built without a credential.
    IsCredentialRequired(bool),
    /// The enumeration by which accounts differ.
    AccountsBy(&'m Name),
    /// The choices of a client option.
    OptionChoices(&'m [OptionChoice]),
    /// A cipher, with the credentials that its keys come from.
    Cipher {
        /// The cipher.
        cipher: &'m Cipher,
        /// The credentials of its spec.
        credentials: &'m [Credential],
    },
    /// The values of an enumeration.
    Choices(&'m [Choice]),
    /// Whether values that are not listed may arrive.
    IsOpen(bool),
    /// The codes of a set.
    Codes(&'m [Code]),
    /// The HTTP status with which a result code comes.
    Status(u16),
    /// What the vendor refuses with a result code.
    Reports(Reports),
    /// Whether the documents do not say what a result code means.
    IsUndecided(bool),
    /// Where a token comes from.
    Token {
        /// The member of the answer that holds it.
        member: &'m Path,
        /// The operation that fetches it.
        operation: &'m Name,
    },
    /// How long a token is used.
    Lifetime(&'m Lifetime),
    /// How a token is refused: pairs of result code and HTTP status, at least one of which is given.
    TokenRefusals(BTreeSet<(Option<&'m str>, Option<u16>)>),
    /// What the vendor remembers between calls.
    Record(&'m Record),
}

/// A fact of an operation as a whole.
#[derive(Clone, Debug, PartialEq)]
pub enum OperationFact<'m> {
    /// The method, and where requests go.
    Address(Method, SentTo<'m>),
    /// Where requests go.
    Target(SentTo<'m>),
    /// The host that requests go to; none where the vendor has one without a name.
    Host(Option<&'m Name>),
    /// What a lost answer would mean.
    Effect(Effect),
    /// The HTTP method.
    Method(Method),
    /// How the body may be encoded; nothing where no body is sent.
    Encodings(BTreeSet<BodyEncoding>),
    /// The charset of the body.
    Charset(Charset),
    /// The documented `Content-Type` of the body in an encoding.
    ContentType(BodyEncoding, &'m str),
    /// How queries and forms are escaped.
    Escaping(Escaping),
    /// The encryption of a whole body.
    Envelope(Envelope<'m>),
    /// The session that it needs.
    Session(&'m Name),
    /// A field that has a role.
    Role(Reference<'m>),
    /// What it does that other vendors do too, and the fields that take what a merchant gives.
    Common(CommonWord, Vec<(CommonPart, &'m str)>),
    /// The wire names of fields, in the order in which they are sent.
    Order(Vec<&'m str>),
    /// The fields of a request that follows, each with what gives its value.
    GivenValues(Vec<(&'m str, Recipe<'m>)>),
    /// The operations that are asked one after the other.
    Inquiries(Vec<&'m Name>),
    /// How the answer to an inquiry is read.
    Standing(&'m Standing),
    /// What it does with what the vendor remembers.
    RecordUses(Vec<RecordUseFact<'m>>),
}

/// A fact of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldFact<'m> {
    /// A field that the caller gives.
    Given(GivenField<'m>),
    /// Where a field is sent.
    Place(Place),
    /// When a field must be there.
    Presence(Presence<'m>),
    /// Fields of which so many must be given.
    Combination(Combination<'m>),
    /// What a field holds.
    Kind(ValueKind<'m>),
    /// What a field holds and its rules.
    Rules(ValueRules<'m>),
    /// A rule of a field's value, with the enumerations that it can refer to.
    Rule(&'m Rule, &'m [Enumeration]),
    /// The Rust type that a builder takes or an answer gives, with the enumerations that it can refer to.
    RustType(RustType, &'m [Enumeration]),
    /// Whether JSON writes the value without quotes.
    IsBare(bool),
    /// Whether the documents leave open if JSON has a text or a number.
    IsTextOrNumber(bool),
    /// How a query or a form writes the items of a list.
    Repeat(Repeat),
    /// Whether the value must never be shown.
    IsSensitive(bool),
}

/// A fact of an answer or a notification.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerFact<'m> {
    /// The ways in which a body may be written.
    Formats(&'m [Format]),
    /// Where a member stands.
    Path(&'m Path),
    /// How a result code is written.
    CodeKind(CodeKind),
    /// Tests that must all hold.
    Condition(&'m Condition),
    /// The HTTP statuses beside 2xx with which codes that no document lists refuse; `None` where their meaning is unknown.
    UnlistedCodes(Option<&'m [(u16, u16)]>),
    /// Whether detailed codes that no document lists refuse.
    UnlistedDetails(bool),
    /// Whether acceptance is completion.
    Pending(&'m Pending),
    /// Another shape of refusal.
    Fault(FaultShape<'m>),
    /// What a member holds, and when it is there.
    Member(ValueKind<'m>, Part),
    /// When a member is there.
    Part(Part),
    /// The wire name of the field of the request whose value a member repeats.
    Repeats(&'m str),
    /// How the text of a member is opened.
    Wrapping {
        /// How it is escaped.
        escaped: Option<Escaping>,
        /// The cipher that decrypts it.
        cipher: Option<&'m Name>,
        /// How an object or a list is written into it.
        content: Option<BodyEncoding>,
    },
    /// How a notification is known to be genuine.
    Proof(Proof<'m>),
    /// How old a notification may be.
    Freshness(&'m Freshness),
    /// What a notification is answered.
    Acknowledgement(&'m Acknowledgement),
    /// The members that tell a notification apart, or by which the merchant finds what it stored.
    Members(&'m [Path]),
    /// Where a notification comes from.
    Sources(&'m Sources),
}

/// A section of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cited<'m> {
    /// The id of the document.
    pub document: &'m str,
    /// The section; `None` for the document as a whole.
    pub section: Option<&'m str>,
}

/// The encryption of a whole body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Envelope<'m> {
    /// As a JWE.
    Jwe {
        /// The member that holds it.
        member: &'m str,
        /// The credential with the key.
        key: &'m Name,
    },
    /// With a cipher.
    Cipher {
        /// The cipher.
        cipher: &'m Name,
        /// The member that holds the text; `None` where it is the whole body.
        member: Option<&'m str>,
        /// The members beside it.
        clear: Vec<&'m str>,
        /// How what is encrypted is written; `None` where it is written as the body around it is.
        content: Option<BodyEncoding>,
    },
}

/// A field that the caller gives.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenField<'m> {
    /// When it must be there.
    pub presence: Presence<'m>,
    /// What it holds.
    pub rules: ValueRules<'m>,
}

/// When a field must be there. See [`crate::model::Presence`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence<'m> {
    /// Always.
    Required,
    /// Not necessarily.
    Optional,
    /// In circumstances that the document gives in words.
    Conditional(&'m str),
    /// As the values of other fields say.
    ByRule {
        /// When it must be there.
        required_when: Option<FieldCondition<'m>>,
        /// When it must not be there.
        forbidden_when: Option<FieldCondition<'m>>,
    },
}

/// A condition over fields: alternatives of tests, each of a field and what it must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldCondition<'m> {
    /// The alternatives, of which one must hold.
    pub alternatives: Vec<Vec<(Reference<'m>, &'m Wanted)>>,
}

/// Fields of which so many must be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combination<'m> {
    /// How many.
    pub word: CombinationWord,
    /// The fields.
    pub members: Vec<Reference<'m>>,
}

/// What a field holds and the rules that its spec states.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueRules<'m> {
    /// What it holds.
    pub kind: ValueKind<'m>,
    /// The rules, in the order of the spec.
    pub rules: Vec<&'m Rule>,
    /// The enumerations that the rules can refer to.
    pub enumerations: &'m [Enumeration],
}

/// What a field holds, without the members that are compared one by one. See [`crate::model::Content`].
#[derive(Clone, Debug, PartialEq)]
pub enum ValueKind<'m> {
    /// Text.
    Text,
    /// Digits.
    Digits,
    /// An amount.
    Amount {
        /// The least and the greatest number of digits.
        digits: Option<(u32, u32)>,
        /// Whether it is a JSON number.
        number: bool,
        /// Whether it may be zero.
        zero: bool,
        /// Whether it may be less than zero.
        negative: bool,
    },
    /// A whole number.
    Integer {
        /// The least value.
        min: i128,
        /// The greatest value.
        max: i128,
    },
    /// A decimal number.
    Decimal {
        /// The numbers that it can be.
        limits: DecimalLimits,
        /// Whether it is a JSON number.
        number: bool,
    },
    /// True or false.
    Boolean,
    /// A value of the enumeration of this name.
    Enumeration {
        /// The list.
        name: Option<&'m Name>,
        /// Whether JSON has its values as numbers.
        number: bool,
    },
    /// A time.
    DateTime(&'m TimeFormat),
    /// A time, or a value of the enumeration of this name.
    TimeOr(&'m TimeFormat, Option<&'m Name>),
    /// Texts joined by a separator.
    Joined(char),
    /// The text of an EMV QR code.
    EmvQr,
    /// Bytes.
    Base64,
    /// A list of values.
    Values(Box<ValueKind<'m>>),
    /// Objects.
    Nested(Layout),
}

/// A Rust type of the generated API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RustType {
    /// `String`; a setter takes `impl Into<String>`.
    Text,
    /// `Sensitive<String>`, in answers.
    SensitiveText,
    /// `TimeText`, in answers.
    Time,
    /// `u64`
    Number,
    /// `i64`
    Signed,
    /// `Decimal`
    Decimal,
    /// `bool`
    Flag,
    /// `Binary`
    Bytes,
    /// `Joined<SEPARATOR>`, in requests.
    Joined(char),
    /// `TimeOr` of the type of an enumeration.
    TimeOr(EnumerationId),
    /// The type of an enumeration.
    Enumeration(EnumerationId),
    /// `AnsweredChoice` of the type of a closed enumeration, in answers.
    AnsweredChoice(EnumerationId),
    /// `Hidden` of another type, in answers.
    Hidden(Box<RustType>),
    /// A list of values.
    Values(Box<RustType>),
    /// A list of objects.
    Objects,
    /// An object.
    Object,
}

/// How another shape of refusal is recognised and read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultShape<'m> {
    /// The member with the code.
    pub code: &'m Path,
    /// The member with the message.
    pub message: Option<&'m Path>,
    /// The HTTP statuses that it comes with, first and last; any when `None`.
    pub statuses: Option<(u16, u16)>,
}

/// How a notification is known to be genuine.
#[derive(Clone, Debug, PartialEq)]
pub enum Proof<'m> {
    /// It is not: the text says what to do instead.
    Missing(&'m str),
    /// A member is what a recipe makes.
    Member {
        /// The member.
        member: &'m Path,
        /// What it must be.
        expected: Recipe<'m>,
    },
    /// A header is what a recipe makes.
    Header {
        /// Its name.
        header: &'m str,
        /// Which messages have it.
        demanded: Part,
        /// What it must be.
        expected: Recipe<'m>,
    },
}

impl<'m> From<VendorFact<'m>> for Fact<'m> {
    fn from(fact: VendorFact<'m>) -> Self {
        Self::Vendor(fact)
    }
}

impl<'m> From<OperationFact<'m>> for Fact<'m> {
    fn from(fact: OperationFact<'m>) -> Self {
        Self::Operation(fact)
    }
}

impl<'m> From<FieldFact<'m>> for Fact<'m> {
    fn from(fact: FieldFact<'m>) -> Self {
        Self::Field(fact)
    }
}

impl<'m> From<AnswerFact<'m>> for Fact<'m> {
    fn from(fact: AnswerFact<'m>) -> Self {
        Self::Answer(fact)
    }
}
