//! Why a call failed, with the codes of the answer as texts: what is one for all operations. Callers see it with typed
//! codes, as [`CallError`](super::CallError).

use std::borrow::Cow;
use std::fmt;

use super::{Call, ErrorKind, Failure, Identification, OperationFacts, Outcome, Problem};
use crate::mask::Kept;
use crate::message::MadeValues;
use crate::value::shown;
use crate::{BoxError, Mismatch, PrepareError};

/// The longest part of a vendor's text that is displayed, in characters.
const SHOWN: usize = 200;

/// Why a call failed, before its codes have a type. Generated code hands it on, and [`CallError`](crate::CallError) is made of it.
pub struct CallFailure(Box<Details>);

/// What is known of the failure. The codes are those of the answer, and may be anything: `Debug` leaves them out.
pub(super) struct Details {
    pub(super) call: Call,
    pub(super) identification: Option<Identification>,
    pub(super) kind: ErrorKind,
    pub(super) status: Option<u16>,
    pub(super) code: Option<String>,
    pub(super) detail_code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) mismatches: Vec<Mismatch>,
    pub(super) correlation_id: Option<String>,
    pub(super) made: MadeValues,
    pub(super) attempts: u32,
    /// Whether something in the answer could be a yes.
    pub(super) maybe_a_yes: bool,
    /// Whether an attempt before the last one may have been executed.
    pub(super) follows_doubt: bool,
    pub(super) failure: Failure,
}

impl CallFailure {
    pub(crate) fn new(call: Call, kind: ErrorKind) -> Self {
        Self(Box::new(Details {
            call,
            identification: None,
            kind,
            status: None,
            code: None,
            detail_code: None,
            message: None,
            mismatches: Vec::new(),
            correlation_id: None,
            made: MadeValues::default(),
            attempts: 0,
            maybe_a_yes: false,
            follows_doubt: false,
            failure: Failure::new(""),
        }))
    }

    pub(crate) fn prepare(call: Call, error: PrepareError) -> Self {
        let (detail, source) = error.into_parts();
        let mut failed = Self::new(call, ErrorKind::Prepare).detail(detail);
        failed.0.failure.source = source;
        failed
    }

    pub(crate) fn because(mut self, source: BoxError) -> Self {
        self.0.failure.source = Some(source);
        self
    }

    pub(crate) fn detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.0.failure.detail = detail.into();
        self
    }

    /// Keeps the answer in which it was found.
    pub(crate) fn answered(mut self, facts: &OperationFacts, status: u16, body: &[u8]) -> Self {
        self.0.status = Some(status);
        self.0.failure.body = Some(Kept::new(body, facts.format, facts.sensitive));
        self
    }

    /// Keeps the result code, and a second code that says why beside it.
    pub(crate) fn coded(mut self, code: Option<String>, detail: Option<String>) -> Self {
        (self.0.code, self.0.detail_code) = (code, detail);
        self
    }

    /// Keeps the vendor's words on the result.
    pub(crate) fn saying(mut self, message: Option<String>) -> Self {
        self.0.message = message;
        self
    }

    /// Says which members are not as described, or do not repeat the request.
    pub(crate) fn about(mut self, problems: Vec<Problem>, mismatches: Vec<Mismatch>) -> Self {
        (self.0.failure.problems, self.0.mismatches) = (problems, mismatches);
        self
    }

    /// Says what the request was about.
    pub(crate) fn identified(mut self, identification: Option<Identification>) -> Self {
        self.0.identification = identification;
        self
    }

    /// Keeps what the client made for the call.
    pub(crate) fn with_made(mut self, made: &MadeValues) -> Self {
        self.0.made = made.clone();
        self
    }

    /// Says in which attempt it failed, and by which number the vendor traces the request.
    pub(crate) fn traced(mut self, attempts: u32, correlation_id: Option<String>) -> Self {
        (self.0.attempts, self.0.correlation_id) = (attempts, correlation_id);
        self
    }

    /// The same failure where something else leaves it less certain than it says itself.
    pub(crate) fn in_doubt(mut self, kind: ErrorKind, detail: &'static str) -> Self {
        self.0.kind = kind;
        self.detail(detail)
    }

    /// Says whether something in the answer could be a yes.
    pub(crate) fn maybe_a_yes(mut self, maybe: bool) -> Self {
        self.0.maybe_a_yes = maybe;
        self
    }

    /// Says that an attempt before this one may have been executed.
    pub(crate) fn following_doubt(mut self) -> Self {
        self.0.follows_doubt = true;
        self
    }

    /// Where the call failed.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What is known about what the vendor did.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.kind().outcome()
    }

    /// The members that are not as described.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.0.failure.problems
    }

    pub(super) fn details(&self) -> &Details {
        &self.0
    }
}

