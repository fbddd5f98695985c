//! What a builder of a core was told, whatever the settings of its vendor are: how to call, and over which transport.

use std::sync::Arc;
use std::time::Duration;

use super::offload::Offload;
use super::{Audit, Retry};
#[cfg(feature = "reqwest")]
use crate::{BoxError, ReqwestTransport, TransportError};
use crate::{Source, SystemSource, Timeouts};

/// How a core calls.
#[derive(Clone)]
pub(crate) struct Conduct {
    pub(crate) source: Arc<dyn Source>,
    /// How long a call may take in all.
    pub(crate) total: Duration,
    /// How long the transport waits, where that is not as it was made.
    pub(crate) timeouts: Option<Timeouts>,
    pub(crate) retry: Retry,
    pub(crate) audit: Option<Arc<dyn Audit>>,
    pub(crate) offload: Offload,
}

/// A change of the HTTP client.
#[cfg(feature = "reqwest")]
type Configure = Box<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

/// What is asked of a core.
pub(super) struct Plan {
    pub(super) timeouts: Timeouts,
    pub(super) longest_answer: Option<usize>,
    pub(super) conduct: Conduct,
    /// Only the default transport heeds it.
    pub(super) has_title_case_headers: bool,
    #[cfg(feature = "reqwest")]
    pub(super) configure: Vec<Configure>,
    /// What was set and cannot be used.
    #[cfg(feature = "reqwest")]
    pub(super) unusable: Option<BoxError>,
}

impl Plan {
    pub(super) fn new(timeouts: Timeouts) -> Self {
        Self {
            timeouts,
            longest_answer: None,
            conduct: Conduct {
                total: timeouts.total,
                timeouts: None,
                source: Arc::new(SystemSource),
                retry: Retry::OFF,
                audit: None,
                offload: Offload::default(),
            },
            has_title_case_headers: false,
            #[cfg(feature = "reqwest")]
            configure: Vec::new(),
            #[cfg(feature = "reqwest")]
            unusable: None,
        }
    }

    /// The default transport, and how to call over it.
    #[cfg(feature = "reqwest")]
    pub(super) fn transport(mut self) -> Result<(ReqwestTransport, Conduct), TransportError> {
        if let Some(error) = self.unusable.take() {
            return Err(TransportError::not_sent(error));
        }
        let configure = |builder| {
            let set = self.configure.iter();
            let builder = set.fold(builder, |builder, configure| configure(builder));
            match self.has_title_case_headers {
                true => builder.http1_only().http1_title_case_headers(),
                false => builder,
            }
        };
        let transport = ReqwestTransport::configured(self.timeouts, configure)?;
        let transport = self.limited(transport);
        Ok((transport, self.conduct))
    }

    /// The default transport over an HTTP client that is there already.
    #[cfg(feature = "reqwest")]
    pub(super) fn transport_over(
        &self,
        client: reqwest::Client,
    ) -> Result<ReqwestTransport, TransportError> {
        if self.unusable.is_some() || !self.configure.is_empty() {
            return Err(TransportError::not_sent(
                "certificates, a proxy or other settings of the HTTP client were given, and the client was built without \
                 them: give them to its own builder",
            ));
        }
        Ok(self.limited(ReqwestTransport::over(client, self.timeouts)))
    }

    #[cfg(feature = "reqwest")]
    fn limited(&self, transport: ReqwestTransport) -> ReqwestTransport {
        match self.longest_answer {
            Some(bytes) => transport.longest_answer(bytes),
            None => transport,
        }
    }
}

opaque!(Plan, "Plan", timeouts);
