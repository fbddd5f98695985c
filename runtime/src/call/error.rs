//! Why a call failed, and what is known after it.

use std::borrow::Cow;
use std::{error, fmt};

use super::{Call, Effect, Failure, Identification, Outcome, Problem};
use crate::mask::Kept;
use crate::message::MadeValues;
use crate::value::shown;
use crate::{AnswerFormat, BoxError, Masked, Mismatch, PrepareError, ResultCode};

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
    /// The answer cannot be read, or does not say whether the request was executed.
    Unreadable,
    /// The answer says yes and no at once, as a success code on HTTP 500 does.
    Contradiction,
    /// The answer does not prove that it is the vendor's: nothing in it may be believed.
    Unproven,
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
            | Self::Unproven
            | Self::Mismatch
            | Self::Malformed => Outcome::Unknown,
        }
    }
}

/// Why a call did not give its answer. `C` is the operation's type of result codes.
///
/// Ask [`outcome`](Self::outcome) first. `Display` and `Debug` are one line, and say why where no connection came
/// about; `{:#?}` shows the parts. [`Error`](crate::Error) holds one of any vendor. Of what was sent, neither these nor any
/// [`source`](error::Error::source) show more than what the request is known by, and members that the answer should have
/// repeated and that are not sensitive. The vendor's message is shown as it came, and its code too, but for an unlisted one
/// that may be something else, such as the number of a card. The body is not shown.
pub struct CallError<C>(Box<Details<C>>);

#[derive(Debug)]
struct Details<C> {
    call: Call,
    identification: Option<Identification>,
    kind: ErrorKind,
    status: Option<u16>,
    code: Option<C>,
    detail_code: Option<C>,
    message: Option<String>,
    mismatches: Vec<Mismatch>,
    correlation_id: Option<String>,
    made: MadeValues,
    attempts: u32,
    /// Whether something in the answer could be a yes.
    maybe_a_yes: bool,
    /// Whether an attempt before the last one may have been executed.
    follows_doubt: bool,
    failure: Failure,
}

impl<C> CallError<C> {
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

    pub(crate) fn answered(
        mut self,
        status: u16,
        body: &[u8],
        format: AnswerFormat,
        sensitive: &'static [&'static str],
    ) -> Self {
        self.0.status = Some(status);
        self.0.failure.body = Some(Kept::new(body, format, sensitive));
        self
    }

    pub(crate) fn coded(mut self, code: Option<C>, message: Option<String>) -> Self {
        (self.0.code, self.0.message) = (code, message);
        self
    }

    /// Keeps a second code beside the result code.
    pub(crate) fn detailed(mut self, detail: Option<C>) -> Self {
        self.0.detail_code = detail;
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
        self.outcome() != Outcome::Unknown || self.call().effect == Effect::Reads
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

    /// The value by which the merchant knows what the request was about, such as an order number or a transaction ID;
    /// none where the specification of the operation names no such field.
    #[must_use]
    pub fn identification(&self) -> Option<&Identification> {
        self.0.identification.as_ref()
    }

    /// The HTTP status, when there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The result code, when the answer had one, also where the answer was malformed or not proven.
    #[must_use]
    pub fn code(&self) -> Option<&C> {
        self.0.code.as_ref()
    }

    /// The second code with which some vendors say why, when the answer had one: beside a [`code`](Self::code) that
    /// only says that it failed.
    #[must_use]
    pub fn detail_code(&self) -> Option<&C> {
        self.0.detail_code.as_ref()
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
        self.0.failure.body.as_ref().map_or(&[], Kept::bytes)
    }

    /// The body as it may be logged, with the operation's sensitive members hidden;
    /// `<N bytes>` when it cannot be told apart into members.
    #[must_use]
    pub fn masked_body(&self) -> Masked {
        self.0.failure.masked_body()
    }

    /// The number by which the vendor traces the request, where its specification names one: quote it
    /// when asking the vendor what became of it.
    #[must_use]
    pub fn correlation_id(&self) -> Option<&str> {
        self.0.correlation_id.as_deref()
    }

    /// What the client made in the call for a request that follows, by a name of the generated code; empty when it
    /// came not so far.
    #[doc(hidden)]
    #[must_use]
    pub fn made(&self, name: &str) -> &str {
        self.0.made.get(name).unwrap_or_default()
    }

    /// How often the request was handed to the transport: 0 when it could not be prepared, 1 unless
    /// the client was built with a [`Retry`](crate::Retry).
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// What is wrong with a malformed answer, the first hundred of what must be there and of what may
    /// be left out; of an unproven one the member with which its proof fails. Empty for every other kind.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.0.failure.problems
    }

    /// Every member with which the answer does not repeat the request, what it must say and what it
    /// says; empty for every kind but [`ErrorKind::Mismatch`].
    #[must_use]
    pub fn mismatches(&self) -> &[Mismatch] {
        &self.0.mismatches
    }
}

