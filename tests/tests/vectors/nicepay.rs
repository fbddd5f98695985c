//! What the NICEPAY client sends and believes: values that the manual prints, and others by its recipes.

use super::{Unused, at, vector};
use kpg::nicepay::{
    Approve, Authentication, AuthenticationReturned, Cancel, CancelCashReceipt, CardCompany,
    CardEvents, CheckAmount, Client, Credentials, Environment, Epay, ExpireBillingKey,
    IssueCashReceipt, NetCancel, PayWithBillingKey, Payment, PaymentEvent, ReceiptUse,
    RegisterBillingKey, RegisterBillingKeyAes128,
};
use kpg::runtime::{
    FixedSource, HttpAnswer, HttpRequest, NotificationErrorKind, Operation, Sensitive,
};
use kpg::{Completion, ErrorKind, Outcome};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

const AMOUNT: u64 = 1004;

fn merchants() -> Vec<Value> {
    let vectors = vector("published");
    vectors["nicepay"]["merchants"].as_array().unwrap().clone()
}

fn credentials(client_id: &str, secret_key: &str) -> Credentials {
    let builder = Credentials::builder().client_id(client_id);
    builder.secret_key(secret_key).build().unwrap()
}

fn client(merchant: &Value) -> Client<Unused> {
    let credentials = credentials(at(merchant, "/client_id"), at(merchant, "/secret_key"));
    let clock = Duration::from_millis(merchant["clock_ms"].as_u64().unwrap());
    let source = FixedSource::new(SystemTime::UNIX_EPOCH + clock, []);
    let builder = Client::builder(Environment::Test, credentials).unwrap();
    builder.source(source).build_with(Unused)
}

fn sent<O: Operation<Settings = kpg::nicepay::Settings>>(
    client: &Client<Unused>,
    request: &O,
) -> HttpRequest {
    client
        .core()
        .prepare(request, None)
        .unwrap_or_else(|_| panic!("not prepared"))
}

fn body(request: &HttpRequest) -> Value {
    serde_json::from_slice(request.body().unwrap().bytes()).unwrap()
}

fn header(request: &HttpRequest) -> String {
    request.headers()["authorization"]
        .to_str()
        .unwrap()
        .to_owned()
}

fn approve(tid: &str, order: &str) -> Approve {
    let builder = Approve::builder().transaction_id(tid).amount(AMOUNT);
    builder.order_id(order).build().unwrap()
}

/// The accepted answer of `common/test.md`, with the values of a merchant.
fn approved(merchant: &Value) -> Value {
    json!({
        "resultCode": "0000", "resultMsg": "정상 처리되었습니다.", "tid": merchant["tid"], "cancelledTid": null,
        "orderId": merchant["order_id"], "ediDate": merchant["edi_date"],
        "signature": merchant["over_tid_amount"]["value"], "status": "paid",
        "paidAt": "2021-10-05T16:56:34.000+0900", "failedAt": "0", "cancelledAt": "0", "payMethod": "card",
        "amount": 1004, "balanceAmt": 1004, "goodsName": "나이스페이-상품", "mallReserved": null, "useEscrow": false,
        "currency": "KRW", "channel": "pc", "approveNo": "000000", "buyerName": null, "buyerTel": null,
        "buyerEmail": null, "mallUserId": null, "issuedCashReceipt": false, "coupon": null,
        "card": {
            "cardCode": "04", "cardName": "삼성", "cardNum": "123412******1234", "cardQuota": 0,
            "isInterestFree": false, "cardType": "credit", "canPartCancel": true, "acquCardCode": "04",
            "acquCardName": "삼성",
        },
        "vbank": null, "cancels": null, "cashReceipts": null,
    })
}

#[test]
fn basic_authentication_is_what_the_manual_prints() {
    let vectors = vector("published");
    let credentials = credentials(
        "af0d116236df437f831483ee9c500bc4",
        "433a8421be754b34989048cf148a5ffc",
    );
    let builder = Client::builder(Environment::Test, credentials).unwrap();
    let client = builder.build_with(Unused);
    let request = sent(&client, &approve("T", "order-1"));
    assert_eq!(header(&request), at(&vectors, "/nicepay/basic/value"));
    for merchant in merchants() {
        let request = sent(&self::client(&merchant), &approve("T", "order-1"));
        assert_eq!(header(&request), at(&merchant, "/authorization"));
    }
}

#[test]
fn a_key_for_bearer_sends_the_token() {
    let merchant = &merchants()[0];
    let credentials = credentials(at(merchant, "/client_id"), at(merchant, "/secret_key"));
    let builder = Client::builder(Environment::Test, credentials).unwrap();
    let client = builder
        .authentication(Authentication::Bearer)
        .build_with(Unused);
    let token = Sensitive::new("6d0a7caa".to_owned());
    let request = client
        .core()
        .prepare(&approve("T", "order-1"), Some(&token));
    assert_eq!(header(&request.unwrap()), "Bearer 6d0a7caa");
}

