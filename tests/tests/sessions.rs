//! Session tokens: fetched when needed, once, and what follows when there is none.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use kpg::{ErrorKind, Outcome};
use kpg_sandbox::{Script, Verdict};
use kpg_tests::clients;
use kpg_tests::failure::shown;
use support::Bench;
use tokio::task::JoinSet;

#[tokio::test(flavor = "multi_thread")]
async fn twenty_calls_at_once_fetch_one_token_and_a_new_client_fetches_its_own() {
    let bench = Bench::new().await;
    let mut calls = JoinSet::new();
    for number in 0..20 {
        let client = bench.clients.cookiepay.clone();
        calls.spawn(async move {
            if number % 2 == 0 {
                let request = clients::cookiepay_cancel().unwrap();
                client
                    .cancel(&request)
                    .await
                    .map(drop)
                    .map_err(|error| shown(&error))
            } else {
                let request = clients::cookiepay_deposit_then_cancel().unwrap();
                let answer = client.deposit_then_cancel(&request).await;
                answer.map(drop).map_err(|error| shown(&error))
            }
        });
    }
    for answer in calls.join_all().await {
        answer.unwrap();
    }
    assert_eq!(bench.log("cookiepay", "token").len(), 1);
    for operation in ["cancel", "deposit_then_cancel"] {
        let log = bench.log("cookiepay", operation);
        assert_eq!(log.len(), 10);
        assert!(log.iter().all(|each| each.verdict == Verdict::Accepted));
    }

    let other = clients::cookiepay(&bench.sandbox.base_url("cookiepay")).unwrap();
    let other = other.build().unwrap();
    for _ in 0..2 {
        other
            .cancel(&clients::cookiepay_cancel().unwrap())
            .await
            .unwrap();
    }
    assert_eq!(bench.log("cookiepay", "token").len(), 2);
}

/// Whatever went wrong with the token, the call that needed it never left.
#[tokio::test]
async fn without_a_token_the_call_is_not_sent() {
    let raw = |status, body: &str| Script::Raw {
        status,
        body: body.as_bytes().to_vec(),
    };
    let failures = [
        ("refused", Script::Code("9999".to_owned())),
        ("a page", raw(502, "<html>Bad Gateway</html>")),
        ("no token", raw(200, r#"{"RTN_CD":"0000"}"#)),
        (
            "a null token",
            raw(200, r#"{"RTN_CD":"0000","TOKEN":null}"#),
        ),
        (
            "success on HTTP 500",
            raw(500, r#"{"RTN_CD":"0000","TOKEN":"T"}"#),
        ),
    ];
    for (name, script) in failures {
        let bench = Bench::new().await;
        let client = &bench.clients.cookiepay;
        bench
            .sandbox
            .answer_next("cookiepay", "token", script.clone());
        let error = client
            .cancel(&clients::cookiepay_cancel().unwrap())
            .await
            .unwrap_err();
        assert_eq!(
            (error.outcome(), error.kind()),
            (Outcome::NotSent, ErrorKind::Session),
            "{name}"
        );
        assert_eq!((error.code(), error.status()), (None, None), "{name}");
        assert_eq!(error.call().operation, "cancel", "{name}");
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(cause.starts_with("cookiepay.token: "), "{name}: {cause}");

        bench.sandbox.answer_next("cookiepay", "token", script);
        let request = clients::cookiepay_deposit_then_cancel().unwrap();
        let error = client.deposit_then_cancel(&request).await.unwrap_err();
        assert_eq!(
            (error.outcome(), error.kind()),
            (Outcome::NotSent, ErrorKind::Session),
            "{name}"
        );
        for operation in ["cancel", "deposit_then_cancel"] {
            assert!(
                bench.log("cookiepay", operation).is_empty(),
                "{name}: {operation} was sent"
            );
        }

        // A failure is not remembered: the next call asks for a token again, and gets one.
        client
            .cancel(&clients::cookiepay_cancel().unwrap())
            .await
            .unwrap();
        assert_eq!(bench.log("cookiepay", "token").len(), 3, "{name}");
    }
}

/// Twenty calls of which some wait for a token which fails: they fail with it and are not sent, and whoever
/// comes later asks anew.
#[tokio::test(flavor = "multi_thread")]
async fn a_failed_token_fails_who_waited_for_it_and_nobody_else() {
    let bench = Bench::new().await;
    bench
        .sandbox
        .answer_next("cookiepay", "token", Script::Code("9999".to_owned()));
    let mut calls = JoinSet::new();
    for _ in 0..20 {
        let client = bench.clients.cookiepay.clone();
        calls.spawn(async move {
            let answer = client.cancel(&clients::cookiepay_cancel().unwrap()).await;
            answer.map(drop).map_err(|error| error.outcome())
        });
    }
    let answers = calls.join_all().await;
    let failed: Vec<_> = answers.into_iter().filter_map(Result::err).collect();
    assert!(!failed.is_empty());
    assert!(failed.iter().all(|outcome| *outcome == Outcome::NotSent));
    let asked = if failed.len() < 20 { 2 } else { 1 };
    assert_eq!(bench.log("cookiepay", "token").len(), asked);
    let sent = bench.log("cookiepay", "cancel").len();
    assert_eq!(sent, 20 - failed.len());
}

/// The token of one operation is good for every other one of the client.
#[tokio::test]
async fn operations_share_the_token_of_their_client() {
    let bench = Bench::new().await;
    for operation in ["cancel", "deposit_then_cancel", "cancel"] {
        bench.call("cookiepay", operation).await.unwrap();
    }
    assert_eq!(bench.log("cookiepay", "token").len(), 1);
    let tokens = |operation| {
        let log = bench.log("cookiepay", operation);
        let headers = log.into_iter().flat_map(|each| each.request_headers);
        let tokens = headers
            .filter(|(name, _)| name == "token")
            .map(|(_, token)| token);
        tokens.collect::<Vec<_>>()
    };
    let [first, last] = tokens("cancel").try_into().unwrap();
    assert_eq!(first, last);
    assert_eq!(tokens("deposit_then_cancel"), [first]);
}
