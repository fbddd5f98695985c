//! How a call is made: attempts on the transport, each traced and audited, until one decides. What an
//! answer means is not decided here.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_timer::Delay;
use tracing::field::{Empty, display};
use tracing::{Instrument as _, Span, debug, info_span, warn};

use crate::{
    Attempt, Audit, Core, Effect, End, Error, ErrorKind, HttpAnswer, HttpRequest, Operation,
    Outcome, ResultCode, Sensitive, SessionRules, Transport, TransportError, retry, session,
};

/// Numbers the calls of this process.
static CALLS: AtomicU64 = AtomicU64::new(1);

impl<S: Send + Sync + 'static, T: Transport> Core<S, T> {
    /// Sends the request and reads the answer, inside a `tracing` span. It is sent once, unless the
    /// client was built with a [`Retry`](crate::Retry).
    ///
    /// Dropping the future before it is done (a time-out around it, a lost `select`) leaves the
    /// outcome unknown: the request may have left.
    ///
    /// # Errors
    ///
    /// [`Error::outcome`] says what is known about what the vendor did.
    pub async fn call<O: Operation<Settings = S>>(
        &self,
        request: &O,
        session: Option<&Sensitive<String>>,
    ) -> Result<O::Verdict, Error<O::Code>> {
        let span = info_span!(
            "kpg.call",
            vendor = O::CALL.vendor,
            operation = O::CALL.operation,
            call_number = Empty,
            correlation_id = Empty,
            attempts = Empty,
            status = Empty,
            outcome = Empty,
            duration_ms = Empty,
        );
        let started = Instant::now();
        let result = self
            .attempts(request, session, &span)
            .instrument(span.clone());
        let result = result.await;
        span.in_scope(|| tell_of_doubt(&result));
        span.record("duration_ms", milliseconds(started.elapsed()));
        match &result {
            Ok(_) => span.record("outcome", "accepted"),
            Err(error) => span.record("outcome", display(error.outcome())),
        };
        result
    }

    /// As [`call`](Self::call), with the token of a session: the one it holds, or a new one from
    /// `renew`, asked for once however many calls wait for it.
    ///
    /// When the vendor refuses the token itself, and so did not execute the request, the call is
    /// repeated once with a new one.
    ///
    /// # Errors
    ///
    /// As [`call`](Self::call), and [`ErrorKind::Session`] when `renew` fails before anything was
    /// sent. When it fails, or the repetition is not sent, after the token was refused, that
    /// refusal is the error: the request did leave.
    pub async fn call_in_session<O, C, F, R>(
        &self,
        request: &O,
        session: SessionRules<'_>,
        renew: F,
    ) -> Result<O::Verdict, Error<O::Code>>
    where
        O: Operation<Settings = S>,
        C: ResultCode + 'static,
        F: Fn() -> R,
        R: Future<Output = Result<Sensitive<String>, Error<C>>>,
    {
        let no_token = |why| Error::new(O::CALL, ErrorKind::Session).because(why);
        let token = session.cell.token(session.lifetime, &renew).await;
        let token = token.map_err(no_token)?;
        if session::is_blank(&token) {
            return Err(no_token(session::EMPTY.into()));
        }
        let refusal = match self.call(request, Some(&token)).await {
            Err(error) if session.was_refused(&error) => error,
            result => return result,
        };
        debug!(
            name: "kpg.session_refused",
            vendor = O::CALL.vendor,
            operation = O::CALL.operation,
        );
        session.cell.forget(&token);
        let token = match session.cell.token(session.lifetime, &renew).await {
            Ok(token) if !session::is_blank(&token) => token,
            _ => return Err(refusal),
        };
        match self.call(request, Some(&token)).await {
            Err(error) if error.outcome() == Outcome::NotSent => Err(refusal),
            result => result,
        }
    }

    async fn attempts<O: Operation<Settings = S>>(
        &self,
        request: &O,
        session: Option<&Sensitive<String>>,
        span: &Span,
    ) -> Result<O::Verdict, Error<O::Code>> {
        let prepared = self.prepare_offloaded(request, session).await?;
        let mut attempt = Attempt {
            call: O::CALL,
            call_number: CALLS.fetch_add(1, Ordering::Relaxed),
            number: 1,
            correlation_id: O::CORRELATION_HEADER.and_then(|name| prepared.text_of(name)),
        };
        span.record("call_number", attempt.call_number);
        if let Some(id) = &attempt.correlation_id {
            span.record("correlation_id", id);
        }
        let result = self.until_decided::<O>(&mut attempt, &prepared, span).await;
        span.record("attempts", attempt.number);
        result.map_err(|error| error.traced(attempt))
    }

    /// Sends the same bytes until an attempt decides or none is left.
    async fn until_decided<O: Operation<Settings = S>>(
        &self,
        attempt: &mut Attempt,
        prepared: &HttpRequest,
        span: &Span,
    ) -> Result<O::Verdict, Error<O::Code>> {
        let retry = self.conduct.retry;
        let mut doubt = None;
        loop {
            let error = match self.attempt::<O>(attempt, prepared.clone(), span).await {
                Ok(verdict) => return Ok(verdict),
                Err(error) => error,
            };
            let repeats =
                retry.allows_after(attempt.number) && retry::may_follow(&error, O::IDEMPOTENT);
            let error = retry::after(doubt, error);
            if !repeats {
                return Err(error);
            }
            doubt = (error.outcome() == Outcome::Unknown).then_some(error);
            let wait = retry.wait(attempt.number, &*self.conduct.source);
            debug!(name: "kpg.retry", attempt = attempt.number, wait_ms = milliseconds(wait));
            let between = Between::begin(attempt, span, doubt.is_some());
            Delay::new(wait).await;
            between.end();
            attempt.number += 1;
        }
    }

    async fn attempt<O: Operation<Settings = S>>(
        &self,
        attempt: &Attempt,
        prepared: HttpRequest,
        span: &Span,
    ) -> Result<O::Verdict, Error<O::Code>> {
        let audit = self.conduct.audit.as_deref();
        let under_way = UnderWay::begin::<O>(audit, attempt, &prepared, span);
        let query = prepared.url().query().map(str::to_owned);
        let sent = self.transport.send(prepared).await;
        let sent = sent.map_err(|error| error.without_query(query.as_deref()));
        under_way.end::<O>(&sent);
        let answer = sent.map_err(|error| Error::transport(O::CALL, error))?;
        self.interpret_offloaded::<O>(answer).await
    }
}

