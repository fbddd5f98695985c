//! Tokens as the sandbox keeps them: how long they live, what the answer tells of it, how one is refused.

use std::time::Duration;

use crate::support::assert_accepted;
use crate::support::globex::{assert_refused, send, started};
use kpg_sandbox::{Credentials, Exchange, Sandbox, Script};
use serde_json::{Value, json};

/// `{lifetime}` and `{refused}` stand for what a session says.
const SPEC: &str = r#"
credentials:
  shop: { en: shop }
sessions:
  pass: { en: pass, operation: login, token: token, lifetime: {lifetime}, refused: {refused} }
codes:
  common:
    "00": { name: success, en: done }
    "T1": { name: token_over, en: the token is over, http: 401 }
operations:
  login:
    en: Log in
    document: page
    effect: changes
    post: /login
    send: form
    request: { shop: { en: shop, from: shop } }
    answer:
      code:  { en: code, role: code }
      token: { en: token, presence: on_success, sensitive: true }
      short: { en: seconds that it lives, type: integer, example: "1" }
      life:  { en: seconds that it lives, type: integer }
      ends:  { en: end of its life, type: datetime, format: epoch_ms }
      local: { en: end of its life, type: datetime, format: yyyyMMddHHmmss }
    success: { code: [ "00" ] }
    codes: common
  order:
    en: Order
    document: page
    effect: changes
    post: /order
    headers: { X-Token: { en: token, from: pass } }
    answer: { code: { en: code, role: code } }
    success: { code: [ "00" ] }
    codes: common
"#;

async fn sandbox(lifetime: &str, refused: &str) -> Sandbox {
    let spec = SPEC.replace("{lifetime}", lifetime);
    let spec = spec.replace("{refused}", refused);
    started(&spec, Credentials::new().text("shop", "S1")).await
}

async fn login(sandbox: &Sandbox) -> Value {
    let form = Some(("application/x-www-form-urlencoded", b"shop=S1".as_slice()));
    let (exchange, _) = send(sandbox, ("POST", "/login"), &[], form).await;
    assert_accepted(&exchange);
    serde_json::from_str(&exchange.answer_body).unwrap()
}

async fn order(sandbox: &Sandbox, token: &Value) -> Exchange {
    let headers = [("x-token", token.as_str().unwrap())];
    send(sandbox, ("POST", "/order"), &headers, None).await.0
}

#[tokio::test]
async fn an_answer_tells_how_long_its_token_lives() {
    let sandbox = sandbox("{ seconds: life }", "T1").await;
    assert_eq!(login(&sandbox).await["life"], json!(600));

    let sandbox = self::sandbox("{ until: ends }", "T1").await;
    let before = jiff::Timestamp::now().as_millisecond();
    let answer = login(&sandbox).await;
    let ends: i64 = answer["ends"].as_str().unwrap().parse().unwrap();
    let after = jiff::Timestamp::now().as_millisecond();
    assert!(
        (before + 600_000..=after + 600_000).contains(&ends),
        "{ends}"
    );

    // Ten minutes on, by a clock in Seoul.
    let sandbox = self::sandbox("{ until: local, zone: Asia/Seoul }", "T1").await;
    let local = login(&sandbox).await["local"].as_str().unwrap().to_owned();
    let seoul = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(9));
    let told = jiff::fmt::strtime::parse("%Y%m%d%H%M%S", &local).unwrap();
    let told = told.to_datetime().unwrap().to_zoned(seoul).unwrap();
    let left = told.timestamp().as_second() - jiff::Timestamp::now().as_second();
    assert!((598..=600).contains(&left), "{left}");
}

#[tokio::test]
async fn a_token_lives_as_long_as_was_said() {
    for (lifetime, lives) in [
        ("10m", true),
        ("{ seconds: life }", true),
        ("{ until: ends }", true),
        // The spec has an example of one second.
        ("{ seconds: short }", false),
        ("1s", false),
    ] {
        let sandbox = sandbox(lifetime, "T1").await;
        let token = login(&sandbox).await["token"].clone();
        assert_accepted(&order(&sandbox, &token).await);
        assert_accepted(&order(&sandbox, &token).await);
        tokio::time::sleep(Duration::from_millis(1_010)).await;
        let later = order(&sandbox, &token).await;
        match lives {
            true => assert_accepted(&later),
            false => assert_refused(&later, &["X-Token"]),
        }
    }
}

#[tokio::test]
async fn a_token_for_one_call_is_spent_by_one_that_is_accepted() {
    let sandbox = sandbox("one_call", "T1").await;
    let token = login(&sandbox).await["token"].clone();
    assert_accepted(&order(&sandbox, &token).await);
    assert_refused(&order(&sandbox, &token).await, &["X-Token"]);
}

/// By a status with nothing in the body, by a status and a code, or by the code with the status of its own.
#[tokio::test]
async fn a_token_is_refused_in_the_first_way_that_the_spec_names() {
    for (refused, status, body) in [
        ("{ http: 403 }", 403, ""),
        ("[ { http: 401 }, T1 ]", 401, ""),
        (r#"{ http: 403, codes: [ "T1" ] }"#, 403, r#"{"code":"T1"}"#),
        (r#"{ http: 200, codes: "T1" }"#, 200, r#"{"code":"T1"}"#),
        ("T1", 401, r#"{"code":"T1"}"#),
    ] {
        let sandbox = sandbox("10m", refused).await;
        // One that was never issued, and one that is refused on demand.
        let unknown = order(&sandbox, &json!("X")).await;
        assert_refused(&unknown, &["X-Token"]);
        let token = login(&sandbox).await["token"].clone();
        let script = Script::RefuseToken {
            code: None,
            fault: None,
        };
        sandbox.answer_next("globex", "order", script);
        let good = order(&sandbox, &token).await;
        assert_accepted(&good);
        for exchange in [unknown, good] {
            assert_eq!(exchange.status, status, "{refused}");
            assert_eq!(exchange.answer_body, body, "{refused}");
        }
        // It is good for nothing any more.
        assert_refused(&order(&sandbox, &token).await, &["X-Token"]);
    }
}
