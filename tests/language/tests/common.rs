//! What vendors have in common: one function of a merchant does it at any of them, and what identifies a request is told
//! by its failures.

use kpg_language::shared::{
    CancelAnswer, Client, Credentials, Currency, Environment, Ping, ResultCode,
};
use kpg_runtime::common::{Cancellation, Complete as _, Inquiry, PartialCancellation, Perform};
use kpg_runtime::{CallError, Completion, Error, Outcome, Violations};

use crate::support::{Canned, Script, body};

const DONE: Canned = Canned::Answer(200, r#"{"code":"00","cancelled":700}"#);

fn client(answers: impl IntoIterator<Item = Canned>) -> (Client<Script>, Script) {
    let script = Script::new(answers);
    let builder = Client::builder(Environment::Test, Credentials::new()).unwrap();
    (builder.build_with(script.clone()), script)
}

/// What a merchant writes once, for every vendor.
async fn refund<G: Perform<Cancellation>>(
    gateway: &G,
    tid: &str,
) -> Result<Completion<G::Answer>, Error> {
    let wanted = Cancellation::new(tid, 700).reason("변심").key("K-1");
    gateway.perform(&wanted).await
}

#[tokio::test]
async fn a_cancel_is_the_vendors_own_request() {
    let (client, script) = client([DONE]);
    let done = refund(&client, "T1").await.unwrap();
    let Completion::Done(CancelAnswer { cancelled, .. }) = done else {
        panic!("it is done");
    };
    assert_eq!(cancelled, 700);
    let [sent] = script.sent().try_into().unwrap();
    assert_eq!(sent.url().path(), "/payments/T1/cancel");
    assert_eq!(sent.headers()["x-once"], "K-1");
    // The whole amount is for vendors that ask for it.
    assert_eq!(body(&sent), r#"{"reason":"변심"}"#);
}

#[tokio::test]
async fn a_part_is_cancelled_with_its_amounts_in_the_vendors_own_notation() {
    let waiting = Canned::Answer(200, r#"{"code":"01","cancelled":300}"#);
    let (client, script) = client([waiting]);
    let wanted = PartialCancellation::new("T1", 300, 400)
        .reason("part")
        .key("K-2");
    let answer = client.perform(&wanted).await.unwrap();
    assert!(!answer.is_done());
    let [sent] = script.sent().try_into().unwrap();
    assert_eq!(
        body(&sent),
        r#"{"reason":"part","part":300,"left":"400.00"}"#
    );
}

#[tokio::test]
async fn what_else_a_vendor_asks_for_completes_its_own_builder() {
    let (client, script) = client([Canned::Answer(200, r#"{"code":"00","state":"PAID"}"#)]);
    let asking = client.to_inquire(|begun| begun.currency(Currency::Usd).build());
    let found = asking.perform(&Inquiry::new("T7")).await.unwrap();
    assert_eq!(found.into_inner().state, "PAID");
    let [sent] = script.sent().try_into().unwrap();
    assert_eq!(sent.url().path(), "/payments/T7");
    assert_eq!(sent.url().query(), Some("currency=USD"));
    assert_eq!(asking.operation().operation, "look");
}

#[tokio::test]
async fn an_error_leads_back_to_the_vendors_own() {
    let refused = Canned::Answer(200, r#"{"code":"09","text":"취소된 거래"}"#);
    let (client, _) = client([refused, Canned::MaybeSent]);
    let error = refund(&client, "T1").await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Refused);
    assert_eq!(
        error.to_string(),
        "shared.cancel (전체 취소, tid T1): refused by the vendor, code 09 (취소된 거래)"
    );
    let typed: &CallError<ResultCode> = error.downcast_ref().unwrap();
    assert_eq!(typed.refusal(), Some(&ResultCode::CancelledAlready));

    let lost = refund(&client, "T2").await.unwrap_err();
    assert_eq!(lost.outcome(), Outcome::Unknown);
    assert_eq!(lost.identification().unwrap().value, "T2");
}

#[tokio::test]
async fn what_the_vendor_does_not_take_is_not_sent() {
    let (client, script) = client([]);
    let error = refund(&client, "T1234567890").await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    let violations: &Violations = error.downcast_ref().unwrap();
    assert_eq!(violations[0].field, "tid");
    // A vendor that asks for a reason is given none.
    let wanted = Cancellation::new("T1", 700).key("K-1");
    let error = client.perform(&wanted).await.unwrap_err();
    assert!(error.to_string().contains("reason (reason)"), "{error}");
    assert!(script.sent().is_empty());
}

#[tokio::test]
async fn a_request_is_identified_by_the_field_that_the_spec_names() {
    let (client, _) = client([Canned::MaybeSent]);
    let ping = Ping::builder().number(7).build().unwrap();
    let error = client.ping(&ping).await.unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("shared.ping (number 7): outcome unknown"),
        "{error}"
    );
}
