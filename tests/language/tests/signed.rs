//! Notifications whose proof stands in a header: which are believed, and that no forged one is.

use std::collections::BTreeMap;

use crate::support::{text, vectors};
use kpg_codegen::model::Vendor;
use kpg_codegen::{SourceFile, compile};
use kpg_language::signed::{Credentials, Listed, Paid, Settled, Timed};
use kpg_runtime::http::{HeaderMap, HeaderName, HeaderValue};
use kpg_runtime::{NotificationError, NotificationErrorKind};
use kpg_sandbox::{Credentials as Merchant, Forgery, Sending, send_notification};
use proptest::prelude::*;
use serde_json::Value;

fn of(case: &str, name: &str) -> String {
    text(&vectors("signed")[case], name).to_owned()
}

fn credentials() -> Credentials {
    let key = |name| of("credentials", name);
    let credentials = Credentials::builder()
        .hook_key(key("hook_key"))
        .base_key(key("base_key"))
        .newer_key(key("newer_key"));
    credentials.build().unwrap()
}

fn headers<'h>(list: impl IntoIterator<Item = (&'h str, &'h str)>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in list {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        headers.append(name, HeaderValue::from_str(value).unwrap());
    }
    headers
}

fn paid(signature: &str, body: &[u8]) -> Result<Paid, NotificationError> {
    Paid::receive(&credentials(), &headers([("X-Signature", signature)]), body)
}

fn is_forged<T>(received: Result<T, NotificationError>) -> bool {
    received.is_err_and(|error| error.kind() == NotificationErrorKind::NotAuthentic)
}

#[test]
fn a_proof_over_the_body_as_it_arrived_is_believed() {
    let received = paid(&of("paid", "header"), of("paid", "body").as_bytes()).unwrap();
    assert_eq!(received.tid, "T-1");
    assert_eq!(received.amount, 1004);
    assert_eq!(received.memo.as_deref(), Some("홍길동"));
    let form = of("paid_form", "body");
    let received = paid(&of("paid_form", "header"), form.as_bytes()).unwrap();
    assert_eq!((received.tid.as_str(), received.amount), ("T-1", 1004));

    let signature = of("settled", "header");
    let body = of("settled", "body");
    let signed = headers([("signature", signature.as_str())]);
    let received = Settled::receive(&credentials(), &signed, body.as_bytes()).unwrap();
    assert_eq!(received.day.as_str(), "2022-11-08");

    let (proof, time, body) = (
        of("timed", "header"),
        of("timed", "time"),
        of("timed", "body"),
    );
    let signed = headers([("x-proof", proof.as_str()), ("X-TIME", time.as_str())]);
    let received = Timed::receive(&credentials(), &signed, body.as_bytes()).unwrap();
    assert_eq!(received.tid, "T-1");

    let (proof, body) = (of("listed", "header"), of("listed", "body"));
    let signed = headers([("X-Members", proof.as_str())]);
    let received = Listed::receive(&credentials(), &signed, body.as_bytes()).unwrap();
    assert_eq!(received.depositor, "홍길동");
}

/// JSON that says the same in other bytes was not signed.
#[test]
fn the_body_is_never_written_again_before_it_is_proven() {
    let body = of("paid", "body");
    let again: Value = serde_json::from_str(&body).unwrap();
    let signature = of("paid", "header");
    for other in [
        again.to_string(),
        format!("{body} "),
        format!("\u{feff}{body}"),
        body.replace("\\u002d", "-"),
        body.replace("1004.0", "1004"),
    ] {
        assert!(is_forged(paid(&signature, other.as_bytes())), "{other}");
    }
}

#[test]
fn a_header_that_is_missing_stands_twice_or_is_another_one_proves_nothing() {
    let (proof, time, body) = (
        of("timed", "header"),
        of("timed", "time"),
        of("timed", "body"),
    );
    let none = "it carries no signature";
    let several = "it carries several signatures";
    let other = "its signature is another one";
    let unknown = "what it signs cannot be told as it was written";
    let cases: [(&[(&str, &str)], &str); 8] = [
        (&[("X-Time", &time)], none),
        (&[("X-Proof", ""), ("X-Time", &time)], none),
        (
            &[("X-Proof", &proof), ("X-Proof", &proof), ("X-Time", &time)],
            several,
        ),
        (
            &[("X-Proof", "no"), ("x-proof", &proof), ("X-Time", &time)],
            several,
        ),
        (&[("X-Proof", &proof), ("X-Time", "1667876895")], other),
        (&[("X-Proof", &time), ("X-Time", &proof)], other),
        (&[("X-Proof", &proof)], unknown),
        (
            &[("X-Proof", &proof), ("X-Time", &time), ("X-Time", &time)],
            unknown,
        ),
    ];
    for (list, why) in cases {
        let received = Timed::receive(
            &credentials(),
            &headers(list.iter().copied()),
            body.as_bytes(),
        );
        let error = received.unwrap_err();
        let words = format!("signed.timed: the notification is not the vendor's: {why}");
        assert_eq!(error.to_string(), words, "{list:?}");
        assert!(!format!("{error:?}").contains(&proof[..20]));
    }
    let mut odd = headers([("X-Time", time.as_str())]);
    odd.insert("x-proof", HeaderValue::from_bytes(b"\xff").unwrap());
    assert!(is_forged(Timed::receive(
        &credentials(),
        &odd,
        body.as_bytes()
    )));
}

