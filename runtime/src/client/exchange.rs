//! How a call is made: attempts on the transport, each traced and audited, until one decides or the time is
//! over. What an answer means is not decided here.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tracing::field::{Empty, display};
use tracing::{Instrument as _, Span, debug, info, info_span, warn};

use super::plan::Conduct;
use super::typed_call::{AnyCall, TypedCall, Work, not_read};
use super::{Attempt, Audit, Core, End, retry};
use crate::transport::{Deadline, OUT_OF_TIME, Transport, TransportError};
use crate::{
    Call, CallError, CallFailure, Effect, HttpAnswer, HttpRequest, Operation, OperationFacts,
    Outcome, Problem, Sensitive,
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
        let call = self.typed(request, session);
        let ended = self.conduct.call(&self.transport, &call, deadline).await;
        call.result(ended.logged(started))
    }

    /// The call of a request, which is not made yet.
    pub(crate) fn typed<'a, O: Operation<Settings = S>>(
        &self,
        request: &'a O,
        session: Option<&'a Sensitive<String>>,
    ) -> TypedCall<'a, O> {
        TypedCall::new(request, &self.settings, &self.conduct.source, session)
    }
}

impl Conduct {
    /// Makes a call inside a span of its own, which nobody was told the end of yet: with a new session token it may be made
    /// once more.
    pub(crate) async fn call<T: Transport>(
        &self,
        transport: &T,
        call: &dyn AnyCall,
        deadline: Deadline,
    ) -> Ended {
        let started = Instant::now();
        let span = span_of(call);
        let exchange = Exchange {
            transport,
            conduct: self,
            facts: call.facts(),
            work: Work::of(call, &self.offload),
            deadline,
            span: &span,
        };
        let result = exchange.attempts().instrument(span.clone()).await;
        Ended::new(call, span.clone(), (result, started))
    }
}

/// One call on its way: what it stands on, and until when it runs.
struct Exchange<'a, T> {
    transport: &'a T,
    conduct: &'a Conduct,
    facts: &'static OperationFacts,
    work: Work<'a>,
    deadline: Deadline,
    span: &'a Span,
}

impl<T: Transport> Exchange<'_, T> {
    async fn attempts(&self) -> Result<(), CallFailure> {
        let facts = self.facts;
        let not_sent = |error: TransportError| error.into_failure(facts.call);
        self.transport.ready().map_err(not_sent)?;
        let out_of_time = || not_sent(TransportError::not_sent(OUT_OF_TIME));
        let prepared = self.work.prepare((self.deadline, self.transport)).await;
        let prepared = prepared.ok_or_else(out_of_time)??;
        if self.deadline.is_over() {
            return Err(out_of_time());
        }
        let mut attempt = Attempt {
            call: facts.call,
            call_number: CALLS.fetch_add(1, Ordering::Relaxed),
            number: 1,
            correlation_id: facts
                .correlation_header
                .and_then(|name| prepared.text_of(name)),
        };
        self.span.record("call_number", attempt.call_number);
        if let Some(id) = &attempt.correlation_id {
            self.span.record("correlation_id", id);
        }
        let result = self.until_decided(&mut attempt, &prepared).await;
        self.span.record("attempts", attempt.number);
        result.map_err(|failure| {
            let failure = failure.with_made(prepared.made());
            failure.traced(attempt.number, attempt.correlation_id)
        })
    }

    /// Sends the same bytes until an attempt decides, none is left, or there is no time for another.
    async fn until_decided(
        &self,
        attempt: &mut Attempt,
        prepared: &HttpRequest,
    ) -> Result<(), CallFailure> {
        let (retry, is_idempotent) = (self.conduct.retry, self.facts.is_idempotent);
        let mut doubt = None;
        loop {
            let Err(failure) = self.attempt(attempt, prepared).await else {
                return Ok(());
            };
            let repeats =
                retry.allows_after(attempt.number) && retry::may_follow(&failure, is_idempotent);
            let failure = retry::after(doubt, failure);
            if !repeats {
                return Err(failure);
            }
            let wait = retry.wait(attempt.number, &*self.conduct.source);
            if self.deadline.leaves_nothing_after(wait) {
                return Err(failure);
            }
            let in_doubt = failure.outcome() == Outcome::Unknown;
            debug!(name: "kpg.retry", attempt = attempt.number, wait_ms = milliseconds(wait), "the same request will be sent again");
            let abandoned = |waited| {
                if in_doubt {
                    tell_of_abandonment(attempt, self.span, waited);
                } else {
                    let outcome = display(Outcome::NotSent);
                    self.span.record("outcome", outcome);
                }
            };
            let between = Guard::new(abandoned);
            self.transport.wait(wait).await;
            between.finish();
            // The wait can be longer than was asked for.
            if self.deadline.is_over() {
                return Err(failure);
            }
            doubt = in_doubt.then_some(failure);
            attempt.number += 1;
        }
    }

    async fn attempt(&self, attempt: &Attempt, prepared: &HttpRequest) -> Result<(), CallFailure> {
        let facts = self.facts;
        let trail = Trail {
            audit: self.conduct.audit.as_deref(),
            attempt,
            span: self.span,
            facts,
        };
        trail.sending(prepared);
        let guard = Guard::new(|duration| trail.abandoned(duration));
        let request_to_send = prepared.clone().waiting(self.conduct.timeouts);
        let sent = {
            let sent = pin!(self.transport.send(request_to_send));
            self.deadline.bound(sent, self.transport).await
        };
        // What the transport was doing then is not known, so the request may have left.
        let answer = match sent.unwrap_or_else(|| Err(TransportError::maybe_sent(OUT_OF_TIME))) {
            Ok(answer) => Arc::new(answer.in_reply_to(prepared)),
            Err(error) => {
                let error = error.without_query(prepared.url().query());
                trail.failed(&error, guard.finish());
                return Err(error.into_failure(facts.call));
            }
        };
        let duration = guard.elapsed();
        let until = (self.deadline, self.transport);
        let read = self.work.interpret(&answer, until).await;
        let read = read.unwrap_or_else(|| Err(not_read(facts, &answer, OUT_OF_TIME)));
        let noted = match &read {
            Ok(noted) => noted,
            Err(failure) => failure.problems(),
        };
        guard.finish();
        trail.answered(&answer, duration, noted);
        read.map(|_| ())
    }
}

