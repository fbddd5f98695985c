//! Notifications: which are believed, which are not, how they are read and what they are answered.

use crate::support::{list, published, text, vectors};
use kpg_language::notices::{
    Credentials, Deposited, Named, Ordered, PaymentChanged, Returned, Sealed, Status,
};
use kpg_runtime::{Acknowledgement, NotificationError, NotificationErrorKind, SourceNetwork};
use proptest::prelude::*;
use serde_json::{Value, json};

fn credentials(secret_key: &str) -> Credentials {
    let seal_key = vectors("notices")["seal_key"].clone();
    let credentials = Credentials::builder()
        .secret_key(secret_key)
        .seal_key(seal_key.as_str().unwrap());
    credentials.build().unwrap()
}

fn test_credentials() -> Credentials {
    credentials(text(&vectors("notices"), "secret_key"))
}

/// A notification with the right signature.
fn changed() -> Value {
    let mut notice = vectors("notices")["changed"].clone();
    notice["status"] = "paid".into();
    notice["cardNo"] = "4111-1111".into();
    notice
}

fn receive(notice: &Value) -> Result<PaymentChanged, NotificationError> {
    PaymentChanged::receive(&test_credentials(), notice.to_string().as_bytes())
}

fn kind<T: std::fmt::Debug>(received: Result<T, NotificationError>) -> NotificationErrorKind {
    received.unwrap_err().kind()
}

#[test]
fn a_notification_with_the_right_signature_is_believed() {
    let received = receive(&changed()).unwrap();
    assert_eq!(received.transaction_id, "T-1");
    assert_eq!(received.amount, 1004);
    assert_eq!(received.status, Status::Paid);
    assert_eq!(received.card_no.as_ref().unwrap().as_str(), "4111-1111");
    assert!(!format!("{received:?}").contains("4111"));
    // A number is signed as it was written.
    let mut number = changed();
    number["amount"] = 1004.into();
    assert_eq!(receive(&number).unwrap().amount, 1004);
    // What the signature does not cover may be new, or not there.
    let mut new = changed();
    new["status"] = "disputed".into();
    new.as_object_mut().unwrap().remove("cardNo");
    assert_eq!(receive(&new).unwrap().status.as_str(), "disputed");
}

#[test]
fn signatures_are_those_that_a_vendor_publishes() {
    for vector in published("approve response / webhook signature (verify)") {
        let given = &vector["inputs"];
        let notice = json!({
            "tid": given["tid"], "amount": given["amount"], "ediDate": given["ediDate"],
            "status": "paid", "signature": vector["expected"],
        });
        let credentials = credentials(text(given, "secretKey"));
        let received = PaymentChanged::receive(&credentials, notice.to_string().as_bytes());
        assert_eq!(received.unwrap().transaction_id, text(given, "tid"));
    }
    for vector in published("return-url signature (verify)") {
        let given = &vector["inputs"];
        let form = |amount: &str| {
            format!(
                "authToken={}&clientId={}&amount={amount}&signature={}",
                text(given, "authToken"),
                text(given, "clientId"),
                text(&vector, "expected"),
            )
        };
        let credentials = credentials(text(given, "secretKey"));
        let receive = |amount| Returned::receive(&credentials, form(amount).as_bytes());
        assert_eq!(receive("1004").unwrap().amount, 1004);
        assert_eq!(kind(receive("1005")), NotificationErrorKind::NotAuthentic);
    }
}

#[test]
fn a_proof_over_korean_bytes_is_checked_and_what_can_not_be_checked_is_not_believed() {
    let credentials = test_credentials();
    let made = vectors("notices");
    let good = text(&made, "named_form");
    let named = Named::receive(&credentials, good.as_bytes()).unwrap();
    assert_eq!(named.depositor, "홍길동");
    let other = good.replace("P_TID=T1", "P_TID=T2");
    let received = Named::receive(&credentials, other.as_bytes());
    assert_eq!(kind(received), NotificationErrorKind::NotAuthentic);
}

#[test]
fn a_proof_that_only_the_holder_of_a_key_can_encrypt_is_checked() {
    let credentials = test_credentials();
    let good = vectors("notices")["sealed"].clone();
    let sealed = Sealed::receive(&credentials, good.to_string().as_bytes()).unwrap();
    assert_eq!(sealed.transaction_id, "T1");
    let mut other = good;
    other["tid"] = "T2".into();
    let received = Sealed::receive(&credentials, other.to_string().as_bytes());
    assert_eq!(kind(received), NotificationErrorKind::NotAuthentic);
}

