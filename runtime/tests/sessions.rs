//! One token for many calls.

use crate::support::sample;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::sample::{Client, cancel};
use crate::support::script::{Script, coded};
use kpg_runtime::{ErrorKind, HttpAnswer, HttpRequest, Outcome, Transport, TransportError};

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
async fn a_refused_token_is_renewed_and_the_call_repeated_once() {
    use ErrorKind::{Contradiction, Exchange, Refused, Unreadable};
    let expired = || coded(401, "EXPIRED");
    let gone = || Err(TransportError::maybe_sent("gone"));
    let unreached = || Err(TransportError::not_sent("unreached"));
    let cases = [
        (
            2,
            vec![expired(), coded(200, "00")],
            None,
            "token 0 token 1",
        ),
        // Never a loop.
        (
            9,
            vec![expired(), expired()],
            Some(Refused),
            "token 0 token 1",
        ),
        // Another refusal is not the token's fault.
        (9, vec![coded(200, "01")], Some(Refused), "token 0"),
        // What may have been executed is not repeated, whatever its code is.
        (9, vec![gone()], Some(Exchange), "token 0"),
        (9, vec![coded(500, "EXPIRED")], Some(Refused), "token 0"),
        (9, vec![coded(500, "")], Some(Unreadable), "token 0"),
        (9, vec![coded(500, "00")], Some(Contradiction), "token 0"),
        // What the repetition may have done counts.
        (
            9,
            vec![expired(), gone()],
            Some(Exchange),
            "token 0 token 1",
        ),
        // Nothing that was sent is called "not sent".
        (1, vec![expired()], Some(Refused), "token 0 token"),
        (
            9,
            vec![expired(), unreached()],
            Some(Refused),
            "token 0 token 1",
        ),
    ];
    for (tokens, answers, kind, said) in cases {
        let script = Script::new(tokens, answers);
        let client = sample::client("https://x").build_with(&script);
        let result = client.cancel_in_session(&cancel()).await;
        assert_eq!(result.map_err(|error| error.kind()).err(), kind, "{said}");
        assert_eq!(script.said(), said);
    }
}

/// Refuses the first token, once two calls have come with it.
struct Revoked {
    tokens: AtomicUsize,
    refusing: tokio::sync::Barrier,
}

impl Transport for &Revoked {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        if request.url().path() == "/token" {
            let number = self.tokens.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
            let body = format!(r#"{{"code":"00","token":"{number}"}}"#);
            return Ok(HttpAnswer::new(200, body));
        }
        if request.headers()["x-token"] == "0" {
            self.refusing.wait().await;
            return coded(401, "EXPIRED");
        }
        coded(200, "00")
    }
}

#[tokio::test]
async fn a_token_that_another_call_renewed_meanwhile_is_not_thrown_away() {
    let vendor = Revoked {
        tokens: AtomicUsize::new(0),
        refusing: tokio::sync::Barrier::new(2),
    };
    let client = sample::client("https://x").build_with(&vendor);
    let request = cancel();
    let call = || client.cancel_in_session(&request);
    let (a, b) = tokio::join!(call(), call());
    assert!(a.is_ok() && b.is_ok(), "{a:?} {b:?}");
    assert!(call().await.is_ok());
    assert_eq!(vendor.tokens.load(Ordering::Relaxed), 2);
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

/// Issues these tokens one after the other, and does what it is asked with any of them.
struct Issuing {
    tokens: Mutex<Vec<&'static str>>,
    sent: AtomicUsize,
}

impl Transport for &Issuing {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        if request.url().path() == "/token" {
            let token = self.tokens.lock().unwrap().remove(0);
            return Ok(HttpAnswer::new(
                200,
                format!(r#"{{"code":"00","token":"{token}"}}"#),
            ));
        }
        self.sent.fetch_add(1, Ordering::Relaxed);
        coded(200, "00")
    }
}

#[tokio::test]
async fn a_token_with_nothing_in_it_sends_no_call_and_is_not_kept() {
    let vendor = Issuing {
        tokens: Mutex::new(vec!["", "  ", "T"]),
        sent: AtomicUsize::new(0),
    };
    let client = sample::client("https://x").build_with(&vendor);
    let request = cancel();
    for _ in 0..2 {
        let error = client.cancel_in_session(&request).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Session, Outcome::NotSent)
        );
        assert_eq!(vendor.sent.load(Ordering::Relaxed), 0);
    }
    for _ in 0..2 {
        assert!(client.cancel_in_session(&request).await.is_ok());
    }
}

/// Gives nobody who asks a token, however many there are.
struct Unreachable {
    asked: AtomicUsize,
    answer: fn() -> Result<HttpAnswer, TransportError>,
}

impl Transport for &Unreachable {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        assert_eq!(
            request.url().path(),
            "/token",
            "no call goes out without a token"
        );
        self.asked.fetch_add(1, Ordering::Relaxed);
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        (self.answer)()
    }
}

/// One after the other they would wait as long as all their time-outs together.
#[tokio::test]
async fn calls_that_wait_for_a_token_which_does_not_come_fail_with_it() {
    let answers: [fn() -> _; 4] = [
        || Err(TransportError::maybe_sent("a time-out")),
        || Ok(HttpAnswer::new(504, "<html>gateway time-out</html>")),
        || Ok(HttpAnswer::new(200, r#"{"code":"01"}"#)),
        || Ok(HttpAnswer::new(200, r#"{"code":"00","token":" "}"#)),
    ];
    for answer in answers {
        they_fail_with_it(answer).await;
    }
}

async fn they_fail_with_it(answer: fn() -> Result<HttpAnswer, TransportError>) {
    let vendor = Unreachable {
        asked: AtomicUsize::new(0),
        answer,
    };
    let client = sample::client("https://x").build_with(&vendor);
    let request = cancel();
    for round in 1..=2 {
        let (one, two, three) = tokio::join!(
            client.cancel_in_session(&request),
            client.cancel_in_session(&request),
            client.cancel_in_session(&request),
        );
        let errors = [one, two, three].map(Result::unwrap_err);
        for error in &errors {
            assert_eq!(error.kind(), ErrorKind::Session);
        }
        let [_, second, third] =
            errors.map(|error| std::error::Error::source(&error).unwrap().to_string());
        assert!(
            second.starts_with("the call that asked for the token"),
            "{second}"
        );
        assert_eq!(second, third);
        // Who comes later asks anew.
        assert_eq!(vendor.asked.load(Ordering::Relaxed), round);
    }
}
