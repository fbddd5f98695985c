//! An answer of HTTP, without I/O.

use std::fmt;

use http::HeaderMap;

use super::{HttpRequest, MadeValues};
use crate::{AnswerFormat, Masked, mask};

/// An answer as it came: status, headers and the whole body.
///
/// `Debug` shows no value; see [`masked`](Self::masked) for logs.
#[derive(Clone)]
pub struct HttpAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
    /// What the client made for its request.
    made: MadeValues,
}

impl HttpAnswer {
    /// An answer without headers, which is all that reading one needs.
    #[must_use]
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: body.into(),
            made: MadeValues::default(),
        }
    }

    /// Tells the answer its request. Clients do so by themselves; who sends a request in another way does it before the
    /// answer is read: the vendor's proof may take in what was made for the request, such as its time.
    #[must_use]
    pub fn in_reply_to(mut self, request: &HttpRequest) -> Self {
        self.made = request.made().clone();
        self
    }

    /// What the client made for its request.
    #[cfg(feature = "proofs")]
    pub(crate) fn made(&self) -> &MadeValues {
        &self.made
    }

    /// Whether the status is 2xx.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The answer as it may be logged. `format` says how its body is written and `sensitive` names
    /// members and headers to hide, in any case; a generated operation's are `Operation::FORMAT` and
    /// `Operation::SENSITIVE`.
    #[must_use]
    pub fn masked(&self, format: AnswerFormat, sensitive: &[&str]) -> Masked {
        let body = mask::members(&self.body, format, sensitive);
        let first_line = format!("HTTP {}", self.status);
        Masked::message(&first_line, &self.headers, Some(body), sensitive)
    }
}

impl fmt::Debug for HttpAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpAnswer")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

impl<B: Into<Vec<u8>>> From<http::Response<B>> for HttpAnswer {
    fn from(response: http::Response<B>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: body.into(),
            made: MadeValues::default(),
        }
    }
}
