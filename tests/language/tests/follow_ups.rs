//! Requests that follow a request: what they take over, what a failure knows, what the caller adds, and inquiries
//! that are made one after the other.

use kpg_language::followups::{
    ByOrder, Client, Credentials, Environment, Hosts, Method, Pay, PayLater, PayNext,
    PayResolution, Question, Refund,
};
use kpg_runtime::{BaseUrl, Outcome, Standing, Violations};
use kpg_sandbox::Sandbox;

use crate::support::{Canned, Script, body, source};

/// 2026-01-02 03:04:05 in Seoul, still the first of January in UTC; in milliseconds.
const MOMENT: u64 = 1_767_290_645_000;
const LOST: Canned = Canned::MaybeSent;
const PAID: Canned = Canned::Answer(200, r#"{"code":"0000","state":"PAID"}"#);
const SILENT: Canned = Canned::Answer(200, r#"{"code":"0000"}"#);
const NOT_FOUND: Canned = Canned::Answer(200, r#"{"code":"0404"}"#);

fn client(answers: impl IntoIterator<Item = Canned>) -> (Client<Script>, Script) {
    let script = Script::new(answers);
    let credentials = Credentials::builder().merchant_id("M1").build().unwrap();
    let builder = Client::builder(Environment::Test, credentials).unwrap();
    (
        builder.source(source(MOMENT)).build_with(script.clone()),
        script,
    )
}

fn payment(memo: Option<&str>) -> Pay {
    let payment = Pay::builder()
        .cancel_url("https://two.followups.example.com/undo")
        .centre("two")
        .order_id("O-1")
        .way(Method::Bank)
        .day("20260102")
        .amount(1004)
        .is_test(true)
        .phone("01012345678");
    let payment = match memo {
        Some(memo) => payment.memo(memo),
        None => payment,
    };
    payment.build().unwrap()
}

/// What an order's inquiry is after a payment, built by hand.
fn by_order(memo: Option<&str>) -> ByOrder {
    let order = ByOrder::builder()
        .order_id("O-1")
        .question(Question::Pay)
        .way(Method::Bank)
        .day("20260102")
        .amount(1004)
        .is_test(true)
        .phone("01012345678");
    let order = match memo {
        Some(memo) => order.memo(memo),
        None => order,
    };
    order.build().unwrap()
}

#[test]
fn values_of_every_kind_are_taken_over_and_constants_stay() {
    for memo in [None, Some("gift")] {
        let inquiry = payment(memo).second_inquiry().unwrap();
        assert_eq!(inquiry, by_order(memo), "{memo:?}");
    }
}

#[test]
fn what_only_the_caller_knows_is_asked_for_before_the_request_is_built() {
    let later = PayLater::builder()
        .order_id("O-1")
        .call_number("C1")
        .amount(1004);
    let begun = later.build().unwrap().inquiry();
    // Without these it does not compile.
    let begun = begun.way(Method::Bank).day("20260102").is_test(true);
    let inquiry = begun.phone("01012345678").build().unwrap();
    assert_eq!(inquiry, by_order(None));
}

#[tokio::test]
async fn a_failure_knows_what_the_client_made_for_the_call() {
    let (client, script) = client([LOST]);
    let refund = Refund::builder().order_id("O-1").build().unwrap();
    let lost = client.refund(&refund).await.unwrap_err();
    assert_eq!(lost.outcome(), Outcome::Unknown);
    let sent = body(&script.sent()[0]);
    let number = sent.split("callNumber=").nth(1).unwrap();
    assert!(number.starts_with("C20260102030405"), "{sent}");
    // The date in Seoul, of the moment of the lost call.
    let inquiry = refund.inquiry_after(&lost).unwrap();
    let same = refund.inquiry().call_number(number).date("20260102");
    assert_eq!(inquiry, same.build().unwrap());
    assert!(!format!("{lost:?}").contains(number), "{lost:?}");
}

#[tokio::test]
async fn a_failure_before_anything_was_made_gives_a_violation_and_no_wrong_inquiry() {
    let (client, _) = client([LOST]);
    let later = PayLater::builder()
        .order_id("O-1")
        .call_number("C1")
        .amount(1004);
    let foreign = client.pay_later(&later.build().unwrap()).await.unwrap_err();
    let refund = Refund::builder().order_id("O-1").build().unwrap();
    let missing: Violations = refund.inquiry_after(&foreign).unwrap_err();
    let fields: Vec<&str> = missing.iter().map(|each| each.field).collect();
    assert_eq!(fields, ["callNumber", "date"]);
}

#[tokio::test]
async fn an_inquiry_that_does_not_tell_is_followed_by_the_next() {
    let failed = Canned::Answer(200, r#"{"code":"0000","state":"FAILED"}"#);
    let cases = [
        (vec![LOST, PAID], Standing::Done, 1),
        (vec![LOST, failed], Standing::Refused, 1),
        (vec![LOST, SILENT, PAID], Standing::Done, 2),
        (vec![LOST, NOT_FOUND, PAID], Standing::Done, 2),
        (vec![LOST, LOST, SILENT], Standing::Unknown, 2),
    ];
    for (answers, expected, asked) in cases {
        let (client, script) = client(answers);
        let payment = payment(None);
        let lost = client.pay(&payment).await.unwrap_err();
        let found = client.resolve_pay(&payment, &lost).await;
        assert_eq!(found.standing(), expected, "{found:?}");
        let is_second = matches!(found, PayResolution::Second(_));
        assert_eq!(is_second, asked == 2, "{found:?}");
        let paths = script.log();
        assert!(paths[1].starts_with("/calls/C20260102030405"), "{paths:?}");
        assert_eq!(paths.len(), 1 + asked, "{paths:?}");
        assert_eq!(
            paths.get(2).map(String::as_str),
            (asked == 2).then_some("/orders")
        );
        assert_eq!(script.left(), 0);
    }
}

#[tokio::test]
async fn a_net_cancel_goes_to_the_address_that_the_lost_request_carried() {
    let (client, script) = client([LOST, SILENT]);
    let payment = payment(None);
    let lost = client.pay(&payment).await.unwrap_err();
    let undo = payment.net_cancel_after(&lost).unwrap();
    client.undo(&undo).await.unwrap();
    let sent = script.sent();
    let address = sent[1].url().as_str();
    assert_eq!(address, "https://two.followups.example.com/undo");
    let number = body(&sent[1]).replace("callNumber=", "");
    assert!(body(&sent[0]).contains(&number), "{number}");
}

#[tokio::test]
async fn a_refusal_hands_on_what_the_client_made_too() {
    let (client, _) = client([Canned::Answer(200, r#"{"code":"0009"}"#)]);
    let payment = payment(None);
    let refused = client.pay(&payment).await.unwrap_err();
    let Some(PayNext::OtherWay(begun)) = payment.next(&refused) else {
        panic!("{refused}")
    };
    let later = begun.amount(1004).build().unwrap();
    let number = format!("{later:?}");
    assert!(number.contains("C20260102030405"), "{number}");
}

#[tokio::test]
async fn the_sandbox_accepts_what_follows() {
    let vendor = kpg_codegen::compile(&kpg_codegen::SourceFile::new(
        "followups.yaml",
        include_str!("../specs/followups.yaml"),
    ))
    .unwrap();
    let merchant = kpg_sandbox::Credentials::new().text("merchant_id", "M1");
    let sandbox = Sandbox::builder().vendor(vendor, merchant).start();
    let sandbox = sandbox.await.unwrap();
    let credentials = Credentials::builder().merchant_id("M1").build().unwrap();
    let address = BaseUrl::parse(&sandbox.base_url("followups")).unwrap();
    let environment = Environment::Custom(Hosts::from(address));
    let client = Client::builder(environment, credentials)
        .unwrap()
        .build()
        .unwrap();
    let later = PayLater::builder()
        .order_id("O-1")
        .call_number("C1")
        .amount(1004);
    let begun = later.build().unwrap().inquiry();
    let begun = begun.way(Method::Card).day("20260102").is_test(false);
    let inquiry = begun.phone("01012345678").build().unwrap();
    let found = client.resolve_pay_later(&inquiry).await;
    assert!(found.answer().is_some(), "{found:?}");
}
