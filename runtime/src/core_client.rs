//! What the generated clients stand on, and how it is made. How it calls stands in `exchange`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::{
    Audit, Error, HttpAnswer, HttpRequest, Operation, Retry, Sensitive, Source, Supply,
    SystemSource, Timeouts,
};

/// Makes a [`Core`]: settings, time-outs and limits, retries, an audit trail, and a source of time and
/// random bytes.
pub struct CoreBuilder<S> {
    settings: S,
    timeouts: Timeouts,
    longest_answer: Option<usize>,
    conduct: Conduct,
}

/// How a core calls.
#[derive(Clone)]
pub(crate) struct Conduct {
    pub(crate) source: Arc<dyn Source>,
    /// How long a call may take in all.
    pub(crate) total: Duration,
    pub(crate) retry: Retry,
    pub(crate) audit: Option<Arc<dyn Audit>>,
}

impl<S> CoreBuilder<S> {
    /// Starts on the system's clock and random bytes.
    #[must_use]
    pub fn new(settings: S, timeouts: Timeouts) -> Self {
        Self {
            settings,
            timeouts,
            longest_answer: None,
            conduct: Conduct {
                total: timeouts.total,
                source: Arc::new(SystemSource),
                retry: Retry::OFF,
                audit: None,
            },
        }
    }

    /// Changes a setting.
    #[must_use]
    pub fn set(mut self, set: impl FnOnce(&mut S)) -> Self {
        set(&mut self.settings);
        self
    }

    /// How long to wait: in all for every transport, for a connection and for bytes with the default one.
    #[must_use]
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self.conduct.total = timeouts.total;
        self
    }

    /// How long an answer may be, in bytes, for the default transport.
    #[must_use]
    pub fn longest_answer(mut self, bytes: usize) -> Self {
        self.longest_answer = Some(bytes);
        self
    }

    /// Whether a call that was certainly not sent is made again.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.conduct.retry = retry;
        self
    }

    /// Who is told of every attempt, and of every session token that was fetched.
    #[must_use]
    pub fn audit(mut self, audit: impl Audit + 'static) -> Self {
        self.conduct.audit = Some(Arc::new(audit));
        self
    }

    /// Another source of time and random bytes, as tests need it.
    #[must_use]
    pub fn source(mut self, source: impl Source + 'static) -> Self {
        self.conduct.source = Arc::new(source);
        self
    }

    /// A core over reqwest.
    ///
    /// # Errors
    ///
    /// When the system gives no TLS configuration.
    #[cfg(feature = "reqwest")]
    pub fn build(self) -> Result<Core<S, crate::ReqwestTransport>, crate::TransportError> {
        let mut transport = crate::ReqwestTransport::new(self.timeouts)?;
        if let Some(bytes) = self.longest_answer {
            transport = transport.longest_answer(bytes);
        }
        Ok(self.build_with(transport))
    }

    /// A core over another transport, which keeps its own limits and time-outs within the total one.
    #[must_use]
    pub fn build_with<T>(self, transport: T) -> Core<S, T> {
        Core {
            settings: Arc::new(self.settings),
            transport,
            conduct: self.conduct,
        }
    }
}

impl<S: fmt::Debug> fmt::Debug for CoreBuilder<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CoreBuilder")
            .field("settings", &self.settings)
            .field("timeouts", &self.timeouts)
            .field("retry", &self.conduct.retry)
            .finish_non_exhaustive()
    }
}

/// What the generated clients stand on: settings, a transport, and how to call. Clones share all of
/// them but the transport, which is cloned.
pub struct Core<S, T> {
    settings: Arc<S>,
    pub(crate) transport: T,
    pub(crate) conduct: Conduct,
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
            let supply = Supply::new(&*self.conduct.source, session)?;
            let prepared = request.prepare(&self.settings, &supply)?;
            supply.finish()?;
            Ok(prepared)
        };
        prepared().map_err(|error| Error::prepare(O::CALL, error))
    }

    /// The typed result that the answer to a request holds; for those who sent it themselves.
    ///
    /// # Errors
    ///
    /// When the vendor refused, or the answer does not say clearly that it did not.
    pub fn interpret<O: Operation<Settings = S>>(
        &self,
        request: &O,
        answer: &HttpAnswer,
    ) -> Result<O::Verdict, Error<O::Code>> {
        request.interpret(&self.settings, answer)
    }
}

impl<S, T: Clone> Clone for Core<S, T> {
    fn clone(&self) -> Self {
        Self {
            settings: Arc::clone(&self.settings),
            transport: self.transport.clone(),
            conduct: self.conduct.clone(),
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
