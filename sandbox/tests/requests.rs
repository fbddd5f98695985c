//! Good requests are accepted; every single thing that is wrong with one is found and named.

use crate::support::acme::{HASH_KEY, Pay, SHOP, answer, findings, sha256_hex, started};
use crate::support::{self, acme, globex};
use kpg_codegen::model::Reports;
use kpg_sandbox::{Credentials, Exchange};
use serde_json::{Value, json};

/// Accepted with the usual status.
#[track_caller]
fn assert_accepted(exchange: &Exchange) {
    support::assert_accepted(exchange);
    assert_eq!(exchange.status, 200);
}

/// Refused for one thing only, in the way the vendor documents.
#[track_caller]
fn assert_refused(exchange: &Exchange, subject: &str, reports: Reports) {
    let found = findings(exchange);
    let subjects: Vec<_> = found
        .iter()
        .map(|finding| (finding.subject.as_str(), finding.reports))
        .collect();
    assert_eq!(subjects, [(subject, reports)], "{found:?}");
    let (code, status) = match reports {
        Reports::Field => ("1001", 400),
        Reports::Signature => ("1002", 401),
        Reports::Credential => ("1003", 403),
    };
    let answer = answer(exchange);
    assert_eq!(
        (answer["result"]["code"].as_str(), exchange.status),
        (Some(code), status)
    );
    assert!(
        answer["result"]["message"]
            .as_str()
            .unwrap()
            .contains(subject),
        "{answer}"
    );
    assert!(
        !exchange.answer_body.contains(HASH_KEY),
        "a message tells a secret"
    );
}

#[tokio::test]
async fn good_requests_are_accepted() {
    let sandbox = started().await;
    assert_accepted(&Pay::good().send(&sandbox).await);

    let mut form = Pay::signed("주문 1", Some("가나다라마"), 0);
    form.form = true;
    form.set("gift", true);
    assert_accepted(&form.send(&sandbox).await);

    let mut full = Pay::good();
    for (name, value) in [
        ("fee", json!("0")),
        ("count", json!(99)),
        ("gift", json!(false)),
        ("day", json!("20240229")),
        ("phone", json!("01012345678")),
    ] {
        full.set(name, value);
    }
    full.header("content-type", "application/json; charset=UTF-8");
    assert_accepted(&full.send(&sandbox).await);

    let mut without_partner = Pay::good();
    without_partner.header("x-partner", "");
    assert_accepted(&without_partner.send(&sandbox).await);

    for minutes in [-9, 9] {
        assert_accepted(&Pay::signed("A-1", None, minutes).send(&sandbox).await);
    }
}

#[tokio::test]
async fn a_broken_rule_is_found() {
    let sandbox = started().await;
    for (name, value) in [
        ("amount", json!("1000")),
        ("amount", json!(1000.0)),
        ("amount", json!(-1)),
        ("amount", json!(0)),
        ("amount", json!(null)),
        ("fee", json!(10)),
        ("fee", json!("1000")),
        ("fee", json!("1,0")),
        ("fee", json!("")),
        ("count", json!("1")),
        ("count", json!(0)),
        ("count", json!(100)),
        ("gift", json!("true")),
        ("gift", json!(1)),
        ("method", json!("coin")),
        ("method", json!("CARD")),
        ("day", json!("20230229")),
        ("day", json!("2023-02-2")),
        ("day", json!(20230228)),
        ("phone", json!("010-1234")),
        ("phone", json!("010123456789")),
        ("phone", json!(["010"])),
        ("unheard_of", json!("x")),
    ] {
        let mut pay = Pay::good();
        pay.set(name, value.clone());
        let exchange = pay.send(&sandbox).await;
        let found = findings(&exchange);
        assert!(
            found.iter().any(|finding| finding.subject == name),
            "{name} {value}: {found:?}"
        );
        let fields = [name, "signature"];
        assert!(
            found
                .iter()
                .all(|finding| fields.contains(&finding.subject.as_str())),
            "{found:?}"
        );
        assert_eq!(exchange.status, 400);
    }
    for (order, memo) in [
        ("A1", None),
        ("A1234567890", None),
        ("A-1", Some("가나다라마바")),
        ("A-1", Some("🙂")),
    ] {
        let exchange = Pay::signed(order, memo, 0).send(&sandbox).await;
        assert_refused(
            &exchange,
            if memo.is_some() { "memo" } else { "order" },
            Reports::Field,
        );
    }
}