#[test]
fn every_request_is_signed_over_what_its_page_says() {
    for merchant in merchants() {
        let client = client(&merchant);
        let (tid, order) = (at(&merchant, "/tid"), at(&merchant, "/order_id"));
        let signed = |request: &HttpRequest, over: &str| {
            let body = body(request);
            assert_eq!(
                body["signData"],
                merchant.pointer(over).unwrap().clone(),
                "{over}"
            );
            assert_eq!(body["ediDate"], merchant["edi_date"], "{over}");
            assert_eq!(body["returnCharSet"], "utf-8", "{over}");
        };
        signed(
            &sent(&client, &approve(tid, order)),
            "/over_tid_amount/value",
        );
        let check = CheckAmount::builder().transaction_id(tid).amount(AMOUNT);
        signed(
            &sent(&client, &check.build().unwrap()),
            "/over_tid_amount/value",
        );
        let cancel = Cancel::builder()
            .transaction_id(tid)
            .reason("고객 요청")
            .order_id(order);
        signed(&sent(&client, &cancel.build().unwrap()), "/over_tid");
        let net_cancel = NetCancel::builder().order_id(order).build().unwrap();
        signed(&sent(&client, &net_cancel), "/over_order");
        let bid = at(&merchant, "/bid");
        let pay = PayWithBillingKey::builder()
            .billing_key(bid)
            .order_id(order)
            .amount(AMOUNT);
        let pay = pay
            .goods_name("상품")
            .instalment_months("0")
            .build()
            .unwrap();
        signed(&sent(&client, &pay), "/over_billing_key");
        let expire = ExpireBillingKey::builder().billing_key(bid).order_id(order);
        signed(
            &sent(&client, &expire.build().unwrap()),
            "/over_billing_key",
        );
        let receipt = IssueCashReceipt::builder().order_id(order).amount(AMOUNT);
        let receipt = receipt.goods_name("상품").use_of(ReceiptUse::Individual);
        let receipt = receipt
            .receipt_number("01012341234")
            .supply_amount(913)
            .vat(91);
        let receipt = receipt
            .tax_free_amount(0)
            .service_charge(0)
            .build()
            .unwrap();
        signed(&sent(&client, &receipt), "/over_order_amount");
        let cancelled = CancelCashReceipt::builder()
            .transaction_id(tid)
            .order_id(order);
        let cancelled = cancelled.reason("고객 요청").build().unwrap();
        signed(&sent(&client, &cancelled), "/over_tid");
        let events = CardEvents::builder()
            .amount(50_000)
            .is_authenticated(true)
            .build()
            .unwrap();
        let query: Vec<(String, String)> = sent(&client, &events)
            .url()
            .query_pairs()
            .into_owned()
            .collect();
        let signature = query.iter().find(|(name, _)| name == "signData").unwrap();
        assert_eq!(signature.1, at(&merchant, "/over_time"));
    }
}

#[test]
fn cards_are_encrypted_in_all_three_modes_as_the_manual_prints() {
    let vectors = vector("published");
    let published = &vectors["nicepay"];
    let credentials = credentials(
        "S2_af4543a0be4d49a98122e01ec2059a56",
        at(published, "/encryption_key"),
    );
    let builder = Client::builder(Environment::Test, credentials).unwrap();
    let client = builder.build_with(Unused);
    macro_rules! card {
        ($request:ident) => {
            $request::builder()
                .card_number("1234567890123456")
                .expiry_year("25")
                .expiry_month("12")
                .holder_number("800101")
                .password_digits("12")
                .order_id("order-1")
                .build()
                .unwrap()
        };
    }
    let a2 = body(&sent(&client, &card!(RegisterBillingKey)));
    assert_eq!(a2["encData"], published["card_a2"]["value"]);
    assert_eq!(a2["encMode"], "A2");
    let aes_128 = body(&sent(&client, &card!(RegisterBillingKeyAes128)));
    assert_eq!(aes_128["encData"], published["card_aes_128"]["value"]);
    assert_eq!(aes_128.get("encMode"), None);
    let epay = Epay::builder()
        .authentication_flag("0")
        .card_number("5310123412341234")
        .track_2("375310123412341234=0000")
        .expiry("0000")
        .cavv("AAABCGkWZSAhBwIIGRZlBSAAAAA=")
        .xid("MjAyMTA3MDIwNzEyNTQ2MzE5OTg=")
        .eci("05")
        .order_id("merchant-order-id")
        .amount(AMOUNT)
        .goods_name("나이스상품")
        .card_company(CardCompany::Samsung)
        .instalment_months("0")
        .is_interest_free(false)
        .build()
        .unwrap();
    assert_eq!(
        body(&sent(&client, &epay))["encData"],
        published["epay"]["value"]
    );
}

