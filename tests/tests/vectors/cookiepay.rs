//! Requests of the CookiePayments client: `make_vectors.py` and `make_vectors_more.py` in `tests/vectors`.

use super::{Unused, amount, assert_request, at, choice, input, must, prepared, request, source};
use kpg::cookiepay;
use kpg::runtime::Operation;
use serde_json::Value;

fn client(vector: &Value) -> cookiepay::Client<Unused> {
    let credentials = cookiepay::Credentials::builder()
        .api_id(at(vector, "/credentials/api_id"))
        .api_key(at(vector, "/credentials/api_key"))
        .build()
        .unwrap();
    let environment = match at(vector, "/environment") {
        "live" => cookiepay::Environment::Live,
        _ => cookiepay::Environment::Test,
    };
    cookiepay::Client::builder(environment, credentials)
        .unwrap()
        .source(source())
        .build_with(Unused)
}

fn check<O: Operation<Settings = cookiepay::Settings>>(name: &str, vector: &Value, request: &O) {
    assert_request(
        name,
        vector,
        &prepared(client(vector).core(), request, vector),
    );
}

#[test]
fn tokens_and_cancels_are_what_the_document_says() {
    let name = "cookiepay-token";
    check(name, &request(name), &cookiepay::Token::new());
    for name in ["cookiepay-cancel", "cookiepay-cancel-amount"] {
        let vector = request(name);
        let mut cancel = cookiepay::Cancel::builder()
            .transaction_id(must(&vector, "tid"))
            .reason(must(&vector, "reason"));
        if input(&vector, "amount").is_some() {
            cancel = cancel.cancel_amount(amount(&vector, "amount"));
        }
        if let Some(bank) = input(&vector, "bank") {
            let account = cancel
                .refund_bank(bank)
                .refund_account_number(must(&vector, "account_no"));
            cancel = account.refund_account_holder(must(&vector, "account_name"));
        }
        check(name, &vector, &cancel.build().unwrap());
    }
    let name = "cookiepay-deposit_then_cancel";
    let vector = request(name);
    let cancel = cookiepay::DepositThenCancel::builder()
        .transaction_id(must(&vector, "tid"))
        .reason(must(&vector, "reason"))
        .cancel_amount(amount(&vector, "amount"))
        .build()
        .unwrap();
    check(name, &vector, &cancel);
}

#[test]
fn key_in_payments_are_what_the_samples_say() {
    for name in ["cookiepay-key_in_payment", "cookiepay-key_in_payment-all"] {
        let vector = request(name);
        let mut payment = cookiepay::KeyInPayment::builder()
            .order_number(must(&vector, "ORDERNO"))
            .product_name(must(&vector, "PRODUCTNAME"))
            .amount(amount(&vector, "AMOUNT"))
            .buyer_name(must(&vector, "BUYERNAME"))
            .buyer_email(must(&vector, "BUYEREMAIL"))
            .card_number(must(&vector, "CARDNO"))
            .card_expiry(must(&vector, "EXPIREDT"));
        if input(&vector, "QUOTA").is_some() {
            payment = payment
                .product_code(must(&vector, "PRODUCTCODE"))
                .buyer_id(must(&vector, "BUYERID"))
                .buyer_address(must(&vector, "BUYERADDRESS"))
                .buyer_phone(must(&vector, "BUYERPHONE"))
                .installment_months(must(&vector, "QUOTA"))
                .card_holder_check(must(&vector, "CARDAUTH"))
                .card_password_digits(must(&vector, "CARDPWD"))
                .extra_1(must(&vector, "ETC1"))
                .extra_5(must(&vector, "ETC5"))
                .return_url(must(&vector, "RETURNURL"));
        }
        let payment = payment.build().unwrap();
        check(name, &vector, &payment);
    }
}

#[test]
fn recurring_payments_are_what_the_plugin_sends() {
    for name in [
        "cookiepay-start_recurring_payment",
        "cookiepay-start_recurring_payment-monthly",
    ] {
        let vector = request(name);
        let mut payment = cookiepay::StartRecurringPayment::builder()
            .order_number(must(&vector, "ORDERNO"))
            .product_name(must(&vector, "PRODUCTNAME"))
            .amount(amount(&vector, "AMOUNT"))
            .buyer_name(must(&vector, "BUYERNAME"))
            .buyer_email(must(&vector, "BUYEREMAIL"))
            .card_number(must(&vector, "CARDNO"))
            .card_expiry(must(&vector, "EXPIREDT"));
        if input(&vector, "RECURRENCE_PAY").is_some() {
            payment = payment
                .product_code(must(&vector, "PRODUCTCODE"))
                .buyer_id(must(&vector, "BUYERID"))
                .buyer_address(must(&vector, "BUYERADDRESS"))
                .buyer_phone(must(&vector, "BUYERPHONE"))
                .installment_months(must(&vector, "QUOTA"))
                .card_holder_check(must(&vector, "CARDAUTH"))
                .card_password_digits(must(&vector, "CARDPWD"))
                .tax_free(must(&vector, "TAXFREECD"))
                .recurring(choice(&vector, "RECURRENCE_PAY"))
                .recurrence(choice(&vector, "RECURRENCE_TYPE"))
                .payment_day(must(&vector, "PAY_DAY"))
                .first_count(must(&vector, "START_PAY_CNT"))
                .last_count(must(&vector, "LAST_PAY_CNT"));
        }
        let payment = payment.build().unwrap();
        check(name, &vector, &payment);
    }

    let name = "cookiepay-retry_recurring_payment";
    let vector = request(name);
    let retry = cookiepay::RetryRecurringPayment::builder()
        .schedule_id(must(&vector, "RESERVE_ID"))
        .billing_key(must(&vector, "BILLKEY"))
        .build()
        .unwrap();
    check(name, &vector, &retry);

    let name = "cookiepay-cancel_recurring_payment";
    let vector = request(name);
    let cancel = cookiepay::CancelRecurringPayment::builder()
        .schedule_id(must(&vector, "RESERVE_ID"))
        .build()
        .unwrap();
    check(name, &vector, &cancel);
}

#[test]
fn operations_carry_the_headers_of_their_own() {
    let name = "cookiepay-verify_payment";
    let vector = request(name);
    let verify = cookiepay::VerifyPayment::builder()
        .transaction_id(must(&vector, "tid"))
        .build()
        .unwrap();
    check(name, &vector, &verify);

    let name = "cookiepay-decrypt_result";
    let vector = request(name);
    let decrypt = cookiepay::DecryptResult::builder()
        .encrypted_result(must(&vector, "ENC_DATA"))
        .build()
        .unwrap();
    check(name, &vector, &decrypt);
}
