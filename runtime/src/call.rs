use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tracing::field::Empty;
use tracing::{Instrument as _, Span, info_span};

use crate::{
    Error, HttpAnswer, HttpRequest, PrepareError, ResultCode, Sensitive, SessionCell, SessionError,
    Source, Supply, SystemSource, Transport,
};

/// Which operation of which vendor a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Call {
    /// The vendor's name in its specification.
    pub vendor: &'static str,
    /// The operation's name in its specification.
    pub operation: &'static str,
    /// Whether the operation, executed, moves money.
    pub moves_money: bool,
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.vendor, self.operation)
    }
}

/// A checked request that knows how it is sent and how its answer is read. Does no I/O.
///
/// Generated code implements it, once per operation.
pub trait Operation: Send + Sync + Sized {
    /// Credentials, address and options of the vendor's client.
    type Settings;
    /// What success gives.
    type Answer;
    /// The operation's result codes.
    type Code: ResultCode;
    /// The operation's name.
    const CALL: Call;
    /// Names on the wire, of members and headers in any case, whose values are never shown.
    const SENSITIVE: &'static [&'static str];

    /// The request, signed and ready to send.
    ///
    /// # Errors
    ///
    /// When a signature or a header can not be made. Nothing was sent.
    fn prepare(
        &self,
        settings: &Self::Settings,
        supply: &Supply<'_>,
    ) -> Result<HttpRequest, PrepareError>;

    /// The typed result that an answer holds.
    ///
    /// # Errors
    ///
    /// When the vendor refused, or the answer does not say clearly that it did not.
    fn interpret(
        settings: &Self::Settings,
        answer: &HttpAnswer,
    ) -> Result<Self::Answer, Error<Self::Code>>;
}

/// What the generated clients stand on: settings, a transport, and a source of time and random
/// bytes. Clones share all of them but the transport, which is cloned.
#[derive(Clone)]
pub struct Core<S, T> {
    settings: Arc<S>,
    transport: T,
    source: Arc<dyn Source>,
}

impl<S, T> Core<S, T> {
    /// A core on the system's clock and random bytes.
    #[must_use]
    pub fn new(settings: S, transport: T) -> Self {
        Self {
            settings: Arc::new(settings),
            transport,
            source: Arc::new(SystemSource),
        }
    }

    /// The same with another source, as tests need it.
    #[must_use]
    pub fn with_source(mut self, source: Arc<dyn Source>) -> Self {
        self.source = source;
        self
    }

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
    ) -> Result<O::Answer, Error<O::Code>> {
        O::interpret(&self.settings, answer)
    }

    /// The session token for a call: the one in `cell` while it is younger than `lifetime`, a
    /// fresh one from `renew` otherwise. Without a lifetime every call gets its own.
    ///
    /// # Errors
    ///
    /// When `renew` fails; the call itself was not sent then.
    pub async fn session<C, F, R>(
        &self,
        cell: &SessionCell,
        call: Call,
        lifetime: Option<Duration>,
        renew: F,
    ) -> Result<Sensitive<String>, SessionError>
    where
        C: fmt::Debug + fmt::Display + Send + Sync + 'static,
        F: FnOnce() -> R,
        R: Future<Output = Result<Sensitive<String>, Error<C>>>,
    {
        let token = cell.token(lifetime, renew).await;
        token.map_err(|error| SessionError::new(call, error))
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
    ) -> Result<O::Answer, Error<O::Code>> {
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

    async fn exchange<O: Operation<Settings = S>>(
        &self,
        request: &O,
        session: Option<&Sensitive<String>>,
        span: &Span,
    ) -> Result<O::Answer, Error<O::Code>> {
        let prepared = self.prepare(request, session)?;
        let sent = self.transport.send(prepared).await;
        let answer = sent.map_err(|error| Error::transport(O::CALL, error))?;
        span.record("status", answer.status);
        self.interpret::<O>(&answer)
    }
}

impl<S, T> fmt::Debug for Core<S, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core").finish_non_exhaustive()
    }
}
