//! What the Toss Payments client sends and reads: the header that the vendor prints, and answers as its pages show them.

use super::{Unused, at, vector};
use kpg::runtime::{HttpAnswer, Operation};
use kpg::tosspayments::{Cancel, Client, Confirm, Credentials, Environment, Payment, PaymentCode};
use kpg::{Completion, Outcome};
use serde_json::{Value, json};

fn client() -> Client<Unused> {
    let vectors = vector("published");
    let secret_key = at(&vectors, "/tosspayments/secret_key");
    let credentials = Credentials::builder()
        .secret_key(secret_key)
        .build()
        .unwrap();
    let builder = Client::builder(Environment::Production, credentials).unwrap();
    builder.build_with(Unused)
}

fn confirm() -> Confirm {
    let builder = Confirm::builder().payment_key("PK-1").order_id("order-1");
    let builder = builder.amount(1004).idempotency_key("wish-1");
    builder.build().unwrap()
}

fn payment(status: &str) -> Value {
    json!({
        "version": "2022-11-16", "paymentKey": "PK-1", "type": "NORMAL", "orderId": "order-1", "orderName": "생수 외 1건",
        "mId": "tosspayments", "currency": "KRW", "method": "카드", "totalAmount": 1004, "balanceAmount": "1004",
        "status": status, "requestedAt": "2022-01-01T00:00:00+09:00", "approvedAt": null, "useEscrow": false,
        "cancels": null, "card": null, "virtualAccount": null, "secret": null, "failure": null,
    })
}

fn read(
    status: u16,
    answer: &Value,
) -> Result<Completion<kpg::tosspayments::PaymentObject>, kpg::CallError<PaymentCode>> {
    let answer = HttpAnswer::new(status, answer.to_string());
    client().core().interpret(&confirm(), &answer)
}

#[test]
fn a_request_has_the_header_that_the_vendor_prints_and_the_key_of_its_wish() {
    let client = client();
    let request = client.core().prepare(&confirm(), None).unwrap();
    let vectors = vector("published");
    let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(
        header("authorization"),
        at(&vectors, "/tosspayments/authorization")
    );
    assert_eq!(header("idempotency-key"), "wish-1");
    const { assert!(Confirm::IDEMPOTENT && Cancel::IDEMPOTENT) };
    let body = String::from_utf8(request.body().unwrap().bytes().to_vec()).unwrap();
    assert_eq!(
        body,
        r#"{"paymentKey":"PK-1","orderId":"order-1","amount":1004}"#
    );
    assert_eq!(
        request.url().as_str(),
        "https://api.tosspayments.com/v1/payments/confirm"
    );
}

#[test]
fn a_refund_account_is_an_object() {
    let cancel = Cancel::builder()
        .payment_key("PK-1")
        .cancel_reason("고객 변심");
    let cancel = cancel
        .refund_bank("20")
        .refund_account_number("1000123456789");
    let cancel = cancel
        .refund_account_holder("홍길동")
        .idempotency_key("wish-2");
    let request = client()
        .core()
        .prepare(&cancel.build().unwrap(), None)
        .unwrap();
    let body: Value = serde_json::from_slice(request.body().unwrap().bytes()).unwrap();
    let account = json!({ "bank": "20", "accountNumber": "1000123456789", "holderName": "홍길동" });
    assert_eq!(
        body,
        json!({ "cancelReason": "고객 변심", "refundReceiveAccount": account })
    );
    assert_eq!(request.url().path(), "/v1/payments/PK-1/cancel");
}

#[test]
fn a_payment_is_done_waiting_refused_or_unknown() {
    let Ok(Completion::Done(done)) = read(200, &payment("DONE")) else {
        panic!("{:?}", read(200, &payment("DONE")));
    };
    assert_eq!(done.total_amount.to_string(), "1004");
    assert_eq!(done.cancellable_amount.to_string(), "1004");
    assert!(done.noted.is_empty(), "{:?}", done.noted);
    let waiting = read(200, &payment("WAITING_FOR_DEPOSIT"));
    assert!(matches!(waiting, Ok(Completion::Pending(_))));
    for (status, answer, outcome) in [
        (200, payment("ABORTED"), Outcome::Unknown),
        (
            404,
            json!({ "code": "NOT_FOUND_PAYMENT", "message": "존재하지 않는 결제 입니다." }),
            Outcome::Refused,
        ),
        (
            422,
            json!({ "code": "ALREADY_PROCESSED_PAYMENT", "message": "m" }),
            Outcome::Unknown,
        ),
        (
            400,
            json!({ "code": "NOT_FOUND_PAYMENT", "message": "m", "data": null }),
            Outcome::Refused,
        ),
        (
            409,
            json!({ "code": "IDEMPOTENT_REQUEST_PROCESSING", "message": "m" }),
            Outcome::Unknown,
        ),
        (
            429,
            json!({ "code": "TOO_MANY", "message": "m" }),
            Outcome::Unknown,
        ),
        (
            500,
            json!({ "code": "FAILED_INTERNAL_SYSTEM_PROCESSING", "message": "m" }),
            Outcome::Unknown,
        ),
        (200, json!({}), Outcome::Unknown),
    ] {
        let error = read(status, &answer).unwrap_err();
        assert_eq!(error.outcome(), outcome, "{status} {answer}: {error}");
    }
    let mut another = payment("DONE");
    another["paymentKey"] = json!("PK-2");
    assert_eq!(read(200, &another).unwrap_err().outcome(), Outcome::Unknown);
}

#[test]
fn an_inquiry_tells_the_state_whatever_it_is() {
    let request = Payment::builder().payment_key("PK-1").build().unwrap();
    for status in ["READY", "DONE", "ABORTED", "SOMETHING_NEW"] {
        let answer = HttpAnswer::new(200, payment(status).to_string());
        let found = client().core().interpret(&request, &answer).unwrap();
        assert_eq!(kpg::runtime::Choice::as_str(&found.status), status);
    }
}
