//! The default transport.

use http::header::{CONTENT_LENGTH, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Request, Response, retry};

use crate::address;
use crate::{HttpAnswer, HttpRequest, Method, Timeouts, Transport, TransportError};

/// The default transport: HTTP over a pool of connections.
///
/// Follows no redirects, repeats nothing, keeps no cookies, and reads at most 8 MiB of an answer
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
    /// When TLS can not be set up on this machine.
    pub fn new(timeouts: Timeouts) -> Result<Self, TransportError> {
        let client = builder(timeouts)
            .build()
            .map_err(TransportError::not_sent)?;
        let loopback = builder(timeouts)
            .no_proxy()
            .build()
            .map_err(TransportError::not_sent)?;
        Ok(Self {
            client,
            loopback,
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

fn builder(timeouts: Timeouts) -> ClientBuilder {
    Client::builder()
        .redirect(Policy::none())
        .retry(retry::never())
        .referer(false)
        .connect_timeout(timeouts.connect)
        // It runs while connecting too, and must not end what is not sent as what may be.
        .read_timeout(timeouts.read.max(timeouts.connect))
        .timeout(timeouts.total)
        .user_agent(concat!("kpg/", env!("CARGO_PKG_VERSION")))
}

impl Transport for ReqwestTransport {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        let (method, url, mut headers, body) = request.into_parts();
        let client = if address::is_loopback(&url) {
            &self.loopback
        } else {
            &self.client
        };
        if body.is_none() && matches!(method, Method::Post | Method::Put | Method::Patch) {
            // Servers refuse these methods when the length is not stated (RFC 9110 §8.6).
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut request = Request::new(method.into(), url);
        *request.headers_mut() = headers;
        *request.body_mut() = body.map(Into::into);
        let response = client.execute(request).await.map_err(failed)?;
        read(response, self.longest).await
    }
}

/// Only what failed while the connection was being made, or before, is known not to have left.
fn failed(error: reqwest::Error) -> TransportError {
    if error.is_connect() || error.is_builder() {
        TransportError::not_sent(error)
    } else {
        TransportError::maybe_sent(error)
    }
}

async fn read(mut response: Response, longest: usize) -> Result<HttpAnswer, TransportError> {
    let status = response.status().as_u16();
    let headers: HeaderMap = std::mem::take(response.headers_mut());
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(TransportError::maybe_sent)? {
        if body.len().saturating_add(chunk.len()) > longest {
            let what = format!("the answer is longer than {longest} bytes");
            return Err(TransportError::maybe_sent(what));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(HttpAnswer {
        status,
        headers,
        body,
    })
}
