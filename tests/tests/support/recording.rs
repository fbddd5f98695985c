//! A transport that keeps what it sent, so that tests and the demonstration can show it.

use std::sync::{Arc, Mutex, PoisonError};

use kpg::runtime::{HttpAnswer, HttpRequest, Transport, TransportError};

/// Sends with another transport and keeps every request.
#[derive(Clone, Debug)]
pub struct Recording<T> {
    inner: T,
    sent: Arc<Mutex<Vec<HttpRequest>>>,
}

impl<T> Recording<T> {
    /// Keeps what `inner` sends.
    pub fn new(inner: T) -> Self {
        Self {
            inner,
            sent: Arc::default(),
        }
    }

    /// The request that was sent last.
    pub fn last(&self) -> Option<HttpRequest> {
        self.sent
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .last()
            .cloned()
    }
}

impl<T: Transport> Transport for Recording<T> {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        self.sent
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(request.clone());
        self.inner.send(request).await
    }
}