#[test]
fn every_changed_member_of_the_signature_is_not_authentic() {
    let signature = text(&changed(), "signature").to_uppercase();
    for (name, value) in [
        ("tid", json!("T-2")),
        ("tid", json!("")),
        ("tid", json!(null)),
        ("tid", json!(["T-1"])),
        ("tid", json!({ "T-1": 1 })),
        ("amount", json!("1005")),
        ("amount", json!("01004")),
        ("amount", json!(1004.0)),
        ("amount", json!(-1004)),
        ("ediDate", json!("2022-11-09")),
        ("signature", json!("")),
        ("signature", json!("0")),
        ("signature", json!(null)),
        ("signature", json!(0)),
        ("signature", json!(signature)),
    ] {
        let mut notice = changed();
        notice[name] = value.clone();
        let error = receive(&notice).unwrap_err();
        assert_eq!(
            error.kind(),
            NotificationErrorKind::NotAuthentic,
            "{name}: {value}"
        );
        assert!(!format!("{error} {error:?} {}", error.masked_body()).contains("4111"));
    }
    let other = credentials("another key");
    let received = PaymentChanged::receive(&other, changed().to_string().as_bytes());
    assert_eq!(kind(received), NotificationErrorKind::NotAuthentic);
}

#[test]
fn a_missing_member_breaks_the_proof_or_the_description() {
    for (name, expected) in [
        ("tid", NotificationErrorKind::NotAuthentic),
        ("amount", NotificationErrorKind::NotAuthentic),
        ("ediDate", NotificationErrorKind::NotAuthentic),
        ("signature", NotificationErrorKind::NotAuthentic),
        ("status", NotificationErrorKind::Malformed),
    ] {
        let mut notice = changed();
        notice.as_object_mut().unwrap().remove(name);
        let error = receive(&notice).unwrap_err();
        assert_eq!(error.kind(), expected, "{name}");
        let places: Vec<&str> = error.problems().iter().map(|it| it.path.as_str()).collect();
        let told: &[&str] = match expected {
            NotificationErrorKind::Malformed => &[name],
            _ => &[],
        };
        assert_eq!(places, told);
    }
}

