//! What a vendor remembers between calls: payments are cancelled once and not below zero, inquiries tell the truth, and
//! what there is not is refused as documented.

use std::sync::Arc;

use kpg_sandbox::{Credentials, Exchange, Judgement, Mishap, Sandbox, Script};
use serde_json::{Value, json};

use crate::support::{answered, compiled, send};

async fn shop() -> Sandbox {
    start(Sandbox::builder()).await
}

async fn start(builder: kpg_sandbox::SandboxBuilder) -> Sandbox {
    let vendor = compiled(
        "records.yaml",
        include_str!("../../tests/language/specs/records.yaml"),
    );
    let builder = builder.vendor(vendor, Credentials::new());
    builder.start().await.unwrap()
}

/// A call with a JSON body, or none: how it was judged, and the answer.
async fn call(sandbox: &Sandbox, path: &str, body: Value) -> (Exchange, Value) {
    call_with(sandbox, path, body, &[]).await
}

async fn call_with(
    sandbox: &Sandbox,
    path: &str,
    body: Value,
    more: &[(&str, &str)],
) -> (Exchange, Value) {
    let is_asked = body.is_null();
    let method = if is_asked { "GET" } else { "POST" };
    let mut headers = more.to_vec();
    if !is_asked {
        headers.push(("content-type", "application/json"));
    }
    let body = (!is_asked).then(|| body.to_string().into_bytes());
    let (exchange, bytes) = send(sandbox, "records", (method, path), headers, body).await;
    (exchange, serde_json::from_slice(&bytes).unwrap_or_default())
}

/// A payment of an order, and its transaction ID.
async fn paid(sandbox: &Sandbox, order: &str, amount: &str) -> String {
    let (_, answer) = call(sandbox, "/pay", json!({ "order": order, "amount": amount })).await;
    assert_eq!(answer["code"], "00", "{answer}");
    answer["tid"].as_str().unwrap().to_owned()
}

/// Members of an object tell too; those beside them are as in any answer.
#[tokio::test]
async fn members_of_objects_tell_what_is_remembered() {
    let sandbox = shop().await;
    let tid = paid(&sandbox, "ORDER-8", "1000").await;
    for (part, cancelled) in [("300", "300"), ("250", "550")] {
        let body = json!({ "tid": tid, "amount": part });
        let (_, answer) = call(&sandbox, "/cancel", body).await;
        let expected = json!({ "whole": "1000", "cancelled": cancelled, "fee": "77" });
        assert_eq!(answer["amounts"], expected, "{answer}");
    }
}

/// What an inquiry tells: the state and what is left.
async fn asked(sandbox: &Sandbox, tid: &str) -> (String, String) {
    let (_, answer) = call(sandbox, &format!("/payments/{tid}"), Value::Null).await;
    let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
    (text("state"), text("left"))
}

fn told(state: &str, left: &str) -> (String, String) {
    (state.to_owned(), left.to_owned())
}

#[tokio::test]
async fn a_payment_is_cancelled_in_parts_down_to_zero_and_not_below() {
    let sandbox = shop().await;
    let tid = paid(&sandbox, "ORDER-7", "1000").await;
    assert_eq!(asked(&sandbox, &tid).await, told("PAID", "1000"));
    // What is asked, the code, and what an inquiry tells after it.
    let steps = [
        ("cancel", "amount=300", "00", ("PART", "700")),
        ("cancel", "amount=701", "23", ("PART", "700")),
        ("cancel-whole", "amount=700", "25", ("PART", "700")),
        ("cancel", "amount=200 leaves=600", "25", ("PART", "700")),
        ("cancel", "amount=200 left=1000", "25", ("PART", "700")),
        (
            "cancel",
            "amount=200 left=700 leaves=500",
            "00",
            ("PART", "500"),
        ),
        ("cancel", "amount=500", "00", ("CANCELLED", "0")),
        ("cancel", "amount=1", "22", ("CANCELLED", "0")),
        ("cancel", "", "22", ("CANCELLED", "0")),
        ("cancel-whole", "amount=1000", "22", ("CANCELLED", "0")),
    ];
    for (number, (path, members, code, (state, left))) in steps.into_iter().enumerate() {
        let mut body = json!({ "tid": tid });
        for (name, text) in members.split(' ').filter_map(|pair| pair.split_once('=')) {
            body[name] = json!(text);
        }
        let (exchange, answer) = call(&sandbox, &format!("/{path}"), body).await;
        // Refusals without a status of their own have that of the one that has one.
        let status = if code == "00" { 200 } else { 409 };
        assert_eq!(
            (&answer["code"], exchange.status),
            (&json!(code), status),
            "{number}"
        );
        let is_accepted = exchange.judgement == Judgement::Accepted;
        assert_eq!(is_accepted, code == "00", "{number}");
        assert_eq!(asked(&sandbox, &tid).await, told(state, left), "{number}");
    }
}

