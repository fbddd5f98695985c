//! Encrypted answers, against envelopes made by jwcrypto: `vectors/make_jwe.py`.
#![cfg(feature = "jwe")]

use std::collections::BTreeMap;

use crate::support::sample::{Cancel, Code};
use kpg_runtime::{CallError, ErrorKind, HttpAnswer, Operation as _, PrivateKey, Reading};
use serde_json::Value;

fn vectors() -> Value {
    serde_json::from_str(include_str!("vectors/jwe.json")).unwrap()
}

/// The envelopes of one kind, by name.
fn envelopes(kind: &str) -> BTreeMap<String, String> {
    serde_json::from_value(vectors()[kind].clone()).unwrap()
}

/// The transaction of a well-read answer.
fn read(body: &str) -> Result<String, CallError<Code>> {
    let key = PrivateKey::from_pem(include_str!("vectors/pkcs8.pem")).unwrap();
    let answer = HttpAnswer::new(200, body);
    let reading = Reading::jwe(Cancel::facts(), &answer, "encData", &key)?;
    let (transaction, _) = reading.finish(|reader| reader.get(&["tid"]))?;
    Ok(transaction)
}

fn sealed(compact: &str) -> String {
    format!(r#"{{"encData":"{compact}"}}"#)
}

fn why(body: &str) -> String {
    let error = read(body).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreadable, "{body}");
    assert_eq!(error.body(), body.as_bytes());
    std::error::Error::source(&error).unwrap().to_string()
}

#[test]
fn envelopes_of_another_implementation_open() {
    for (name, compact) in envelopes("opened") {
        assert_eq!(read(&sealed(&compact)).unwrap(), "T1", "{name}");
    }
    let plain = vectors();
    assert_eq!(
        read(plain["text"].as_str().unwrap()).unwrap(),
        "T1",
        "a plain answer"
    );
}

#[test]
fn an_empty_envelope_is_a_plain_answer() {
    for empty in ["null", r#""""#] {
        let body = format!(r#"{{"encData":{empty},"tid":"T1"}}"#);
        assert_eq!(read(&body).unwrap(), "T1", "{empty}");
    }
}

#[test]
fn an_envelope_that_cannot_be_opened_says_so_and_why() {
    let error = read(&sealed("a.b.c.d.e")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreadable);
    assert_eq!(
        error.to_string(),
        "sample.cancel: outcome unknown, the answer cannot be read: its envelope cannot be \
         opened, HTTP 200"
    );
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.to_string().contains("compact JWE"), "{source}");
}

#[test]
fn what_the_header_may_not_ask_for_is_refused() {
    for (name, compact) in envelopes("unsupported") {
        let why = why(&sealed(&compact));
        assert!(why.contains("asks for something other"), "{name}: {why}");
    }
}

#[test]
fn whatever_does_not_decrypt_says_the_same() {
    let mut cases: Vec<String> = envelopes("not_decrypted").into_values().collect();
    let whole = envelopes("opened")["A256GCM"].clone();
    let parts: Vec<&str> = whole.split('.').collect();
    for tampered in 1..5 {
        let mut parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
        let flipped = if parts[tampered].starts_with('A') {
            "B"
        } else {
            "A"
        };
        parts[tampered].replace_range(..1, flipped);
        cases.push(parts.join("."));
    }
    for compact in cases {
        let why = why(&sealed(&compact));
        assert!(why.contains("cannot be decrypted"), "{compact}: {why}");
    }
}

#[test]
fn what_is_no_compact_envelope_is_refused() {
    let whole = envelopes("opened")["A128GCM"].clone();
    let (head, tag) = whole.rsplit_once('.').unwrap();
    let cases = [
        "x".to_owned(),
        head.to_owned(),
        format!("{whole}.x"),
        format!("{head}.{}", &tag[..4]),
        format!("{head}."),
        format!("{whole}="),
        whole.replacen('.', "!.", 1),
        format!("..{head}"),
        ".".repeat(9_999),
    ];
    for compact in cases {
        let why = why(&sealed(&compact));
        assert!(why.contains("no compact JWE"), "{compact:.80}: {why}");
    }
    assert!(why(r#"{"encData":7}"#).contains("no compact JWE"));
    let long = format!("{}{whole}", "A".repeat(9_999));
    assert!(why(&sealed(&long)).contains("asks for something other"));
}
