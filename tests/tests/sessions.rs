//! Session tokens: fetched when needed, once, and what follows when there is none.

use std::collections::BTreeSet;
use std::time::Duration;

use kpg::{ErrorKind, Outcome};
use kpg_sandbox::{Judgement, Script};
use kpg_tests::clients;
use kpg_tests::failure::shown;
use kpg_tests::sandboxed::Sandboxed;
use tokio::task::JoinSet;

/// No document of this vendor says that a token may be used twice.
#[tokio::test(flavor = "multi_thread")]
async fn twenty_calls_at_once_fetch_a_token_each_and_use_it_once() {
    let bench = Sandboxed::new().await;
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
    assert_eq!(bench.log("cookiepay", "token").len(), 20);
    let mut tokens = BTreeSet::new();
    for operation in ["cancel", "deposit_then_cancel"] {
        let log = bench.log("cookiepay", operation);
        assert_eq!(log.len(), 10);
        assert!(log.iter().all(|each| each.judgement == Judgement::Accepted));
        tokens.extend(tokens_of(&bench, operation));
    }
    assert_eq!(tokens.len(), 20);
}

/// Who knows more than the documents chooses a lifetime. The sandbox knows what they say, and refuses a token that
/// comes twice.
#[tokio::test]
async fn a_client_with_a_lifetime_of_its_own_uses_a_token_again() {
    let bench = Sandboxed::new().await;
    let client = clients::cookiepay(&bench.sandbox.base_url("cookiepay")).unwrap();
    let client = client.access_token_lifetime(Duration::from_secs(600));
    let client = client.build().unwrap();
    let request = clients::cookiepay_cancel().unwrap();
    client.cancel(&request).await.unwrap();
    let error = client.cancel(&request).await.unwrap_err();
    // Which code says that a token was spent is not documented.
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(bench.log("cookiepay", "token").len(), 1);
    let [first, second] = tokens_of(&bench, "cancel").try_into().unwrap();
    assert_eq!(first, second);
    client.forget_access_token();
    client.cancel(&request).await.unwrap();
    assert_eq!(bench.log("cookiepay", "token").len(), 2);
}

/// The tokens that an operation was called with.
fn tokens_of(bench: &Sandboxed, operation: &str) -> Vec<String> {
    let log = bench.log("cookiepay", operation);
    let headers = log.into_iter().flat_map(|each| each.request_headers);
    let tokens = headers.filter(|(name, _)| name == "token");
    tokens.map(|(_, token)| token).collect()
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
        let bench = Sandboxed::new().await;
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
        assert!(
            cause.starts_with("cookiepay.token (TOKEN 발행): "),
            "{name}: {cause}"
        );

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

/// Each call has a token of its own, and one that fails is nobody else's.
#[tokio::test(flavor = "multi_thread")]
async fn a_failed_token_fails_the_call_that_asked_for_it_and_nobody_else() {
    let bench = Sandboxed::new().await;
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
    assert_eq!(failed, [Outcome::NotSent]);
    assert_eq!(bench.log("cookiepay", "token").len(), 20);
    assert_eq!(bench.log("cookiepay", "cancel").len(), 19);
}
