//! Calls in a session: one token for all, a new one when the vendor refuses it, nothing ever sent twice
//! that may have been executed.

use crate::support;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use crate::support::{Canned, Script, header};
use kpg_language::outcomes::{Client, Credentials, Environment, Look, Pay, ResultCode};
use kpg_runtime::{
    CallError, ErrorKind, HttpAnswer, HttpRequest, Outcome, Transport, TransportError,
};
use tokio::task::JoinSet;

const TOKEN_1: Canned = Canned::Answer(200, r#"{"resultCode":"0000","accessToken":"T1"}"#);
const TOKEN_2: Canned = Canned::Answer(200, r#"{"resultCode":"0000","accessToken":"T2"}"#);
const NO_TOKEN: Canned = Canned::Answer(200, r#"{"resultCode":"P999"}"#);
const PAID: Canned = Canned::Answer(200, r#"{"resultCode":"0000","tid":"X"}"#);
const EXPIRED: Canned = Canned::Answer(401, r#"{"resultCode":"A245"}"#);
const GATEWAY_401: Canned = Canned::Answer(401, r#"{"error":{"code":"401"}}"#);
const DUPLICATE: Canned = Canned::Answer(200, r#"{"resultCode":"P015"}"#);

fn client<T: Transport>(transport: T) -> Client<T> {
    let credentials = Credentials::builder().key("K").build().unwrap();
    let client = Client::builder(Environment::Test, credentials).unwrap();
    client.build_with(transport)
}

fn order(id: &str) -> Pay {
    Pay::builder().order_id(id).amount(1000).build().unwrap()
}

/// One payment over a script that it must use up: what came of it, and what was sent.
async fn pay(
    answers: impl IntoIterator<Item = Canned>,
) -> (Option<CallError<ResultCode>>, Vec<String>) {
    let script = Script::new(answers);
    let paid = client(script.clone()).pay(&order("O-1")).await;
    assert_eq!(script.left(), 0, "the call sends as much as expected");
    (paid.err(), script.log())
}

const FIRST: [&str; 2] = ["/token", "/pay Bearer T1"];
const RENEWED: [&str; 4] = ["/token", "/pay Bearer T1", "/token", "/pay Bearer T2"];

#[tokio::test]
async fn a_token_is_fetched_once_and_used_by_all_calls() {
    let script = Script::new([TOKEN_1, PAID, PAID, TOKEN_2, PAID]);
    let client = client(script.clone());
    client.pay(&order("1")).await.unwrap();
    // Clones of a client share the token.
    client.clone().pay(&order("2")).await.unwrap();
    client.forget_token();
    client.pay(&order("3")).await.unwrap();
    let bearers = [
        "/token",
        "/pay Bearer T1",
        "/pay Bearer T1",
        "/token",
        "/pay Bearer T2",
    ];
    assert_eq!(script.log(), bearers);
}

#[tokio::test]
async fn a_session_without_a_lifetime_is_opened_for_every_call() {
    let ticket = || Canned::Answer(200, r#"{"resultCode":"0000","data":{"ticket":"I"}}"#);
    let seen = || Canned::Answer(200, r#"{"resultCode":"0000"}"#);
    let script = Script::new([ticket(), seen(), ticket(), seen()]);
    let client = client(script.clone());
    client.look(&Look::new()).await.unwrap();
    client.look(&Look::new()).await.unwrap();
    assert_eq!(script.log(), ["/ticket", "/look", "/ticket", "/look"]);
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_the_call_repeated_once() {
    // Refused by the vendor's own code, and by the gateway's.
    for refusal in [EXPIRED, GATEWAY_401] {
        let (error, sent) = pay([TOKEN_1, refusal, TOKEN_2, PAID]).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(sent, RENEWED);
    }
}

#[tokio::test]
async fn a_token_that_is_refused_twice_is_a_refusal_and_no_loop() {
    let (error, sent) = pay([TOKEN_1, EXPIRED, TOKEN_2, EXPIRED]).await;
    let error = error.unwrap();
    assert_eq!(error.outcome(), Outcome::Refused);
    assert_eq!(error.code(), Some(&ResultCode::TokenExpired));
    assert_eq!(sent, RENEWED);
}

#[tokio::test]
async fn an_unknown_outcome_is_never_repeated() {
    for (answer, kind) in [
        (Canned::MaybeSent, ErrorKind::Exchange),
        (Canned::Answer(500, "oops"), ErrorKind::Unreadable),
        (Canned::Answer(401, ""), ErrorKind::Unreadable),
        (
            Canned::Answer(200, r#"{"resultCode":"0000"}"#),
            ErrorKind::Malformed,
        ),
        (
            Canned::Answer(401, r#"{"resultCode":"0000","tid":"X"}"#),
            ErrorKind::Contradiction,
        ),
        // The words of a refused token, from a server that broke down.
        (
            Canned::Answer(500, r#"{"error":{"code":"401"}}"#),
            ErrorKind::Unreadable,
        ),
    ] {
        let (error, sent) = pay([TOKEN_1, answer]).await;
        let error = error.unwrap();
        assert_eq!((error.kind(), error.outcome()), (kind, Outcome::Unknown));
        assert_eq!(sent, FIRST);
    }
}

#[tokio::test]
async fn neither_is_another_refusal_or_what_was_not_sent() {
    let (error, sent) = pay([TOKEN_1, DUPLICATE]).await;
    assert_eq!(error.unwrap().outcome(), Outcome::Refused);
    assert_eq!(sent, FIRST);
    let (error, sent) = pay([TOKEN_1, Canned::NotSent]).await;
    assert_eq!(error.unwrap().outcome(), Outcome::NotSent);
    assert_eq!(sent, FIRST);
}

#[tokio::test]
async fn when_the_renewal_fails_the_refusal_is_the_error() {
    for renewal in [
        Canned::NotSent,
        Canned::MaybeSent,
        NO_TOKEN,
        Canned::Answer(500, ""),
    ] {
        let (error, sent) = pay([TOKEN_1, EXPIRED, renewal]).await;
        let error = error.unwrap();
        assert_eq!(error.outcome(), Outcome::Refused);
        assert_eq!(error.code(), Some(&ResultCode::TokenExpired));
        assert_eq!(sent, RENEWED[..3]);
    }
}

#[tokio::test]
async fn the_end_of_a_repetition_is_the_end_of_the_call() {
    // Not sent the second time, but the first time it was: refused.
    let (error, sent) = pay([TOKEN_1, EXPIRED, TOKEN_2, Canned::NotSent]).await;
    assert_eq!(error.unwrap().code(), Some(&ResultCode::TokenExpired));
    assert_eq!(sent, RENEWED);
    let (error, _) = pay([TOKEN_1, EXPIRED, TOKEN_2, Canned::MaybeSent]).await;
    assert_eq!(error.unwrap().outcome(), Outcome::Unknown);
    let (error, _) = pay([TOKEN_1, EXPIRED, TOKEN_2, DUPLICATE]).await;
    assert_eq!(error.unwrap().code(), Some(&ResultCode::DuplicateOrder));
}

#[tokio::test]
async fn without_a_first_token_nothing_was_sent() {
    for answer in [
        Canned::NotSent,
        Canned::MaybeSent,
        NO_TOKEN,
        Canned::Answer(200, r#"{"resultCode":"0000"}"#),
    ] {
        let (error, sent) = pay([answer]).await;
        let error = error.unwrap();
        assert_eq!(error.kind(), ErrorKind::Session);
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert_eq!(sent, ["/token"]);
    }
}

/// A vendor that numbers its tokens and accepts the newest one only, from a number on.
#[derive(Clone, Default)]
struct Vendor {
    first_good: usize,
    tokens: Arc<Mutex<usize>>,
    /// How often each order was refused and how often it was paid.
    orders: Arc<Mutex<HashMap<String, (usize, usize)>>>,
}

impl Transport for Vendor {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        // Several turns, so that every caller is on its way before the first answer comes.
        for _ in 0..3 {
            tokio::task::yield_now().await;
        }
        if request.url().path() == "/token" {
            let mut tokens = self.tokens.lock().unwrap();
            *tokens += 1;
            let body = format!(r#"{{"resultCode":"0000","accessToken":"{tokens}"}}"#);
            return Ok(HttpAnswer::new(200, body));
        }
        let token = header(&request, "authorization").unwrap();
        let token: usize = token.strip_prefix("Bearer ").unwrap().parse().unwrap();
        let mut orders = self.orders.lock().unwrap();
        let (refused, paid) = orders.entry(support::body(&request)).or_default();
        if token < self.first_good {
            *refused += 1;
            return Ok(HttpAnswer::new(401, r#"{"resultCode":"A245"}"#));
        }
        *paid += 1;
        Ok(HttpAnswer::new(200, r#"{"resultCode":"0000","tid":"X"}"#))
    }
}

async fn pay_many(client: &Client<Vendor>, callers: usize) {
    let mut calls = JoinSet::new();
    for caller in 0..callers {
        let client = client.clone();
        calls.spawn(async move { client.pay(&order(&format!("O-{caller}"))).await });
    }
    while let Some(paid) = calls.join_next().await {
        paid.unwrap().unwrap();
    }
}

#[tokio::test]
async fn many_callers_fetch_one_token() {
    let vendor = Vendor::default();
    pay_many(&client(vendor.clone()), 50).await;
    assert_eq!(*vendor.tokens.lock().unwrap(), 1);
    assert_eq!(vendor.orders.lock().unwrap().len(), 50);
}

#[tokio::test]
async fn many_callers_whose_token_is_refused_renew_it_once() {
    let first_good = 2;
    let vendor = Vendor {
        first_good,
        ..Vendor::default()
    };
    pay_many(&client(vendor.clone()), 50).await;
    assert_eq!(*vendor.tokens.lock().unwrap(), 2);
    for (order, counts) in vendor.orders.lock().unwrap().iter() {
        assert_eq!(*counts, (1, 1), "{order} is refused once and paid once");
    }
}
