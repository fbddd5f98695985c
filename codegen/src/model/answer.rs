//! Answers: how they are read, and how success, pending and refusal are told apart.

use std::collections::BTreeSet;

use super::inputs::fields_of;
use super::{
    AnswerField, Charset, Citation, CodeSetId, Computed, Expression, FieldRef, Label, Length, Name,
    Opening, Path, Proof, ReceivedEnvelope, Reports,
};

/// The member that every answer and every notification has in Rust for what is odd in it; none of the
/// vendor's own may be called so.
pub const NOTED: &str = "noted";

/// How an operation's answer is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// How the body is written.
    pub format: Format,
    /// Encryption of the whole body.
    pub envelope: Option<ReceivedEnvelope>,
    /// The Rust struct that it shares with other operations of the same answer.
    pub structure: Option<Name>,
    /// The fields, in the spec's order; none of them is the result code.
    pub fields: Vec<AnswerField>,
    /// What opens the members that arrive encrypted.
    pub openings: Vec<Opening>,
    /// How it is known to come from the vendor, where the vendor proves it.
    pub proof: Option<Proof>,
    /// The result code; none where the HTTP status says whether the vendor accepted.
    pub code: Option<ResultCode>,
    /// Where the result message stands.
    pub message: Option<Path>,
    /// Where a second code stands. A refusal with one that is undecided leaves the outcome unknown; so does one with a
    /// code of no list, unless `other_codes` says that those refuse.
    pub detail: Option<Path>,
    /// The codes this operation knows.
    pub codes: CodeSetId,
    /// When the vendor accepted; asks for the code, or for HTTP statuses where there is none.
    pub success: Condition,
    /// Whether acceptance can mean that it is still working on it.
    pub pending: Pending,
    /// When the answer refuses although its code does not.
    pub refused: Option<Condition>,
    /// What the documents say of codes that they do not list.
    pub other_codes: OtherCodes,
    /// Other shapes that a refusal can have.
    pub faults: Vec<Fault>,
}

impl Answer {
    /// Everything that is computed to open it and to prove it.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let openings = self.all_openings().flat_map(|opening| &opening.computed);
        let of_openings = openings.map(|computed: &Computed| &computed.expression);
        of_openings.chain(self.proof.iter().flat_map(Proof::expressions))
    }

    /// What opens the body and its members.
    pub fn all_openings(&self) -> impl Iterator<Item = &Opening> {
        let of_body = self.envelope.as_ref().and_then(ReceivedEnvelope::opening);
        of_body.into_iter().chain(&self.openings)
    }

    /// The fields of the request that are needed to open it and to prove it.
    pub fn request_fields(&self) -> BTreeSet<FieldRef> {
        fields_of(self.expressions())
    }

    /// Whether success or pending asks for this result code.
    pub fn accepts(&self, code: &str) -> bool {
        let pending = match &self.pending {
            Pending::When(condition) => Some(condition),
            Pending::Never | Pending::Always(_) => None,
        };
        let tests = [Some(&self.success), pending].into_iter().flatten();
        let mut tests = tests.flat_map(|condition| &condition.tests);
        tests.any(|test| self.is_code(&test.path) && test.values.iter().any(|value| value == code))
    }

    /// Whether the documents leave open what a listed code means here. They never do of one that is accepted.
    pub fn leaves_open(&self, code: &Code) -> bool {
        code.undecided && !self.accepts(&code.wire)
    }

    /// Whether the result code stands there.
    pub fn is_code(&self, path: &Path) -> bool {
        self.code.as_ref().is_some_and(|code| code.path == *path)
    }

    /// How long a result code is, where documented.
    pub fn code_length(&self) -> Option<Length> {
        self.code.as_ref().and_then(|code| code.length)
    }

    /// The listed codes that refuse in the operation's own shape: neither accepted nor undecided, and not
    /// of a fault alone.
    pub fn refusals<'s>(&'s self, set: &'s CodeSet) -> impl Iterator<Item = &'s Code> {
        let of_fault = |code: &Code| {
            self.faults
                .iter()
                .any(|fault| fault.codes.contains(&code.wire))
        };
        let own_shape = self.code.as_ref();
        let codes = own_shape.into_iter().flat_map(|_| &set.codes);
        codes.filter(move |code| !code.undecided && !self.accepts(&code.wire) && !of_fault(code))
    }
}

