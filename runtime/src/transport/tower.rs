//! Any `tower` service as a transport, with whatever layers stand before it.

use std::future::poll_fn;

use tower_service::Service;

use super::{Transport, TransportError};
use crate::{BoxError, HttpAnswer, HttpRequest};

/// A `tower` service of HTTP requests as a transport: a merchant's own HTTP client, with time-outs,
/// limits and tracing as layers before it.
///
/// A service that fails to become ready has sent nothing. One that fails later may have: unless its
/// error is a [`TransportError`], which says it itself, the outcome is unknown. A layer that repeats
/// requests or follows redirects has no place before it: kpg repeats nothing that may have moved money.
#[derive(Clone)]
pub struct TowerTransport<S>(S);

impl<S> TowerTransport<S> {
    /// Takes the service.
    pub fn new(service: S) -> Self {
        Self(service)
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<http::Request<Vec<u8>>, Response = http::Response<B>> + Clone + Send + Sync,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: Into<Vec<u8>>,
{
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        let request = request.try_into().map_err(TransportError::not_sent)?;
        let mut service = self.0.clone();
        poll_fn(|context| service.poll_ready(context))
            .await
            .map_err(TransportError::not_sent)?;
        let answered = service.call(request).await;
        answered.map(HttpAnswer::from).map_err(transport_error)
    }
}

/// The error as the service tells it; what it does not tell may have been sent.
fn transport_error(error: impl Into<BoxError>) -> TransportError {
    match error.into().downcast::<TransportError>() {
        Ok(transport_error) => *transport_error,
        Err(other) => TransportError::maybe_sent(other),
    }
}

opaque!(TowerTransport<S> where [S], "TowerTransport");
