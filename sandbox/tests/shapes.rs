//! Answers in every shape and charset, lists in requests, tokens that are refused once.

use crate::support::assert_accepted;
use crate::support::globex::{assert_refused, send, started};
use kpg_sandbox::{Credentials, Exchange, Sandbox, Script};
use serde_json::{Value, json};

const SPEC: &str = r#"
credentials:
  shop: { en: shop }
sessions:
  pass: { en: pass, operation: login, token: token, lifetime: 1h, refused: [ "T1", "T2" ] }
values:
  now: { clock: Asia/Seoul }
  bearer: { template: "Bearer {pass}" }
codes:
  common:
    "00": { name: success, en: done }
    "40": { name: bad, en: bad, http: 400, reports: field }
    "T1": { name: token_over, en: the token is over, http: 401 }
    "T2": { name: token_bad, en: the token is bad, http: 403 }
faults:
  gateway: { en: the gateway, code: fault.code, message: fault.text, http: 502 }
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
      token: { en: token, length: 20, presence: on_success, sensitive: true }
    success: { code: [ "00" ] }
    codes: common
  order:
    en: Order
    document: page
    effect: changes
    post: /order
    send: json
    charset: { send: euckr, receive: utf8 }
    headers:
      Authorization: { en: bearer, from: bearer }
      X-Time: { en: time, from: now, format: yyyy-MM-ddTHH:mm:ssXXX }
    request:
      tags:  { en: tags, type: list, of: digits, length: 2, presence: required }
      items:
        en: items
        type: list
        members:
          name:  { en: name, length: ..3, presence: required, example: 책 }
          price: { en: price, type: amount, number: true }
          unit:  { en: unit, constant: ea }
    answer:
      code: { en: code, role: code }
      text: { en: text, type: json_text, presence: on_success, members: { a: { en: a, example: "1" } } }
      tags: { en: tags, type: list, of: integer, presence: on_success }
      rows: { en: rows, type: list_or_object, presence: on_success, members: { b: { en: b, example: "2" } } }
    success: { code: [ "00" ] }
    codes: common
  why:
    en: Why
    document: page
    effect: reads
    get: /why
    answer: { code: { en: code, role: code }, why: { en: why, role: detail_code } }
    success: { code: [ "00" ] }
    codes: common
  form:
    en: Form
    document: page
    effect: reads
    get: /form
    receive: form
    charset: euckr
    answer:
      code: { en: code, role: code }
      name: { en: name, presence: on_success, example: 홍 길동 }
      message: { en: message, role: message }
    success: { code: [ "00" ] }
    codes: common
  rows:
    en: Rows
    document: page
    effect: reads
    get: /rows
    charset: { receive: euckr }
    top_list: rows
    answer:
      rows.code: { en: code, role: code }
      rows.message: { en: message, role: message }
      rows: { name: all, en: rows, type: list, presence: on_success, members: { name: { en: name, example: 홍 } } }
    success: { rows.code: [ "00" ] }
    codes: common
"#;

async fn sandbox() -> Sandbox {
    started(SPEC, Credentials::new().text("shop", "S1")).await
}

fn now() -> String {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(9));
    let now = jiff::Timestamp::now().to_zoned(zone);
    now.strftime("%Y-%m-%dT%H:%M:%S+09:00").to_string()
}

const TAGS: &[u8] = br#"{"tags":["01","02"]}"#;

async fn order(sandbox: &Sandbox, token: &str, body: &[u8]) -> Exchange {
    let (bearer, now) = (format!("Bearer {token}"), now());
    let headers = [("authorization", bearer.as_str()), ("x-time", now.as_str())];
    let media_type = "application/json; charset=euc-kr";
    let (exchange, _) = send(
        sandbox,
        ("POST", "/order"),
        &headers,
        Some((media_type, body)),
    )
    .await;
    exchange
}

fn answer(exchange: &Exchange) -> Value {
    serde_json::from_str(&exchange.answer_body).unwrap()
}

