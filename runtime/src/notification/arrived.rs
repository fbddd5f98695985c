//! What a proof can need of a message beside its members, kept until what was stored for it is at hand.

use http::HeaderMap;

/// Headers and body of a notification, exactly as they arrived.
pub struct ArrivedMessage {
    headers: HeaderMap,
    body: Vec<u8>,
}

impl ArrivedMessage {
    /// Keeps headers and body.
    #[must_use]
    pub fn new(headers: &HeaderMap, body: &[u8]) -> Self {
        Self {
            headers: headers.clone(),
            body: body.to_vec(),
        }
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

opaque!(ArrivedMessage, "ArrivedMessage");