#[test]
fn what_is_not_written_as_described_is_unreadable() {
    let right = changed().to_string();
    let twice = right.replace(r#""tid":"#, r#""tid":"T-2","tid":"#);
    let cut = &right[..right.len() - 1];
    for body in [
        "",
        "OK",
        "[]",
        "\"tid\"",
        "tid=T-1&amount=1004",
        &*twice,
        cut,
    ] {
        let received = PaymentChanged::receive(&test_credentials(), body.as_bytes());
        assert_eq!(kind(received), NotificationErrorKind::Unreadable, "{body}");
    }
}

#[test]
fn euc_kr_is_read_from_a_form_and_from_json() {
    let vectors = vectors("notices");
    let form = text(&vectors, "deposit_form").as_bytes().to_vec();
    let json = hex::decode(text(&vectors, "deposit_json_hex")).unwrap();
    for (body, amount, depositor) in [(form, 5000, "홍 길동"), (json, 5000, "똠 길동")] {
        let received = Deposited::receive(&test_credentials(), &body).unwrap();
        assert_eq!(received.transaction_id, "T1");
        assert_eq!(received.amount, amount);
        assert_eq!(received.depositor.as_deref(), Some(depositor));
    }
}

#[test]
fn what_is_neither_form_nor_json_is_unreadable_and_a_missing_member_malformed() {
    let unreadable = NotificationErrorKind::Unreadable;
    let malformed = NotificationErrorKind::Malformed;
    let bodies: &[(&[u8], NotificationErrorKind)] = &[
        (b"", unreadable),
        (b"OK", unreadable),
        (b"<P_TID>=T1&P_AMT=1", unreadable),
        (b"P_TID=T1&P_AMT=1&P_TID=T2", unreadable),
        (b"P_TID=T1&P_AMT=1&P_UNAME%C8=x", unreadable),
        (b"{\"P_TID\":\"T1\"", unreadable),
        (b"{\"P_TID\":\"T1\",\"P_AMT\":1,\"\xC8\":1}", unreadable),
        (b"{\"P_TID\":\"\xC8\",\"P_AMT\":1}", malformed),
        (b"P_TID=%C8&P_AMT=1", malformed),
        (b"[{\"P_TID\":\"T1\",\"P_AMT\":1}]", unreadable),
        (b"P_TID=T1", malformed),
        (b"P_AMT=1", malformed),
        (b"P_TID=T1&P_AMT=", malformed),
        (b"P_TID=T1&P_AMT=1,00", malformed),
        (b"P_TID=T1&P_AMT=-1", malformed),
        (b"{}", malformed),
        (b"{\"P_TID\":{},\"P_AMT\":1}", malformed),
    ];
    for (body, expected) in bodies {
        let received = Deposited::receive(&test_credentials(), body);
        assert_eq!(
            kind(received),
            *expected,
            "{}",
            String::from_utf8_lossy(body)
        );
    }
}

#[test]
fn a_member_that_may_be_left_out_is_signed_only_when_it_is_there() {
    for case in list(&vectors("notices")["proofs"]) {
        let proof = text(case, "proof");
        let mut notice = json!({ "orderId": "O-1", "proof": proof });
        let mut form = format!("orderId=O-1&proof={}", proof.replace('+', "%2B"));
        if let Some(coupon) = case["coupon"].as_str() {
            notice["coupon"] = coupon.into();
            form.push_str(&format!("&coupon={}", coupon.replace('|', "%7C")));
        }
        for body in [notice.to_string(), format!("  \u{a}{notice}"), form] {
            let received = Ordered::receive(&test_credentials(), body.as_bytes());
            let received = received.unwrap_or_else(|error| unreachable!("{body}: {error}"));
            assert_eq!(received.coupon.as_deref(), case["coupon"].as_str());
        }
        // A coupon more or less is another notification.
        notice["coupon"] = match case["coupon"].as_str() {
            Some(_) => Value::Null,
            None => "".into(),
        };
        let received = Ordered::receive(&test_credentials(), notice.to_string().as_bytes());
        assert_eq!(
            kind(received),
            NotificationErrorKind::NotAuthentic,
            "{notice}"
        );
    }
}

#[test]
fn acknowledgements_are_what_the_vendor_wants_to_hear() {
    let said = |status, content_type, body| Acknowledgement {
        status,
        content_type,
        body,
    };
    assert_eq!(
        PaymentChanged::ACKNOWLEDGEMENT,
        said(200, "text/html", "OK")
    );
    let plain = "text/plain; charset=utf-8";
    assert_eq!(Deposited::ACKNOWLEDGEMENT, said(200, plain, "OK"));
    assert_eq!(Returned::ACKNOWLEDGEMENT, said(204, "text/plain", ""));
    assert_eq!(Ordered::ACKNOWLEDGEMENT, said(200, plain, r#"{"ok":true}"#));
    let form = "application/x-www-form-urlencoded";
    let rejection = said(500, form, "cd_rslt=9999");
    assert_eq!(PaymentChanged::REJECTION, rejection);
    assert_eq!(Deposited::REJECTION, said(200, plain, "FAIL"));
}

#[test]
fn a_notification_that_comes_again_has_the_same_identity_and_another_one_has_not() {
    let identity = |notice: &Value| receive(notice).unwrap().identity();
    let first = identity(&changed());
    let mut again = changed();
    again["amount"] = 1004.into();
    again["status"] = "cancelled".into();
    assert_eq!(first, identity(&again));
    let text = r#"notices.payment_changed["T-1","2022-11-08"]"#;
    assert_eq!(first.to_string(), text);

    let deposit = |body: &str| {
        let received = Deposited::receive(&test_credentials(), body.as_bytes());
        received.unwrap().identity().to_string()
    };
    let expected = [
        ("P_TID=T1&P_AMT=1", r#"notices.deposited["T1",null]"#),
        ("P_TID=T1&P_AMT=2&P_UNAME=", r#"notices.deposited["T1",""]"#),
        // What stands in one member is not taken for two.
        (
            "P_TID=T1%22%2C%22A&P_AMT=1&P_UNAME=B",
            r#"notices.deposited["T1\",\"A","B"]"#,
        ),
    ];
    for (body, identity) in expected {
        assert_eq!(deposit(body), identity, "{body}");
    }
}

/// Without the odd member it could be taken for another one, which was booked.
#[test]
fn an_odd_member_of_the_identity_is_not_left_out() {
    let receive = |body: &[u8]| Deposited::receive(&test_credentials(), body);
    for body in [
        &b"P_TID=T1&P_AMT=1&P_UNAME=%C8"[..],
        b"{\"P_TID\":\"T1\",\"P_AMT\":1,\"P_UNAME\":{}}",
    ] {
        let error = receive(body).unwrap_err();
        assert_eq!(error.kind(), NotificationErrorKind::Malformed);
        let problems: Vec<&str> = error.problems().iter().map(|it| it.path.as_str()).collect();
        assert_eq!(problems, ["P_UNAME"]);
    }
}

#[test]
fn the_addresses_of_the_vendor_are_there_for_each_environment() {
    let shown = |networks: &[SourceNetwork]| {
        let networks: Vec<String> = networks.iter().map(ToString::to_string).collect();
        networks.join(" ")
    };
    let common = "203.0.113.7 198.51.100.0/24 2001:db8::/32";
    assert_eq!(shown(Deposited::SOURCES), common);
    assert_eq!(shown(Returned::SOURCES_IN_TEST), "203.0.113.7");
    let live = "198.51.100.1 198.51.100.2";
    assert_eq!(shown(Returned::SOURCES_IN_LIVE_2), live);
}

proptest! {
    #[test]
    fn nothing_that_is_received_makes_the_reader_panic(body in any::<Vec<u8>>()) {
        let credentials = test_credentials();
        prop_assert!(PaymentChanged::receive(&credentials, &body).is_err());
        prop_assert!(Returned::receive(&credentials, &body).is_err());
        prop_assert!(Ordered::receive(&credentials, &body).is_err());
        let _ = Deposited::receive(&credentials, &body);
    }

    /// Whoever does not know the key does not guess a signature.
    #[test]
    fn no_other_signature_is_believed(signature in "[0-9a-f]{64}|.{0,70}") {
        prop_assume!(signature != text(&changed(), "signature"));
        let mut notice = changed();
        notice["signature"] = signature.into();
        prop_assert_eq!(kind(receive(&notice)), NotificationErrorKind::NotAuthentic);
    }
}
