//! Why a call failed, and what is known after it.

use std::borrow::Cow;
use std::{error, fmt};

use crate::masked::{Kept, Masked};
use crate::shown::shown;
use crate::{
    AnswerFormat, Attempt, BoxError, Call, Mismatch, Outcome, PrepareError, TransportError,
};

/// The longest part of a vendor's text that is displayed, in characters.
const SHOWN: usize = 200;

/// Where a call failed. [`outcome`](Self::outcome) follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be made ready: a signature failed, a header is not legal.
    Prepare,
    /// No connection came about: name lookup, TCP or TLS failed.
    Connect,
    /// The transport failed when the request may have left: a time-out, a reset, a huge answer.
    Exchange,
    /// The answer can not be read, or does not say whether the request was executed.
    Unreadable,
    /// The answer says yes and no at once, as a success code on HTTP 500 does.
    Contradiction,
    /// The answer does not repeat what it must repeat of the request: it may answer another one.
    Mismatch,
    /// The vendor said no, with a code.
    Refused,
    /// The vendor said yes, in an answer that breaks its own description.
    Malformed,
    /// No session token could be had for the call.
    Session,
}

impl ErrorKind {
    /// What a failure of this kind leaves known.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Prepare | Self::Connect | Self::Session => Outcome::NotSent,
            Self::Refused => Outcome::Refused,
            Self::Exchange
            | Self::Unreadable
            | Self::Contradiction
            | Self::Mismatch
            | Self::Malformed => Outcome::Unknown,
        }
    }
}

/// A member of an answer or a notification that is not as described. Holds no value of it, so that it
/// may be logged.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The path to the member, joined by dots.
    pub path: String,
    /// What should stand there, in words.
    pub expected: &'static str,
    /// What stands there, in words.
    pub found: &'static str,
}

impl Problem {
    pub(crate) fn new(
        place: &str,
        path: &[&str],
        expected: &'static str,
        found: &'static str,
    ) -> Self {
        Self {
            path: format!("{place}{}", path.join(".")),
            expected,
            found,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            expected,
            found,
        } = self;
        write!(f, "{path}: expected {expected}, found {found}")
    }
}

/// Why a call did not give its answer. `C` is the operation's type of result codes.
///
/// Ask [`outcome`](Self::outcome) first. `Display` is one line, and says why where no connection came
/// about. Neither it nor `Debug` nor any [`source`](error::Error::source) shows what was sent, the query of
/// the address among it, or the body that came back.
pub struct Error<C>(Box<Failure<C>>);

struct Failure<C> {
    call: Call,
    kind: ErrorKind,
    detail: Cow<'static, str>,
    answer: Option<(u16, Kept)>,
    code: Option<C>,
    message: Option<String>,
    problems: Vec<Problem>,
    mismatches: Vec<Mismatch>,
    correlation_id: Option<String>,
    attempts: u32,
    /// Whether something in the answer could be a yes.
    maybe_a_yes: bool,
    /// Whether an attempt before the last one may have been executed.
    follows_doubt: bool,
    source: Option<BoxError>,
}

impl<C> Error<C> {
    pub(crate) fn new(call: Call, kind: ErrorKind) -> Self {
        Self(Box::new(Failure {
            call,
            kind,
            detail: Cow::Borrowed(""),
            answer: None,
            code: None,
            message: None,
            problems: Vec::new(),
            mismatches: Vec::new(),
            correlation_id: None,
            attempts: 0,
            maybe_a_yes: false,
            follows_doubt: false,
            source: None,
        }))
    }

    pub(crate) fn prepare(call: Call, error: PrepareError) -> Self {
        let (detail, source) = error.into_parts();
        let mut failed = Self::new(call, ErrorKind::Prepare);
        failed.0.detail = detail;
        failed.0.source = source;
        failed
    }

    pub(crate) fn transport(call: Call, error: TransportError) -> Self {
        let kind = if error.was_sent() {
            ErrorKind::Exchange
        } else {
            ErrorKind::Connect
        };
        let mut failed = Self::new(call, kind);
        failed.0.detail = Cow::Owned(error.cause());
        failed.because(error.into_source())
    }

    pub(crate) fn because(mut self, source: BoxError) -> Self {
        self.0.source = Some(source);
        self
    }

    pub(crate) fn detail(mut self, detail: &'static str) -> Self {
        self.0.detail = Cow::Borrowed(detail);
        self
    }

