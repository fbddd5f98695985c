//! Transports of a merchant's own: scripts for tests, and services with layers.
#![cfg(feature = "tower")]

use kpg_runtime::http::Method;
use std::future::{Ready, ready};
use std::task::{Context, Poll};

use crate::support::sample::{Code, Settings, cancel, client};
use kpg_runtime::prelude::*;
use kpg_runtime::{HttpAnswer, Outcome, Scripted, TowerTransport, TransportError, http};
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

/// An operation with a query.
#[derive(Clone)]
struct Ask;

impl Operation for Ask {
    type Settings = Settings;
    type Code = Code;
    type Answer = ();
    type Verdict = ();
    const CALL: Call = Call::new("sample", "ask", Effect::Reads);
    const SENSITIVE: &'static [&'static str] = &[];
    const RULES: &'static ResultRules = &ResultRules::by_code(&["code"]);

    fn prepare(&self, _: &Settings, _: &Supply<'_>) -> Prepared {
        let url = BaseUrl::parse("https://x").map(|base| base.join("/ask"));
        let url = url.unwrap_or_else(|error| unreachable!("{error}"));
        Ok(HttpRequest::new(
            Method::GET,
            query(url, &[("phone", &"01012345678")]),
            None,
        ))
    }

    fn read(_: &mut Reader) {}
}

/// Fails in words that show the address.
#[derive(Clone)]
struct Talkative {
    ready: bool,
}

impl Service<http::Request<Vec<u8>>> for Talkative {
    type Response = http::Response<Vec<u8>>;
    type Error = BoxError;
    type Future = Ready<Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        let full = "no room for https://x/ask?phone=01012345678";
        Poll::Ready(self.ready.then_some(()).ok_or(full.into()))
    }

    fn call(&mut self, request: http::Request<Vec<u8>>) -> Self::Future {
        let what = format!("{} failed: {:?}", request.uri(), request.uri());
        ready(Err(std::io::Error::other(what).into()))
    }
}

#[tokio::test]
async fn what_a_service_says_of_the_address_is_told_without_its_query() {
    for ready in [false, true] {
        let client = client("https://x").build_with(TowerTransport::new(Talkative { ready }));
        let error: CallError<Code> = client.core().call(&Ask, None).await.unwrap_err();
        let links = std::iter::successors(
            Some(&error as &(dyn std::error::Error + 'static)),
            |&link| link.source(),
        );
        let said: String = links.map(|link| format!("{link} {link:?}\n")).collect();
        assert!(said.contains("https://x/ask?…"), "{said}");
        assert!(!said.contains("phone") && !said.contains("010"), "{said}");
    }
}

#[test]
fn a_service_is_told_that_an_expected_body_is_not_there() {
    let url = BaseUrl::parse("https://x").unwrap().join("/");
    for (method, length) in [
        (Method::GET, None),
        (Method::DELETE, None),
        (Method::POST, Some("0")),
        (Method::PUT, Some("0")),
        (Method::PATCH, Some("0")),
    ] {
        let request = HttpRequest::new(method.clone(), url.clone(), None);
        let request: http::Request<Vec<u8>> = request.try_into().unwrap();
        let stated = request.headers().get("content-length");
        let stated = stated.map(|length| length.to_str().unwrap());
        assert_eq!(stated, length, "{method:?}");
    }
    let body = HttpRequest::new(Method::POST, url, Members::new().json());
    let body: http::Request<Vec<u8>> = body.try_into().unwrap();
    assert!(
        !body.headers().contains_key("content-length"),
        "the stack's to state"
    );
}
