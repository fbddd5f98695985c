//! The exact bytes of a request's body.

use std::fmt;

use http::HeaderValue;

use crate::{AnswerFormat, Charset, Encoding, PrepareError, mask};

/// The exact bytes of a request's body, and how they are encoded.
#[derive(Clone, PartialEq, Eq)]
pub struct Body {
    bytes: Vec<u8>,
    encoding: Encoding,
    charset: Charset,
    content_type: HeaderValue,
    /// Whether the bytes are members that can be told apart, and not one encrypted text.
    is_readable: bool,
}

impl Body {
    /// A body with the `Content-Type` that goes with its encoding and charset.
    pub(super) fn new(bytes: Vec<u8>, encoding: Encoding, charset: Charset) -> Self {
        let content_type = match (encoding, charset) {
            (Encoding::Json, Charset::Utf8) => "application/json; charset=utf-8",
            #[cfg(feature = "euckr")]
            (Encoding::Json, Charset::EucKr) => "application/json; charset=euc-kr",
            (Encoding::Form, Charset::Utf8) => "application/x-www-form-urlencoded; charset=utf-8",
            #[cfg(feature = "euckr")]
            (Encoding::Form, Charset::EucKr) => "application/x-www-form-urlencoded; charset=euc-kr",
            (Encoding::Lines, Charset::Utf8) => "text/plain; charset=utf-8",
            #[cfg(feature = "euckr")]
            (Encoding::Lines, Charset::EucKr) => "text/plain; charset=euc-kr",
        };
        Self {
            bytes,
            encoding,
            charset,
            content_type: HeaderValue::from_static(content_type),
            is_readable: true,
        }
    }

    /// The body with other bytes, which hold it in a way that nobody can read.
    #[cfg(feature = "cipher")]
    pub(crate) fn sealed(self, bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            is_readable: false,
            ..self
        }
    }

    /// The body with the `Content-Type` that the vendor documents for an encoding. A body in another encoding stays
    /// as it is.
    ///
    /// # Errors
    ///
    /// When the text cannot be the value of a header.
    pub fn announced_as(
        mut self,
        encoding: Encoding,
        content_type: &str,
    ) -> Result<Self, PrepareError> {
        if self.encoding == encoding {
            self.content_type = HeaderValue::from_str(content_type).map_err(|error| {
                let what = format!("`{}` cannot be a content type", content_type.escape_debug());
                PrepareError::because(what, error)
            })?;
        }
        Ok(self)
    }

    /// The bytes that are sent, and that a signature over the body covers.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes, without a copy.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// How the members were written.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The charset of the texts in it.
    #[must_use]
    pub fn charset(&self) -> Charset {
        self.charset
    }

    /// The `Content-Type` that goes with it.
    #[must_use]
    pub fn content_type(&self) -> &HeaderValue {
        &self.content_type
    }

    /// The body as it may be logged, with the listed members hidden.
    pub(crate) fn masked(&self, hide: &[&str]) -> String {
        if !self.is_readable {
            return mask::unread(&self.bytes);
        }
        let format = AnswerFormat {
            encoding: self.encoding,
            charset: self.charset,
            list_as: None,
        };
        mask::members(&self.bytes, format, hide)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}, {} bytes", self.encoding, self.bytes.len())
    }
}
