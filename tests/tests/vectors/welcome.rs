//! Requests of the Welcome Payments client: `tests/vectors/make_vectors.py`.

use super::{
    Unused, amount, assert_request, at, choice, input, list, must, open_choice, prepared, request,
    source, vector,
};
use kpg::runtime::recipe::base64;
use kpg::runtime::{Cipher, HttpRequest, KeyForm, Operation};
use kpg::welcome;
use serde_json::Value;

fn client(vector: &Value) -> welcome::Client<Unused> {
    let credentials = welcome::Credentials::builder()
        .merchant_id(at(vector, "/credentials/merchant_id"))
        .sign_key(at(vector, "/credentials/sign_key"))
        .encryption_key(at(vector, "/credentials/encryption_key"))
        .encryption_iv(at(vector, "/credentials/encryption_iv"))
        .build()
        .unwrap();
    let signature = match at(vector, "/options/signature_variant") {
        "name_value" => welcome::SignatureVariant::NameValue,
        _ => welcome::SignatureVariant::Documented,
    };
    let timestamp = match at(vector, "/options/timestamp_variant") {
        "epoch_milliseconds" => welcome::TimestampVariant::EpochMilliseconds,
        _ => welcome::TimestampVariant::LocalTime,
    };
    let environment = match at(vector, "/environment") {
        "production" => welcome::Environment::Production,
        _ => welcome::Environment::Test,
    };
    welcome::Client::builder(environment, credentials)
        .unwrap()
        .signature_variant(signature)
        .timestamp_variant(timestamp)
        .source(source())
        .build_with(Unused)
}

fn sent<O: Operation<Settings = welcome::Settings>>(vector: &Value, request: &O) -> HttpRequest {
    prepared(client(vector).core(), request, vector)
}

fn check<O: Operation<Settings = welcome::Settings>>(name: &str, vector: &Value, request: &O) {
    assert_request(name, vector, &sent(vector, request));
}

#[test]
fn cancels_are_what_the_document_says() {
    for name in ["welcome-cancel", "welcome-cancel-name_value"] {
        let vector = request(name);
        let mut cancel = welcome::Cancel::builder()
            .payment_method(choice(&vector, "payType"))
            .transaction_id(must(&vector, "tid"))
            .price(amount(&vector, "price"))
            .currency(choice(&vector, "currency"));
        if input(&vector, "cancelType").is_some() {
            cancel = cancel.cancel_type(choice(&vector, "cancelType"));
        }
        check(name, &vector, &cancel.build().unwrap());
    }
    for name in ["welcome-partial_cancel", "welcome-partial_cancel-last"] {
        let vector = request(name);
        let mut cancel = welcome::PartialCancel::builder()
            .payment_method(choice(&vector, "payType"))
            .transaction_id(must(&vector, "tid"))
            .cancel_amount(amount(&vector, "cancelPrice"))
            .remaining_amount(amount(&vector, "confirmPrice"))
            .currency(choice(&vector, "currency"));
        if input(&vector, "tax").is_some() {
            cancel = cancel
                .tax(amount(&vector, "tax"))
                .tax_free(amount(&vector, "taxfree"));
        }
        check(name, &vector, &cancel.build().unwrap());
    }
}

#[test]
fn new_billing_keys_are_what_the_document_says() {
    for name in [
        "welcome-issue_billing_key",
        "welcome-issue_billing_key-name_value",
    ] {
        let vector = request(name);
        let mut issue = welcome::IssueBillingKey::builder()
            .buyer_name(must(&vector, "buyerName"))
            .card_number(must(&vector, "cardNumber"))
            .card_expiry_year(must(&vector, "cardExpireYY"))
            .card_expiry_month(must(&vector, "cardExpireMM"))
            .birth_or_business_number(must(&vector, "registNo"))
            .card_password_digits(must(&vector, "passwd"))
            .remark(must(&vector, "etc"));
        give!(issue, vector,
            "goodsName" => goods_name,
            "buyerTel" => buyer_phone,
            "buyerEmail" => buyer_email,
            "payPeriodCode" => payment_period,
        );
        if input(&vector, "price").is_some() {
            issue = issue.price(amount(&vector, "price"));
        }
        check(name, &vector, &issue.build().unwrap());
    }
    let name = "welcome-issue_billing_key_unauthenticated";
    let vector = request(name);
    let issue = welcome::IssueBillingKeyUnauthenticated::builder()
        .buyer_name(must(&vector, "buyerName"))
        .card_number(must(&vector, "cardNumber"))
        .card_expiry_year(must(&vector, "cardExpireYY"))
        .card_expiry_month(must(&vector, "cardExpireMM"));
    check(name, &vector, &issue.build().unwrap());
}