/// What those ask who make a call, without the types of its operation.
#[cfg(feature = "client")]
impl CallFailure {
    /// The result code where it may be shown and logged.
    pub(crate) fn plain_code(&self, facts: &OperationFacts) -> Option<&str> {
        let code = self.0.code.as_deref()?;
        may_be_shown(code, (facts.lists_code)(code)).then_some(code)
    }
}

/// What decides whether a call is made once more with another token.
#[cfg(feature = "sessions")]
impl CallFailure {
    /// The HTTP status, when there was an answer.
    pub(crate) fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The result code as it came, when the answer had one.
    pub(crate) fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// Whether something in the answer could be a yes.
    pub(crate) fn may_be_a_yes(&self) -> bool {
        self.0.maybe_a_yes
    }

    /// Whether an attempt before the one that failed so may have been executed.
    pub(crate) fn follows_doubt(&self) -> bool {
        self.0.follows_doubt
    }
}

/// The longest unlisted code that is shown, in bytes, and the most digits that it may have.
const LONGEST_CODE: usize = 40;
const MOST_DIGITS: usize = 8;

/// Whether a code is listed, or does not look like something else: what a vendor sends in its place may be anything, and
/// more than eight digits may be a card.
pub(super) fn may_be_shown(code: &str, is_listed: bool) -> bool {
    is_listed || looks_like_a_code(code)
}

fn looks_like_a_code(text: &str) -> bool {
    let is_word = text.len() <= LONGEST_CODE
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    is_word && digits <= MOST_DIGITS
}

impl Details {
    /// The failure in one line, with what may be shown of its codes.
    pub(super) fn write(
        &self,
        f: &mut fmt::Formatter<'_>,
        code: Option<&str>,
        detail_code: Option<&str>,
    ) -> fmt::Result {
        self.write_subject(f)?;
        write!(f, ": {}", self.kind.headline())?;
        self.failure.write_detail(f)?;
        self.write_answer(f, code, detail_code)?;
        self.failure.write_problems(f)?;
        let mut mismatches = self.mismatches.iter();
        mismatches.try_for_each(|mismatch| write!(f, "; {mismatch}"))
    }

    /// Which operation it was, what its document calls it, and what it was about.
    fn write_subject(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.call)?;
        match (self.call.label, &self.identification) {
            ("", None) => Ok(()),
            ("", Some(known)) => write!(f, " ({known})"),
            (label, None) => write!(f, " ({label})"),
            (label, Some(known)) => write!(f, " ({label}, {known})"),
        }
    }

    fn write_answer(
        &self,
        f: &mut fmt::Formatter<'_>,
        code: Option<&str>,
        detail_code: Option<&str>,
    ) -> fmt::Result {
        if let Some(status) = self.status
            && self.kind != ErrorKind::Refused
        {
            write!(f, ", HTTP {status}")?;
        }
        if let Some(code) = code {
            write!(f, ", code {code}")?;
        }
        if let Some(code) = detail_code {
            write!(f, ", detailed code {code}")?;
        }
        match self.message.as_deref() {
            Some(message) if !message.is_empty() => write!(f, " ({})", shown(message, SHOWN)),
            _ => Ok(()),
        }
    }
}

opaque!(
    Details,
    "Details",
    call,
    identification,
    kind,
    status,
    message,
    mismatches,
    correlation_id,
    made,
    attempts,
    maybe_a_yes,
    follows_doubt,
    failure
);

impl fmt::Debug for CallFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
