//! A call with the token of a session: fetched when there is none, renewed once when it is refused.

use std::pin::pin;
use std::time::{Duration, Instant};

use tracing::debug;

use super::{IssuedToken, SessionRules, refusal};
use crate::client::{Core, Ended, TokenFetched, milliseconds};
use crate::transport::{Deadline, OUT_OF_TIME, Transport};
use crate::{
    BoxError, CallError, CallFailure, ErrorKind, Operation, Outcome, ResultCode, Sensitive,
};

impl<S: Send + Sync + 'static, T: Transport> Core<S, T> {
    /// As [`call`](Self::call), with the token of a session: the one it holds, or a new one from
    /// `renew`, asked for once however many calls wait for it.
    ///
    /// When the vendor refuses the token itself, and so did not execute the request, the call is
    /// repeated once with a new one. The total time-out counts for all of it.
    ///
    /// # Errors
    ///
    /// As [`call`](Self::call), and [`ErrorKind::Session`] when `renew` fails, or the time runs out,
    /// before anything was sent. When it fails, or the repetition is not sent, after the token was
    /// refused, that refusal is the error: the request did leave.
    pub async fn call_in_session<O, C, F, R>(
        &self,
        request: &O,
        session: SessionRules<'_>,
        renew: F,
    ) -> Result<O::Verdict, CallError<O::Code>>
    where
        O: Operation<Settings = S>,
        C: ResultCode + 'static,
        F: Fn() -> R,
        R: Future<Output = Result<IssuedToken, CallError<C>>>,
    {
        let (deadline, started) = (Deadline::after(self.conduct.total), Instant::now());
        let token = match self.token::<O, _, _, _>(session, deadline, &renew).await {
            Ok(token) => token,
            Err(why) => {
                let failure = CallFailure::new(O::CALL, ErrorKind::Session).because(why);
                let call = self.typed(request, None);
                return call.result(Ended::unsent(&call, failure, started).logged(started));
            }
        };
        let call = self.typed(request, Some(&token));
        let first = self.conduct.call(&self.transport, &call, deadline).await;
        let Err(failure) = &first.result else {
            return call.result(first.logged(started));
        };
        session.let_go(&token, failure);
        if !refusal::was_refused(session.refused, failure, O::facts()) {
            return call.result(first.logged(started));
        }
        let (vendor, operation) = (O::CALL.vendor, O::CALL.operation);
        debug!(name: "kpg.session_refused", vendor, operation, "the session token was refused");
        let Ok(token) = self.token::<O, _, _, _>(session, deadline, &renew).await else {
            return call.result(first.logged(started));
        };
        let call = self.typed(request, Some(&token));
        let second = self.conduct.call(&self.transport, &call, deadline).await;
        match &second.result {
            Err(failure) if failure.outcome() == Outcome::NotSent => {
                return call.result(first.logged(started));
            }
            Err(failure) => session.let_go(&token, failure),
            Ok(()) => {}
        }
        call.result(second.logged(started))
    }

    /// A token for a call that must be over at `deadline`. Whoever else waits for the same renewal has a
    /// time of its own, and asks anew when this one runs out.
    async fn token<O, C, F, R>(
        &self,
        session: SessionRules<'_>,
        deadline: Deadline,
        renew: F,
    ) -> Result<Sensitive<String>, BoxError>
    where
        O: Operation,
        C: ResultCode + 'static,
        F: FnOnce() -> R,
        R: Future<Output = Result<IssuedToken, CallError<C>>>,
    {
        let fetched = |used_for| self.tell_of_token(O::CALL.vendor, session.name, used_for);
        let bounds = (&*self.conduct.source, deadline);
        let token = session.cell.token(bounds, renew, fetched);
        let bound = deadline.bound(pin!(token), &self.transport).await;
        bound.unwrap_or_else(|| Err(OUT_OF_TIME.into()))
    }

    fn tell_of_token(
        &self,
        vendor: &'static str,
        session: &'static str,
        used_for: Option<Duration>,
    ) {
        let used_for_ms = used_for.map_or(0, milliseconds);
        debug!(name: "kpg.token_fetched", vendor, session, used_for_ms, "a session token was fetched");
        if let Some(audit) = &self.conduct.audit {
            audit.token_fetched(&TokenFetched {
                vendor,
                session,
                at: self.conduct.source.now(),
                used_for,
            });
        }
    }
}
