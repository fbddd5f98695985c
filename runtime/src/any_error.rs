//! One type for the errors of all vendors, with what they have in common. It decides nothing: the typed errors do.

use std::any::Any;
use std::{error, fmt};

use crate::{
    AddressError, Call, CallError, ErrorKind, Identification, Masked, Outcome, PrepareError,
    ResultCode, Violations,
};

/// Any error of any vendor: of a call, of a request that breaks rules, of a client that cannot be built.
///
/// Every error of kpg converts into it with `?`, and [`downcast_ref`](Self::downcast_ref) leads back to the typed one.
/// `Display` and `Debug` are one line, which shows what [`CallError`] shows, so that a `main` which returns it prints something to read:
///
/// ```
/// use kpg_runtime::{BaseUrl, Error, Outcome};
///
/// fn address(text: &str) -> Result<BaseUrl, Error> {
///     Ok(BaseUrl::parse(text)?)
/// }
///
/// let error = address("http://pay.example.com").unwrap_err();
/// assert_eq!(error.outcome(), Outcome::NotSent);
/// assert!(format!("{error:?}").contains("use https://"));
/// ```
pub struct Error(Content);

enum Content {
    Call(Box<dyn AnyCallError>),
    /// Found outside a call.
    Other(Box<dyn AnyOther>, Outcome),
}

/// What the errors of calls have in common, whatever their result codes are.
trait AnyCallError: error::Error + Any + Send + Sync {
    fn call(&self) -> Call;
    fn kind(&self) -> ErrorKind;
    fn identification(&self) -> Option<&Identification>;
    fn is_safe_to_repeat(&self) -> bool;
    fn code(&self) -> Option<&str>;
    fn message(&self) -> Option<&str>;
    fn status(&self) -> Option<u16>;
    fn correlation_id(&self) -> Option<&str>;
    fn masked_body(&self) -> Masked;
}

impl<C: ResultCode + 'static> AnyCallError for CallError<C> {
    fn call(&self) -> Call {
        self.call()
    }

    fn kind(&self) -> ErrorKind {
        self.kind()
    }

    fn identification(&self) -> Option<&Identification> {
        self.identification()
    }

    fn is_safe_to_repeat(&self) -> bool {
        self.is_safe_to_repeat()
    }

    fn code(&self) -> Option<&str> {
        self.code().map(C::as_str)
    }

    fn message(&self) -> Option<&str> {
        self.message()
    }

    fn status(&self) -> Option<u16> {
        self.status()
    }

    fn correlation_id(&self) -> Option<&str> {
        self.correlation_id()
    }

    fn masked_body(&self) -> Masked {
        self.masked_body()
    }
}

/// An error that is found outside a call.
trait AnyOther: error::Error + Any + Send + Sync {}

impl<E: error::Error + Send + Sync + 'static> AnyOther for E {}

impl Error {
    fn other(error: impl error::Error + Send + Sync + 'static, outcome: Outcome) -> Self {
        Self(Content::Other(Box::new(error), outcome))
    }

    /// What is known about what the vendor did, and so what may be done next. What is found before a call, such as
    /// [`Violations`], was not sent.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match &self.0 {
            Content::Call(error) => error.kind().outcome(),
            Content::Other(_, outcome) => *outcome,
        }
    }

    /// Whether sending the same request again can do no harm of its own, as
    /// [`CallError::is_safe_to_repeat`] says.
    #[must_use]
    pub fn is_safe_to_repeat(&self) -> bool {
        match &self.0 {
            Content::Call(error) => error.is_safe_to_repeat(),
            Content::Other(_, outcome) => *outcome != Outcome::Unknown,
        }
    }

    /// Which operation failed; none when no call was made.
    #[must_use]
    pub fn call(&self) -> Option<Call> {
        self.as_call().map(AnyCallError::call)
    }

    /// Where the call failed; none when no call was made.
    #[must_use]
    pub fn kind(&self) -> Option<ErrorKind> {
        self.as_call().map(AnyCallError::kind)
    }

    /// The value by which the merchant knows what the request was about, such as an order number or a transaction ID.
    #[must_use]
    pub fn identification(&self) -> Option<&Identification> {
        self.as_call()?.identification()
    }

    /// The result code as it arrived, when the answer had one. Its typed form is in the typed error.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.as_call()?.code()
    }

    /// The vendor's own words on the result, when the answer had any.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.as_call()?.message()
    }

    /// The HTTP status, when there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.as_call()?.status()
    }

    /// The number by which the vendor traces the request, where its specification names one.
    #[must_use]
    pub fn correlation_id(&self) -> Option<&str> {
        self.as_call()?.correlation_id()
    }

    /// The body of the answer as it may be logged; empty when there was none.
    #[must_use]
    pub fn masked_body(&self) -> Masked {
        self.as_call()
            .map(AnyCallError::masked_body)
            .unwrap_or_default()
    }

    /// The typed error, if it is one of type `E`: `CallError<ResultCode>` with a vendor's codes, [`Violations`].
    #[must_use]
    pub fn downcast_ref<E: error::Error + 'static>(&self) -> Option<&E> {
        let any: &dyn Any = match &self.0 {
            Content::Call(error) => &**error,
            Content::Other(error, _) => &**error,
        };
        any.downcast_ref()
    }

    fn as_call(&self) -> Option<&dyn AnyCallError> {
        match &self.0 {
            Content::Call(error) => Some(&**error),
            Content::Other(..) => None,
        }
    }

    fn as_error(&self) -> &(dyn error::Error + 'static) {
        match &self.0 {
            Content::Call(error) => &**error,
            Content::Other(error, _) => &**error,
        }
    }
}

impl<C: ResultCode + 'static> From<CallError<C>> for Error {
    fn from(error: CallError<C>) -> Self {
        Self(Content::Call(Box::new(error)))
    }
}

/// Errors outside a call, each with what it leaves known.
macro_rules! from_other {
    ($($(#[$attribute:meta])* $error:ty => $outcome:expr;)*) => {$(
        $(#[$attribute])*
        impl From<$error> for Error {
            fn from(error: $error) -> Self {
                let outcome: fn(&$error) -> Outcome = $outcome;
                let outcome = outcome(&error);
                Self::other(error, outcome)
            }
        }
    )*};
}

from_other! {
    Violations => |_| Outcome::NotSent;
    AddressError => |_| Outcome::NotSent;
    PrepareError => |_| Outcome::NotSent;
    #[cfg(feature = "rsa")]
    crate::KeyError => |_| Outcome::NotSent;
    #[cfg(feature = "client")]
    crate::TransportError => |error| match error.was_sent() {
        true => Outcome::Unknown,
        false => Outcome::NotSent,
    };
    // What it was to say of a payment is not known.
    #[cfg(feature = "notifications")]
    crate::NotificationError => |_| Outcome::Unknown;
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(violations) = self.downcast_ref::<Violations>() {
            return violations.write_line(f);
        }
        fmt::Display::fmt(self.as_error(), f)
    }
}

impl fmt::Debug for Error {
    /// As `Display`, because this is what a `main` prints that returns the error; the parts with `{:#?}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match f.alternate() {
            true => fmt::Debug::fmt(self.as_error(), f),
            false => fmt::Display::fmt(self, f),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        // The typed error says the same as this one, and would be told twice.
        self.as_error().source()
    }
}
