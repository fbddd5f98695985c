//! What the generated clients stand on: preparing, sending, interpreting.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use tracing::field::Empty;
use tracing::{Instrument as _, Span, debug, info_span};

use crate::{
    Error, ErrorKind, HttpAnswer, HttpRequest, Operation, Outcome, ResultCode, Sensitive,
    SessionRules, Source, Supply, SystemSource, Timeouts, Transport,
};

/// Makes a [`Core`]: settings, time-outs, and a source of time and random bytes.
pub struct CoreBuilder<S> {
    settings: S,
    timeouts: Timeouts,
    source: Arc<dyn Source>,
}

impl<S> CoreBuilder<S> {
    /// Starts on the system's clock and random bytes.
    #[must_use]
    pub fn new(settings: S, timeouts: Timeouts) -> Self {
        Self {
            settings,
            timeouts,
            source: Arc::new(SystemSource),
        }
    }

    /// Changes a setting.
    #[must_use]
    pub fn set(mut self, set: impl FnOnce(&mut S)) -> Self {
        set(&mut self.settings);
        self
    }

    /// How long the default transport waits.
    #[must_use]
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Another source of time and random bytes, as tests need it.
    #[must_use]
    pub fn source(mut self, source: impl Source + 'static) -> Self {
        self.source = Arc::new(source);
        self
    }

    /// A core over reqwest.
    ///
    /// # Errors
    ///
    /// When the system gives no TLS configuration.
    #[cfg(feature = "reqwest")]
    pub fn build(self) -> Result<Core<S, crate::ReqwestTransport>, crate::TransportError> {
        let transport = crate::ReqwestTransport::new(self.timeouts)?;
        Ok(self.build_with(transport))
    }

    /// A core over another transport, which keeps its own time-outs.
    #[must_use]
    pub fn build_with<T>(self, transport: T) -> Core<S, T> {
        Core {
            settings: Arc::new(self.settings),
            transport,
            source: self.source,
        }
    }
}

impl<S: fmt::Debug> fmt::Debug for CoreBuilder<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CoreBuilder")
            .field("settings", &self.settings)
            .field("timeouts", &self.timeouts)
            .finish_non_exhaustive()
    }
}

/// What the generated clients stand on: settings, a transport, and a source of time and random
/// bytes. Clones share all of them but the transport, which is cloned.
pub struct Core<S, T> {
    settings: Arc<S>,
    transport: T,
    source: Arc<dyn Source>,
}

impl<S, T> Core<S, T> {
    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &S {
        &self.settings
    }

    /// The request, signed and ready to send; for those who send it themselves.
    ///
    /// # Errors
    ///
    /// When a signature or a header can not be made. Nothing was sent.
    pub fn prepare<O: Operation<Settings = S>>(
        &self,
        request: &O,
        session: Option<&Sensitive<String>>,
    ) -> Result<HttpRequest, Error<O::Code>> {
        let prepared = || {
            let supply = Supply::new(&*self.source, session)?;
            let prepared = request.prepare(&self.settings, &supply)?;
            supply.finish()?;
            Ok(prepared)
        };
        prepared().map_err(|error| Error::prepare(O::CALL, error))
    }

    /// The typed result that an answer holds; for those who sent the request themselves.
    ///
    /// # Errors
    ///
    /// When the vendor refused, or the answer does not say clearly that it did not.
    pub fn interpret<O: Operation<Settings = S>>(
        &self,
        answer: &HttpAnswer,
    ) -> Result<O::Verdict, Error<O::Code>> {
        O::interpret(&self.settings, answer)
    }
}

impl<S, T: Transport> Core<S, T> {
    /// Sends the request, once, and reads the answer, inside a `tracing` span.
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
            status = Empty,
            outcome = Empty,
            duration_ms = Empty,
        );
        let started = Instant::now();
        let result = self
            .exchange(request, session, &span)
            .instrument(span.clone())
            .await;
        let duration = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        span.record("duration_ms", duration);
        match &result {
            Ok(_) => span.record("outcome", "accepted"),
            Err(error) => span.record("outcome", tracing::field::display(error.outcome())),
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
        let token = session.cell.token(session.lifetime, &renew).await;
        let token =
            token.map_err(|error| Error::new(O::CALL, ErrorKind::Session).because(error.into()))?;
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
        let Ok(token) = session.cell.token(session.lifetime, &renew).await else {
            return Err(refusal);
        };
        match self.call(request, Some(&token)).await {
            Err(error) if error.outcome() == Outcome::NotSent => Err(refusal),
            result => result,
        }
    }

    async fn exchange<O: Operation<Settings = S>>(
        &self,
        request: &O,
        session: Option<&Sensitive<String>>,
        span: &Span,
    ) -> Result<O::Verdict, Error<O::Code>> {
        let prepared = self.prepare(request, session)?;
        let sent = self.transport.send(prepared).await;
        let answer = sent.map_err(|error| Error::transport(O::CALL, error))?;
        span.record("status", answer.status);
        self.interpret::<O>(&answer)
    }
}

impl<S, T: Clone> Clone for Core<S, T> {
    fn clone(&self) -> Self {
        Self {
            settings: Arc::clone(&self.settings),
            transport: self.transport.clone(),
            source: Arc::clone(&self.source),
        }
    }
}

impl<S: fmt::Debug, T> fmt::Debug for Core<S, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
