//! What happened between a client and the sandbox.

use std::fmt;

use kpg_codegen::model::Reports;

/// One request and its answer, in full: with the secrets that it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The first one is 1.
    pub number: u64,
    /// When the request had arrived.
    pub at: jiff::Timestamp,
    /// The vendor's id, as the address had it.
    pub vendor: String,
    /// The name of the operation or form, when the address named one.
    pub operation: Option<String>,
    /// The method, as HTTP writes it.
    pub method: String,
    /// The address below the server's root, with its query.
    pub path: String,
    /// The request's headers in the order of arrival, names in lower case.
    pub request_headers: Vec<(String, String)>,
    /// Whether the request had a body; one of no bytes is none.
    pub has_body: bool,
    /// The request's body, read in the operation's charset; what is none of it is replaced. Empty when
    /// there was none.
    pub request_body: String,
    /// What the sandbox thinks of the request.
    pub judgement: Judgement,
    /// The script that decided the answer, as it is written.
    pub script: Option<String>,
    /// The answer's HTTP status.
    pub status: u16,
    /// The answer's body as it was sent, read in its charset; what is none of it is replaced.
    pub answer_body: String,
    /// The answer's body before it was encrypted, where the operation encrypts it.
    pub plain_answer: Option<String>,
}

/// What the sandbox thinks of a request, whatever a script made it answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Nothing is wrong with it.
    Accepted,
    /// This is wrong with it; at least one.
    Refused(Vec<Finding>),
    /// It is a call of no operation; the text says why.
    NoOperation(String),
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The wire name of the header or member, or `body`.
    pub subject: String,
    /// Which check it failed.
    pub reports: Reports,
    /// What is wrong, to follow the subject. Contains no secret.
    pub text: String,
}

impl Finding {
    pub(crate) fn field(subject: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            subject: subject.into(),
            reports: Reports::Field,
            text: text.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.subject, self.text)
    }
}

/// The findings in one line.
pub(crate) fn joined(findings: &[Finding]) -> String {
    let texts: Vec<String> = findings.iter().map(Finding::to_string).collect();
    texts.join("; ")
}
