//! Session tokens, shared by calls.

use std::fmt;
use std::sync::{Mutex as State, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use crate::{BoxError, Error, Outcome, ResultCode, Sensitive};

/// What is said of a token with nothing in it.
pub(crate) const EMPTY: &str = "the vendor issued an empty token";

/// A session token shared by many calls.
///
/// However many calls find it missing or too old, one of them renews it and the others wait for
/// that one. When it comes to nothing, whatever the reason, all who waited fail with that one, and are
/// not sent: each would wait as long in its turn. Who comes later asks anew.
#[derive(Default)]
pub struct SessionCell {
    held: State<Option<Held>>,
    renewing: Mutex<()>,
    failed: State<Failed>,
}

/// Renewals that brought no token: how many, and what became of the last.
#[derive(Default)]
struct Failed {
    count: u64,
    last: String,
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

    /// Forgets this token; one that came in its place meanwhile stays.
    pub(crate) fn forget(&self, token: &Sensitive<String>) {
        self.held().take_if(|held| held.token == *token);
    }

    pub(crate) async fn token<C, F, R>(
        &self,
        lifetime: Option<Duration>,
        renew: F,
    ) -> Result<Sensitive<String>, BoxError>
    where
        C: ResultCode + 'static,
        F: FnOnce() -> R,
        R: Future<Output = Result<Sensitive<String>, Error<C>>>,
    {
        let Some(lifetime) = lifetime else {
            return Ok(renew().await?);
        };
        if let Some(token) = self.fresh(lifetime) {
            return Ok(token);
        }
        let failed = self.failed().count;
        let _renewing = self.renewing.lock().await;
        // Another call may have renewed it while this one waited for its turn.
        if let Some(token) = self.fresh(lifetime) {
            return Ok(token);
        }
        self.none_failed_since(failed)?;
        // The vendor's clock starts somewhere between asking and answer: the earlier is safe.
        let asked = Instant::now();
        let token = renew().await.inspect_err(|error| self.note(error))?;
        if is_blank(&token) {
            self.note(&EMPTY);
        } else {
            *self.held() = Some(Held {
                token: token.clone(),
                asked,
            });
        }
        Ok(token)
    }

    fn note(&self, why: &dyn fmt::Display) {
        let mut failed = self.failed();
        failed.count += 1;
        failed.last = why.to_string();
    }

    /// Whether no renewal failed since so many had.
    fn none_failed_since(&self, count: u64) -> Result<(), BoxError> {
        let failed = self.failed();
        if failed.count == count {
            return Ok(());
        }
        let last = &failed.last;
        Err(format!("the call that asked for the token which this one waited for: {last}").into())
    }

    fn failed(&self) -> MutexGuard<'_, Failed> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fresh(&self, lifetime: Duration) -> Option<Sensitive<String>> {
        let held = self.held();
        // A token must not run out on its way to the vendor.
        let used_for = lifetime - lifetime / 10;
        let held = held
            .as_ref()
            .filter(|held| held.asked.elapsed() < used_for)?;
        Some(held.token.clone())
    }

    fn held(&self) -> MutexGuard<'_, Option<Held>> {
        // Nothing between taking and giving back the lock leaves the state half-written.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether there is nothing in a token: no call can be made with it, and none is to wait for its end.
pub(crate) fn is_blank(token: &Sensitive<String>) -> bool {
    token.as_str().trim().is_empty()
}

impl fmt::Debug for SessionCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionCell").finish_non_exhaustive()
    }
}

/// What a call needs to know of the session it is made in.
#[derive(Clone, Copy, Debug)]
pub struct SessionRules<'a> {
    /// Where its token is kept.
    pub cell: &'a SessionCell,
    /// How long a token is good for, from when it was asked for; it is renewed when nine tenths of that
    /// have passed. Without it every call gets its own.
    pub lifetime: Option<Duration>,
    /// The result codes with which the vendor refuses a token, and so did not execute the request.
    pub refused: &'static [&'static str],
}

impl SessionRules<'_> {
    /// Whether a call failed because of its token, and of nothing else.
    pub(crate) fn was_refused<C: ResultCode>(&self, error: &Error<C>) -> bool {
        let looked_at = error.status().is_some_and(|status| status < 500);
        error.outcome() == Outcome::Refused
            && looked_at
            && error
                .code()
                .is_some_and(|code| self.refused.contains(&code.as_str()))
    }
}