#[tokio::test]
async fn without_an_amount_a_cancel_takes_what_is_left() {
    let sandbox = shop().await;
    let tid = paid(&sandbox, "ORDER-8", "1000").await;
    call(&sandbox, "/cancel", json!({ "tid": tid, "amount": "400" })).await;
    let (_, answer) = call(&sandbox, "/cancel", json!({ "tid": tid })).await;
    let expected = json!({ "left": "0", "taken": "1000", "amount": "1000", "order": "ORDER-8" });
    for (name, text) in expected.as_object().unwrap() {
        assert_eq!(&answer[name], text, "{name}");
    }
    assert_eq!(answer["cancelledAt"].as_str().unwrap().len(), 14);
    // Of a payment that was not cancelled, nothing says when it was.
    let other = paid(&sandbox, "ORDER-9", "1000").await;
    let (_, answer) = call(&sandbox, &format!("/payments/{other}"), Value::Null).await;
    assert_eq!(answer.get("cancelledAt"), None);
    assert_eq!(answer["taken"], "0");
}

#[tokio::test]
async fn what_there_is_not_and_what_comes_again_is_refused() {
    let sandbox = shop().await;
    paid(&sandbox, "ORDER-1", "1000").await;
    let cases = [
        (
            "/pay",
            json!({ "order": "ORDER-1", "amount": "5" }),
            "21",
            "order",
        ),
        ("/cancel", json!({ "tid": "MADE-UP" }), "20", "tid"),
        ("/payments/MADE-UP", Value::Null, "20", "tid"),
    ];
    for (path, body, code, subject) in cases {
        let (exchange, answer) = call(&sandbox, path, body).await;
        assert_eq!(answer["code"], code, "{path}");
        let Judgement::Refused(findings) = exchange.judgement else {
            panic!("{path} was accepted");
        };
        assert_eq!(findings[0].subject, subject, "{path}");
        assert!(!findings[0].text.contains("names no code"), "{path}");
    }
}

#[tokio::test]
async fn a_billing_key_is_good_until_it_is_removed() {
    let sandbox = shop().await;
    let (_, answer) = call(&sandbox, "/keys", json!({ "card": "4111" })).await;
    let key = answer["key"].as_str().unwrap().to_owned();
    let (_, other) = call(&sandbox, "/keys", json!({ "card": "4111" })).await;
    assert_ne!(other["key"], json!(key), "each key is another one");
    let charge = |order: &str, key: &str| json!({ "key": key, "order": order, "amount": "10" });
    let (_, answer) = call(&sandbox, "/keys/charge", charge("A", &key)).await;
    assert_eq!(answer["code"], "00");
    assert_eq!(
        asked(&sandbox, answer["tid"].as_str().unwrap()).await,
        told("PAID", "10")
    );
    let (_, answer) = call(&sandbox, "/keys/remove", json!({ "key": key })).await;
    assert_eq!(answer["code"], "00");
    for (path, body) in [
        ("/keys/charge", charge("B", &key)),
        ("/keys/remove", json!({ "key": key })),
    ] {
        let (_, answer) = call(&sandbox, path, body).await;
        assert_eq!(answer["code"], "24", "{path}");
    }
    // No code is documented for a key that there never was.
    let (exchange, answer) = call(&sandbox, "/keys/charge", charge("C", "NONE")).await;
    assert_eq!(answer["code"], "SB04");
    let Judgement::Refused(findings) = exchange.judgement else {
        panic!("a key that there is not was charged");
    };
    assert!(
        findings[0].text.contains("the spec names no code"),
        "{findings:?}"
    );
}

