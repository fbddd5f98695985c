//! Transports of a merchant's own: scripts for tests, and services with layers.
#![cfg(feature = "tower")]
#![allow(clippy::unwrap_used)]

mod sample;

use std::future::{Ready, ready};
use std::task::{Context, Poll};

use kpg_runtime::{HttpAnswer, Outcome, Scripted, TowerTransport, TransportError};
use sample::{cancel, client};
use tower_service::Service;

#[tokio::test]
async fn a_script_answers_in_order_and_keeps_the_requests() {
    let transport = Scripted::new()
        .answer(HttpAnswer::new(200, r#"{"result":{"code":"01"}}"#))
        .fail(TransportError::maybe_sent("a time-out"));
    let client = client("https://x").build_with(transport.clone());
    for expected in [Outcome::Refused, Outcome::Unknown, Outcome::NotSent] {
        let error = client.cancel(&cancel()).await.unwrap_err();
        assert_eq!(error.outcome(), expected, "{error}");
    }
    // What was not sent is not among them.
    assert_eq!(transport.requests().len(), 2);
    assert!(!format!("{transport:?}").contains("1234567890123456"));
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Answers everything alike, or fails at a point.
#[derive(Clone)]
enum Sample {
    NotReady,
    Fails,
    SaysNotSent,
}

impl Service<http::Request<Vec<u8>>> for Sample {
    type Response = http::Response<Vec<u8>>;
    type Error = BoxError;
    type Future = Ready<Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(match self {
            Self::NotReady => Err("no connection left".into()),
            _ => Ok(()),
        })
    }

    fn call(&mut self, _: http::Request<Vec<u8>>) -> Self::Future {
        ready(Err(match self {
            Self::SaysNotSent => TransportError::not_sent("refused").into(),
            _ => "broken pipe".into(),
        }))
    }
}

#[tokio::test]
async fn a_service_that_does_not_say_that_nothing_left_leaves_it_unknown() {
    for (service, sent) in [
        (Sample::NotReady, false),
        (Sample::Fails, true),
        (Sample::SaysNotSent, false),
    ] {
        let client = client("https://x").build_with(TowerTransport::new(service));
        let error = client.cancel(&cancel()).await.unwrap_err();
        let expected = if sent {
            Outcome::Unknown
        } else {
            Outcome::NotSent
        };
        assert_eq!(error.outcome(), expected, "{error}");
    }
}
