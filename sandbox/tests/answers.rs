//! Answers are those of the spec: their members, types, codes, statuses and shapes.

use crate::support::acme::{
    Pay, SHOP, answer, credentials, header, post, private_key, started, vendor,
};
use crate::support::{HTTP, acme};
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes128Gcm, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kpg_sandbox::{Credentials, Exchange, Judgement, Sandbox, Script, StartError};
use rsa::Oaep;
use serde_json::{Value, json};
use sha2::Sha256;

const FORM: &str = "application/x-www-form-urlencoded; charset=utf-8";

#[tokio::test]
async fn success_has_every_member_in_order() {
    let sandbox = started().await;
    let exchange = Pay::signed("A-7", Some("메모"), 0).send(&sandbox).await;
    let body = answer(&exchange);
    let text = &exchange.answer_body;
    assert!(
        text.starts_with(
            r#"{"result":{"code":"0000","message":"fine"},"state":"20","order":"A-7","memo":"메모","amount":1000,"final":false,"number":5,"paid_at":""#
        ),
        "{text}"
    );
    assert_eq!(body["receipt"].as_str().map(str::len), Some(20));
    assert_eq!(body["paid_at"].as_str().map(str::len), Some(19));

    let without_memo = answer(&Pay::good().send(&sandbox).await);
    assert_eq!(without_memo.get("memo"), None, "nothing to repeat");
    assert_ne!(without_memo["receipt"], body["receipt"]);
}

#[tokio::test]
async fn scripts_decide_the_next_answers_in_turn() {
    let sandbox = started().await;
    for script in [
        Script::Pending,
        Script::Code("2001".into()),
        Script::Code("9999".into()),
        Script::Fault {
            fault: "gateway".into(),
            code: "no_route".into(),
        },
    ] {
        sandbox.answer_next("acme", "pay", script);
    }
    let mut bad = Pay::good();
    bad.set("kind", "USD");
    assert_eq!(
        bad.send(&sandbox).await.status,
        400,
        "a bad request uses no script up"
    );

    let expected = [
        (200, json!({"result": {"code": "0000", "message": "fine"}})),
        (
            409,
            json!({"result": {"code": "2001", "message": "너무 늦음"}}),
        ),
        (
            400,
            json!({"result": {"code": "9999", "message": "a code that the spec does not list"}}),
        ),
        (
            502,
            json!({"error": "no_route", "error_description": "the gateway knows no such route"}),
        ),
        (200, json!({"result": {"code": "0000", "message": "fine"}})),
    ];
    for (turn, (status, members)) in expected.into_iter().enumerate() {
        let exchange = Pay::good().send(&sandbox).await;
        let body = answer(&exchange);
        assert_eq!(
            (exchange.status, &exchange.judgement),
            (status, &Judgement::Accepted),
            "{body}"
        );
        for (name, value) in members.as_object().unwrap() {
            assert_eq!(&body[name], value, "{body}");
        }
        let state = [
            json!("10"),
            Value::Null,
            Value::Null,
            Value::Null,
            json!("20"),
        ];
        assert_eq!(body.get("state").unwrap_or(&Value::Null), &state[turn]);
        assert_eq!(
            body.get("order").is_some(),
            turn != 3,
            "every answer but a fault has the order"
        );
    }
}

/// A client that takes this for an answer to its request is wrong.
#[tokio::test]
async fn an_answer_to_another_request_differs_in_all_that_it_repeats() {
    let sandbox = started().await;
    let pay = || Pay::signed("A-1", Some("메모"), 0);
    sandbox.answer_next("acme", "pay", Script::AnotherRequest);
    let another = answer(&pay().send(&sandbox).await);
    let own = answer(&pay().send(&sandbox).await);
    for (name, repeated, differing) in [
        ("order", json!("A-1"), json!("A-2")),
        ("memo", json!("메모"), json!("메1")),
        ("amount", json!(1000), json!(1001)),
    ] {
        assert_eq!((&own[name], &another[name]), (&repeated, &differing));
    }
    assert_eq!(own["result"], another["result"], "both say yes");
    // Where nothing is repeated, there is no other request to be told from this one.
    sandbox.answer_next("acme", "login", Script::AnotherRequest);
    let token = login(&sandbox).await;
    assert!(token.is_object(), "{token}");
}

#[tokio::test]
async fn raw_bytes_answer_anything() {
    let sandbox = started().await;
    sandbox.answer_next(
        "acme",
        "pay",
        Script::Raw {
            status: 503,
            body: b"<html>".to_vec(),
        },
    );
    let exchange = post(&sandbox, "/v1/pay", &[], "nonsense".to_owned()).await;
    assert_eq!(
        (exchange.status, exchange.answer_body.as_str()),
        (503, "<html>")
    );
    assert!(matches!(exchange.judgement, Judgement::Refused(_)));
}

async fn login(sandbox: &Sandbox) -> Value {
    let exchange = post(
        sandbox,
        "/login",
        &[header("content-type", FORM)],
        format!("shop={SHOP}"),
    )
    .await;
    assert_eq!(
        exchange.judgement,
        Judgement::Accepted,
        "{}",
        exchange.answer_body
    );
    answer(&exchange)
}

async fn settle(sandbox: &Sandbox, pass: &str) -> Exchange {
    let headers = [
        header("content-type", "application/json"),
        header("x-pass", pass),
    ];
    post(
        sandbox,
        "/v1/settle",
        &headers,
        r#"{"order":"A-1"}"#.to_owned(),
    )
    .await
}