#[tokio::test]
async fn a_call_whose_answer_was_lost_was_carried_out() {
    let sandbox = shop().await;
    let tid = paid(&sandbox, "ORDER-2", "1000").await;
    let body = || json!({ "tid": tid, "amount": "1000" });
    sandbox.answer_next("records", "cancel", Script::Mishap(Mishap::Empty));
    call(&sandbox, "/cancel", body()).await;
    assert_eq!(asked(&sandbox, &tid).await, told("CANCELLED", "0"));
    // What a script refuses was not.
    let tid = paid(&sandbox, "ORDER-3", "1000").await;
    let body = || json!({ "tid": tid, "amount": "1000" });
    for script in [
        Script::Code("23".to_owned()),
        Script::Raw {
            status: 502,
            body: Vec::new(),
        },
    ] {
        sandbox.answer_next("records", "cancel", script);
        call(&sandbox, "/cancel", body()).await;
        assert_eq!(asked(&sandbox, &tid).await, told("PAID", "1000"));
    }
}

#[tokio::test]
async fn what_is_pending_is_settled_once_somebody_has_asked() {
    let sandbox = shop().await;
    sandbox.answer_next("records", "pay", Script::Pending);
    let (_, answer) = call(
        &sandbox,
        "/pay",
        json!({ "order": "ORDER-4", "amount": "5" }),
    )
    .await;
    assert_eq!(answer["state"], "WAITING");
    let tid = answer["tid"].as_str().unwrap();
    assert_eq!(asked(&sandbox, tid).await, told("WAITING", "5"));
    assert_eq!(asked(&sandbox, tid).await, told("PAID", "5"));
}

#[tokio::test]
async fn a_request_with_a_known_idempotency_key_is_not_carried_out_again() {
    let sandbox = shop().await;
    let key = [("idempotency-key", "one")];
    let body = || json!({ "order": "ORDER-5", "amount": "5" });
    let (_, first) = call_with(&sandbox, "/pay-once", body(), &key).await;
    let (again, second) = call_with(&sandbox, "/pay-once", body(), &key).await;
    assert_eq!(first, second);
    assert_eq!(again.notes.len(), 1, "{:?}", again.notes);
    let (_, other) = call_with(&sandbox, "/pay-once", body(), &[("idempotency-key", "two")]).await;
    assert_eq!(other["code"], "21", "another wish for the same order");
}

/// How many of eight equal requests that come at once are accepted.
async fn accepted_at_once(sandbox: &Arc<Sandbox>, path: &'static str, body: Value) -> usize {
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let (sandbox, body) = (Arc::clone(sandbox), body.to_string().into_bytes());
            tokio::spawn(async move {
                let json = [("content-type", "application/json")];
                let (_, answer) =
                    answered(&sandbox, "records", ("POST", path), json, Some(body)).await;
                serde_json::from_slice::<Value>(&answer).unwrap()
            })
        })
        .collect();
    let mut accepted = 0;
    for answer in calls {
        accepted += usize::from(answer.await.unwrap()["code"] == "00");
    }
    accepted
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_requests_that_come_at_once_one_alone_is_carried_out() {
    let sandbox = Arc::new(shop().await);
    for round in 0..20 {
        let order = json!({ "order": format!("AT-ONCE-{round}"), "amount": "5" });
        let made = accepted_at_once(&sandbox, "/pay", order).await;
        assert_eq!(made, 1, "payments of one order");

        let tid = paid(&sandbox, &format!("CANCEL-{round}"), "1000").await;
        let whole = json!({ "tid": tid, "amount": "1000" });
        let cancelled = accepted_at_once(&sandbox, "/cancel-whole", whole).await;
        assert_eq!(cancelled, 1, "cancels of one payment");

        let tid = paid(&sandbox, &format!("PART-{round}"), "1000").await;
        let part = json!({ "tid": tid, "amount": "300" });
        let cancelled = accepted_at_once(&sandbox, "/cancel", part).await;
        assert_eq!(cancelled, 3, "parts that fit");
        assert_eq!(asked(&sandbox, &tid).await, told("PART", "100"));
    }
}

