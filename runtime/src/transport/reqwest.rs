//! The default transport.

use ::reqwest::redirect::Policy;
use ::reqwest::{Client, ClientBuilder, Request, Response, retry};
use http::HeaderMap;

use super::{Timeouts, Transport, TransportError};
use crate::message::is_loopback;
use crate::{HttpAnswer, HttpRequest};

/// The default transport: HTTP over a pool of connections.
///
/// Follows no redirects, repeats nothing, keeps no cookies, decompresses nothing, and reads at most 8 MiB of an answer
/// unless [`longest_answer`](Self::longest_answer) says otherwise.
/// The usual environment variables for proxies (`HTTPS_PROXY`, `NO_PROXY` and their like) hold, but
/// never for the loopback interface: plain `http` does not leave this machine. Clones share the
/// pool: make one and keep it.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: Client,
    loopback: Client,
    longest: usize,
}

impl ReqwestTransport {
    /// Makes a transport with these time-outs.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up on this machine.
    pub fn new(timeouts: Timeouts) -> Result<Self, TransportError> {
        Self::configured(timeouts, |builder| builder)
    }

    /// Makes a transport of which `configure` sets up what kpg leaves open: a certificate authority of
    /// one's own, a client certificate, a proxy, another implementation of TLS.
    ///
    /// It is called for each of two HTTP clients, of which one is for the loopback interface and gets no
    /// proxy. Of what it sets kpg overrides redirects, repetitions, the time-outs, decompression and the
    /// `User-Agent`; default headers, cookies and what is accepted in place of a valid certificate are
    /// the caller's to answer for.
    ///
    /// ```
    /// # fn certificate() -> Vec<u8> { Vec::new() }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use kpg_runtime::{ReqwestTransport, Timeouts};
    ///
    /// let transport = ReqwestTransport::configured(Timeouts::default(), |builder| {
    ///     builder.no_proxy().pool_max_idle_per_host(4)
    /// })?;
    /// # let _ = transport;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up on this machine, or not as `configure` says.
    pub fn configured(
        timeouts: Timeouts,
        configure: impl Fn(ClientBuilder) -> ClientBuilder,
    ) -> Result<Self, TransportError> {
        let builder = || settled(configure(fresh()), timeouts);
        let build = |builder: ClientBuilder| builder.build().map_err(TransportError::not_sent);
        Ok(Self {
            client: build(builder())?,
            loopback: build(builder().no_proxy())?,
            longest: Self::LONGEST_ANSWER,
        })
    }

    /// The longest answer that is read unless another is set, in bytes.
    pub const LONGEST_ANSWER: usize = 8 * 1024 * 1024;

    /// How long an answer may be, in bytes. A longer one is not read to its end, and the outcome is
    /// unknown.
    #[must_use]
    pub fn longest_answer(mut self, bytes: usize) -> Self {
        self.longest = bytes;
        self
    }
}

/// With kpg's own TLS, also where another crate in the build turned another on, which would be taken instead.
fn fresh() -> ClientBuilder {
    #[cfg(feature = "rustls")]
    return Client::builder().tls_backend_rustls();
    #[cfg(not(feature = "rustls"))]
    Client::builder()
}

/// Sets what holds for every client, whatever was set before.
fn settled(builder: ClientBuilder, timeouts: Timeouts) -> ClientBuilder {
    builder
        .redirect(Policy::none())
        .retry(retry::never())
        .referer(false)
        .connect_timeout(timeouts.connect)
        // It runs while connecting too, and must not end what is not sent as what may be.
        .read_timeout(timeouts.read.max(timeouts.connect))
        .timeout(timeouts.total)
        // Another crate in the build may have turned these on; each is asked for by a header.
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .user_agent(concat!("kpg/", env!("CARGO_PKG_VERSION")))
}

impl Transport for ReqwestTransport {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        let (method, url, headers, body) = request.into_parts();
        let client = if is_loopback(&url) {
            &self.loopback
        } else {
            &self.client
        };
        let mut request = Request::new(method, url);
        *request.headers_mut() = headers;
        *request.body_mut() = body.map(Into::into);
        let response = client.execute(request).await.map_err(failed)?;
        read(response, self.longest).await
    }
}

/// Only what failed while the connection was being made, or before, is known not to have left. The address
/// is taken out of the error: its query is what was sent.
fn failed(error: ::reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_connect() || error.is_builder() {
        TransportError::not_sent(error)
    } else {
        TransportError::maybe_sent(error)
    }
}

/// The answer broke off.
fn broken(error: ::reqwest::Error) -> TransportError {
    TransportError::maybe_sent(error.without_url())
}

async fn read(mut response: Response, longest: usize) -> Result<HttpAnswer, TransportError> {
    let status = response.status().as_u16();
    let headers: HeaderMap = std::mem::take(response.headers_mut());
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(broken)? {
        if body.len().saturating_add(chunk.len()) > longest {
            let what = format!("the answer is longer than {longest} bytes");
            return Err(TransportError::maybe_sent(what));
        }
        body.extend_from_slice(&chunk);
    }
    let mut answer = HttpAnswer::new(status, body);
    answer.headers = headers;
    Ok(answer)
}
