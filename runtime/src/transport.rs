//! The one way out: what sends a request.

use std::time::Duration;
use std::{error, fmt};

use crate::{BoxError, HttpAnswer, HttpRequest, cause};

/// Sends one request and brings its answer.
///
/// An implementation must send at most once, must not follow redirects, and must not call a
/// request "not sent" unless no byte of it can have reached the vendor. An answer that it did not ask to be
/// compressed must be handed on as it came.
///
/// Its errors may hold addresses: a call takes the queries out of them before it shows any.
pub trait Transport: Send + Sync {
    /// Sends the request. Any HTTP status is an answer.
    ///
    /// # Errors
    ///
    /// [`TransportError::not_sent`] when it is certain that nothing was sent,
    /// [`TransportError::maybe_sent`] in every other case.
    fn send(
        &self,
        request: HttpRequest,
    ) -> impl Future<Output = Result<HttpAnswer, TransportError>> + Send;
}

/// Why there is no answer, and whether the request may have left.
#[derive(Debug)]
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
        cause::of(&*self.source)
    }

    pub(crate) fn into_source(self) -> BoxError {
        self.source
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

impl error::Error for TransportError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(&*self.source)
    }
}

/// How long a call may take. `connect` and `read` are kept by the default transport, `total` by the client over
/// any transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Until a connection stands, TLS included. Nothing was sent when this runs out.
    pub connect: Duration,
    /// Between any two pieces of the answer, and before the first. The outcome is unknown when this
    /// runs out. One shorter than `connect` is taken for as long as that.
    pub read: Duration,
    /// From the start of the call to its result: a session token that must be fetched first, all attempts
    /// and the waits between them, and the repetition after a refused token count. Nothing was sent when
    /// this runs out while the first token is fetched or waited for. Between attempts, what they left
    /// known stays. While an attempt is under way, be it still connecting, the outcome is unknown: keep
    /// it longer than `connect`.
    pub total: Duration,
}

impl Timeouts {
    /// Time-outs in milliseconds.
    #[must_use]
    pub const fn from_millis(connect: u64, read: u64, total: u64) -> Self {
        Self {
            connect: Duration::from_millis(connect),
            read: Duration::from_millis(read),
            total: Duration::from_millis(total),
        }
    }
}

impl Default for Timeouts {
    /// 5 seconds to connect, 30 without a byte, 30 in total.
    fn default() -> Self {
        Self::from_millis(5_000, 30_000, 30_000)
    }
}

/// The transport of clients that name none.
#[cfg(feature = "reqwest")]
pub type DefaultTransport = crate::ReqwestTransport;

/// The transport of clients that name none.
#[cfg(not(feature = "reqwest"))]
pub type DefaultTransport = NoTransport;

/// No transport: what clients have without the feature `reqwest` until they are given one.
/// There is no value of this type.
#[derive(Clone, Copy, Debug)]
pub enum NoTransport {}

impl Transport for NoTransport {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        match *self {}
    }
}