/// The member of an answer that says what became of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultCode {
    /// Where it stands.
    pub path: Path,
    /// How it is written.
    pub kind: CodeKind,
    /// How long it is, where documented.
    pub length: Option<Length>,
}

/// What documents say of the codes that they do not list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OtherCodes {
    /// The spec does not say what they say.
    Unsaid,
    /// Nothing; the text says where that was looked for. What such a code means is unknown.
    Undocumented(String),
    /// Every one is a refusal.
    Refuse {
        /// Where that stands.
        citation: Citation,
        /// The HTTP statuses beside 2xx with which refusals are documented: first and last of each range.
        statuses: Vec<(u16, u16)>,
        /// Where every detailed code is listed that leaves the outcome open, so that all others refuse as well.
        details: Option<Citation>,
    },
}

impl OtherCodes {
    /// Where every detailed code is listed that leaves the outcome open.
    #[must_use]
    pub const fn details(&self) -> Option<&Citation> {
        match self {
            Self::Unsaid | Self::Undocumented(_) => None,
            Self::Refuse { details, .. } => details.as_ref(),
        }
    }
}

/// How a vendor writes its result codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// As texts.
    Text,
    /// As whole numbers: in JSON without quotes.
    Integer,
}

/// How a body that arrives is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    /// JSON, or a form.
    pub encoding: super::BodyEncoding,
    /// The charset of its texts.
    pub charset: Charset,
    /// The member that a list at the top is read as; an object is read as it is.
    pub list_as: Option<String>,
}

/// Whether the vendor can accept a request and finish it later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pending {
    /// Acceptance is completion.
    Never,
    /// When this holds.
    When(Condition),
    /// Acceptance is never completion; the text says what completes it.
    Always(String),
}

/// What an answer is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The HTTP statuses of which it must have one; any of 2xx where none is listed.
    pub statuses: Vec<u16>,
    /// Tests that must all hold; at least one, unless statuses are listed.
    pub tests: Vec<Test>,
}

/// One member has one of the listed values; numbers and booleans are compared as JSON writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The member.
    pub path: Path,
    /// The values; at least one.
    pub values: Vec<String>,
}

/// Result codes and what they mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSet {
    /// Its name, such as `cancel_code`.
    pub name: Name,
    /// The codes, in the spec's order. More may arrive.
    pub codes: Vec<Code>,
}

/// One result code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// As it goes on the wire.
    pub wire: String,
    /// As Rust calls it.
    pub name: Name,
    /// What it means.
    pub label: Label,
    /// The HTTP status it comes with, where documented; a refusal refuses with that alone.
    pub status: Option<u16>,
    /// Whether the documents do not say if it means yes or no, wherever an answer does not accept it.
    pub undecided: bool,
    /// What the vendor refuses with it, for the sandbox: a bad signature or an invalid field.
    pub reports: Option<Reports>,
}

/// Another shape of refusal, such as a gateway's in front of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its name.
    pub name: Name,
    /// What sends it.
    pub label: Label,
    /// The member that holds its code; its presence tells the shape.
    pub code: Path,
    /// The member that holds its message.
    pub message: Option<Path>,
    /// The codes that are documented for it, as they go on the wire.
    pub codes: Vec<String>,
    /// The HTTP statuses that it comes with, first and last; any when `None`.
    pub statuses: Option<(u16, u16)>,
    /// What the documents say of codes in this shape that they do not list.
    pub other_codes: OtherCodes,
    /// Where it is documented.
    pub citation: Option<Citation>,
}