#[tokio::test]
async fn a_missing_member_is_found() {
    let sandbox = started().await;
    for name in [
        "shop",
        "order",
        "amount",
        "method",
        "when",
        "kind",
        "signature",
        "check",
        "recheck",
    ] {
        let mut pay = Pay::good();
        pay.members.remove(name);
        let found = findings(&pay.send(&sandbox).await);
        assert!(
            found
                .iter()
                .any(|each| each.subject == name && each.text == "it is missing"),
            "{found:?}"
        );
    }
    for name in ["x-stamp", "x-mac", "authorization"] {
        let mut pay = Pay::good();
        pay.header(name, "");
        let found = findings(&pay.send(&sandbox).await);
        let subjects: Vec<&str> = found
            .iter()
            .map(|finding| finding.subject.as_str())
            .collect();
        assert!(
            subjects
                .iter()
                .any(|subject| subject.eq_ignore_ascii_case(name)),
            "{found:?}"
        );
    }
}

#[tokio::test]
async fn what_proves_nothing_is_found() {
    let sandbox = started().await;
    let other = Pay::signed("A-2", None, 0);
    for (name, reports) in [
        ("signature", Reports::Signature),
        ("check", Reports::Signature),
    ] {
        let mut pay = Pay::good();
        let mut value = other.members[name].as_str().unwrap().to_owned();
        if name == "check" {
            value = sha256_hex("something else");
        }
        pay.set(name, value);
        assert_refused(&pay.send(&sandbox).await, name, reports);
    }
    let mut pay = Pay::good();
    pay.set("kind", "USD");
    assert_refused(&pay.send(&sandbox).await, "kind", Reports::Field);

    let mut pay = Pay::good();
    pay.header("x-mac", "q4tPXNxGzgJyzHbSk4Cy3RMcPBfQPnFVzmIOtyRIDyw=");
    assert_refused(&pay.send(&sandbox).await, "X-Mac", Reports::Signature);

    let mut pay = Pay::good();
    pay.header("x-partner", "another");
    assert_refused(&pay.send(&sandbox).await, "X-Partner", Reports::Credential);

    // The member agrees with everything that is computed from it only when it is the credential.
    let mut pay = Pay::good();
    pay.set("shop", "SHOP02");
    assert_refused(&pay.send(&sandbox).await, "shop", Reports::Credential);
}

#[tokio::test]
async fn a_changed_message_is_found() {
    let sandbox = started().await;
    let mut pay = Pay::good();
    pay.set("order", "A-2");
    assert_refused(&pay.send(&sandbox).await, "signature", Reports::Signature);

    let pay = Pay::good();
    let (body, changed) = (pay.body(), pay.body() + " ");
    let mut sent = Pay::good();
    let seen = pay.send_body(&sandbox, body).await;
    let mac = seen
        .request_headers
        .iter()
        .find(|(name, _)| name == "x-mac")
        .unwrap();
    sent.header("x-mac", &mac.1);
    let found = findings(&sent.send_body(&sandbox, changed).await);
    assert!(
        found.iter().any(|finding| finding.subject == "X-Mac"),
        "{found:?}"
    );
}

