//! What clients send over when they are given nothing else.

use super::{Transport, TransportError};
use crate::{HttpAnswer, HttpRequest};

/// The transport of clients that name none.
#[cfg(feature = "reqwest")]
pub type DefaultTransport = super::reqwest::ReqwestTransport;

/// The transport of clients that name none.
#[cfg(not(feature = "reqwest"))]
pub type DefaultTransport = NoTransport;

/// No transport: what clients have without the feature `reqwest` until they are given one.
/// There is no value of this type.
#[derive(Clone, Copy, Debug)]
pub enum NoTransport {}

impl Transport for NoTransport {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        match *self {}
    }
}
