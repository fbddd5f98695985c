//! What the generated clients stand on, and how it is made. How it calls stands in `exchange`.

use std::fmt::Debug;
use std::sync::Arc;

use super::offload::Offload;
use super::plan::{Conduct, Plan};
use super::typed_call::prepare;
use super::{Audit, Job, Retry};
#[cfg(feature = "forms")]
use crate::{BrowserForm, Posted, PrepareError, Supply};
use crate::{CallError, HttpAnswer, HttpRequest, Operation, Sensitive, Source, Timeouts};

/// Makes a [`Core`]: settings, time-outs and limits, retries, an audit trail, and a source of time and
/// random bytes.
pub struct CoreBuilder<S> {
    settings: S,
    plan: Plan,
}

impl<S> CoreBuilder<S> {
    /// Starts on the system's clock and random bytes.
    #[must_use]
    pub fn new(settings: S, timeouts: Timeouts) -> Self {
        Self {
            settings,
            plan: Plan::new(timeouts),
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
        self.plan.timeouts = timeouts;
        self.plan.conduct.total = timeouts.total;
        self
    }

    /// How long an answer may be, in bytes, for the default transport.
    #[must_use]
    pub fn longest_answer(mut self, bytes: usize) -> Self {
        self.plan.longest_answer = Some(bytes);
        self
    }

    /// Has the default transport send the names of headers in title case, `X-Shop-Id`, and speak HTTP/1.1 alone, which
    /// has letter cases. Another transport must do so itself.
    #[must_use]
    pub fn title_case_headers(mut self) -> Self {
        self.plan.has_title_case_headers = true;
        self
    }

    /// What of the default transport is set up otherwise; see
    /// [`ReqwestTransport::configured`](crate::ReqwestTransport::configured).
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn http_client(
        mut self,
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.plan.configure.push(Box::new(configure));
        self
    }

    /// Trusts certificate authorities beside those of the system; PEM.
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn certificate_authority(self, pem: &[u8]) -> Self {
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        return self.with_parts(
            reqwest::Certificate::from_pem_bundle(pem),
            |builder, authorities| builder.tls_certs_merge(authorities),
        );
        #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
        return self.without_feature(
            pem,
            "a certificate authority needs the feature `rustls` or `native-tls`",
        );
    }

    /// Shows a certificate to the server; PEM, with the private key.
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn client_certificate(self, pem: &[u8]) -> Self {
        #[cfg(feature = "rustls")]
        return self.with_parts(
            reqwest::Identity::from_pem(pem),
            reqwest::ClientBuilder::identity,
        );
        #[cfg(not(feature = "rustls"))]
        return self.without_feature(
            pem,
            "a client certificate needs the feature `rustls`; with `native-tls` set it by `http_client`",
        );
    }

    /// Goes through a proxy.
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn proxy(self, address: &str) -> Self {
        self.with_parts(reqwest::Proxy::all(address), reqwest::ClientBuilder::proxy)
    }

    /// Changes the HTTP client by what was read, or keeps that it cannot be used.
    #[cfg(feature = "reqwest")]
    fn with_parts<P: Clone + Send + Sync + 'static>(
        mut self,
        parts: Result<P, reqwest::Error>,
        set: impl Fn(reqwest::ClientBuilder, P) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        match parts {
            Ok(parts) => self.http_client(move |builder| set(builder, parts.clone())),
            Err(error) => {
                self.plan.unusable.get_or_insert(error.into());
                self
            }
        }
    }

    #[cfg(all(feature = "reqwest", not(feature = "rustls")))]
    fn without_feature(mut self, _: &[u8], what: &'static str) -> Self {
        self.plan.unusable.get_or_insert(what.into());
        self
    }

    /// A core over an HTTP client that is there already. The case of headers is the client's own matter.
    ///
    /// # Errors
    ///
    /// When this builder was told of certificates, a proxy or another setting of the HTTP client: none of them can reach
    /// one that is there already.
    #[cfg(feature = "reqwest")]
    pub fn build_over(
        self,
        client: reqwest::Client,
    ) -> Result<Core<S, crate::ReqwestTransport>, crate::TransportError> {
        let transport = self.plan.transport_over(client)?;
        Ok(self.build_with(transport))
    }

    /// Where calls prepare requests and interpret answers, which is where the holder of a key may wait:
    /// `run` hands the job to threads that may block, and returns. Without it calls do both on the thread
    /// that polls them.
    ///
    /// ```
    /// # fn example<S>(builder: kpg_runtime::CoreBuilder<S>) -> kpg_runtime::CoreBuilder<S> {
    /// # use std::thread::spawn as spawn_blocking;
    /// // With tokio: `use tokio::task::spawn_blocking;`
    /// builder.offload(|job| {
    ///     spawn_blocking(job);
    /// })
    /// # }
    /// ```
    #[must_use]
    pub fn offload(mut self, run: impl Fn(Job) + Send + Sync + 'static) -> Self {
        self.plan.conduct.offload = Offload::to(run);
        self
    }