#[tokio::test]
async fn issued_tokens_are_accepted_and_spent() {
    let sandbox = started().await;
    let tokens = login(&sandbox).await;
    let (ticket, pass) = (
        tokens["data"]["ticket"].as_str().unwrap(),
        tokens["data"]["pass"].as_str().unwrap(),
    );
    assert_eq!(ticket.len(), 40);
    for _ in 0..2 {
        let mut pay = Pay::good();
        pay.header("authorization", &format!("Bearer {ticket}"));
        assert_eq!(
            pay.send(&sandbox).await.judgement,
            Judgement::Accepted,
            "a ticket is for an hour"
        );
    }
    assert_eq!(
        settle(&sandbox, ticket).await.status,
        200,
        "one session's token is not another's"
    );
    assert!(sandbox.log().pop().unwrap().answer_body.contains("SB0"));
    assert_eq!(settle(&sandbox, pass).await.judgement, Judgement::Accepted);
    assert!(
        matches!(
            settle(&sandbox, pass).await.judgement,
            Judgement::Refused(_)
        ),
        "a pass is for one call"
    );
}

fn opened(exchange: &Exchange) -> Value {
    let body = answer(exchange);
    let parts: Vec<&str> = body["sealed"].as_str().unwrap().split('.').collect();
    let bytes = |index: usize| URL_SAFE_NO_PAD.decode(parts[index]).unwrap();
    let key = private_key()
        .decrypt(Oaep::new::<Sha256>(), &bytes(1))
        .unwrap();
    let sealed = [bytes(3), bytes(4)].concat();
    let payload = Payload {
        msg: &sealed,
        aad: parts[0].as_bytes(),
    };
    let plain = Aes128Gcm::new_from_slice(&key)
        .unwrap()
        .decrypt(Nonce::from_slice(&bytes(2)), payload);
    serde_json::from_slice(&plain.unwrap()).unwrap()
}

#[tokio::test]
async fn accepted_answers_are_encrypted_and_refusals_are_not() {
    let sandbox = started().await;
    let pass = login(&sandbox).await["data"]["pass"]
        .as_str()
        .unwrap()
        .to_owned();
    let refused = settle(&sandbox, "guessed").await;
    assert_eq!(
        (refused.status, answer(&refused)["rc"].as_str()),
        (200, Some("SB0")),
        "cut to three letters"
    );
    assert_eq!(refused.plain_answer, None);

    let accepted = settle(&sandbox, &pass).await;
    assert_eq!(opened(&accepted), json!({"rc": "00", "total": "1000"}));
    assert_eq!(
        accepted.plain_answer.as_deref(),
        Some(r#"{"rc":"00","total":"1000"}"#)
    );

    sandbox.issue_token("acme", "pass", "P-1");
    sandbox.answer_next("acme", "settle", Script::Code("77".into()));
    assert_eq!(answer(&settle(&sandbox, "P-1").await), json!({"rc": "77"}));
}

#[tokio::test]
async fn addresses_that_are_none_are_told() {
    let sandbox = started().await;
    let nowhere = post(&sandbox, "/nowhere", &[], String::new()).await;
    assert_eq!(nowhere.status, 404);
    assert!(
        nowhere.answer_body.contains("/v1/pay"),
        "{}",
        nowhere.answer_body
    );
    let url = format!("http://{}/nobody/v1/pay", sandbox.address());
    assert_eq!(HTTP.post(url).send().await.unwrap().status(), 404);
    let url = sandbox.base_url("acme") + "/v1/pay";
    assert_eq!(HTTP.get(&url).send().await.unwrap().status(), 405);
    let with_query = post(
        &sandbox,
        "/login?a=1",
        &[header("content-type", FORM)],
        format!("shop={SHOP}"),
    )
    .await;
    assert!(
        with_query.answer_body.contains("SB"),
        "{}",
        with_query.answer_body
    );
    let too_large = HTTP.post(&url).body(vec![b' '; 2 << 20]).send().await;
    assert!(too_large.map_or(true, |answer| answer.status() == 413));
}

#[tokio::test]
async fn dropping_it_stops_it() {
    let sandbox = started().await;
    let url = sandbox.base_url("acme") + "/login";
    let client = reqwest::Client::new();
    assert!(client.post(&url).send().await.is_ok());
    drop(sandbox);
    assert!(client.post(&url).send().await.is_err());
}

#[tokio::test]
async fn it_starts_only_with_what_it_needs() {
    let problem = |credentials: Credentials| async move {
        Sandbox::builder()
            .vendor(vendor(), credentials)
            .start()
            .await
            .unwrap_err()
            .to_string()
    };
    assert!(
        problem(Credentials::new())
            .await
            .contains("needs the credential `shop_id`")
    );
    let without_key = Credentials::new()
        .text("shop_id", SHOP)
        .text("hash_key", "x");
    assert!(
        problem(without_key)
            .await
            .contains("public half of the key `rsa_key`")
    );
    assert!(
        problem(credentials().text("shopid", SHOP))
            .await
            .contains("it has: shop_id, hash_key")
    );
    let twice = Sandbox::builder()
        .vendor(vendor(), credentials())
        .vendor(vendor(), credentials());
    assert!(matches!(
        twice.start().await,
        Err(StartError::SameVendor { .. })
    ));
    let first = started().await;
    let taken = acme::builder().port(first.address().port()).start().await;
    assert!(matches!(taken, Err(StartError::Listen { .. })));
    let private = Credentials::new().public_key_pem("rsa_key", "-----BEGIN PRIVATE KEY-----");
    assert!(private.unwrap_err().to_string().contains("public half"));
    assert!(!format!("{:?}", credentials()).contains(acme::HASH_KEY));
}
