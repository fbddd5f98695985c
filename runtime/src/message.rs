//! HTTP messages, without I/O.

use std::fmt;

use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::check::is_printable;
use crate::masked::{self, Masked};
use crate::{AnswerFormat, Body, PrepareError, Wire};

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
    /// `PATCH`.
    Patch,
    /// `DELETE`.
    Delete,
}

impl Method {
    /// The method as it stands in a request line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Put => Self::PUT,
            Method::Patch => Self::PATCH,
            Method::Delete => Self::DELETE,
        }
    }
}

/// A request, signed and ready to send: a method, an address, headers, and a body if it has one.
///
/// `Debug` shows neither the headers' values nor the body; see [`masked`](Self::masked) for logs.
#[derive(Clone)]
pub struct HttpRequest {
    method: Method,
    url: Url,
    headers: HeaderMap,
    body: Option<Body>,
}

impl HttpRequest {
    /// A request with the `Content-Type` that goes with its body; without a body it has none.
    #[must_use]
    pub fn new(method: Method, url: Url, body: Option<Body>) -> Self {
        let content_type = body.as_ref().map(Body::content_type);
        let header = content_type.map(|it| (CONTENT_TYPE, HeaderValue::from_static(it)));
        Self {
            method,
            url,
            headers: HeaderMap::from_iter(header),
            body,
        }
    }

    /// A `GET`, which has no body.
    #[must_use]
    pub fn get(url: Url) -> Self {
        Self::new(Method::Get, url, None)
    }

    /// A `POST` of a body or of none.
    #[must_use]
    pub fn post(url: Url, body: impl Into<Option<Body>>) -> Self {
        Self::new(Method::Post, url, body.into())
    }

    /// A `PUT` of a body or of none.
    #[must_use]
    pub fn put(url: Url, body: impl Into<Option<Body>>) -> Self {
        Self::new(Method::Put, url, body.into())
    }

    /// A `PATCH` with a body or with none.
    #[must_use]
    pub fn patch(url: Url, body: impl Into<Option<Body>>) -> Self {
        Self::new(Method::Patch, url, body.into())
    }

    /// A `DELETE` with a body or with none.
    #[must_use]
    pub fn delete(url: Url, body: impl Into<Option<Body>>) -> Self {
        Self::new(Method::Delete, url, body.into())
    }

    /// Sets a header, in place of one of the same name. An absent value leaves it out.
    ///
    /// # Errors
    ///
    /// When name or value can not stand in a header; the value is not shown.
    pub fn header(&mut self, name: &'static str, value: &dyn Wire) -> Result<(), PrepareError> {
        let Some(value) = value.wire() else {
            return Ok(());
        };
        let known = HeaderName::from_bytes(name.as_bytes()).map_err(|error| {
            PrepareError::because(format!("`{name}` can not be the name of a header"), error)
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

    /// The method.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
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
        let first_line = format!("{} {}", self.method.as_str(), self.url);
        let body = self.body.as_ref().map(|body| body.masked(sensitive));
        Masked::message(&first_line, &self.headers, body, sensitive)
    }

    /// The headers as they are sent. Servers refuse these methods when the length of a body that is not
    /// there is not stated (RFC 9110 §8.6).
    fn state_length(&mut self) {
        let expects_one = matches!(self.method, Method::Post | Method::Put | Method::Patch);
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
            .method(http::Method::from(request.method))
            .uri(request.url.as_str())
            .body(request.body.map(Body::into_bytes).unwrap_or_default())?;
        *converted.headers_mut() = request.headers;
        Ok(converted)
    }
}

/// An answer as it came: status, headers and the whole body.
///
/// `Debug` shows no value; see [`masked`](Self::masked) for logs.
#[derive(Clone)]
pub struct HttpAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl HttpAnswer {
    /// An answer without headers, which is all that reading one needs.
    #[must_use]
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: body.into(),
        }
    }

    /// Whether the status is 2xx.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The answer as it may be logged. `format` says how its body is written and `sensitive` names
    /// members and headers to hide, in any case; a generated operation's are `Operation::FORMAT` and
    /// `Operation::SENSITIVE`.
    #[must_use]
    pub fn masked(&self, format: AnswerFormat, sensitive: &[&str]) -> Masked {
        let body = masked::members(&self.body, format, sensitive);
        let first_line = format!("HTTP {}", self.status);
        Masked::message(&first_line, &self.headers, Some(body), sensitive)
    }
}

impl fmt::Debug for HttpAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpAnswer")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

impl<B: Into<Vec<u8>>> From<http::Response<B>> for HttpAnswer {
    fn from(response: http::Response<B>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: body.into(),
        }
    }
}
