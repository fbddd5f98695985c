//! HTTP messages, without I/O.

use std::fmt;

use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::masked::{self, Masked};
use crate::{Body, BodyEncoding, PrepareError, Wire};

/// A request, signed and ready to send: `POST`, an address, headers and a body.
///
/// `Debug` shows no value; see [`masked`](Self::masked) for logs.
#[derive(Clone)]
pub struct HttpRequest {
    url: Url,
    headers: HeaderMap,
    body: Body,
}

impl HttpRequest {
    /// A `POST` of `body`, with the `Content-Type` that goes with it.
    #[must_use]
    pub fn post(url: Url, body: Body) -> Self {
        let content_type = HeaderValue::from_static(body.encoding().content_type());
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, content_type)]);
        Self { url, headers, body }
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
        let printable = value
            .bytes()
            .all(|byte| byte.is_ascii_graphic() || byte == b' ');
        let mut value = HeaderValue::from_str(&value)
            .ok()
            .filter(|_| printable)
            .ok_or_else(refused)?;
        value.set_sensitive(true);
        self.headers.insert(known, value);
        Ok(())
    }

    /// The address.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The headers, `Content-Type` among them. Values may be secret.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// The request as it may be logged. `sensitive` names members and headers to hide, in any
    /// case; a generated operation's are `Operation::SENSITIVE`.
    #[must_use]
    pub fn masked(&self, sensitive: &[&str]) -> Masked {
        let body = match self.body.encoding() {
            BodyEncoding::Json => masked::json(self.body.bytes(), sensitive),
            BodyEncoding::Form => masked::form(self.body.bytes(), sensitive),
        };
        Masked::message(
            &format!("POST {}", self.url),
            &self.headers,
            &body,
            sensitive,
        )
    }

    #[cfg(feature = "reqwest")]
    pub(crate) fn into_parts(self) -> (Url, HeaderMap, Vec<u8>) {
        (self.url, self.headers, self.body.into_bytes())
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("url", &self.url.as_str())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish()
    }
}

impl TryFrom<HttpRequest> for http::Request<Vec<u8>> {
    type Error = http::Error;

    fn try_from(request: HttpRequest) -> Result<Self, http::Error> {
        let mut converted =
            http::Request::post(request.url.as_str()).body(request.body.into_bytes())?;
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

    /// The answer as it may be logged. `sensitive` names members and headers to hide, in any
    /// case; a generated operation's are `Operation::SENSITIVE`.
    #[must_use]
    pub fn masked(&self, sensitive: &[&str]) -> Masked {
        let body = masked::json(&self.body, sensitive);
        let first_line = format!("HTTP {}", self.status);
        Masked::message(&first_line, &self.headers, &body, sensitive)
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
