//! Texts that may be empty: the sandbox takes for given and for missing what clients do.

use crate::support::assert_accepted;
use crate::support::globex::{assert_refused, send, started};
use kpg_sandbox::{Credentials, Exchange, Sandbox};

const SPEC: &str = r#"
values:
  packed: { recipe: [ json: { of: [ site, room ], absent: skip } ] }
  sign: { recipe: [ pairs: { of: [ site, room ], absent: skip }, md5, hex ] }
codes:
  common: { "00": { name: success, en: done } }
operations:
  form:
    en: Form
    document: page
    effect: moves_money
    post: /form
    send: form
    query:
      part: { en: part, length: 0..3, presence: required, example: "" }
    headers:
      X-Part: { en: part, name: part_header, length: 0..3, presence: required, example: "" }
    request:
      site: { en: site, length: 0..12, presence: required, example: "" }
      name: { en: name, presence: required, example: n }
      mode: { en: mode, presence: required, example: a }
      memo: { en: memo, length: 0..3, presence: { required_when: { mode: [ b ] } } }
      word: { en: word, presence: { required_when: { mode: [ b ] } } }
    answer: { code: { en: code, role: code } }
    success: { code: [ "00" ] }
    codes: common
  json:
    en: JSON
    document: page
    effect: moves_money
    post: /json
    send: json
    request:
      site: { en: site, length: 0..12, presence: required, example: "" }
      name: { en: name, presence: required, example: n }
      rows:
        en: rows
        type: list
        members:
          name: { en: name, presence: required, example: n }
          note: { en: note, length: 0..3, presence: required, example: "" }
    answer: { code: { en: code, role: code } }
    success: { code: [ "00" ] }
    codes: common
  pack:
    en: Pack
    document: page
    effect: moves_money
    post: /pack
    send: form
    inputs:
      site: { en: site, presence: required, example: s }
      room: { en: room }
    request:
      packed: { en: packed, from: packed }
      sign: { en: signature, from: sign }
    answer: { code: { en: code, role: code } }
    success: { code: [ "00" ] }
    codes: common
"#;

async fn sandbox() -> Sandbox {
    started(SPEC, Credentials::new()).await
}

async fn post(sandbox: &Sandbox, path: &str, headers: &[(&str, &str)], body: &str) -> Exchange {
    let media_type = match path {
        "/json" => "application/json",
        _ => "application/x-www-form-urlencoded; charset=utf-8",
    };
    let body = Some((media_type, body.as_bytes()));
    let (exchange, _) = send(sandbox, ("POST", path), headers, body).await;
    exchange
}

#[tokio::test]
async fn an_empty_text_is_a_value_where_the_length_allows_it_and_missing_elsewhere() {
    let sandbox = sandbox().await;
    for (body, missing) in [
        ("site=&name=n&mode=a", vec![]),
        ("site=&name=&mode=a", vec!["name"]),
        ("name=n&mode=a", vec!["site"]),
        ("site=&name=n&mode=b&memo=&word=w", vec![]),
        ("site=&name=n&mode=b&memo=&word=", vec!["word"]),
        ("site=&name=n&mode=b&word=w", vec!["memo"]),
    ] {
        let exchange = post(&sandbox, "/form?part=", &[("x-part", "")], body).await;
        match missing.is_empty() {
            true => assert_accepted(&exchange),
            false => assert_refused(&exchange, &missing),
        }
    }
    let body = "site=&name=n&mode=a";
    assert_refused(
        &post(&sandbox, "/form", &[("x-part", "")], body).await,
        &["part"],
    );
    assert_refused(&post(&sandbox, "/form?part=", &[], body).await, &["X-Part"]);
}

#[tokio::test]
async fn members_of_lists_are_as_empty_as_those_of_the_request() {
    let sandbox = sandbox().await;
    for (body, missing) in [
        (r#"{"site":"","name":"n"}"#, vec![]),
        (r#"{"site":"","name":""}"#, vec!["name"]),
        (
            r#"{"site":"","name":"n","rows":[{"name":"n","note":""}]}"#,
            vec![],
        ),
        (
            r#"{"site":"","name":"n","rows":[{"name":"","note":""}]}"#,
            vec!["rows"],
        ),
        (
            r#"{"site":"","name":"n","rows":[{"name":"n"}]}"#,
            vec!["rows"],
        ),
    ] {
        let exchange = post(&sandbox, "/json", &[], body).await;
        match missing.is_empty() {
            true => assert_accepted(&exchange),
            false => assert_refused(&exchange, &missing),
        }
    }
}

// `printf 'site=s&room=' | openssl md5`, and of `site=s`, of `site=&room=r`.
const EMPTY_ROOM: &str = "e0224c7a0b5d6dcf14d43936fdc2cdf8";
const NO_ROOM: &str = "4b594d6bd333dedfc7cbbea1cb56f9c3";
const NO_SITE: &str = "efbdf65bccbba656f3f430baa07f756c";

#[tokio::test]
async fn a_packed_text_that_is_there_and_empty_is_not_one_that_was_left_out() {
    let sandbox = sandbox().await;
    let pack = async |packed: &str, sign: &str| {
        let packed: String = form_urlencoded::byte_serialize(packed.as_bytes()).collect();
        post(
            &sandbox,
            "/pack",
            &[],
            &format!("packed={packed}&sign={sign}"),
        )
        .await
    };
    assert_accepted(&pack(r#"{"site":"s","room":""}"#, EMPTY_ROOM).await);
    assert_accepted(&pack(r#"{"site":"s"}"#, NO_ROOM).await);
    assert_refused(&pack(r#"{"site":"s","room":""}"#, NO_ROOM).await, &["sign"]);
    assert_refused(&pack(r#"{"site":"s"}"#, EMPTY_ROOM).await, &["sign"]);
    assert_refused(
        &pack(r#"{"site":"","room":"r"}"#, NO_SITE).await,
        &["packed"],
    );
}