fn vendor() -> Vendor {
    let spec = include_str!("../specs/signed.yaml").to_owned();
    compile(&SourceFile::new("signed.yaml".to_owned(), spec)).unwrap()
}

fn merchant() -> Merchant {
    let names = ["hook_key", "base_key", "newer_key"];
    let known = names.map(|name| (name, of("credentials", name)));
    known
        .into_iter()
        .fold(Merchant::new(), |merchant, (name, text)| {
            merchant.text(name, text)
        })
}

/// Whether the client believes what the sandbox sends.
fn believed(vendor: &Vendor, name: &str, sending: &Sending) -> bool {
    let sent = send_notification(vendor, name, sending, &merchant()).unwrap();
    let list = sent.headers.iter();
    let headers = headers(list.map(|(name, text)| (name.as_str(), text.as_str())));
    let credentials = credentials();
    match name {
        "paid" => Paid::receive(&credentials, &headers, &sent.body).is_ok(),
        "settled" => Settled::receive(&credentials, &headers, &sent.body).is_ok(),
        "timed" => Timed::receive(&credentials, &headers, &sent.body).is_ok(),
        _ => Listed::receive(&credentials, &headers, &sent.body).is_ok(),
    }
}

#[test]
fn what_the_sandbox_signs_is_believed_and_what_it_forges_is_not() {
    let vendor = vendor();
    for name in ["paid", "settled", "timed", "listed"] {
        for format in 0..if name == "paid" { 2 } else { 1 } {
            let sending = |forgery| Sending {
                format,
                headers: BTreeMap::from([("X-TIME".to_owned(), "1667876894".to_owned())]),
                forgery,
                ..Sending::default()
            };
            assert!(believed(&vendor, name, &sending(None)), "{name}");
            let other =
                ["tid", "P_TID", "day"].map(|name| (name.to_owned(), "2022-11-09".to_owned()));
            for forgery in [
                Forgery::WrongKey,
                Forgery::NoProof,
                Forgery::ProofOf(BTreeMap::from(other)),
            ] {
                let words = format!("{name}: {forgery:?}");
                assert!(!believed(&vendor, name, &sending(Some(forgery))), "{words}");
            }
        }
    }
}

proptest! {
    /// Whatever one bit of the body is, it was signed.
    #[test]
    fn a_changed_byte_is_never_believed(
        position in any::<usize>(),
        format in 0..2_usize,
        tid in "[ -~가-힣]{1,12}",
        memo in proptest::option::of("\\PC{0,12}"),
    ) {
        let mut members = BTreeMap::from([("tid".to_owned(), tid)]);
        members.extend(memo.map(|memo| ("memo".to_owned(), memo)));
        let sending = |forgery| Sending { format, members: members.clone(), forgery, ..Sending::default() };
        let vendor = vendor();
        prop_assert!(believed(&vendor, "paid", &sending(None)));
        let changed = sending(Some(Forgery::ChangedByte(position)));
        prop_assert!(!believed(&vendor, "paid", &changed));
    }

    /// Whoever does not know the key does not guess a signature, in whatever encoding.
    #[test]
    fn no_other_header_is_believed(signature in "[0-9a-fA-F]{64}|[!-~]{0,90}") {
        let right = of("paid", "header");
        prop_assume!(signature != right);
        let body = of("paid", "body");
        prop_assert!(is_forged(paid(&signature, body.as_bytes())));
        prop_assert!(is_forged(paid(&right.to_uppercase(), body.as_bytes())));
        let longer = [right.as_str(), &signature, "0"].concat();
        prop_assert!(is_forged(paid(&longer, body.as_bytes())));
    }
}
