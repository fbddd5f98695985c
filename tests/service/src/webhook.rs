//! Takes a vendor's notification over HTTP, as docs/notifications.md shows it.

use std::error::Error;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse as _;
use kpg::nicepay::{Credentials, PaymentEvent};

/// The shop's database. An identity is unique in it: what is there already is kept as it is, and is no error.
pub trait Events: Send + Sync + 'static {
    fn keep(&self, identity: &str, event: &PaymentEvent) -> Result<(), Box<dyn Error>>;
}

pub struct Shop<E> {
    pub credentials: Credentials,
    pub events: E,
}

/// Takes what NICEPAY posts to the address that the shop gave it.
pub async fn payment_event<E: Events>(shop: State<Arc<Shop<E>>>, body: Bytes) -> Response<Body> {
    let event = match PaymentEvent::receive(&shop.credentials, &body) {
        Ok(event) => event,
        Err(error) => {
            tracing::warn!("{error}");
            return StatusCode::BAD_REQUEST.into_response();
        }
    };
    match shop.events.keep(event.identity().as_str(), &event) {
        Ok(()) => PaymentEvent::ACKNOWLEDGEMENT.response(),
        Err(error) => {
            // Not stored, not taken: the vendor sends it again.
            tracing::error!("{}: {error}", event.order_id);
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
