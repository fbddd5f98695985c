//! Session tokens, shared by calls.

use std::sync::{Mutex as State, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{error, fmt};

use tokio::sync::Mutex;

use crate::{BoxError, Call, Error, ErrorKind, Sensitive};

/// A session token shared by many calls.
///
/// However many calls find it missing or too old, one of them renews it and the others wait for
/// that one.
#[derive(Default)]
pub struct SessionCell {
    held: State<Option<Held>>,
    renewing: Mutex<()>,
}

struct Held {
    token: Sensitive<String>,
    asked: Instant,
}

impl SessionCell {
    /// A cell without a token.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets the token, as is right when a vendor refused it: the next call gets a fresh one.
    pub fn invalidate(&self) {
        *self.held() = None;
    }

    pub(crate) async fn token<E, F, R>(
        &self,
        lifetime: Option<Duration>,
        renew: F,
    ) -> Result<Sensitive<String>, E>
    where
        F: FnOnce() -> R,
        R: Future<Output = Result<Sensitive<String>, E>>,
    {
        let Some(lifetime) = lifetime else {
            return renew().await;
        };
        if let Some(token) = self.fresh(lifetime) {
            return Ok(token);
        }
        let _renewing = self.renewing.lock().await;
        // Another call may have renewed it while this one waited for its turn.
        if let Some(token) = self.fresh(lifetime) {
            return Ok(token);
        }
        // The vendor's clock starts somewhere between asking and answer: the earlier is safe.
        let asked = Instant::now();
        let token = renew().await?;
        *self.held() = Some(Held {
            token: token.clone(),
            asked,
        });
        Ok(token)
    }

    fn fresh(&self, lifetime: Duration) -> Option<Sensitive<String>> {
        let held = self.held();
        let held = held
            .as_ref()
            .filter(|held| held.asked.elapsed() < lifetime)?;
        Some(held.token.clone())
    }

    fn held(&self) -> MutexGuard<'_, Option<Held>> {
        // Nothing between taking and giving back the lock leaves the state half-written.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for SessionCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionCell").finish_non_exhaustive()
    }
}

/// Why there is no session token for a call. The call itself was not sent.
///
/// Turns into the [`Error`] of any operation with `?`.
#[derive(Debug)]
pub struct SessionError {
    call: Call,
    source: BoxError,
}

impl SessionError {
    pub(crate) fn new(call: Call, source: impl Into<BoxError>) -> Self {
        Self {
            call,
            source: source.into(),
        }
    }
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: not sent, no session token could be had", self.call)
    }
}

impl error::Error for SessionError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(&*self.source)
    }
}

impl<C> From<SessionError> for Error<C> {
    fn from(error: SessionError) -> Self {
        Self::new(error.call, ErrorKind::Session).because(error.source)
    }
}
