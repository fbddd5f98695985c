//! A transport that answers what a test wants.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Transport, TransportError};
use crate::{HttpAnswer, HttpRequest};

/// A transport for tests: gives its answers one after the other and keeps the requests.
///
/// When it has no answer left, nothing was sent. Clones share answers and requests.
///
/// ```
/// use kpg_runtime::{HttpAnswer, Scripted, TransportError};
///
/// let transport = Scripted::new()
///     .answer(HttpAnswer::new(200, r#"{"ResultCode":"00"}"#))
///     .fail(TransportError::maybe_sent("a time-out"));
/// // `Client::builder(…)?.build_with(transport.clone())`, calls, and then:
/// assert!(transport.requests().is_empty());
/// ```
#[derive(Clone, Default)]
pub struct Scripted(Arc<Mutex<Script>>);

#[derive(Default)]
struct Script {
    answers: VecDeque<Result<HttpAnswer, TransportError>>,
    requests: Vec<HttpRequest>,
}

impl Scripted {
    /// Starts with no answers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The next request is answered.
    #[must_use]
    pub fn answer(self, answer: HttpAnswer) -> Self {
        self.script().answers.push_back(Ok(answer));
        self
    }

    /// The next request fails.
    #[must_use]
    pub fn fail(self, error: TransportError) -> Self {
        self.script().answers.push_back(Err(error));
        self
    }

    /// The requests so far, in their order. They hold what is sensitive.
    #[must_use]
    pub fn requests(&self) -> Vec<HttpRequest> {
        self.script().requests.clone()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        // A test that panicked in between leaves whole answers behind.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Scripted {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        let mut script = self.script();
        let Some(next) = script.answers.pop_front() else {
            return Err(TransportError::not_sent("the script has no answer left"));
        };
        script.requests.push(request);
        next
    }
}

impl fmt::Debug for Scripted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let script = self.script();
        f.debug_struct("Scripted")
            .field("answers_left", &script.answers.len())
            .field("requests", &script.requests.len())
            .finish()
    }
}