#[test]
fn an_approval_is_believed_with_the_printed_signature_alone() {
    for merchant in merchants() {
        let client = client(&merchant);
        let request = approve(at(&merchant, "/tid"), at(&merchant, "/order_id"));
        let read = |answer: &Value| {
            client
                .core()
                .interpret(&request, &HttpAnswer::new(200, answer.to_string()))
        };
        let answer = approved(&merchant);
        let Ok(Completion::Done(done)) = read(&answer) else {
            panic!("{:?}", read(&answer));
        };
        assert_eq!(done.amount, AMOUNT);
        assert!(done.noted.is_empty(), "{:?}", done.noted);
        assert_eq!(done.card.unwrap().instalment_months, "0");
        for (member, forged) in [
            ("signature", json!("00")),
            ("signature", json!("")),
            ("signature", Value::Null),
            ("ediDate", json!("2021-11-05T17:14:35.151+0900")),
        ] {
            let mut answer = answer.clone();
            answer[member] = forged;
            let error = read(&answer).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Unproven, "{member}");
            assert_eq!(error.outcome(), Outcome::Unknown);
        }
        let mut waiting = answer.clone();
        waiting["status"] = json!("ready");
        assert!(matches!(read(&waiting), Ok(Completion::Pending(_))));
        let mut another = answer;
        another["orderId"] = json!("another-order");
        assert_eq!(read(&another).unwrap_err().kind(), ErrorKind::Mismatch);
    }
}

#[test]
fn an_inquiry_may_have_no_signature_and_never_a_wrong_one() {
    let merchant = &merchants()[0];
    let client = client(merchant);
    let request = Payment::builder()
        .transaction_id(at(merchant, "/tid"))
        .build()
        .unwrap();
    let read = |answer: &Value| {
        client
            .core()
            .interpret(&request, &HttpAnswer::new(200, answer.to_string()))
    };
    let mut answer = approved(merchant);
    assert!(read(&answer).is_ok());
    answer["status"] = json!("failed");
    answer["signature"] = Value::Null;
    assert!(read(&answer).is_ok(), "only valid trades are signed");
    answer["signature"] = json!("63b251b31c909eeb");
    assert_eq!(read(&answer).unwrap_err().kind(), ErrorKind::Unproven);
}

#[test]
fn what_the_window_brings_back_is_held_to_the_printed_signature() {
    for merchant in merchants() {
        let credentials = credentials(at(&merchant, "/client_id"), at(&merchant, "/secret_key"));
        let form = |code: &str, signature: &str| {
            let fields = [
                ("authResultCode", code),
                ("authResultMsg", "인증 성공"),
                ("tid", at(&merchant, "/tid")),
                ("clientId", at(&merchant, "/client_id")),
                ("orderId", at(&merchant, "/order_id")),
                ("amount", "1004"),
                ("mallReserved", ""),
                ("authToken", at(&merchant, "/auth_token")),
                ("signature", signature),
            ];
            let pairs = fields.map(|(name, value)| format!("{name}={}", value.replace(' ', "+")));
            AuthenticationReturned::receive(&credentials, pairs.join("&").as_bytes())
        };
        let printed = at(&merchant, "/returned/value");
        assert_eq!(form("0000", printed).unwrap().amount, Some(AMOUNT));
        for (code, signature) in [("0000", "00"), ("0000", ""), ("9999", "00")] {
            let error = form(code, signature).err().unwrap();
            let expected = match signature {
                "" => NotificationErrorKind::Malformed,
                _ => NotificationErrorKind::NotAuthentic,
            };
            assert_eq!(error.kind(), expected, "{code} {signature}");
        }
        assert_eq!(form("9999", "").unwrap().authentication_code, "9999");
    }
}

#[test]
fn a_webhook_is_held_to_the_printed_signature() {
    for merchant in merchants() {
        let credentials = credentials(at(&merchant, "/client_id"), at(&merchant, "/secret_key"));
        let mut event = approved(&merchant);
        let received = PaymentEvent::receive(&credentials, event.to_string().as_bytes()).unwrap();
        assert_eq!(received.amount, AMOUNT);
        assert_eq!(PaymentEvent::ACKNOWLEDGEMENT.body, "OK");
        assert_eq!(PaymentEvent::ACKNOWLEDGEMENT.content_type, "text/html");
        event["amount"] = json!(1005);
        let forged = PaymentEvent::receive(&credentials, event.to_string().as_bytes());
        assert_eq!(
            forged.err().unwrap().kind(),
            NotificationErrorKind::NotAuthentic
        );
        event["amount"] = json!(1004);
        event["signature"] = Value::Null;
        let unsigned = PaymentEvent::receive(&credentials, event.to_string().as_bytes());
        assert_eq!(
            unsigned.err().unwrap().kind(),
            NotificationErrorKind::NotAuthentic
        );
    }
}