impl<C: ResultCode> Details<C> {
    fn headline(&self) -> &'static str {
        match self.kind {
            ErrorKind::Prepare => "not sent, the request could not be prepared",
            ErrorKind::Connect => "not sent, no connection to the vendor",
            ErrorKind::Session => "not sent, no session token could be had",
            ErrorKind::Exchange => "outcome unknown, the request may have left before the failure",
            ErrorKind::Unreadable => "outcome unknown, the answer cannot be read",
            ErrorKind::Contradiction => "outcome unknown, the answer contradicts itself",
            ErrorKind::Unproven => {
                "outcome unknown, the answer does not prove that it is the vendor's"
            }
            ErrorKind::Mismatch => "outcome unknown, the answer does not repeat the request",
            ErrorKind::Malformed => "outcome unknown, the answer breaks its description",
            ErrorKind::Refused => "refused by the vendor",
        }
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

    fn write_answer(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(status) = self.status
            && self.kind != ErrorKind::Refused
        {
            write!(f, ", HTTP {status}")?;
        }
        if let Some(code) = &self.code {
            write!(f, ", code {}", plain(code).unwrap_or(HIDDEN_CODE))?;
        }
        if let Some(code) = &self.detail_code {
            write!(f, ", detailed code {}", plain(code).unwrap_or(HIDDEN_CODE))?;
        }
        match self.message.as_deref() {
            Some(message) if !message.is_empty() => write!(f, " ({})", shown(message, SHOWN)),
            _ => Ok(()),
        }
    }
}

impl<C: ResultCode> CallError<C> {
    /// The result code where it may be shown and logged.
    pub(crate) fn plain_code(&self) -> Option<&str> {
        plain(self.code()?)
    }
}

/// The longest unlisted code that is shown, in bytes, and the most digits that it may have.
const LONGEST_CODE: usize = 40;
const MOST_DIGITS: usize = 8;
/// What is shown in its place otherwise.
const HIDDEN_CODE: &str = "hidden, which is not listed and may be anything";

/// A code, unless it looks like something else: what a vendor sends in its place may be anything, and more than eight
/// digits may be a card.
fn plain<C: ResultCode>(code: &C) -> Option<&str> {
    let text = code.as_str();
    let is_word = text.len() <= LONGEST_CODE
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = code.unrecognised().is_none() || (is_word && digits <= MOST_DIGITS);
    is_plain.then_some(text)
}

impl<C: ResultCode> fmt::Display for CallError<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let details = &*self.0;
        details.write_subject(f)?;
        write!(f, ": {}", details.headline())?;
        details.failure.write_detail(f)?;
        details.write_answer(f)?;
        details.failure.write_problems(f)?;
        let mut mismatches = details.mismatches.iter();
        mismatches.try_for_each(|mismatch| write!(f, "; {mismatch}"))
    }
}

impl<C: ResultCode> fmt::Debug for CallError<C> {
    /// As `Display`, because this is what a `main` prints that returns the error; the parts with `{:#?}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return f.debug_tuple("CallError").field(&self.0).finish();
        }
        fmt::Display::fmt(self, f)
    }
}

impl<C: ResultCode> error::Error for CallError<C> {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.0.failure.source()
    }
}
