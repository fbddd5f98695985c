//! The trait of transports: what is asked of everything that sends requests.

use std::time::Duration;

use futures_timer::Delay;

use super::TransportError;
use crate::{HttpAnswer, HttpRequest};

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

    /// Whether a request can be sent from here at all. A call asks before it prepares one.
    ///
    /// # Errors
    ///
    /// [`TransportError::not_sent`] with what is missing.
    fn ready(&self) -> Result<(), TransportError> {
        Ok(())
    }

    /// Waits: for the end of the time that a call has, and before a request is sent again.
    ///
    /// It must not be over before so much time has passed: a call that ends by it may have been executed. Where it never
    /// is, as on a clock that stands still, calls have no total time-out.
    ///
    /// The provided clock needs no executor, but has a thread, which every call wakes. A transport that stands on an
    /// executor waits on the clock of that one.
    fn wait(&self, time: Duration) -> impl Future<Output = ()> + Send {
        Delay::new(time)
    }
}
