//! The default transport.

use std::future::pending;
use std::time::Duration;

use ::reqwest::redirect::Policy;
use ::reqwest::{Client, ClientBuilder, Request, Response, retry};
use http::HeaderMap;
use tokio::runtime::Handle;

use super::{Transport, TransportError};
use crate::message::is_loopback;
use crate::{HttpAnswer, HttpRequest, Timeouts};

/// The default transport: HTTP over a pool of connections.
///
/// Where kpg makes the HTTP client, which it does unless one is [passed in](Self::over), it follows no redirects, repeats nothing, keeps no cookies, decompresses nothing, and reads at most 8 MiB of an answer
/// unless [`longest_answer`](Self::longest_answer) says otherwise.
/// The usual environment variables for proxies (`HTTPS_PROXY`, `NO_PROXY` and their like) hold, but
/// never for the loopback interface: plain `http` does not leave this machine. Clones share the
/// pool: make one and keep it.
///
/// It runs on Tokio: a call that is polled where no runtime is fails, and nothing was sent. The runtime needs its timers and
/// its I/O (`enable_all`), which `#[tokio::main]` turns on; Tokio itself panics without them, before anything is sent.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: Client,
    loopback: Client,
    timeouts: Timeouts,
    longest: usize,
    /// Whether kpg made the clients, so that nothing is repeated or redirected unseen.
    is_own: bool,
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
        let builder = || Self::settled(configure(fresh()), timeouts);
        let build = |builder: ClientBuilder| builder.build().map_err(TransportError::not_sent);
        Ok(Self {
            client: build(builder())?,
            loopback: build(builder().no_proxy())?,
            timeouts,
            longest: Self::LONGEST_ANSWER,
            is_own: true,
        })
    }

    /// A transport over an HTTP client that is there already, with its pool, its proxy and its certificates.
    ///
    /// Give it a client that follows no redirects (`redirect::Policy::none()`) and repeats nothing: kpg cannot see whether
    /// it does, and a redirect that leads back to the address that was asked sends a request twice unseen. So nothing
    /// that fails counts as not sent, not even a connection that did not come about, and an answer from another address
    /// than the one that was asked is none. Its proxy is used for the loopback interface too. To share one pool and keep "not sent", go the other way: make a transport with
    /// [`configured`](Self::configured), and take its [`client`](Self::client) for calls of your own.
    #[must_use]
    pub fn over(client: Client, timeouts: Timeouts) -> Self {
        Self {
            loopback: client.clone(),
            client,
            timeouts,
            longest: Self::LONGEST_ANSWER,
            is_own: false,
        }
    }

    /// The HTTP client below, for calls of your own over the same pool. Where kpg made it, it follows no redirects.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// What payments need of an HTTP client, whatever was set before: no redirects, no repetitions, no decompression, the
    /// time to connect, kpg's `User-Agent`.
    fn settled(builder: ClientBuilder, timeouts: Timeouts) -> ClientBuilder {
        builder
            .redirect(Policy::none())
            .retry(retry::never())
            .referer(false)
            .connect_timeout(timeouts.connect)
            // Another crate in the build may have turned these on; each is asked for by a header.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .user_agent(concat!("kpg/", env!("CARGO_PKG_VERSION")))
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

impl Transport for ReqwestTransport {
    fn ready(&self) -> Result<(), TransportError> {
        match Handle::try_current() {
            Ok(_) => Ok(()),
            Err(_) => Err(TransportError::not_sent(NO_EXECUTOR)),
        }
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        self.ready()?;
        let timeouts = request.timeouts();
        let (method, url, headers, body) = request.into_parts();
        let client = if is_loopback(&url) {
            &self.loopback
        } else {
            &self.client
        };
        let timeouts = timeouts.unwrap_or(self.timeouts);
        let asked = url.clone();
        let mut request = Request::new(method, url);
        *request.headers_mut() = headers;
        *request.body_mut() = body.map(Into::into);
        // Of two time-outs that end together, this one tells that the request may have left.
        *request.timeout_mut() = Some(timeouts.total);
        let silence = longest_silence(self.timeouts.connect, timeouts.read);
        let sent = within(silence, client.execute(request)).await?;
        let response = sent.map_err(|error| failed(error, self.is_own))?;
        if *response.url() != asked {
            return Err(TransportError::maybe_sent(
                "the answer came from another address, to which a redirect led",
            ));
        }
        read(response, silence, self.longest).await
    }

    /// On tokio's clock, on which reqwest stands. Where tokio is not there is none, and no call either.
    async fn wait(&self, time: Duration) {
        match self.ready() {
            Ok(()) => tokio::time::sleep(time).await,
            Err(_) => pending().await,
        }
    }
}

/// Why nothing is sent outside a runtime, where reqwest would panic, and what to do.
const NO_EXECUTOR: &str = "no Tokio runtime is here: call inside one, such as under `#[tokio::main]`, or use the client of the \
                           feature `blocking`";

/// How long to wait for a byte. It runs while connecting too, and must not end what is not sent as what may be: the time
/// to connect has to be over first.
fn longest_silence(connect: Duration, read: Duration) -> Duration {
    read.max(connect.saturating_add(Duration::from_millis(250)))
}

/// What a future gives, or that no byte came for too long.
async fn within<F: Future>(silence: Duration, future: F) -> Result<F::Output, TransportError> {
    let bound = tokio::time::timeout(silence, future).await;
    // The words by which a time-out is known.
    bound.map_err(|_| TransportError::maybe_sent("operation timed out"))
}

/// Only what failed while the connection was being made, or before, is known not to have left. With another's client
/// nothing is: it may have failed over a second request, or over where a redirect leads, after the first was carried out.
/// The address is taken out of the error: its query is what was sent.
fn failed(error: ::reqwest::Error, is_own: bool) -> TransportError {
    let error = error.without_url();
    if is_own && (error.is_builder() || error.is_connect()) {
        TransportError::not_sent(error)
    } else {
        TransportError::maybe_sent(error)
    }
}

/// The answer broke off.
fn broken(error: ::reqwest::Error) -> TransportError {
    TransportError::maybe_sent(error.without_url())
}

async fn read(
    mut response: Response,
    silence: Duration,
    longest: usize,
) -> Result<HttpAnswer, TransportError> {
    let status = response.status().as_u16();
    let headers: HeaderMap = std::mem::take(response.headers_mut());
    let mut body = Vec::new();
    while let Some(chunk) = within(silence, response.chunk()).await?.map_err(broken)? {
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