/// An attempt that has begun. Dropped before its end, it says that the call was abandoned.
struct UnderWay<'a> {
    audit: Option<&'a dyn Audit>,
    attempt: &'a Attempt,
    span: &'a Span,
    started: Instant,
    is_over: bool,
}

impl<'a> UnderWay<'a> {
    fn begin<O: Operation>(
        audit: Option<&'a dyn Audit>,
        attempt: &'a Attempt,
        request: &HttpRequest,
        span: &'a Span,
    ) -> Self {
        if let Some(audit) = audit {
            audit.sending(attempt, &request.masked(O::SENSITIVE));
        }
        Self {
            audit,
            attempt,
            span,
            started: Instant::now(),
            is_over: false,
        }
    }

    fn end<O: Operation>(mut self, sent: &Result<HttpAnswer, TransportError>) {
        self.is_over = true;
        let (number, duration) = (self.attempt.number, self.started.elapsed());
        let duration_ms = milliseconds(duration);
        match sent {
            Ok(answer) => {
                let (status, bytes) = (answer.status, answer.body.len());
                self.span.record("status", status);
                debug!(name: "kpg.answered", attempt = number, status, bytes, duration_ms);
            }
            Err(error) => {
                let sent = error.was_sent();
                debug!(name: "kpg.failed", attempt = number, sent, duration_ms);
            }
        }
        let Some(audit) = self.audit else { return };
        match sent {
            Ok(answer) => {
                let (status, masked) = (answer.status, answer.masked(O::FORMAT, O::SENSITIVE));
                let answer = &masked;
                let end = End::Answered {
                    answer,
                    status,
                    duration,
                };
                audit.ended(self.attempt, &end);
            }
            Err(error) => audit.ended(self.attempt, &End::Failed { error, duration }),
        }
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        if self.is_over {
            return;
        }
        let duration = self.started.elapsed();
        tell_of_abandonment(self.attempt, self.span, duration);
        if let Some(audit) = self.audit {
            audit.ended(self.attempt, &End::Abandoned { duration });
        }
    }
}

/// A wait between two attempts. Dropped before its end, it says what the attempts so far have left known.
struct Between<'a> {
    attempt: &'a Attempt,
    span: &'a Span,
    started: Instant,
    in_doubt: bool,
    is_over: bool,
}

impl<'a> Between<'a> {
    fn begin(attempt: &'a Attempt, span: &'a Span, in_doubt: bool) -> Self {
        Self {
            attempt,
            span,
            started: Instant::now(),
            in_doubt,
            is_over: false,
        }
    }

    fn end(mut self) {
        self.is_over = true;
    }
}

impl Drop for Between<'_> {
    fn drop(&mut self) {
        if self.is_over {
            return;
        }
        if self.in_doubt {
            tell_of_abandonment(self.attempt, self.span, self.started.elapsed());
        } else {
            self.span.record("outcome", display(Outcome::NotSent));
        }
    }
}

/// A call that may have been executed was dropped, and nobody will learn its result.
fn tell_of_abandonment(attempt: &Attempt, span: &Span, duration: Duration) {
    span.record("outcome", display(Outcome::Unknown));
    warn!(
        name: "kpg.abandoned",
        vendor = attempt.call.vendor,
        operation = attempt.call.operation,
        attempt = attempt.number,
        duration_ms = milliseconds(duration),
    );
}

/// Whoever watches over money must hear of a call that may have moved some and did not say so.
fn tell_of_doubt<V, C>(result: &Result<V, Error<C>>) {
    let Err(error) = result else { return };
    if error.outcome() == Outcome::Unknown && error.call().effect != Effect::Reads {
        warn!(
            name: "kpg.outcome_unknown",
            vendor = error.call().vendor,
            operation = error.call().operation,
            kind = ?error.kind(),
        );
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
