//! How a call is made: attempts on the transport, each traced and audited, until one decides or the time is
//! over. What an answer means is not decided here.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tracing::field::{Empty, display};
use tracing::{Instrument as _, Span, debug, info, info_span, warn};

use super::{Attempt, Audit, Core, End, retry};
use crate::transport::{Deadline, OUT_OF_TIME, Transport, TransportError};
use crate::{
    CallError, CallResult, Effect, ErrorKind, HttpAnswer, HttpRequest, Operation, Outcome, Problem,
    Sensitive,
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
    /// [`CallError::outcome`] says what is known about what the vendor did.
    pub async fn call<O: Operation<Settings = S>>(
        &self,
        request: &O,
        session: Option<&Sensitive<String>>,
    ) -> Result<O::Verdict, CallError<O::Code>> {
        let deadline = Deadline::after(self.conduct.total);
        let started = Instant::now();
        self.traced(request, session, deadline)
            .await
            .logged(started)
    }

    /// A call inside a span of its own, which nobody was told the end of yet: with a new session token it may be made once
    /// more.
    pub(crate) async fn traced<O: Operation<Settings = S>>(
        &self,
        request: &O,
        session: Option<&Sensitive<String>>,
        deadline: Deadline,
    ) -> Ended<O> {
        let span = span_of(request);
        let started = Instant::now();
        let bounds = Bounds {
            deadline,
            span: &span,
        };
        let result = self
            .attempts(request, session, bounds)
            .instrument(span.clone())
            .await;
        Ended::new(request, span, (result, started))
    }

    async fn attempts<O: Operation<Settings = S>>(
        &self,
        request: &O,
        session: Option<&Sensitive<String>>,
        bounds: Bounds<'_>,
    ) -> Result<O::Verdict, CallError<O::Code>> {
        let Bounds { deadline, span } = bounds;
        let out_of_time = || TransportError::not_sent(OUT_OF_TIME).into_call_error(O::CALL);
        let prepared = self.prepare_offloaded(request, session);
        let prepared = deadline.bound(prepared, &self.transport).await;
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
        let result = self
            .until_decided(request, &mut attempt, &prepared, bounds)
            .await;
        span.record("attempts", attempt.number);
        result.map_err(|error| {
            let error = error.with_made(prepared.made());
            error.traced(attempt.number, attempt.correlation_id)
        })
    }

    /// Sends the same bytes until an attempt decides, none is left, or there is no time for another.
    async fn until_decided<O: Operation<Settings = S>>(
        &self,
        request: &O,
        attempt: &mut Attempt,
        prepared: &HttpRequest,
        bounds: Bounds<'_>,
    ) -> Result<O::Verdict, CallError<O::Code>> {
        let retry = self.conduct.retry;
        let mut doubt = None;
        loop {
            let sent = self.attempt(request, attempt, prepared, bounds);
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
            if bounds.deadline.leaves_nothing_after(wait) {
                return Err(error);
            }
            let in_doubt = error.outcome() == Outcome::Unknown;
            debug!(name: "kpg.retry", attempt = attempt.number, wait_ms = milliseconds(wait), "the same request will be sent again");
            let abandoned = |waited| {
                if in_doubt {
                    tell_of_abandonment(attempt, bounds.span, waited);
                } else {
                    let outcome = display(Outcome::NotSent);
                    bounds.span.record("outcome", outcome);
                }
            };
            let between = Guard::new(abandoned);
            self.transport.wait(wait).await;
            between.finish();
            // The wait can be longer than was asked for.
            if bounds.deadline.is_over() {
                return Err(error);
            }
            doubt = in_doubt.then_some(error);
            attempt.number += 1;
        }
    }

    async fn attempt<O: Operation<Settings = S>>(
        &self,
        request: &O,
        attempt: &Attempt,
        prepared: &HttpRequest,
        Bounds { deadline, span }: Bounds<'_>,
    ) -> Result<O::Verdict, CallError<O::Code>> {
        let trail = Trail {
            audit: self.conduct.audit.as_deref(),
            attempt,
            span,
        };
        trail.sending::<O>(prepared);
        let guard = Guard::new(|duration| trail.abandoned(duration));
        let request_to_send = prepared.clone().waiting(self.conduct.timeouts);
        let sent = self.transport.send(request_to_send);
        let sent = deadline.bound(sent, &self.transport).await;
        // What the transport was doing then is not known, so the request may have left.
        let answer = match sent.unwrap_or_else(|| Err(TransportError::maybe_sent(OUT_OF_TIME))) {
            Ok(answer) => Arc::new(answer.in_reply_to(prepared)),
            Err(error) => {
                let error = error.without_query(prepared.url().query());
                trail.failed(&error, guard.finish());
                return Err(error.into_call_error(O::CALL));
            }
        };
        let duration = guard.elapsed();
        let read = self.interpret_offloaded(request, &answer);
        let read = deadline.bound(read, &self.transport).await;
        let read = read.unwrap_or_else(|| Err(not_read::<O>(&answer)));
        let noted = match &read {
            Ok((_, noted)) => noted,
            Err(error) => error.problems(),
        };
        guard.finish();
        trail.answered::<O>(&answer, duration, noted);
        read.map(|(verdict, _)| verdict)
    }
}

fn span_of<O: Operation>(request: &O) -> Span {
    let span = info_span!(
        "kpg.call",
        vendor = O::CALL.vendor,
        operation = O::CALL.operation,
        call_number = Empty,
        correlation_id = Empty,
        attempts = Empty,
        identification = Empty,
        status = Empty,
        code = Empty,
        outcome = Empty,
        duration_ms = Empty,
    );
    if let Some(identification) = request.identification() {
        span.record("identification", display(identification));
    }
    span
}