#[tokio::test]
async fn lists_and_objects_take_turns_unless_a_script_decides() {
    let sandbox = sandbox().await;
    sandbox.issue_token("globex", "pass", "T");
    let mut seen = Vec::new();
    for script in [None, None, Some(Script::AsList), Some(Script::AsObject)] {
        if let Some(script) = script {
            sandbox.answer_next("globex", "order", script);
        }
        let exchange = order(&sandbox, "T", TAGS).await;
        assert_accepted(&exchange);
        let answer = answer(&exchange);
        assert_eq!(answer["text"], json!(r#"{"a":"1"}"#));
        assert_eq!(answer["tags"], json!([1, 1]));
        seen.push(answer["rows"].clone());
    }
    let (list, object) = (json!([{"b": "2"}, {"b": "2"}]), json!({"b": "2"}));
    assert_eq!(seen, [list.clone(), object.clone(), list, object]);
}

#[tokio::test]
async fn lists_in_requests_are_held_to_their_rules() {
    let sandbox = sandbox().await;
    sandbox.issue_token("globex", "pass", "T");
    // Python: `'책'.encode('cp949')` is C3 A5.
    let book = b"\xc3\xa5";
    let body = [
        br#"{"tags":["01"],"items":[{"name":""#,
        &book[..],
        br#"","price":10,"unit":"ea"}]}"#,
    ]
    .concat();
    assert_accepted(&order(&sandbox, "T", &body).await);
    for (body, subject) in [
        (&br#"{"tags":["1"]}"#[..], "tags"),
        // A list that must be there has something in it.
        (br#"{"tags":[]}"#, "tags"),
        (br#"{"tags":[12]}"#, "tags"),
        (br#"{"tags":"12"}"#, "tags"),
        (
            br#"{"tags":["01"],"items":[{"name":"abcd","unit":"ea"}]}"#,
            "items",
        ),
        (br#"{"tags":["01"],"items":[{"unit":"ea"}]}"#, "items"),
        (
            br#"{"tags":["01"],"items":[{"name":"a","unit":"kg"}]}"#,
            "items",
        ),
        (
            br#"{"tags":["01"],"items":[{"name":"a","unit":"ea","price":"1"}]}"#,
            "items",
        ),
        (
            br#"{"tags":["01"],"items":[{"name":"a","unit":"ea","x":"1"}]}"#,
            "items",
        ),
        (
            br#"{"tags":["01"],"items":[{"name":"\ud83d\ude42","unit":"ea"}]}"#,
            "items",
        ),
        (br#"{"tags":["01"],"items":["a"]}"#, "items"),
        (
            b"{\"tags\":[],\"items\":[{\"name\":\"\xec\xb1\x85\",\"unit\":\"ea\"}]}",
            "body",
        ),
    ] {
        assert_refused(&order(&sandbox, "T", body).await, &[subject]);
    }
}

#[tokio::test]
async fn a_good_token_is_refused_once() {
    let sandbox = sandbox().await;
    let refuse = |code: Option<&str>, fault: Option<&str>| Script::RefuseToken {
        code: code.map(str::to_owned),
        fault: fault.map(str::to_owned),
    };
    for (script, status, expected) in [
        (refuse(None, None), 401, json!({"code": "T1"})),
        (refuse(Some("T2"), None), 403, json!({"code": "T2"})),
        (
            refuse(None, Some("gateway")),
            502,
            json!({"fault": {"code": "T1", "text": "the token is over"}}),
        ),
    ] {
        sandbox.issue_token("globex", "pass", "T");
        sandbox.answer_next("globex", "order", script);
        let exchange = order(&sandbox, "T", TAGS).await;
        assert_accepted(&exchange);
        assert_eq!((exchange.status, answer(&exchange)), (status, expected));
        let again = order(&sandbox, "T", TAGS).await;
        assert_refused(&again, &["Authorization"]);
        assert_eq!((again.status, &answer(&again)["code"]), (401, &json!("T1")));
        let form = "application/x-www-form-urlencoded";
        let (login, _) = send(&sandbox, ("POST", "/login"), &[], Some((form, b"shop=S1"))).await;
        let token = answer(&login)["token"].as_str().unwrap().to_owned();
        assert_accepted(&order(&sandbox, &token, TAGS).await);
        sandbox.revoke_tokens("globex");
    }
}

/// Python: `urllib.parse.urlencode({'code': '00', 'name': '홍 길동', …}, encoding='cp949')`
#[tokio::test]
async fn forms_are_answered_in_their_charset() {
    let sandbox = sandbox().await;
    let (exchange, bytes) = send(&sandbox, ("GET", "/form"), &[], None).await;
    assert_accepted(&exchange);
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.starts_with("code=00&name=%C8%AB+%B1%E6%B5%BF&message="),
        "{text}"
    );
    sandbox.answer_next("globex", "form", Script::Code("40".into()));
    let (exchange, bytes) = send(&sandbox, ("GET", "/form"), &[], None).await;
    assert_eq!(
        (exchange.status, bytes.as_slice()),
        (400, &b"code=40&message=bad"[..])
    );
}

#[tokio::test]
async fn a_refusal_has_the_detailed_code_that_a_script_names() {
    let sandbox = sandbox().await;
    let script = Script::parse("detail 40 9999").unwrap();
    sandbox.answer_next("globex", "why", script);
    let (exchange, _) = send(&sandbox, ("GET", "/why"), &[], None).await;
    let refused = json!({"code": "40", "why": "9999"});
    assert_eq!((exchange.status, answer(&exchange)), (400, refused));
    // An answer without a detailed code has none.
    let script = Script::parse("detail 40 9999").unwrap();
    sandbox.answer_next("globex", "form", script);
    let (_, bytes) = send(&sandbox, ("GET", "/form"), &[], None).await;
    assert_eq!(bytes.as_slice(), b"code=40&message=bad");
}

/// Python: `'홍'.encode('cp949')` is C8 AB.
#[tokio::test]
async fn lists_stand_at_the_top() {
    let sandbox = sandbox().await;
    let item = |message: &Value| json!({"code": "00", "message": message, "name": "홍"});
    let (exchange, bytes) = send(&sandbox, ("GET", "/rows"), &[], None).await;
    assert!(
        bytes.starts_with(b"[{\"code\":\"00\""),
        "{}",
        exchange.answer_body
    );
    assert!(
        bytes.windows(7).any(|part| part == b":\"\xc8\xab\"}]"),
        "{}",
        exchange.answer_body
    );
    let list = answer(&exchange);
    assert_eq!(
        list,
        json!([item(&list[0]["message"]), item(&list[0]["message"])])
    );
    sandbox.answer_next("globex", "rows", Script::AsObject);
    let (exchange, _) = send(&sandbox, ("GET", "/rows"), &[], None).await;
    assert_eq!(answer(&exchange)["rows"].as_array().map(Vec::len), Some(2));
    sandbox.answer_next("globex", "rows", Script::Code("40".into()));
    let (exchange, _) = send(&sandbox, ("GET", "/rows"), &[], None).await;
    let refused = json!([{"code": "40", "message": "bad"}]);
    assert_eq!((exchange.status, answer(&exchange)), (400, refused));
}