#[test]
fn billing_is_what_the_document_says() {
    for name in ["welcome-approve_billing", "welcome-approve_billing-epoch"] {
        let vector = request(name);
        let mut approve = welcome::ApproveBilling::builder()
            .order_id(must(&vector, "oid"))
            .price(amount(&vector, "price"))
            .buyer_name(must(&vector, "buyerName"))
            .billing_key(must(&vector, "billkey"));
        give!(approve, vector,
            "goodsName" => goods_name,
            "buyerTel" => buyer_phone,
            "buyerEmail" => buyer_email,
        );
        if input(&vector, "cardQuota").is_some() {
            approve = approve
                .tax(amount(&vector, "tax"))
                .tax_free(amount(&vector, "taxfree"))
                .installment(open_choice(&vector, "cardQuota"))
                .interest(choice(&vector, "quotaInterest"));
        }
        check(name, &vector, &approve.build().unwrap());
    }
    let name = "welcome-approve_phone_billing";
    let vector = request(name);
    let approve = welcome::ApprovePhoneBilling::builder()
        .order_id(must(&vector, "oid"))
        .goods_name(must(&vector, "goodsName"))
        .price(amount(&vector, "price"))
        .buyer_name(must(&vector, "buyerName"))
        .buyer_phone(must(&vector, "buyerTel"))
        .buyer_email(must(&vector, "buyerEmail"))
        .billing_key(must(&vector, "billkey"));
    check(name, &vector, &approve.build().unwrap());
    let name = "welcome-delete_billing_key";
    let vector = request(name);
    let delete = welcome::DeleteBillingKey::builder().billing_key(must(&vector, "billkey"));
    check(name, &vector, &delete.build().unwrap());
}

#[test]
fn key_in_payments_and_card_prefixes_are_what_the_document_says() {
    for name in [
        "welcome-key_in_payment",
        "welcome-key_in_payment-three_months",
    ] {
        let vector = request(name);
        let mut payment = welcome::KeyInPayment::builder()
            .card_number(must(&vector, "cardNumber"))
            .card_expiry_year(must(&vector, "cardExpireYY"))
            .card_expiry_month(must(&vector, "cardExpireMM"))
            .installment(open_choice(&vector, "cardQuota"))
            .interest(choice(&vector, "quotaInterest"))
            .order_id(must(&vector, "oid"))
            .price(amount(&vector, "price"))
            .buyer_name(must(&vector, "buyerName"));
        give!(payment, vector,
            "registNo" => birth_or_business_number,
            "passwd" => card_password_digits,
            "goodsName" => goods_name,
            "buyerTel" => buyer_phone,
            "buyerEmail" => buyer_email,
        );
        if input(&vector, "tax").is_some() {
            payment = payment
                .tax(amount(&vector, "tax"))
                .tax_free(amount(&vector, "taxfree"));
        }
        check(name, &vector, &payment.build().unwrap());
    }
    let name = "welcome-card_prefix";
    let vector = request(name);
    let prefix = welcome::CardPrefix::builder().card_prefix(must(&vector, "cardNumber"));
    check(name, &vector, &prefix.build().unwrap());
}

#[test]
fn escrow_deliveries_are_what_the_document_says() {
    for name in ["welcome-escrow_delivery", "welcome-escrow_delivery-goods"] {
        let vector = request(name);
        let mut delivery = welcome::EscrowDelivery::builder()
            .client_ip(must(&vector, "clientIp"))
            .transaction_id(must(&vector, "tid"))
            .order_id(must(&vector, "oid"))
            .order_sequence(must(&vector, "soid"))
            .report_kind(choice(&vector, "report"))
            .tracking_number(must(&vector, "invoice"))
            .registrant_name(must(&vector, "registName"))
            .courier(choice(&vector, "exCode"))
            .courier_name(must(&vector, "exName"))
            .delivery_payer(choice(&vector, "charge"))
            .delivery_date(must(&vector, "invoiceDay"))
            .sender_name(must(&vector, "sendName"))
            .sender_postcode(must(&vector, "sendPost"))
            .sender_address(must(&vector, "sendAddr1"))
            .sender_address_detail(must(&vector, "sendAddr2"))
            .sender_phone(must(&vector, "sendTel"))
            .recipient_name(must(&vector, "recvName"))
            .recipient_postcode(must(&vector, "recvPost"))
            .recipient_address(must(&vector, "recvAddr"))
            .recipient_phone(must(&vector, "recvTel"))
            .price(amount(&vector, "price"));
        give!(delivery, vector,
            "goodsCode" => goods_code,
            "goods" => goods_name,
            "goodsCnt" => goods_count,
        );
        check(name, &vector, &delivery.build().unwrap());
    }
}

