//! Why there is no answer, and whether the request may have left.

use std::{error, fmt};

use super::cause;
use crate::{BoxError, Call, CallFailure, ErrorKind};

/// Why there is no answer, and whether the request may have left.
///
/// `Display` and `Debug` are one line; `{:#?}` shows the errors below.
pub struct TransportError {
    sent: bool,
    source: BoxError,
}

impl TransportError {
    /// It is certain that nothing was sent: trying again is safe.
    pub fn not_sent(source: impl Into<BoxError>) -> Self {
        Self {
            sent: false,
            source: source.into(),
        }
    }

    /// The vendor may have the request. In doubt, this one.
    pub fn maybe_sent(source: impl Into<BoxError>) -> Self {
        Self {
            sent: true,
            source: source.into(),
        }
    }

    /// Whether the request may have left.
    #[must_use]
    pub fn was_sent(&self) -> bool {
        self.sent
    }

    /// Why, in a few words: `connection refused`, `certificate: UnknownIssuer`.
    #[must_use]
    pub fn cause(&self) -> String {
        cause::cause_of(&*self.source)
    }

    /// The failure of a call to which this happened.
    pub(crate) fn into_failure(self, call: Call) -> CallFailure {
        let kind = match self.sent {
            true => ErrorKind::Exchange,
            false => ErrorKind::Connect,
        };
        CallFailure::new(call, kind)
            .detail(self.cause())
            .because(self.source)
    }

    /// The same, where nothing in it shows the query of an address; `query` is that of the request.
    pub(crate) fn without_query(mut self, query: Option<&str>) -> Self {
        self.source = cause::without_query(self.source, query);
        self
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.sent {
            true => "no answer, and the request may have left",
            false => "the request was not sent",
        };
        write!(f, "{what}: {}", self.cause())
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            let mut parts = f.debug_struct("TransportError");
            return parts
                .field("sent", &self.sent)
                .field("source", &self.source)
                .finish();
        }
        fmt::Display::fmt(self, f)
    }
}

impl error::Error for TransportError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(&*self.source)
    }
}
