//! What the KakaoPay client sends and believes: the header and members of the vendor's tables, and what its errors mean.

use super::Unused;
use kpg::kakaopay::{
    Approve, AuthorizationScheme, Cancel, ChargeSubscription, Client, Credentials,
    DeactivateSubscription, Environment, Order, Ready, Settings, Status,
};
use kpg::runtime::{HttpAnswer, HttpRequest, Operation, Standing};
use kpg::{ErrorKind, Outcome};
use serde_json::{Value, json};

const PAYMENT: &str = "T1234567890123456789";
const SUBSCRIPTION: &str = "S1234567890987654321";

fn client(scheme: AuthorizationScheme, cid_secret: Option<&str>) -> Client<Unused> {
    let builder = Credentials::builder().cid("TC0ONETIME").secret_key("key");
    let credentials = match cid_secret {
        Some(secret) => builder.cid_secret(secret).build(),
        None => builder.build(),
    };
    let builder = Client::builder(Environment::Production, credentials.unwrap());
    builder
        .unwrap()
        .authorization_scheme(scheme)
        .build_with(Unused)
}

fn plain() -> Client<Unused> {
    client(AuthorizationScheme::SecretKey, None)
}

fn sent<O: Operation<Settings = Settings>>(client: &Client<Unused>, request: &O) -> HttpRequest {
    let request = client.core().prepare(request, None);
    request.unwrap_or_else(|_| panic!("not prepared"))
}

fn body(request: &HttpRequest) -> Value {
    serde_json::from_slice(request.body().unwrap().bytes()).unwrap()
}

fn ready() -> Ready {
    let builder = Ready::builder().order_id("order-1").user_id("user-1");
    let builder = builder.item_name("생수").quantity(1).total_amount(2200);
    let builder = builder
        .tax_free_amount(0)
        .approval_url("https://shop.example.com/a");
    let builder = builder.cancel_url("https://shop.example.com/c");
    let builder = builder.fail_url("https://shop.example.com/f");
    builder.return_app_url("shopapp://").build().unwrap()
}

fn approve() -> Approve {
    let builder = Approve::builder()
        .transaction_id(PAYMENT)
        .order_id("order-1");
    let builder = builder.user_id("user-1").pg_token("token");
    builder.total_amount(2200).build().unwrap()
}

fn cancel() -> Cancel {
    let builder = Cancel::builder()
        .transaction_id(PAYMENT)
        .cancel_amount(1000);
    builder.cancel_tax_free_amount(0).build().unwrap()
}

fn approved() -> Value {
    json!({
        "aid": "A5678901234567890123", "tid": PAYMENT, "cid": "TC0ONETIME", "partner_order_id": "order-1",
        "partner_user_id": "user-1", "payment_method_type": "CARD", "item_name": "생수", "item_code": null, "quantity": 1,
        "amount": { "total": 2200, "tax_free": 0, "vat": 200, "point": 0, "discount": 0, "green_deposit": 0 },
        "card_info": {
            "kakaopay_purchase_corp": "비씨카드", "kakaopay_issuer_corp": "수협", "bin": "621640", "card_type": "체크",
            "install_month": "00", "approved_id": "123", "card_mid": "M1", "interest_free_install": "N",
        },
        "created_at": "2026-11-29T10:00:00", "approved_at": "2026-11-29T10:01:00", "sequential_payment_methods": null,
    })
}

#[test]
fn a_key_is_announced_as_documented_and_otherwise_on_request() {
    for (scheme, expected) in [
        (AuthorizationScheme::SecretKey, "SECRET_KEY key"),
        (AuthorizationScheme::DevSecretKey, "DEV_SECRET_KEY key"),
    ] {
        let request = sent(&client(scheme, None), &ready());
        assert_eq!(request.headers()["authorization"], expected);
        assert_eq!(request.headers()["content-type"], "application/json");
    }
}

#[test]
fn amounts_are_numbers_and_a_scheme_of_an_app_is_in_an_object() {
    let request = sent(&plain(), &ready());
    assert_eq!(
        request.url().as_str(),
        "https://open-api.kakaopay.com/online/v1/payment/ready"
    );
    let body = body(&request);
    for (name, value) in [
        ("quantity", json!(1)),
        ("total_amount", json!(2200)),
        ("tax_free_amount", json!(0)),
        ("custom_json", json!({ "return_custom_url": "shopapp://" })),
    ] {
        assert_eq!(body[name], value, "{name}");
    }
    assert_eq!(body.get("cid_secret"), None);
}

#[test]
fn the_key_of_a_merchant_code_goes_where_a_table_has_it() {
    let secret = "abcdefghijklmnopqrstuvwx";
    let client = client(AuthorizationScheme::SecretKey, Some(secret));
    let order = Order::builder().transaction_id(PAYMENT).build().unwrap();
    for request in [
        sent(&client, &ready()),
        sent(&client, &approve()),
        sent(&client, &cancel()),
        sent(&client, &order),
    ] {
        assert_eq!(body(&request)["cid_secret"], secret, "{}", request.url());
    }
    let deactivate = DeactivateSubscription::builder().subscription_id(SUBSCRIPTION);
    let request = sent(&client, &deactivate.build().unwrap());
    assert_eq!(body(&request).get("cid_secret"), None);
}

