//! Operands and steps of recipes: parts of the body as they are sent, names of the vendor's, recipes within recipes,
//! and keys that are stored as digits.

use crate::support::{Unused, body, header, list, prepared, source, text, vectors};
use kpg_codegen::{SourceFile, compile};
use kpg_language::steps::{
    Approve, Client, Credentials, Environment, Refund, RefundDataLines, Rewrite,
};
use kpg_runtime::{BaseUrl, DefaultTransport, ErrorKind, Operation, Outcome};
use kpg_sandbox::{Judgement, Sandbox};
use serde_json::Value;

fn credentials(vectors: &Value, sign_key: &str, hex_key: &str) -> Credentials {
    let credentials = Credentials::builder()
        .mid(text(vectors, "mid"))
        .sign_key(sign_key)
        .hex_key(hex_key)
        .base64_key(text(vectors, "base64_key"));
    credentials.build().unwrap()
}

fn client_with(vectors: &Value, hex_key: &str) -> Client<Unused> {
    let credentials = credentials(vectors, text(vectors, "sign_key"), hex_key);
    Client::builder(Environment::Test, credentials)
        .unwrap()
        .source(source(vectors["clock_ms"].as_u64().unwrap()))
        .build_with(Unused)
}

fn client(vectors: &Value) -> Client<Unused> {
    client_with(vectors, text(vectors, "hex_key"))
}

fn refund(case: &Value) -> Refund {
    let texts = |value: &Value| -> Vec<String> {
        let texts = list(value).iter();
        texts
            .map(|text| text.as_str().unwrap().to_owned())
            .collect()
    };
    let mut refund = Refund::builder()
        .data_tid(text(case, "tid"))
        .data_msg(text(case, "msg"))
        .data_buyer_name("홍길동")
        .tags(texts(&case["tags"]));
    if let Some(price) = case["price"].as_u64() {
        refund = refund.data_price(price);
    }
    if let Some(vip) = case["vip"].as_bool() {
        refund = refund.data_buyer_vip(vip);
    }
    if let Some(lines) = case["lines"].as_array() {
        let lines = lines.iter().map(|line| {
            let item = RefundDataLines::builder().name(line[0].as_str().unwrap());
            let item = match line[1].as_u64() {
                Some(count) => item.count(count),
                None => item,
            };
            item.build().unwrap()
        });
        refund = refund.data_lines(lines);
    }
    refund.build().unwrap()
}

#[test]
fn an_object_and_a_list_are_signed_exactly_as_they_are_sent() {
    let vectors = vectors("steps");
    for case in list(&vectors["refunds"]) {
        let request = prepared(client(&vectors).core(), &refund(case));
        let expected: Value = serde_json::from_str(text(case, "body")).unwrap();
        let sent: Value = serde_json::from_str(&body(&request)).unwrap();
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(&sent[name], value, "{name} of {}", case["tid"]);
        }
        assert_eq!(body(&request), text(case, "body"));
    }
}

#[test]
fn names_are_those_of_the_vendor_and_keys_are_the_bytes_that_they_stand_for() {
    let vectors = vectors("steps");
    let approve = Approve::builder().auth_token(text(&vectors, "token"));
    let request = prepared(client(&vectors).core(), &approve.build().unwrap());
    let pairs = |text: &str| -> Vec<String> { text.split('&').map(str::to_owned).collect() };
    assert_eq!(pairs(&body(&request)), pairs(text(&vectors, "approve")));
    assert_eq!(
        header(&request, "x-app-access-ts"),
        Some(text(&vectors, "seconds"))
    );
}

#[test]
fn a_digest_of_a_secret_is_sent_for_a_reason_and_not_shown() {
    let vectors = vectors("steps");
    let approve = Approve::builder().auth_token(text(&vectors, "token"));
    let request = prepared(client(&vectors).core(), &approve.build().unwrap());
    let sent = body(&request);
    let digest = sent.split('&').find_map(|pair| pair.strip_prefix("mKey="));
    let masked = request.masked(Approve::SENSITIVE).to_string();
    for shown in [masked, format!("{request:?}")] {
        assert!(!shown.contains(digest.unwrap()), "{shown}");
    }
}

fn rewrite(case: &Value) -> Rewrite {
    let rewrite = Rewrite::builder()
        .goods(text(case, "goods"))
        .card("1234")
        .memo(text(case, "memo"))
        .received(text(case, "received"))
        .received_korean(text(case, "received_korean"));
    rewrite.build().unwrap()
}

#[test]
fn texts_are_rewritten_and_keys_derived_as_others_do() {
    let vectors = vectors("steps");
    for case in list(&vectors["rewrites"]) {
        let request = prepared(client(&vectors).core(), &rewrite(case));
        let pairs = |text: &str| -> Vec<String> { text.split('&').map(str::to_owned).collect() };
        assert_eq!(pairs(&body(&request)), pairs(text(case, "body")));
        assert_eq!(header(&request, "x-salt"), Some(text(case, "salt")));
    }
}

