//! One token for many calls.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod sample;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use kpg_runtime::{
    Error, HttpAnswer, HttpRequest, Operation as _, Outcome, Sensitive, SessionCell, Transport,
    TransportError,
};
use sample::{Cancel, Client, Code, cancel};

const LIFETIME: Option<Duration> = Some(Duration::from_secs(600));

/// Gives tokens, counts them, and cancels for whoever has one.
#[derive(Default)]
struct Vendor {
    asked: AtomicUsize,
    down: bool,
}

impl Transport for &Vendor {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        if self.down {
            return Err(TransportError::maybe_sent("down"));
        }
        if request.url().path() == "/token" {
            let number = self.asked.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
            let body = format!(r#"{{"code":"00","token":"token-{number}"}}"#);
            return Ok(HttpAnswer::new(200, body));
        }
        let last = self.asked.load(Ordering::Relaxed) - 1;
        assert_eq!(request.headers()["x-token"], format!("token-{last}"));
        let body =
            r#"{"result":{"code":"00"},"isPending":false,"tid":"T1","price":1,"date":"20260102"}"#;
        Ok(HttpAnswer::new(200, body))
    }
}

fn client(vendor: &Vendor) -> Client<&Vendor> {
    sample::client("https://x").build_with(vendor)
}

#[tokio::test]
async fn many_calls_and_clones_of_a_client_wait_for_one_renewal() {
    let vendor = Vendor::default();
    let (client, request) = (client(&vendor), cancel());
    let clone = client.clone();
    let call = || client.cancel_in_session(&request);
    let (a, b, c, d) = tokio::join!(call(), call(), clone.cancel_in_session(&request), call());
    assert!([a, b, c, d].iter().all(Result::is_ok));
    assert_eq!(vendor.asked.load(Ordering::Relaxed), 1);
    client.access_token().invalidate();
    assert!(call().await.is_ok());
    assert_eq!(vendor.asked.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_token_is_not_used_beyond_its_lifetime() {
    let vendor = Vendor::default();
    let client = client(&vendor);
    let cell = SessionCell::new();
    let renewals = AtomicUsize::new(0);
    let cases = [
        (LIFETIME, 1),
        (LIFETIME, 1),
        (Some(Duration::ZERO), 2),
        (None, 3),
        (None, 4),
    ];
    for (number, (lifetime, expected)) in cases.into_iter().enumerate() {
        let renew = || async {
            renewals.fetch_add(1, Ordering::Relaxed);
            Ok::<_, Error<Code>>(Sensitive::from("token"))
        };
        let token = client.core().session(&cell, Cancel::CALL, lifetime, renew);
        let token = token.await.unwrap();
        assert_eq!(token.as_str(), "token");
        assert_eq!(renewals.load(Ordering::Relaxed), expected, "call {number}");
    }
}

#[tokio::test]
async fn a_call_without_a_token_was_not_sent_whatever_became_of_the_token() {
    let vendor = Vendor {
        down: true,
        ..Vendor::default()
    };
    let error = client(&vendor)
        .cancel_in_session(&cancel())
        .await
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(
        error.to_string(),
        "sample.cancel: not sent, no session token could be had"
    );
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.to_string().contains("outcome unknown"), "{source}");
}
