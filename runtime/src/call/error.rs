//! Why a call failed, as callers see it, and what is known after it.

use std::{error, fmt};

use super::call_failure::{Details, may_be_shown};
use super::{Call, CallFailure, Effect, ErrorKind, Identification, Outcome, Problem};
use crate::mask::Kept;
use crate::{Masked, Mismatch, ResultCode};

/// Why a call did not give its answer. `C` is the operation's type of result codes.
///
/// Ask [`outcome`](Self::outcome) first. `Display` and `Debug` are one line, and say why where no connection came
/// about; `{:#?}` shows the parts. [`Error`](crate::Error) holds one of any vendor. Of what was sent, neither these nor any
/// [`source`](error::Error::source) show more than what the request is known by, and members that the answer should have
/// repeated and that are not sensitive. The vendor's message is shown as it came, and its code too, but for an unlisted one
/// that may be something else, such as the number of a card. The body is not shown.
pub struct CallError<C>(Box<Typed<C>>);

/// A failure, and its codes with their type.
struct Typed<C> {
    code: Option<C>,
    detail_code: Option<C>,
    failure: CallFailure,
}

impl<C: ResultCode> From<CallFailure> for CallError<C> {
    fn from(failure: CallFailure) -> Self {
        let Details {
            code, detail_code, ..
        } = failure.details();
        let [code, detail_code] = [code, detail_code].map(|text| text.as_deref().map(C::from_wire));
        Self(Box::new(Typed {
            code,
            detail_code,
            failure,
        }))
    }
}

impl<C> CallError<C> {
    fn details(&self) -> &Details {
        self.0.failure.details()
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
        self.details().kind
    }

    /// Which operation failed.
    #[must_use]
    pub fn call(&self) -> Call {
        self.details().call
    }

    /// The value by which the merchant knows what the request was about, such as an order number or a transaction ID;
    /// none where the specification of the operation names no such field.
    #[must_use]
    pub fn identification(&self) -> Option<&Identification> {
        self.details().identification.as_ref()
    }

    /// The HTTP status, when there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.details().status
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
        self.details().message.as_deref()
    }

    /// The body of the answer as it was read (after decryption, if that succeeded), its first
    /// 64 KiB; empty when there was no answer. It may hold sensitive values:
    /// [`masked_body`](Self::masked_body) is for logs.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.details()
            .failure
            .body
            .as_ref()
            .map_or(&[], Kept::bytes)
    }

    /// The body as it may be logged, with the operation's sensitive members hidden;
    /// `<N bytes>` when it cannot be told apart into members.
    #[must_use]
    pub fn masked_body(&self) -> Masked {
        self.details().failure.masked_body()
    }

    /// The number by which the vendor traces the request, where its specification names one: quote it
    /// when asking the vendor what became of it.
    #[must_use]
    pub fn correlation_id(&self) -> Option<&str> {
        self.details().correlation_id.as_deref()
    }

    /// What the client made in the call for a request that follows, by a name of the generated code; empty when it
    /// came not so far.
    #[doc(hidden)]
    #[must_use]
    pub fn made(&self, name: &str) -> &str {
        self.details().made.get(name).unwrap_or_default()
    }

    /// How often the request was handed to the transport: 0 when it could not be prepared, 1 unless
    /// the client was built with a [`Retry`](crate::Retry).
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.details().attempts
    }

    /// What is wrong with a malformed answer, the first hundred of what must be there and of what may
    /// be left out; of an unproven one the member with which its proof fails. Empty for every other kind.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.details().failure.problems
    }

    /// Every member with which the answer does not repeat the request, what it must say and what it
    /// says; empty for every kind but [`ErrorKind::Mismatch`].
    #[must_use]
    pub fn mismatches(&self) -> &[Mismatch] {
        &self.details().mismatches
    }
}

/// What is shown in place of a code that may be something else.
const HIDDEN_CODE: &str = "hidden, which is not listed and may be anything";

fn plain<C: ResultCode>(code: &C) -> &str {
    let (text, is_listed) = (code.as_str(), code.unrecognised().is_none());
    if may_be_shown(text, is_listed) {
        text
    } else {
        HIDDEN_CODE
    }
}

impl<C: ResultCode> fmt::Display for CallError<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [code, detail_code] = [self.code(), self.detail_code()].map(|code| code.map(plain));
        self.details().write(f, code, detail_code)
    }
}

impl<C: ResultCode> fmt::Debug for CallError<C> {
    /// As `Display`, because this is what a `main` prints that returns the error; the parts with `{:#?}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            let Typed {
                code,
                detail_code,
                failure,
            } = &*self.0;
            let mut parts = f.debug_struct("CallError");
            parts.field("code", code).field("detail_code", detail_code);
            return parts.field("failure", failure).finish();
        }
        fmt::Display::fmt(self, f)
    }
}

impl<C: ResultCode> error::Error for CallError<C> {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.details().failure.source()
    }
}
