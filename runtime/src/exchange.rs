//! How a call is made: attempts on the transport, each traced and audited, until one decides or the time is
//! over. What an answer means is not decided here.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_timer::Delay;
use tracing::field::{Empty, display};
use tracing::{Instrument as _, Span, debug, info_span, warn};

use crate::deadline::{Deadline, OUT_OF_TIME};
use crate::{
    Attempt, Audit, Core, Effect, End, Error, HttpAnswer, HttpRequest, Operation, Outcome, Problem,
    Sensitive, Transport, TransportError, retry,
};

/// Numbers the calls of this process.
static CALLS: AtomicU64 = AtomicU64::new(1);

impl<S: Send + Sync + 'static, T: Transport> Core<S, T> {
    /// Sends the request and reads the answer, inside a `tracing` span. It is sent once, unless the
    /// client was built with a [`Retry`](crate::Retry). All of it is over within the total time-out.
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
        let deadline = Deadline::after(self.conduct.total);
        let (result, span) = self.traced(request, session, deadline).await;
        result.inspect_err(|error| span.in_scope(|| tell_of_doubt(error)))
    }

    /// A call inside a span of its own, which comes back with the result: whether a doubt is to be told of
    /// depends on what follows.
    pub(crate) async fn traced<O: Operation<Settings = S>>(
        &self,
        request: &O,
        session: Option<&Sensitive<String>>,
        deadline: Deadline,
    ) -> (Result<O::Verdict, Error<O::Code>>, Span) {
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
            .attempts(request, session, (deadline, &span))
            .instrument(span.clone());
        let result = result.await;
        span.record("duration_ms", milliseconds(started.elapsed()));
        match &result {
            Ok(_) => span.record("outcome", "accepted"),
            Err(error) => span.record("outcome", display(error.outcome())),
        };
        (result, span)
    }

    async fn attempts<O: Operation<Settings = S>>(
        &self,
        request: &O,
        session: Option<&Sensitive<String>>,
        (deadline, span): (Deadline, &Span),
    ) -> Result<O::Verdict, Error<O::Code>> {
        let out_of_time = || Error::transport(O::CALL, TransportError::not_sent(OUT_OF_TIME));
        let prepared = deadline
            .bound(self.prepare_offloaded(request, session))
            .await;
        let prepared = prepared.ok_or_else(out_of_time)??;
        if deadline.is_over() {
            return Err(out_of_time());
        }
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
        let bounds = (deadline, span);
        let result = self
            .until_decided(request, &mut attempt, &prepared, bounds)
            .await;
        span.record("attempts", attempt.number);
        result.map_err(|error| error.traced(attempt))
    }

    /// Sends the same bytes until an attempt decides, none is left, or there is no time for another.
    async fn until_decided<O: Operation<Settings = S>>(
        &self,
        request: &O,
        attempt: &mut Attempt,
        prepared: &HttpRequest,
        (deadline, span): (Deadline, &Span),
    ) -> Result<O::Verdict, Error<O::Code>> {
        let retry = self.conduct.retry;
        let mut doubt = None;
        loop {
            let sent = self.attempt(request, attempt, prepared, (deadline, span));
            let error = match sent.await {
                Ok(verdict) => return Ok(verdict),
                Err(error) => error,
            };
            let repeats =
                retry.allows_after(attempt.number) && retry::may_follow(&error, O::IDEMPOTENT);
            let error = retry::after(doubt, error);
            if !repeats {
                return Err(error);
            }
            let wait = retry.wait(attempt.number, &*self.conduct.source);
            if deadline.leaves_nothing_after(wait) {
                return Err(error);
            }
            doubt = (error.outcome() == Outcome::Unknown).then_some(error);
            debug!(name: "kpg.retry", attempt = attempt.number, wait_ms = milliseconds(wait));
            let between = Between::begin(attempt, span, doubt.is_some());
            Delay::new(wait).await;
            between.end();
            attempt.number += 1;
        }
    }

    async fn attempt<O: Operation<Settings = S>>(
        &self,
        request: &O,
        attempt: &Attempt,
        prepared: &HttpRequest,
        (deadline, span): (Deadline, &Span),
    ) -> Result<O::Verdict, Error<O::Code>> {
        let audit = self.conduct.audit.as_deref();
        let under_way = UnderWay::begin::<O>(audit, attempt, prepared, span);
        let sent = deadline.bound(self.transport.send(prepared.clone())).await;
        // What the transport was doing then is not known, so the request may have left.
        let answer = match sent.unwrap_or_else(|| Err(TransportError::maybe_sent(OUT_OF_TIME))) {
            Ok(answer) => Arc::new(answer),
            Err(error) => {
                let error = error.without_query(prepared.url().query());
                under_way.failed(&error);
                return Err(Error::transport(O::CALL, error));
            }
        };
        let duration = under_way.started.elapsed();
        let read = deadline.bound(self.interpret_offloaded(request, &answer));
        let read = read.await.unwrap_or_else(|| {
            let lost = TransportError::maybe_sent(OUT_OF_TIME);
            Err(Error::transport(O::CALL, lost))
        });
        let noted = match &read {
            Ok((_, noted)) => noted,
            Err(error) => error.problems(),
        };
        under_way.answered::<O>(&answer, duration, noted);
        read.map(|(verdict, _)| verdict)
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

    fn answered<O: Operation>(
        mut self,
        answer: &HttpAnswer,
        duration: Duration,
        noted: &[Problem],
    ) {
        self.is_over = true;
        let number = self.attempt.number;
        let (status, bytes) = (answer.status, answer.body.len());
        let duration_ms = milliseconds(duration);
        self.span.record("status", status);
        debug!(name: "kpg.answered", attempt = number, status, bytes, duration_ms);
        for problem in noted {
            let Problem {
                path,
                expected,
                found,
            } = problem;
            debug!(name: "kpg.noted", attempt = number, path, expected, found);
        }
        if let Some(audit) = self.audit {
            let end = End::Answered {
                answer: &answer.masked(O::FORMAT, O::SENSITIVE),
                status,
                duration,
                noted,
            };
            audit.ended(self.attempt, &end);
        }
    }

    fn failed(mut self, error: &TransportError) {
        self.is_over = true;
        let (number, duration) = (self.attempt.number, self.started.elapsed());
        let (sent, duration_ms) = (error.was_sent(), milliseconds(duration));
        debug!(name: "kpg.failed", attempt = number, sent, duration_ms);
        if let Some(audit) = self.audit {
            audit.ended(self.attempt, &End::Failed { error, duration });
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
pub(crate) fn tell_of_doubt<C>(error: &Error<C>) {
    if error.outcome() == Outcome::Unknown && error.call().effect != Effect::Reads {
        warn!(
            name: "kpg.outcome_unknown",
            vendor = error.call().vendor,
            operation = error.call().operation,
            kind = ?error.kind(),
        );
    }
}

pub(crate) fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