    /// Whether a call that was certainly not sent is made again.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.plan.conduct.retry = retry;
        self
    }

    /// Who is told of every attempt, and of every session token that was fetched.
    #[must_use]
    pub fn audit(mut self, audit: impl Audit + 'static) -> Self {
        self.plan.conduct.audit = Some(Arc::new(audit));
        self
    }

    /// Another source of time and random bytes, as tests need it.
    #[must_use]
    pub fn source(mut self, source: impl Source + 'static) -> Self {
        self.plan.conduct.source = Arc::new(source);
        self
    }

    /// A core over reqwest.
    ///
    /// # Errors
    ///
    /// When the system gives no TLS configuration.
    #[cfg(feature = "reqwest")]
    pub fn build(self) -> Result<Core<S, crate::ReqwestTransport>, crate::TransportError> {
        let (settings, plan) = (Arc::new(self.settings), self.plan);
        let (transport, conduct) = plan.transport()?;
        Ok(Core {
            settings,
            transport,
            conduct,
        })
    }

    /// A core over another transport, which keeps its own limits and time-outs within the total one.
    #[must_use]
    pub fn build_with<T>(self, transport: T) -> Core<S, T> {
        Core {
            settings: Arc::new(self.settings),
            transport,
            conduct: self.plan.conduct,
        }
    }
}

opaque!(CoreBuilder<S> where [S: Debug], "CoreBuilder", settings, plan);

/// What the generated clients stand on: settings, a transport, and how to call. Clones share all of
/// them but the transport, which is cloned.
pub struct Core<S, T> {
    pub(super) settings: Arc<S>,
    pub(crate) transport: T,
    pub(crate) conduct: Conduct,
}

impl<S, T: Clone> Core<S, T> {
    /// The same core, whose calls may take so long; see [`Timeouts`]. The time to connect stays that of the transport.
    #[must_use]
    pub fn with_timeouts(&self, timeouts: Timeouts) -> Self {
        let mut core = self.clone();
        core.conduct.total = timeouts.total;
        core.conduct.timeouts = Some(timeouts);
        core
    }

    /// The same core, whose calls are repeated so.
    #[must_use]
    pub fn with_retry(&self, retry: Retry) -> Self {
        let mut core = self.clone();
        core.conduct.retry = retry;
        core
    }
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
    /// When a signature or a header cannot be made. Nothing was sent.
    pub fn prepare<O: Operation<Settings = S>>(
        &self,
        request: &O,
        session: Option<&Sensitive<String>>,
    ) -> Result<HttpRequest, CallError<O::Code>> {
        let prepared = prepare(request, &self.settings, &*self.conduct.source, session);
        prepared.map_err(CallError::from)
    }

    /// What the request is made of, step by step, with every secret hidden; nothing is sent. The clock is read and chance
    /// is asked as for a request of its own.
    ///
    /// # Errors
    ///
    /// As those of [`prepare`](Self::prepare).
    #[cfg(feature = "explain")]
    pub fn explain<O: Operation<Settings = S>>(
        &self,
        request: &O,
        session: Option<&Sensitive<String>>,
    ) -> Result<crate::Explanation, CallError<O::Code>> {
        crate::explain::explained(|| self.prepare(request, session), O::SENSITIVE)
    }

    /// What a browser posts, signed; nothing is sent.
    ///
    /// # Errors
    ///
    /// When a value cannot be made, such as a signature without its key.
    #[cfg(feature = "forms")]
    pub fn browser_form<P: Posted<Settings = S>>(
        &self,
        values: &P,
    ) -> Result<BrowserForm, PrepareError> {
        let supply = Supply::new(&*self.conduct.source, None)?;
        values.form(&self.settings, &supply)
    }

    /// What a form of a browser is made of, step by step, with every secret hidden, as [`explain`](Self::explain) tells it of
    /// a request; nothing is sent.
    ///
    /// # Errors
    ///
    /// As those of [`browser_form`](Self::browser_form).
    #[cfg(all(feature = "explain", feature = "forms"))]
    pub fn explain_form<P: Posted<Settings = S>>(
        &self,
        values: &P,
    ) -> Result<crate::Explanation, PrepareError> {
        let request = || Ok(self.browser_form(values)?.request());
        crate::explain::explained(request, P::SENSITIVE)
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
    ) -> Result<O::Verdict, CallError<O::Code>> {
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

opaque!(Core<S, T> where [S: Debug, T], "Core", settings);