    pub(crate) fn answered(
        mut self,
        status: u16,
        body: &[u8],
        format: AnswerFormat,
        sensitive: &'static [&'static str],
    ) -> Self {
        self.0.answer = Some((status, Kept::new(body, format, sensitive)));
        self
    }

    pub(crate) fn coded(mut self, code: Option<C>, message: Option<String>) -> Self {
        self.0.code = code;
        self.0.message = message;
        self
    }

    pub(crate) fn problematic(mut self, problems: Vec<Problem>) -> Self {
        self.0.problems = problems;
        self
    }

    pub(crate) fn mismatched(mut self, mismatches: Vec<Mismatch>) -> Self {
        self.0.mismatches = mismatches;
        self
    }

    /// Says in which attempt it failed.
    pub(crate) fn traced(mut self, attempt: Attempt) -> Self {
        self.0.correlation_id = attempt.correlation_id;
        self.0.attempts = attempt.number;
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

    /// Whether something in the answer could be a yes.
    pub(crate) fn may_be_a_yes(&self) -> bool {
        self.0.maybe_a_yes
    }

    /// Says that an attempt before this one may have been executed.
    pub(crate) fn following_doubt(mut self) -> Self {
        self.0.follows_doubt = true;
        self
    }

    /// Whether an attempt before the one that failed so may have been executed.
    pub(crate) fn follows_doubt(&self) -> bool {
        self.0.follows_doubt
    }

    /// What is known about what the vendor did, and so what may be done next.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.kind().outcome()
    }

    /// Whether sending the same request again can do no harm of its own: it was not sent, the vendor
    /// refused it, or the operation only reads. Never true when this request may have moved money; a
    /// refusal can still mean that an earlier one has (see its [`code`](Self::code)).
    #[must_use]
    pub fn is_safe_to_repeat(&self) -> bool {
        self.outcome() != Outcome::Unknown || self.call().effect == crate::Effect::Reads
    }

    /// Where the call failed.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Which operation failed.
    #[must_use]
    pub fn call(&self) -> Call {
        self.0.call
    }

    /// The HTTP status, when there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.answer.as_ref().map(|(status, _)| *status)
    }

    /// The result code, when the answer had one, also where the answer was malformed.
    #[must_use]
    pub fn code(&self) -> Option<&C> {
        self.0.code.as_ref()
    }

    /// The result code with which the vendor refused; none when the outcome is any other, as that of a
    /// refusal that follows a lost attempt is.
    #[must_use]
    pub fn refusal(&self) -> Option<&C> {
        let is_refused = self.outcome() == Outcome::Refused;
        self.code().filter(|_| is_refused)
    }

    /// The vendor's own words on the result, when the answer had any.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The body of the answer as it was read (after decryption, if that succeeded), its first
    /// 64 KiB; empty when there was no answer. It may hold sensitive values:
    /// [`masked_body`](Self::masked_body) is for logs.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.0.answer.as_ref().map_or(&[], |(_, body)| body.bytes())
    }

    /// The body as it may be logged, with the operation's sensitive members hidden;
    /// `<N bytes>` when it can not be told apart into members.
    #[must_use]
    pub fn masked_body(&self) -> Masked {
        let answer = self.0.answer.as_ref();
        answer.map(|(_, body)| body.masked()).unwrap_or_default()
    }

    /// The number by which the vendor traces the request, where its specification names one: quote it
    /// when asking the vendor what became of it.
    #[must_use]
    pub fn correlation_id(&self) -> Option<&str> {
        self.0.correlation_id.as_deref()
    }

    /// How often the request was handed to the transport: 0 when it could not be prepared, 1 unless
    /// the client was built with a [`Retry`](crate::Retry).
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// What is wrong with a malformed answer, the first hundred of what must be there and of what may
    /// be left out; empty for every other kind.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.0.problems
    }

    /// Every member with which the answer does not repeat the request, what it must say and what it
    /// says; empty for every kind but [`ErrorKind::Mismatch`].
    #[must_use]
    pub fn mismatches(&self) -> &[Mismatch] {
        &self.0.mismatches
    }
}

impl<C: crate::ResultCode> Failure<C> {
    fn headline(&self) -> &'static str {
        match self.kind {
            ErrorKind::Prepare => "not sent, the request could not be prepared",
            ErrorKind::Connect => "not sent, no connection to the vendor",
            ErrorKind::Session => "not sent, no session token could be had",
            ErrorKind::Exchange => "outcome unknown, the request may have left before the failure",
            ErrorKind::Unreadable => "outcome unknown, the answer can not be read",
            ErrorKind::Contradiction => "outcome unknown, the answer contradicts itself",
            ErrorKind::Mismatch => "outcome unknown, the answer does not repeat the request",
            ErrorKind::Malformed => "outcome unknown, the answer breaks its description",
            ErrorKind::Refused => "refused by the vendor",
        }
    }

    fn write_answer(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((status, _)) = &self.answer
            && self.kind != ErrorKind::Refused
        {
            write!(f, ", HTTP {status}")?;
        }
        if let Some(code) = &self.code {
            write!(f, ", code {}", shown(code.as_str(), SHOWN))?;
        }
        match self.message.as_deref() {
            Some(message) if !message.is_empty() => write!(f, " ({})", shown(message, SHOWN)),
            _ => Ok(()),
        }
    }
}

impl<C: crate::ResultCode> fmt::Display for Error<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failure = &*self.0;
        write!(f, "{}: {}", failure.call, failure.headline())?;
        if !failure.detail.is_empty() {
            write!(f, ": {}", failure.detail)?;
        }
        failure.write_answer(f)?;
        for problem in &failure.problems {
            write!(f, "; {problem}")?;
        }
        for mismatch in &failure.mismatches {
            write!(f, "; {mismatch}")?;
        }
        Ok(())
    }
}

impl<C: fmt::Debug> fmt::Debug for Error<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failure = &*self.0;
        f.debug_struct("Error")
            .field("call", &failure.call)
            .field("kind", &failure.kind)
            .field("detail", &failure.detail)
            .field("status", &self.status())
            .field("code", &failure.code)
            .field("message", &failure.message)
            .field("problems", &failure.problems)
            .field("mismatches", &failure.mismatches)
            .field("correlation_id", &failure.correlation_id)
            .field("attempts", &failure.attempts)
            .field("body", &format_args!("{} bytes", self.body().len()))
            .field("source", &failure.source)
            .finish()
    }
}

impl<C: crate::ResultCode> error::Error for Error<C> {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        let source = self.0.source.as_deref();
        source.map(|source| source as &(dyn error::Error + 'static))
    }
}
