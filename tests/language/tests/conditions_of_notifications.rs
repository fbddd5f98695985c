//! Members of notifications that others demand or keep out.

use std::collections::BTreeMap;

use kpg_codegen::{SourceFile, compile};
use kpg_language::conditions::{Credentials as NoCredentials, Issued, Paid};
use kpg_runtime::{NotificationError, NotificationErrorKind};
use kpg_sandbox::{Credentials, notification};

/// What is told of each member that breaks its condition.
fn told(received: Option<NotificationError>) -> Vec<String> {
    let problems = received.into_iter().flat_map(|error| {
        assert_eq!(error.kind(), NotificationErrorKind::Malformed);
        error.problems().to_vec()
    });
    problems.map(|problem| problem.to_string()).collect()
}

#[test]
fn a_notification_that_breaks_a_condition_is_malformed_and_says_which() {
    let depositor = "depositor: expected a value when payMethod is VBANK, or amount is at least \
                     1000000, found nothing";
    let receipt = "receipt: expected a value when depositor is Kim, found nothing";
    let no_refund = "refund: expected nothing when payMethod is CARD or VBANK, found a value";
    let refund = "refund: expected a value when payMethod is REFUND, found nothing";
    let canceller = "canceller: expected a value when refund is given, found nothing";
    let no_canceller = "canceller: expected nothing when refund is left out, found a value";
    let odd_refund = "refund: expected a whole number, found a text";
    let cases: &[(&str, &[&str])] = &[
        (r#"{"payMethod":"CARD","amount":"1000"}"#, &[]),
        (
            r#"{"payMethod":"VBANK","amount":"1000","depositor":"Lee"}"#,
            &[],
        ),
        (r#"{"payMethod":"VBANK","amount":"1000"}"#, &[depositor]),
        (
            r#"{"payMethod":"VBANK","amount":"1000","depositor":null}"#,
            &[depositor],
        ),
        (
            r#"{"payMethod":"VBANK","amount":"1000","depositor":" "}"#,
            &[depositor],
        ),
        (r#"{"payMethod":"CARD","amount":"1000000"}"#, &[depositor]),
        (r#"{"payMethod":"CARD","amount":1000000}"#, &[depositor]),
        (r#"{"payMethod":"CARD","amount":999999}"#, &[]),
        // A value that no spec lists meets no condition.
        (r#"{"payMethod":"POINT","amount":1}"#, &[]),
        (
            r#"{"payMethod":"VBANK","amount":"1","depositor":"Kim"}"#,
            &[receipt],
        ),
        (
            r#"{"payMethod":"CARD","amount":"1","depositor":"Kim","receipt":"R"}"#,
            &[],
        ),
        (r#"{"payMethod":"REFUND","amount":"1"}"#, &[refund]),
        (
            r#"{"payMethod":"REFUND","amount":"1","refund":1,"canceller":"shop"}"#,
            &[],
        ),
        (
            r#"{"payMethod":"REFUND","amount":"1","refund":1,"canceller":""}"#,
            &[canceller],
        ),
        (
            r#"{"payMethod":"CARD","amount":"1","refund":null,"canceller":"shop"}"#,
            &[no_canceller],
        ),
        (
            r#"{"payMethod":"REFUND","amount":"1","refund":"1x","canceller":"shop"}"#,
            &[odd_refund],
        ),
        (
            r#"{"payMethod":"CARD","amount":"1","refund":"1","canceller":"shop"}"#,
            &[no_refund],
        ),
        // Forms have every member, those without a value too.
        ("payMethod=CARD&amount=1000&refund=&depositor=", &[]),
        (
            "payMethod=VBANK&amount=1000&refund=5&canceller=shop",
            &[depositor, no_refund],
        ),
        ("payMethod=VBANK&amount=1000&depositor=Lee", &[]),
    ];
    for (body, expected) in cases {
        let received = Paid::receive(&NoCredentials::new(), body.as_bytes());
        assert_eq!(told(received.err()), *expected, "{body}");
    }
}

#[test]
fn conditions_hold_for_objects_and_lists_too() {
    let account = "account: expected a value when kind is VBANK, found nothing";
    let cases: &[(&str, &[&str])] = &[
        (r#"{"kind":"VBANK","account":{"bank":"04"}}"#, &[]),
        (r#"{"kind":"VBANK"}"#, &[account]),
        (
            r#"{"kind":"VBANK","account":{}}"#,
            &["account.bank: expected a text, found nothing"],
        ),
        (r#"{"kind":"CARD","account":{}}"#, &[]),
        (r#"{"kind":"REFUND","notes":[]}"#, &[]),
        (
            r#"{"kind":"REFUND","notes":["n"]}"#,
            &["notes: expected nothing when kind is REFUND, found a value"],
        ),
    ];
    for (body, expected) in cases {
        let received = Issued::receive(&NoCredentials::new(), body.as_bytes());
        assert_eq!(told(received.err()), *expected, "{body}");
    }
}

#[test]
fn the_sandbox_writes_notifications_with_what_their_members_demand() {
    let spec = include_str!("../specs/conditions.yaml").to_owned();
    let vendor = compile(&SourceFile::new("conditions.yaml".to_owned(), spec)).unwrap();
    for (method, is_there) in [("VBANK", true), ("CARD", false)] {
        let members = BTreeMap::from([("payMethod".to_owned(), method.to_owned())]);
        let body = notification(&vendor, "paid", &members, &Credentials::new()).unwrap();
        let received = Paid::receive(&NoCredentials::new(), &body).unwrap();
        assert_eq!(received.depositor.is_some(), is_there, "{method}");
    }
}