/// A call that is over, of which nobody was told so yet.
pub(crate) struct Ended<O: Operation> {
    pub(crate) result: CallResult<O>,
    span: Span,
}

impl<O: Operation> Ended<O> {
    /// The end of a call that there was nothing to send of.
    pub(crate) fn unsent(request: &O, error: CallError<O::Code>, started: Instant) -> Self {
        Self::new(request, span_of(request), (Err(error), started))
    }

    fn new(request: &O, span: Span, (result, started): (CallResult<O>, Instant)) -> Self {
        span.record("duration_ms", milliseconds(started.elapsed()));
        match &result {
            Ok(_) => span.record("outcome", "accepted"),
            Err(error) => span.record("outcome", display(error.outcome())),
        };
        if let Some(code) = result.as_ref().err().and_then(CallError::plain_code) {
            span.record("code", code);
        }
        let result = result.map_err(|error| error.identified(request.identification()));
        Self { result, span }
    }

    /// Tells how the call that started then has ended, once for all that was done for it, and that money may have moved where
    /// nobody knows.
    pub(crate) fn logged(self, started: Instant) -> CallResult<O> {
        self.span.in_scope(|| {
            tell_of_end::<O>(&self.result, milliseconds(started.elapsed()));
            if let Err(error) = &self.result {
                tell_of_doubt(error);
            }
        });
        self.result
    }
}

/// One line that people read, for every call. What it says stands in the fields of the span too.
fn tell_of_end<O: Operation>(result: &CallResult<O>, duration_ms: u64) {
    let call = O::CALL;
    let Err(error) = result else {
        info!(name: "kpg.ended", "{call}: accepted after {duration_ms} ms");
        return;
    };
    let outcome = error.outcome();
    let code = error.plain_code().map(|code| format!(", code {code}"));
    let code = code.unwrap_or_default();
    info!(name: "kpg.ended", "{call}: {outcome}{code} after {duration_ms} ms");
}

/// The failure of a call whose time ran out while its answer was read. Nobody knows what the answer says, so it
/// may be a yes; the caller is handed the answer as it came.
fn not_read<O: Operation>(answer: &HttpAnswer) -> CallError<O::Code> {
    CallError::new(O::CALL, ErrorKind::Unreadable)
        .detail(OUT_OF_TIME)
        .answered(answer.status, &answer.body, O::FORMAT, O::SENSITIVE)
        .maybe_a_yes(true)
}

/// Until when a call runs, and the span that records it.
#[derive(Clone, Copy)]
struct Bounds<'a> {
    deadline: Deadline,
    span: &'a Span,
}

/// Something that takes time. Dropped before its end, it calls `abandoned` with the time that it took.
struct Guard<F: FnMut(Duration)> {
    abandoned: F,
    started: Instant,
    is_over: bool,
}

impl<F: FnMut(Duration)> Guard<F> {
    fn new(abandoned: F) -> Self {
        Self {
            abandoned,
            started: Instant::now(),
            is_over: false,
        }
    }

    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Ends it, and says how long it took.
    fn finish(mut self) -> Duration {
        self.is_over = true;
        self.elapsed()
    }
}

impl<F: FnMut(Duration)> Drop for Guard<F> {
    fn drop(&mut self) {
        if !self.is_over {
            (self.abandoned)(self.started.elapsed());
        }
    }
}

/// Who is told of an attempt: the span of its call, and the audit where there is one.
struct Trail<'a> {
    audit: Option<&'a dyn Audit>,
    attempt: &'a Attempt,
    span: &'a Span,
}

impl Trail<'_> {
    fn sending<O: Operation>(&self, request: &HttpRequest) {
        if let Some(audit) = self.audit {
            audit.sending(self.attempt, &request.masked(O::SENSITIVE));
        }
    }

    fn answered<O: Operation>(&self, answer: &HttpAnswer, duration: Duration, noted: &[Problem]) {
        let number = self.attempt.number;
        let (status, bytes) = (answer.status, answer.body.len());
        let duration_ms = milliseconds(duration);
        self.span.record("status", status);
        debug!(name: "kpg.answered", attempt = number, status, bytes, duration_ms, "an answer arrived");
        for problem in noted {
            let Problem {
                path,
                expected,
                found,
            } = problem;
            debug!(name: "kpg.noted", attempt = number, path, expected, found, "a member of the answer is not as described");
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

    fn failed(&self, error: &TransportError, duration: Duration) {
        let (number, sent) = (self.attempt.number, error.was_sent());
        let duration_ms = milliseconds(duration);
        let words = match sent {
            true => "no answer, and the request may have left",
            false => "the request was not sent",
        };
        debug!(name: "kpg.failed", attempt = number, sent, duration_ms, "{words}");
        if let Some(audit) = self.audit {
            audit.ended(self.attempt, &End::Failed { error, duration });
        }
    }

    fn abandoned(&self, duration: Duration) {
        tell_of_abandonment(self.attempt, self.span, duration);
        if let Some(audit) = self.audit {
            audit.ended(self.attempt, &End::Abandoned { duration });
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
        "the call was dropped, and its outcome is unknown",
    );
}

/// Whoever watches over money must hear of a call that may have moved some and did not say so.
fn tell_of_doubt<C>(error: &CallError<C>) {
    if error.outcome() == Outcome::Unknown && error.call().effect != Effect::Reads {
        warn!(
            name: "kpg.outcome_unknown",
            vendor = error.call().vendor,
            operation = error.call().operation,
            kind = ?error.kind(),
            "the outcome is unknown: it may have been executed",
        );
    }
}

pub(crate) fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