#[test]
fn an_approval_is_done_refused_or_unknown() {
    let read = |status: u16, answer: &Value| {
        let answer = HttpAnswer::new(status, answer.to_string());
        plain().core().interpret(&approve(), &answer)
    };
    let done = read(200, &approved()).unwrap();
    assert_eq!(done.amount.total, 2200);
    assert_eq!(done.card.unwrap().instalment_months.as_deref(), Some("00"));
    assert!(done.methods_in_turn.is_empty());
    let error = |code: i32| json!({ "error_code": code, "error_message": "m" });
    let mut another_amount = approved();
    another_amount["amount"]["total"] = json!(2000);
    let mut another_order = approved();
    another_order["partner_order_id"] = json!("order-2");
    let locked = json!({ "error_code": -780, "error_message": "approval failure!", "extras": { "method_result_code": "USER_LOCKED" } });
    for (status, answer, outcome) in [
        (400, error(-706), Outcome::Refused),
        (400, error(-708), Outcome::Refused),
        (401, error(-401), Outcome::Refused),
        // What may have been paid is never told as refused.
        (400, error(-702), Outcome::Unknown),
        (400, error(-785), Outcome::Unknown),
        (400, locked, Outcome::Unknown),
        (500, error(-500), Outcome::Unknown),
        (503, error(-706), Outcome::Unknown),
        (400, error(-999), Outcome::Unknown),
        (200, error(-706), Outcome::Unknown),
        (200, json!({}), Outcome::Unknown),
        (200, another_amount, Outcome::Unknown),
        (200, another_order, Outcome::Unknown),
    ] {
        let error = read(status, &answer).unwrap_err();
        assert_eq!(error.outcome(), outcome, "{status} {answer}: {error}");
    }
}

#[test]
fn the_state_of_an_order_says_what_became_of_its_approval() {
    let request = Order::builder().transaction_id(PAYMENT).build().unwrap();
    for (status, standing) in [
        ("SUCCESS_PAYMENT", Standing::Done),
        ("ISSUED_SID", Standing::Done),
        ("FAIL_PAYMENT", Standing::Refused),
        ("QUIT_PAYMENT", Standing::Refused),
        ("AUTH_PASSWORD", Standing::Pending),
        // It was paid, and is not any more: nothing may be delivered for it.
        ("CANCEL_PAYMENT", Standing::Unknown),
        ("PART_CANCEL_PAYMENT", Standing::Unknown),
        ("SOMETHING_NEW", Standing::Unknown),
    ] {
        let answer = json!({ "tid": PAYMENT, "cid": "TC0ONETIME", "status": status }).to_string();
        let found = plain()
            .core()
            .interpret(&request, &HttpAnswer::new(200, answer));
        let found = found.unwrap();
        assert_eq!(found.status.as_str(), status);
        assert_eq!(Approve::standing(&found), standing, "{status}");
    }
    assert_eq!(Status::Paid.as_str(), "SUCCESS_PAYMENT");
}

#[test]
fn a_cancel_repeats_its_amount_and_its_payment() {
    let answer = |now: u64, tid: &str| {
        let amounts = json!({ "total": now });
        json!({ "aid": "A5678901234567890124", "tid": tid, "status": "PART_CANCEL_PAYMENT", "approved_cancel_amount": amounts })
    };
    let read = |answer: Value| {
        let answer = HttpAnswer::new(200, answer.to_string());
        plain().core().interpret(&cancel(), &answer)
    };
    let done = read(answer(1000, PAYMENT)).unwrap();
    assert_eq!(done.cancelled_now.unwrap().total, 1000);
    for other in [answer(2200, PAYMENT), answer(1000, "T1234567890123456780")] {
        let error = read(other).unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert!(matches!(error.kind(), ErrorKind::Mismatch));
    }
    let mut still_paid = answer(1000, PAYMENT);
    still_paid["status"] = json!("SUCCESS_PAYMENT");
    assert_eq!(read(still_paid).unwrap_err().outcome(), Outcome::Unknown);
}

#[test]
fn a_charge_that_failed_is_not_told_as_refused() {
    let builder = ChargeSubscription::builder().subscription_id(SUBSCRIPTION);
    let builder = builder
        .order_id("order-1")
        .user_id("user-1")
        .item_name("생수");
    let request = builder.quantity(1).total_amount(2200).tax_free_amount(0);
    let request = request.build().unwrap();
    for (code, outcome) in [
        (-751, Outcome::Refused),
        (-753, Outcome::Refused),
        (-782, Outcome::Unknown),
    ] {
        let answer = json!({ "error_code": code, "error_message": "m" }).to_string();
        let read = plain()
            .core()
            .interpret(&request, &HttpAnswer::new(400, answer));
        assert_eq!(read.unwrap_err().outcome(), outcome, "{code}");
    }
    let shown = format!("{request:?}");
    assert!(!shown.contains(SUBSCRIPTION), "{shown}");
}
