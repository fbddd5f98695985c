//! A request of HTTP, without I/O.

use std::fmt;

use http::Method;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::{Body, MadeValues};
use crate::PrepareError;
#[cfg(feature = "client")]
use crate::Timeouts;
use crate::check::is_printable;
use crate::steps;
use crate::{Masked, Wire};

/// A request, signed and ready to send: a method, an address, headers, and a body if it has one.
///
/// `Debug` shows neither the headers' values nor the body; see [`masked`](Self::masked) for logs.
#[derive(Clone)]
pub struct HttpRequest {
    method: Method,
    url: Url,
    headers: HeaderMap,
    body: Option<Body>,
    made: MadeValues,
    /// How long to wait, where its call does not wait as long as others.
    #[cfg(feature = "client")]
    timeouts: Option<Timeouts>,
}

impl HttpRequest {
    /// A request with the `Content-Type` that goes with its body; without a body it has none.
    #[must_use]
    pub fn new(method: Method, url: Url, body: impl Into<Option<Body>>) -> Self {
        Self::of(method, url, body.into())
    }

    fn of(method: Method, url: Url, body: Option<Body>) -> Self {
        let mut headers = HeaderMap::new();
        if let Some(body) = &body {
            headers.insert(CONTENT_TYPE, body.content_type().clone());
        }
        Self {
            method,
            url,
            headers,
            body,
            made: MadeValues::default(),
            #[cfg(feature = "client")]
            timeouts: None,
        }
    }

    /// The same, for which a transport waits so long; `connect` stays the transport's own.
    #[cfg(feature = "client")]
    #[must_use]
    pub fn waiting(mut self, timeouts: Option<Timeouts>) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// How long its call waits, where that is not as long as the transport was made for: for transports of your own.
    #[cfg(feature = "client")]
    #[must_use]
    pub fn timeouts(&self) -> Option<Timeouts> {
        self.timeouts
    }

    /// Sets a header, in place of one of the same name. An absent value leaves it out.
    ///
    /// # Errors
    ///
    /// When name or value cannot stand in a header; the value is not shown.
    pub fn header(&mut self, name: &'static str, value: &dyn Wire) -> Result<(), PrepareError> {
        steps::reads(value);
        let Some(value) = value.wire() else {
            return Ok(());
        };
        steps::sends(name, &value);
        let known = HeaderName::from_bytes(name.as_bytes()).map_err(|error| {
            PrepareError::because(format!("`{name}` cannot be the name of a header"), error)
        })?;
        let refused = || {
            let what = format!(
                "the value for header `{name}` has a character other than printable ASCII: check \
                 the credentials for stray line ends"
            );
            PrepareError::new(what)
        };
        // `HeaderValue` takes bytes beyond ASCII, which no vendor reads as they were meant.
        let mut value = HeaderValue::from_str(&value)
            .ok()
            .filter(|_| is_printable(&value))
            .ok_or_else(refused)?;
        value.set_sensitive(true);
        self.headers.insert(known, value);
        Ok(())
    }

    /// Keeps a value that the client made, for a request that may follow this one: a failure of the call knows it.
    /// It is not sent.
    pub fn keep(&mut self, name: &'static str, value: &dyn Wire) {
        self.made.add(name, value);
    }

    /// What was kept.
    pub(crate) fn made(&self) -> &MadeValues {
        &self.made
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The address, with its query.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The headers, `Content-Type` among them. Values may be secret.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header as text.
    pub(crate) fn text_of(&self, header: &str) -> Option<String> {
        let value = self.headers.get(header)?;
        value.to_str().ok().map(str::to_owned)
    }

    /// The body, when there is one.
    #[must_use]
    pub fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }

    /// The request as it may be logged, its query included. `sensitive` names members and headers
    /// to hide, in any case; a generated operation's are `Operation::SENSITIVE`.
    #[must_use]
    pub fn masked(&self, sensitive: &[&str]) -> Masked {
        let first_line = format!("{} {}", self.method, self.url);
        let body = self.body.as_ref().map(|body| body.masked(sensitive));
        Masked::message(&first_line, &self.headers, body, sensitive)
    }

    /// The headers as they are sent. Servers refuse these methods when the length of a body that is not
    /// there is not stated (RFC 9110 §8.6).
    fn state_length(&mut self) {
        let expects_one = [Method::POST, Method::PUT, Method::PATCH].contains(&self.method);
        if self.body.is_none() && expects_one {
            let none = HeaderValue::from_static("0");
            self.headers.insert(CONTENT_LENGTH, none);
        }
    }

    #[cfg(feature = "reqwest")]
    pub(crate) fn into_parts(mut self) -> (Method, Url, HeaderMap, Option<Vec<u8>>) {
        self.state_length();
        let body = self.body.map(Body::into_bytes);
        (self.method, self.url, self.headers, body)
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &self.url.as_str())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish()
    }
}

impl TryFrom<HttpRequest> for http::Request<Vec<u8>> {
    type Error = http::Error;

    /// Of what is sent without a body, where one is expected, the length is stated: `Content-Length: 0`.
    fn try_from(mut request: HttpRequest) -> Result<Self, http::Error> {
        request.state_length();
        let mut converted = http::Request::builder()
            .method(request.method)
            .uri(request.url.as_str())
            .body(request.body.map(Body::into_bytes).unwrap_or_default())?;
        *converted.headers_mut() = request.headers;
        Ok(converted)
    }
}