#[tokio::test]
async fn what_is_made_elsewhere_is_believed_once_and_remembered() {
    let sandbox = shop().await;
    let close = || json!({ "link": "L-1" });
    let (first, answer) = call(&sandbox, "/links/close", close()).await;
    assert_eq!(
        (first.judgement, &answer["code"]),
        (Judgement::Accepted, &json!("00"))
    );
    assert!(
        first.notes[0].contains("made elsewhere"),
        "{:?}",
        first.notes
    );
    let (second, answer) = call(&sandbox, "/links/close", close()).await;
    assert_eq!((second.notes.len(), &answer["code"]), (0, &json!("SB04")));
}

#[tokio::test]
async fn a_test_can_say_what_was_made_elsewhere() {
    let sandbox = shop().await;
    let keys = [("tid", "WINDOW-1"), ("order", "ORDER-6")];
    assert!(sandbox.add_record("records", "payment", &keys, Some("1004")));
    for (record, keys, amount) in [
        ("none", keys, "1"),
        ("payment", [("tid", "A"), ("none", "B")], "1"),
        ("payment", keys, "-1"),
    ] {
        assert!(!sandbox.add_record("records", record, &keys, Some(amount)));
    }
    // What the buyer has authenticated is approved once, with its own amount.
    let approve = |amount: &str| json!({ "amount": amount });
    for (amount, code) in [("1003", "25"), ("1004", "00"), ("1004", "21")] {
        let (_, answer) = call(&sandbox, "/payments/WINDOW-1", approve(amount)).await;
        assert_eq!(answer["code"], code, "{amount}");
        if code == "00" {
            assert_eq!(answer["order"], "ORDER-6");
        }
    }
    sandbox.forget_records();
    let (_, answer) = call(&sandbox, "/payments/WINDOW-1", Value::Null).await;
    assert_eq!(answer["code"], "20");
}

#[tokio::test]
async fn records_are_shown_without_what_is_sensitive() {
    let sandbox = shop().await;
    let tid = paid(&sandbox, "ORDER-1", "1000").await;
    call(&sandbox, "/cancel", json!({ "tid": tid, "amount": "300" })).await;
    let (_, answer) = call(&sandbox, "/keys", json!({ "card": "4111" })).await;
    let key = answer["key"].as_str().unwrap();
    let url = format!("{}_sandbox/records", sandbox.console_url());
    let shown = crate::support::HTTP.get(&url).send().await.unwrap();
    let shown: Value = serde_json::from_slice(&shown.bytes().await.unwrap()).unwrap();
    assert!(!shown.to_string().contains(key), "{shown}");
    let payment = &shown["records"][1];
    let expected = json!({
        "vendor": "records", "record": "payment", "label": { "ko": null, "en": "payment" },
        "keys": [ { "name": "tid", "text": tid }, { "name": "order", "text": "ORDER-1" } ],
        "state": "partly_spent", "amount": "1000", "left": "700",
    });
    assert_eq!(payment, &expected);
    let made =
        json!({ "vendor": "records", "record": "payment", "keys": { "tid": "W" }, "amount": "9" });
    let posted = crate::support::HTTP
        .post(&url)
        .header("content-type", "application/json");
    let posted = posted.body(made.to_string()).send().await.unwrap();
    assert_eq!(posted.status(), 200);
    assert_eq!(asked(&sandbox, "W").await, told("PAID", "9"));
}

#[tokio::test]
async fn without_records_every_request_is_answered_from_itself_alone() {
    let sandbox = start(Sandbox::builder().without_records()).await;
    for _ in 0..2 {
        let (_, answer) = call(&sandbox, "/cancel", json!({ "tid": "MADE-UP" })).await;
        assert_eq!(
            (&answer["code"], &answer["left"]),
            (&json!("00"), &json!("77"))
        );
    }
}
