//! What a merchant's table of audits gets of a request, an answer and a notification: whole, under the names that the Rust
//! types have, and without what the specification calls sensitive.

use kpg::{Unmasked, inicis, testing, tosspayments, welcome};
use serde_json::{Value, json};

/// A value that must be in no table unless it is asked for.
const PLANTED: &str = "9411000000000007";

/// What is written of a value; the planted one shows only in what was asked for by name.
#[track_caller]
fn written<T: serde::Serialize + std::fmt::Debug>(value: &T, unmasked: Unmasked<'_, T>) -> Value
where
    for<'a> Unmasked<'a, T>: serde::Serialize,
{
    let text = serde_json::to_string(value).unwrap();
    assert!(!text.contains(PLANTED), "{text}");
    assert!(!format!("{value:?}").contains(PLANTED), "{value:?}");
    let shown = serde_json::to_string(&unmasked).unwrap();
    assert!(shown.contains(PLANTED), "{shown}");
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_request_is_written_without_what_its_spec_calls_sensitive() {
    let request = welcome::KeyInPayment::builder()
        .card_number(PLANTED)
        .card_expiry_year("30")
        .card_expiry_month("12")
        .installment(welcome::Installment::LumpSum)
        .interest(welcome::Interest::Regular)
        .order_id("ORDER-0001")
        .price(1_000)
        .goods_name("사과")
        .buyer_name("홍길동")
        .build()
        .unwrap();
    assert_eq!((request.order_id(), request.price()), ("ORDER-0001", 1_000));
    assert_eq!(request.goods_name(), Some("사과"));
    assert_eq!(
        written(&request, Unmasked(&request)),
        json!({
            "card_number": "***",
            "card_expiry_year": "***",
            "card_expiry_month": "***",
            "birth_or_business_number": null,
            "card_password_digits": null,
            "installment": "00",
            "interest": "0",
            "order_id": "ORDER-0001",
            "price": 1_000,
            "tax": null,
            "tax_free": null,
            "goods_name": "사과",
            "buyer_name": "***",
            "buyer_phone": null,
            "buyer_email": null,
        })
    );
}

#[test]
fn an_answer_is_written_without_it_at_any_depth() {
    let members = json!({
        "paymentKey": "P1",
        "totalAmount": 1000.5,
        "status": "NEW_STATUS",
        "approvedAt": "2026-11-29T09:00:00+09:00",
        "virtualAccount": { "accountNumber": "X100", "bankCode": "88", "customerName": PLANTED },
    });
    let mut answer = testing::answer::<tosspayments::Payment>(&members.to_string()).unwrap();
    answer.secret = Some(PLANTED.into());
    let record = written(&answer, Unmasked(&answer));
    for (name, expected) in [
        ("payment_key", json!("P1")),
        // Exact, unlike a binary fraction.
        ("total_amount", json!("1000.5")),
        ("status", json!("NEW_STATUS")),
        ("approved_at", json!("2026-11-29T09:00:00+09:00")),
        ("secret", json!("***")),
        ("card", json!(null)),
        ("cancels", json!([])),
        ("noted", json!([])),
    ] {
        assert_eq!(record[name], expected, "{name}");
    }
    let account = &record["virtual_account"];
    assert_eq!(account["customer_name"], json!("***"));
    // The buyer is to pay there.
    assert_eq!(account["number"], json!("X100"));
}

#[test]
fn a_notification_is_written_without_it() {
    let members = json!({
        "no_tid": "T1",
        "no_oid": "ORDER-0001",
        "id_merchant": "INIpayTest",
        "dt_trans": "20261129",
        "tm_trans": "090000",
        "cd_bank": "04",
        "no_vacct": "56211101",
        "amt_input": "1000",
        "nm_input": PLANTED,
    });
    let notification =
        testing::notification::<inicis::VirtualAccountDeposited>(&members.to_string()).unwrap();
    assert_eq!(
        written(&notification, Unmasked(&notification)),
        json!({
            "transaction_id": "T1",
            "order_id": "ORDER-0001",
            "merchant_id": "INIpayTest",
            "date": "20261129",
            "time": "090000",
            "institution": "04",
            "handling_institution": null,
            "account_number": "56211101",
            "amount": 1_000,
            "deposit_bank_name": null,
            "depositor": "***",
            "deposit_day": null,
            "settlement_day": null,
            "closing_flag": null,
            "receipt_date": null,
            "receipt_time": null,
            "receipt_number": null,
            "receipt_transaction_id": null,
            "noted": [],
        })
    );
}

#[test]
fn values_of_lists_are_found_by_their_text_and_shown_by_it() {
    for installment in welcome::Installment::ALL {
        assert_eq!(installment.as_str().parse().as_ref(), Ok(installment));
        assert_eq!(json!(installment), json!(installment.to_string()));
    }
    let refused = "cash".parse::<welcome::PaymentMethod>().unwrap_err();
    assert_eq!(
        refused.to_string(),
        "no value of `PaymentMethod`, which has `card`, `hpp`, `vbank`, `bank`"
    );
}