fn span_of(call: &dyn AnyCall) -> Span {
    let Call {
        vendor, operation, ..
    } = call.facts().call;
    let span = info_span!(
        "kpg.call",
        vendor,
        operation,
        call_number = Empty,
        correlation_id = Empty,
        attempts = Empty,
        identification = Empty,
        status = Empty,
        code = Empty,
        outcome = Empty,
        duration_ms = Empty,
    );
    if let Some(identification) = call.identification() {
        span.record("identification", display(identification));
    }
    span
}

/// A call that is over, of which nobody was told so yet.
pub(crate) struct Ended {
    pub(crate) result: Result<(), CallFailure>,
    facts: &'static OperationFacts,
    span: Span,
}

impl Ended {
    /// The end of a call that there was nothing to send of.
    #[cfg(feature = "sessions")]
    pub(crate) fn unsent(call: &dyn AnyCall, failure: CallFailure, started: Instant) -> Self {
        Self::new(call, span_of(call), (Err(failure), started))
    }

    fn new(
        call: &dyn AnyCall,
        span: Span,
        (result, started): (Result<(), CallFailure>, Instant),
    ) -> Self {
        let ended = Self {
            result: result.map_err(|failure| failure.identified(call.identification())),
            facts: call.facts(),
            span,
        };
        record_end(&ended.span, ended.failure(), started);
        ended
    }

    /// Tells how the call that started then has ended, once for all that was done for it, and that money may have moved where
    /// nobody knows.
    pub(crate) fn logged(self, started: Instant) -> Result<(), CallFailure> {
        let (call, duration_ms) = (self.facts.call, milliseconds(started.elapsed()));
        self.span
            .in_scope(|| tell_of_end(call, self.failure(), duration_ms));
        self.result
    }

    /// What went wrong, and the code of it that may be logged.
    fn failure(&self) -> Option<(&CallFailure, Option<&str>)> {
        let failure = self.result.as_ref().err()?;
        Some((failure, failure.plain_code(self.facts)))
    }
}

/// Writes the end of a call into its span.
fn record_end(span: &Span, failure: Option<(&CallFailure, Option<&str>)>, started: Instant) {
    span.record("duration_ms", milliseconds(started.elapsed()));
    let Some((failure, code)) = failure else {
        span.record("outcome", "accepted");
        return;
    };
    span.record("outcome", display(failure.outcome()));
    if let Some(code) = code {
        span.record("code", code);
    }
}

/// One line that people read, for every call; what it says stands in the fields of the span too. Whoever watches over
/// money must hear of a call that may have moved some and did not say so.
fn tell_of_end(call: Call, failure: Option<(&CallFailure, Option<&str>)>, duration_ms: u64) {
    let Some((failure, code)) = failure else {
        info!(name: "kpg.ended", "{call}: accepted after {duration_ms} ms");
        return;
    };
    let outcome = failure.outcome();
    let code = code
        .map(|code| format!(", code {code}"))
        .unwrap_or_default();
    info!(name: "kpg.ended", "{call}: {outcome}{code} after {duration_ms} ms");
    if outcome == Outcome::Unknown && call.effect != Effect::Reads {
        warn!(
            name: "kpg.outcome_unknown",
            vendor = call.vendor,
            operation = call.operation,
            kind = ?failure.kind(),
            "the outcome is unknown: it may have been executed",
        );
    }
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
    facts: &'static OperationFacts,
}

impl Trail<'_> {
    fn sending(&self, request: &HttpRequest) {
        if let Some(audit) = self.audit {
            audit.sending(self.attempt, &request.masked(self.facts.sensitive));
        }
    }

    fn answered(&self, answer: &HttpAnswer, duration: Duration, noted: &[Problem]) {
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
                answer: &answer.masked(self.facts.format, self.facts.sensitive),
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

pub(crate) fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
