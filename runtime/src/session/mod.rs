//! Session tokens, shared by calls: kept, renewed by one of those that need one, let go when refused.

mod call;
mod lifetime;
mod refusal;

use std::sync::{Mutex as State, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

pub use lifetime::{IssuedToken, TokenLifetime};
pub use refusal::TokenRefusal;

use crate::transport::Deadline;
use crate::{BoxError, CallError, CallFailure, ResultCode, Sensitive, Source};

/// What is said of a token with nothing in it.
const EMPTY: &str = "the vendor issued an empty token";

/// A session token shared by many calls.
///
/// However many calls find it missing or too old, one of them renews it and the others wait for that
/// one. If the renewal fails, every call that waits for it fails with the same error and is not sent;
/// later calls ask anew. When a renewal is dropped, or the total time-out of its call runs out, the next
/// call that waits asks anew.
pub struct SessionCell {
    lifetime: TokenLifetime,
    tokens: State<Tokens>,
    renewing: Mutex<()>,
}

#[derive(Default)]
struct Tokens {
    held: Option<Held>,
    /// Whether the last renewal brought a token for one call only: nobody waits for another's then.
    is_for_one_call: bool,
    /// How many renewals brought no token.
    failed: u64,
    /// What became of the last of them.
    last_failure: String,
}

struct Held {
    token: Sensitive<String>,
    asked: Instant,
    used_for: Duration,
}

impl SessionCell {
    /// A cell without a token, whose tokens are good for so long.
    #[must_use]
    pub fn new(lifetime: TokenLifetime) -> Self {
        Self {
            lifetime,
            tokens: State::default(),
            renewing: Mutex::default(),
        }
    }

    /// Another lifetime, which a program chose; zero is one call.
    pub fn choose_lifetime(&mut self, lifetime: Duration) {
        self.lifetime = TokenLifetime::chosen(lifetime);
    }

    /// Forgets the token, as is right when a vendor refused it: the next call gets a fresh one.
    pub fn invalidate(&self) {
        self.tokens().held = None;
    }

    /// Forgets this token; one that came in its place meanwhile stays.
    fn forget(&self, token: &Sensitive<String>) {
        self.tokens().held.take_if(|held| held.token == *token);
    }

    /// The token that is held, or a new one; `fetched` is told of a new one and for how long it is used.
    async fn token<C, F, R>(
        &self,
        (source, deadline): (&dyn Source, Deadline),
        renew: F,
        fetched: impl Fn(Option<Duration>),
    ) -> Result<Sensitive<String>, BoxError>
    where
        C: ResultCode + 'static,
        F: FnOnce() -> R,
        R: Future<Output = Result<IssuedToken, CallError<C>>>,
    {
        let renew = async {
            let (token, used_for) = self.renewed(source, renew).await?;
            fetched(used_for);
            Ok(token)
        };
        if self.lifetime == TokenLifetime::OneCall {
            return renew.await;
        }
        if let Some(token) = self.fresh(source) {
            return Ok(token);
        }
        let failed = self.tokens().failed;
        let renewing = self.renewing.lock().await;
        // Another call may have renewed it while this one waited for its turn.
        if let Some(token) = self.fresh(source) {
            return Ok(token);
        }
        self.fail_if_one_failed_since(failed)?;
        if self.tokens().is_for_one_call {
            drop(renewing);
            return renew.await;
        }
        let renewed = renew.await;
        // Others have a time of their own: that of this call being over is no reason to fail with it.
        renewed.inspect_err(|error| {
            if !deadline.is_over() {
                self.note(error);
            }
        })
    }

    /// A new token, kept where it is good for more than this call.
    async fn renewed<C, F, R>(
        &self,
        source: &dyn Source,
        renew: F,
    ) -> Result<(Sensitive<String>, Option<Duration>), BoxError>
    where
        C: ResultCode + 'static,
        F: FnOnce() -> R,
        R: Future<Output = Result<IssuedToken, CallError<C>>>,
    {
        // The vendor's clock starts somewhere between asking and answer: the earlier is safe.
        let (asked, now) = (source.instant(), source.now());
        let IssuedToken { token, answered } = renew().await?;
        if token.as_str().trim().is_empty() {
            return Err(EMPTY.into());
        }
        let used_for = self.lifetime.use_of(answered, now);
        let mut tokens = self.tokens();
        tokens.is_for_one_call = used_for.is_none();
        if let Some(used_for) = used_for {
            tokens.held = Some(Held {
                token: token.clone(),
                asked,
                used_for,
            });
        }
        Ok((token, used_for))
    }

    fn note(&self, why: &BoxError) {
        let mut tokens = self.tokens();
        tokens.failed += 1;
        tokens.last_failure = why.to_string();
    }

    /// Fails if a renewal has failed since `count` was read.
    fn fail_if_one_failed_since(&self, count: u64) -> Result<(), BoxError> {
        let tokens = self.tokens();
        if tokens.failed == count {
            return Ok(());
        }
        let last = &tokens.last_failure;
        Err(format!("the call that asked for the token which this one waited for: {last}").into())
    }

    fn fresh(&self, source: &dyn Source) -> Option<Sensitive<String>> {
        let now = source.instant();
        let tokens = self.tokens();
        let is_fresh = |held: &&Held| now.saturating_duration_since(held.asked) < held.used_for;
        let held = tokens.held.as_ref().filter(is_fresh)?;
        Some(held.token.clone())
    }

    fn tokens(&self) -> MutexGuard<'_, Tokens> {
        // Nothing between taking and giving back the lock leaves the state half-written.
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

opaque!(SessionCell, "SessionCell", lifetime);

/// What a call needs to know of the session it is made in.
#[derive(Clone, Copy, Debug)]
pub struct SessionRules<'a> {
    /// The name of the session in its specification.
    pub name: &'static str,
    /// Where its token is kept.
    pub cell: &'a SessionCell,
    /// How the vendor refuses a token, and so did not execute the request.
    pub refused: &'static [TokenRefusal],
}

impl SessionRules<'_> {
    /// Forgets the token of a call that failed, where the answer refuses it.
    fn let_go(&self, token: &Sensitive<String>, failure: &CallFailure) {
        if refusal::frees_the_token(self.refused, failure) {
            self.cell.forget(token);
        }
    }
}