#[tokio::test]
async fn one_choice_explains_the_whole_request() {
    let sandbox = started().await;
    let mut pairs = Pay::good();
    let when = pairs.members["when"].as_str().unwrap();
    let message = format!("shop={SHOP}&when={when}&hash_key={HASH_KEY}");
    pairs.check(&message);
    let recheck = pairs.members["recheck"].clone();
    assert_accepted(&pairs.send(&sandbox).await);

    let mut mixed = Pay::good();
    mixed.set("recheck", recheck);
    let found = findings(&mixed.send(&sandbox).await);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[tokio::test]
async fn a_stamp_is_matched_part_by_part() {
    let sandbox = started().await;
    // One request, with one time, whatever the clock does meanwhile.
    let good = Pay::good();
    let stamp = good.headers[0].1.clone();
    let changed = |from: &str, to: &str| stamp.replacen(from, to, 1);
    let utc = acme::clock("%Y-%m-%dT%H:%M", 0, 0);
    for (wrong, reports) in [
        (changed("v1 ", "v2 "), Reports::Field),
        (changed("0a1b2c3d", "0A1B2C3D"), Reports::Field),
        (changed("0a1b2c3d", "0a1b2c3e"), Reports::Signature),
        (changed(&utc, "2026-02-30T10:00"), Reports::Field),
        (stamp[..stamp.len() - 1].to_owned(), Reports::Field),
        (format!("{stamp}Z"), Reports::Signature),
        (
            changed(&utc, &acme::clock("%Y-%m-%dT%H:%M", 0, -5)),
            Reports::Field,
        ),
    ] {
        let mut pay = good.clone();
        pay.header("x-stamp", &wrong);
        let found = findings(&pay.send(&sandbox).await);
        assert_eq!(
            (found[0].subject.as_str(), found[0].reports),
            ("X-Stamp", reports),
            "{found:?}"
        );
    }
}

#[tokio::test]
async fn another_time_is_refused_unless_any_is_allowed() {
    let sandbox = started().await;
    for minutes in [-12, 12] {
        let found = findings(&Pay::signed("A-1", None, minutes).send(&sandbox).await);
        let subjects: Vec<&str> = found
            .iter()
            .map(|finding| finding.subject.as_str())
            .collect();
        assert!(subjects.contains(&"when"), "{found:?}");
        assert!(
            found
                .iter()
                .all(|finding| finding.text.contains("10 minutes")),
            "{found:?}"
        );
    }
    let patient = acme::builder().any_clock().start().await.unwrap();
    assert_accepted(&Pay::signed("A-1", None, -50_000_000).send(&patient).await);
}

#[tokio::test]
async fn tokens_must_have_been_issued() {
    let sandbox = started().await;
    for token in ["Bearer guessed", "Bearer ", "T-1"] {
        let mut pay = Pay::good();
        pay.header("authorization", token);
        let found = findings(&pay.send(&sandbox).await);
        assert_eq!(found[0].subject, "Authorization", "{found:?}");
    }
    assert_accepted(&Pay::good().send(&sandbox).await);
    sandbox.revoke_tokens("acme");
    let mut pay = Pay::good();
    pay.header("authorization", "Bearer T-1");
    assert_refused(
        &pay.send(&sandbox).await,
        "Authorization",
        Reports::Credential,
    );
}

#[tokio::test]
async fn bodies_that_are_none_are_refused() {
    let sandbox = started().await;
    // One request: the signature in the header is over the time in the body.
    let good = Pay::good();
    let duplicate = good.body().replacen('{', "{\"kind\":\"KRW\",", 1);
    assert_refused(
        &good.send_body(&sandbox, duplicate).await,
        "kind",
        Reports::Field,
    );
    for body in ["", "[]", "{", "{}{}"] {
        let exchange = Pay::good().send_body(&sandbox, body.to_owned()).await;
        assert_refused(&exchange, "body", Reports::Field);
    }
    for media_type in [
        "text/plain",
        "application/json; charset=euc-kr",
        "application/xml",
    ] {
        let mut pay = Pay::good();
        pay.header("content-type", media_type);
        assert_refused(&pay.send(&sandbox).await, "Content-Type", Reports::Field);
    }
    let mut pay = Pay::good();
    pay.headers
        .push(("x-partner".to_owned(), "partner".to_owned()));
    assert_refused(&pay.send(&sandbox).await, "X-Partner", Reports::Field);
    assert!(matches!(
        answer(&Pay::good().send(&sandbox).await),
        Value::Object(_)
    ));
}

/// The content type is what the spec says to the letter; where it says nothing, the charset may be left out.
#[tokio::test]
async fn a_documented_content_type_is_held_to_its_letters() {
    let operation = |path: &str, send: &str| {
        format!(
            "  {path}: {{ en: x, document: page, effect: changes, post: /{path}, {send}, request: {{ a: {{ en: a }} }}, \
             answer: {{ code: {{ en: code, role: code }} }}, success: {{ code: [ ok ] }}, codes: result }}\n"
        )
    };
    let spec = [
        "codes: { result: { ok: { en: done } } }\noperations:\n".to_owned(),
        operation(
            "exact",
            "send: form, content_type: { form: application/x-www-form-urlencoded }",
        ),
        operation(
            "either",
            "send: [ json, form ], content_type: { json: application/json;charset=UTF-8 }",
        ),
        operation("free", "send: form"),
    ];
    let sandbox = globex::started(&spec.concat(), Credentials::new()).await;
    const FORM: &str = "application/x-www-form-urlencoded";
    let with_charset = format!("{FORM}; charset=utf-8");
    for (path, content_type, body, is_right) in [
        ("/exact", FORM, "a=1", true),
        ("/exact", &with_charset, "a=1", false),
        ("/exact", "application/X-www-form-urlencoded", "a=1", false),
        ("/exact", "application/json", "a=1", false),
        (
            "/either",
            "application/json;charset=UTF-8",
            r#"{"a":"1"}"#,
            true,
        ),
        (
            "/either",
            "application/json; charset=UTF-8",
            r#"{"a":"1"}"#,
            false,
        ),
        ("/either", "application/json", r#"{"a":"1"}"#, false),
        ("/either", FORM, "a=1", true),
        ("/either", &with_charset, "a=1", true),
        ("/free", FORM, "a=1", true),
        ("/free", &with_charset, "a=1", true),
    ] {
        let body = Some((content_type, body.as_bytes()));
        let (exchange, _) = globex::send(&sandbox, ("POST", path), &[], body).await;
        match is_right {
            true => assert_accepted(&exchange),
            false => globex::assert_refused(&exchange, &["Content-Type"]),
        }
    }
}

/// What the names of a query or a form say of a list is held to the spec, and its items to their rules.
#[tokio::test]
async fn a_list_of_names_and_values_is_read_as_the_spec_says() {
    let spec = "
codes: { result: { ok: { en: done } } }
operations:
  look:
    en: look
    document: page
    effect: reads
    get: /look
    query:
      ids: { en: ids, type: list, of: digits, count: 1..2, repeat: same_name, presence: required }
      marks: { en: marks, type: list, of: text, length: ..3, repeat: brackets }
      months: { en: months, type: list, of: integer, count: ..2, repeat: indexed }
    answer: { code: { en: code, role: code } }
    success: { code: [ ok ] }
    codes: result
  order:
    en: order
    document: page
    effect: changes
    post: /order
    send: form
    request:
      items: { en: items, type: list, repeat: indexed, members: { a: { en: a, presence: required }, n: { en: n, type: integer } } }
      rows: { en: rows, type: list, repeat: indexed_dots, members: { a: { en: a, presence: required } } }
    answer: { code: { en: code, role: code } }
    success: { code: [ ok ] }
    codes: result
";
    let sandbox = globex::started(spec, Credentials::new()).await;
    for (query, wrong) in [
        ("ids=1", &[][..]),
        (
            "ids=1&ids=2&marks%5B%5D=a&marks[]=b&months[0]=1&months[1]=12",
            &[],
        ),
        ("months[0]=1&ids=1", &[]),
        ("", &["ids"]),
        ("ids=1&ids=2&ids=3", &["ids"]),
        ("ids=a", &["ids"]),
        ("ids[]=1", &["ids[]", "ids"]),
        ("ids=1&marks=a", &["marks"]),
        ("ids=1&marks[0]=a", &["marks"]),
        ("ids=1&marks[]=abcd", &["marks"]),
        ("ids=1&months[1]=1", &["months"]),
        ("ids=1&months[0]=1&months[0]=2", &["months"]),
        ("ids=1&months[0]=1&months[1]=2&months[2]=3", &["months"]),
        ("ids=1&months[0]=%2B1", &["months"]),
        ("ids=1&months[0]=01", &["months"]),
        ("ids=1&months[00]=1", &["months"]),
        ("ids=1&months[0]=one", &["months"]),
        ("ids=1&months[0][a]=1", &["months"]),
    ] {
        let path = format!("/look?{query}");
        let (exchange, _) = globex::send(&sandbox, ("GET", &path), &[], None).await;
        match wrong {
            [] => assert_accepted(&exchange),
            wrong => globex::assert_refused(&exchange, wrong),
        }
    }
    for (body, wrong) in [
        ("", &[][..]),
        ("items[0][a]=x&items[0][n]=1&items[1][a]=y&rows[0].a=z", &[]),
        ("items[0][n]=1", &["items"]),
        ("items[0][a]=x&items[0][a]=y", &["items"]),
        ("items[0][a]=x&items[0][b]=y", &["items"]),
        ("items[0].a=x", &["items"]),
        ("items[0]=x", &["items"]),
        ("items[1][a]=x", &["items"]),
        ("items[0][a]=x&items[1][a]=y&items[0][n]=1", &["items"]),
        ("rows[0][a]=x", &["rows"]),
    ] {
        let form = Some(("application/x-www-form-urlencoded", body.as_bytes()));
        let (exchange, _) = globex::send(&sandbox, ("POST", "/order"), &[], form).await;
        match wrong {
            [] => assert_accepted(&exchange),
            wrong => globex::assert_refused(&exchange, wrong),
        }
    }
}
