//! Further requests of the Konaplate and CookiePayments clients against values made outside this
//! code base: `tests/vectors/make_vectors_more.py`, from the vendors' pages alone.

use crate::support::vectors::{
    Unused, amount, assert_request, at, choice, input, key, must, open_choice, prepared, request,
    source,
};
use kpg::runtime::PublicKey;
use kpg::{cookiepay, konaplate};
use kpg_tests::fixtures::text;
use serde_json::Value;

fn konaplate_client(vector: &Value) -> konaplate::Client<Unused> {
    let server_key = at(vector, "/credentials/server_public_key/key_file");
    let server_key = text(&format!("tests/vectors/{server_key}")).unwrap();
    let mut credentials = konaplate::Credentials::builder()
        .asp_id(at(vector, "/credentials/asp_id"))
        .access_key(at(vector, "/credentials/access_key"))
        .secret_key(at(vector, "/credentials/secret_key"))
        .server_key_id(at(vector, "/credentials/server_key_id"))
        .server_public_key(PublicKey::from_pem(&server_key).unwrap())
        .client_private_key(key(vector, "client_private_key"));
    let crypto_key_id = at(vector, "/credentials/crypto_key_id");
    if !crypto_key_id.is_empty() {
        credentials = credentials.crypto_key_id(crypto_key_id);
    }
    konaplate::Client::builder(
        konaplate::Environment::Sandbox,
        credentials.build().unwrap(),
    )
    .unwrap()
    .source(source())
    .build_with(Unused)
}

#[test]
fn konaplate_charges_are_what_the_document_says() {
    for name in ["konaplate-charge", "konaplate-charge-crypto_key"] {
        let vector = request(name);
        let charge = konaplate::Charge::builder()
            .sequence_id(must(&vector, "sequenceId"))
            .user_id(amount(&vector, "userId"))
            .amount(amount(&vector, "amount"))
            .one_time_token(must(&vector, "oneTimeToken"))
            .dcvv(must(&vector, "dcvv"))
            .merchant_id(must(&vector, "merchantId"))
            .build()
            .unwrap();
        let client = konaplate_client(&vector);
        assert_request(name, &vector, &prepared(client.core(), &charge, &vector));
    }
    let name = "konaplate-charge_result";
    let vector = request(name);
    let inquiry = konaplate::ChargeResult::builder()
        .sequence_id(must(&vector, "sequenceId"))
        .build()
        .unwrap();
    let client = konaplate_client(&vector);
    assert_request(name, &vector, &prepared(client.core(), &inquiry, &vector));
}

#[test]
fn konaplate_histories_are_what_the_document_says() {
    for name in [
        "konaplate-transaction_history",
        "konaplate-transaction_history-page",
    ] {
        let vector = request(name);
        let mut history = konaplate::TransactionHistory::builder()
            .card_reference(must(&vector, "par"))
            .start_date(must(&vector, "startDate"))
            .end_date(must(&vector, "endDate"));
        if input(&vector, "page").is_some() {
            history = history
                .user_id(amount(&vector, "userId"))
                .transaction_kind(open_choice(&vector, "trType"))
                .include_previous_card(must(&vector, "includePreviousCard") == "true")
                .page(amount(&vector, "page"))
                .page_size(amount(&vector, "pageSize"))
                .sort_by(must(&vector, "sort"))
                .sort_direction(must(&vector, "orderByDirection"));
        }
        let history = history.build().unwrap();
        let client = konaplate_client(&vector);
        assert_request(name, &vector, &prepared(client.core(), &history, &vector));
    }
}

#[test]
fn konaplate_refunds_are_what_the_document_says() {
    let name = "konaplate-refund";
    let vector = request(name);
    let refund = konaplate::Refund::builder()
        .sequence_id(must(&vector, "sequenceId"))
        .user_id(amount(&vector, "userId"))
        .card_expiry(must(&vector, "cardExpiry"))
        .dcvv(must(&vector, "dcvv"))
        .one_time_token(must(&vector, "oneTimeToken"))
        .build()
        .unwrap();
    let client = konaplate_client(&vector);
    assert_request(name, &vector, &prepared(client.core(), &refund, &vector));

    let name = "konaplate-refund_fee";
    let vector = request(name);
    let fee = konaplate::RefundFee::builder()
        .one_time_token(must(&vector, "oneTimeToken"))
        .user_id(amount(&vector, "userId"))
        .build()
        .unwrap();
    let client = konaplate_client(&vector);
    assert_request(name, &vector, &prepared(client.core(), &fee, &vector));
}

fn cookiepay_client(vector: &Value) -> cookiepay::Client<Unused> {
    let credentials = cookiepay::Credentials::builder()
        .api_id(at(vector, "/credentials/api_id"))
        .api_key(at(vector, "/credentials/api_key"))
        .build()
        .unwrap();
    cookiepay::Client::builder(cookiepay::Environment::Test, credentials)
        .unwrap()
        .source(source())
        .build_with(Unused)
}

#[test]
fn cookiepay_key_in_payments_are_what_the_samples_say() {
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
        let client = cookiepay_client(&vector);
        assert_request(name, &vector, &prepared(client.core(), &payment, &vector));
    }
}

#[test]
fn cookiepay_recurring_payments_are_what_the_plugin_sends() {
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
        let client = cookiepay_client(&vector);
        assert_request(name, &vector, &prepared(client.core(), &payment, &vector));
    }

    let name = "cookiepay-retry_recurring_payment";
    let vector = request(name);
    let retry = cookiepay::RetryRecurringPayment::builder()
        .schedule_id(must(&vector, "RESERVE_ID"))
        .billing_key(must(&vector, "BILLKEY"))
        .build()
        .unwrap();
    let client = cookiepay_client(&vector);
    assert_request(name, &vector, &prepared(client.core(), &retry, &vector));

    let name = "cookiepay-cancel_recurring_payment";
    let vector = request(name);
    let cancel = cookiepay::CancelRecurringPayment::builder()
        .schedule_id(must(&vector, "RESERVE_ID"))
        .build()
        .unwrap();
    let client = cookiepay_client(&vector);
    assert_request(name, &vector, &prepared(client.core(), &cancel, &vector));
}

#[test]
fn cookiepay_operations_carry_the_headers_of_their_own() {
    let name = "cookiepay-verify_payment";
    let vector = request(name);
    let verify = cookiepay::VerifyPayment::builder()
        .transaction_id(must(&vector, "tid"))
        .build()
        .unwrap();
    let client = cookiepay_client(&vector);
    assert_request(name, &vector, &prepared(client.core(), &verify, &vector));

    let name = "cookiepay-decrypt_result";
    let vector = request(name);
    let decrypt = cookiepay::DecryptResult::builder()
        .encrypted_result(must(&vector, "ENC_DATA"))
        .build()
        .unwrap();
    let client = cookiepay_client(&vector);
    assert_request(name, &vector, &prepared(client.core(), &decrypt, &vector));
}