#[test]
fn escrow_decisions_and_inquiries_are_what_the_document_says() {
    let name = "welcome-escrow_confirm";
    let vector = request(name);
    let confirm = welcome::EscrowConfirm::builder()
        .client_ip(must(&vector, "clientIp"))
        .original_transaction_id(must(&vector, "originalTid"))
        .handler_name(must(&vector, "buyName"));
    check(name, &vector, &confirm.build().unwrap());
    let name = "welcome-escrow_deny";
    let vector = request(name);
    let deny = welcome::EscrowDeny::builder()
        .client_ip(must(&vector, "clientIp"))
        .original_transaction_id(must(&vector, "originalTid"))
        .handler_name(must(&vector, "buyName"))
        .denial_reason(must(&vector, "denyMsg"))
        .refund_bank(must(&vector, "refundBankCode"))
        .refund_account_number(must(&vector, "refundAccount"))
        .refund_account_holder(must(&vector, "refundName"));
    check(name, &vector, &deny.build().unwrap());
    let name = "welcome-escrow_deny_confirm";
    let vector = request(name);
    let confirm = welcome::EscrowDenyConfirm::builder()
        .client_ip(must(&vector, "clientIp"))
        .original_transaction_id(must(&vector, "originalTid"))
        .handler_name(must(&vector, "dcnfName"));
    check(name, &vector, &confirm.build().unwrap());
    let name = "welcome-escrow_status";
    let vector = request(name);
    let status = welcome::EscrowStatus::builder()
        .client_ip(must(&vector, "clientIp"))
        .transaction_id(must(&vector, "tid"));
    check(name, &vector, &status.build().unwrap());
}

#[test]
fn payment_links_are_what_the_document_says() {
    for name in ["welcome-payment_link", "welcome-payment_link-phone"] {
        let vector = request(name);
        let mut link = welcome::PaymentLink::builder()
            .payment_method(choice(&vector, "payType"))
            .goods_name(must(&vector, "P_GOODS"))
            .order_id(must(&vector, "P_OID"))
            .price(amount(&vector, "P_AMT"))
            .return_url(must(&vector, "P_RETURN_URL"))
            .next_url(must(&vector, "P_NEXT_URL"))
            .reserved(must(&vector, "P_RESERVED"));
        give!(link, vector, "P_NOTI_URL" => notification_url);
        if let Some(installments) = input(&vector, "P_QUOTABASE") {
            let several: Vec<String> = installments.split(':').map(str::to_owned).collect();
            link = link.installments(several);
        }
        if input(&vector, "P_HPP_METHOD").is_some() {
            link = link.goods_kind(choice(&vector, "P_HPP_METHOD"));
        }
        if input(&vector, "P_CHARSET").is_some() {
            link = link.result_charset(choice(&vector, "P_CHARSET"));
        }
        check(name, &vector, &link.build().unwrap());
    }
}

#[test]
fn fields_are_encrypted_as_the_vendor_prints_it() {
    let outside = vector("welcome_cipher");
    let (key, iv) = (at(&outside, "/key"), at(&outside, "/iv"));
    let cipher = Cipher::aes_cbc(KeyForm::Text(&key), KeyForm::Text(&iv), base64).unwrap();
    let cases = list(&outside, "vectors");
    assert_eq!(cases.len(), 7);
    for case in cases {
        let encrypted = cipher.encrypt(&at(case, "/plain"));
        assert_eq!(encrypted.as_deref(), Some(at(case, "/encrypted")));
    }
}

#[test]
fn a_number_that_is_printed_anywhere_is_not_the_plain_one() {
    let vector = request("welcome-key_in_payment");
    let payment = welcome::KeyInPayment::builder()
        .card_number(must(&vector, "cardNumber"))
        .card_expiry_year(must(&vector, "cardExpireYY"))
        .card_expiry_month(must(&vector, "cardExpireMM"))
        .installment(open_choice(&vector, "cardQuota"))
        .interest(choice(&vector, "quotaInterest"))
        .order_id(must(&vector, "oid"))
        .price(amount(&vector, "price"))
        .buyer_name(must(&vector, "buyerName"))
        .birth_or_business_number(must(&vector, "registNo"))
        .build()
        .unwrap();
    let sent = sent(&vector, &payment);
    let body = String::from_utf8(sent.body().unwrap().bytes().to_vec()).unwrap();
    for shown in [format!("{payment:?}"), format!("{sent:?}"), body] {
        for plain in ["cardNumber", "registNo"] {
            assert!(!shown.contains(must(&vector, plain)), "{plain}");
        }
    }
}