#[test]
fn what_cannot_be_unescaped_is_not_sent_and_not_shown() {
    let vectors = vectors("steps");
    let case = &list(&vectors["rewrites"])[0];
    for (received, korean) in [
        ("50%", "a"),
        ("a%2", "a"),
        ("%zz", "a"),
        ("%ff", "a"),
        ("a", "%ff"),
        ("a", "☕"),
    ] {
        let rewrite = Rewrite::builder().goods(text(case, "goods")).card("1234");
        let rewrite = rewrite.memo("m").received(received);
        let rewrite = rewrite.received_korean(korean).build().unwrap();
        let error = client(&vectors).core().prepare(&rewrite, None).unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(
            !error.to_string().contains(received) || received == "a",
            "{error}"
        );
    }
}

#[test]
fn random_bytes_are_the_same_within_a_request_and_others_in_the_next() {
    let vectors = vectors("steps");
    let case = &list(&vectors["rewrites"])[0];
    let credentials = credentials(&vectors, "k", "00");
    let client = Client::builder(Environment::Test, credentials).unwrap();
    let client = client.build_with(Unused);
    let salt = || {
        let request = prepared(client.core(), &rewrite(case));
        let salt = header(&request, "x-salt").unwrap().to_owned();
        let sent = body(&request);
        let sent = sent.split('&').find_map(|pair| pair.strip_prefix("salt="));
        let sent = percent_encoding::percent_decode_str(sent.unwrap());
        assert_eq!(sent.decode_utf8().unwrap(), salt);
        salt
    };
    assert_ne!(salt(), salt());
}

#[test]
fn a_key_in_another_form_or_without_bytes_signs_nothing_and_is_not_shown() {
    let vectors = vectors("steps");
    let approve = Approve::builder().auth_token("T").build().unwrap();
    for key in ["zz00zz11", "abc", " 00ff"] {
        let client = client_with(&vectors, key);
        let error = client.core().prepare(&approve, None).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Prepare);
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(!format!("{error} {error:?}").contains(key), "{error}");
    }
}

/// A sandbox with the credentials of the vectors.
async fn sandbox(vectors: &Value) -> Sandbox {
    let spec = include_str!("../specs/steps.yaml");
    let vendor = compile(&SourceFile::new("steps.yaml", spec)).unwrap();
    let names = ["mid", "sign_key", "hex_key", "base64_key"].into_iter();
    let merchant = names.fold(kpg_sandbox::Credentials::new(), |merchant, name| {
        merchant.text(name, text(vectors, name))
    });
    let sandbox = Sandbox::builder().vendor(vendor, merchant);
    sandbox.start().await.unwrap()
}

fn caller(sandbox: &Sandbox, vectors: &Value, sign_key: &str) -> Client<DefaultTransport> {
    let address = BaseUrl::parse(&sandbox.base_url("steps")).unwrap();
    let credentials = credentials(vectors, sign_key, text(vectors, "hex_key"));
    let client = Client::builder(Environment::Custom(address), credentials).unwrap();
    client.build().unwrap()
}

/// The members of which the sandbox said something about its last exchange.
fn found(sandbox: &Sandbox) -> Vec<String> {
    let log = sandbox.log();
    match &log.last().unwrap().judgement {
        Judgement::Refused(findings) => {
            let findings = findings.iter();
            findings.map(|finding| finding.subject.clone()).collect()
        }
        Judgement::Accepted | Judgement::NoOperation(_) => Vec::new(),
    }
}

#[tokio::test]
async fn a_second_reader_agrees_with_what_is_made_and_with_nothing_else() {
    let vectors = vectors("steps");
    let sandbox = sandbox(&vectors).await;
    let client = caller(&sandbox, &vectors, text(&vectors, "sign_key"));
    for case in list(&vectors["refunds"]) {
        client.refund(&refund(case)).await.unwrap();
    }
    let approve = Approve::builder().auth_token(text(&vectors, "token"));
    let approve = approve.build().unwrap();
    client.approve(&approve).await.unwrap();
    for case in list(&vectors["rewrites"]) {
        client.rewrite(&rewrite(case)).await.unwrap();
    }

    let other = caller(&sandbox, &vectors, "another key");
    let refund = refund(&list(&vectors["refunds"])[0]);
    drop(other.refund(&refund).await);
    assert_eq!(found(&sandbox), ["hashData", "nestedHash"]);
    drop(other.approve(&approve).await);
    assert_eq!(found(&sandbox), ["verification", "wanted", "mKey"]);
    let rewrite = rewrite(&list(&vectors["rewrites"])[0]);
    drop(other.rewrite(&rewrite).await);
    assert_eq!(found(&sandbox), ["derived", "derivedProof", "keyed"]);
}
