//! Welcome Payments.

use kpg::runtime::BaseUrl;
use kpg::welcome::{
    ApproveBilling, ApprovePhoneBilling, Cancel, CardPrefix, Client, ClientBuilder, Courier,
    Credentials, Currency, DeleteBillingKey, DeliveryPayer, DeliveryReport, Environment,
    EscrowConfirm, EscrowDelivery, EscrowDeny, EscrowDenyConfirm, EscrowStatus, Installment,
    Interest, IssueBillingKey, IssueBillingKeyUnauthenticated, KeyInPayment, PartialCancel,
    PaymentLink, PaymentMethod, ResultCharset,
};

use crate::Fault;
use crate::fixtures::{
    WELCOME_ENCRYPTION_IV, WELCOME_ENCRYPTION_KEY, WELCOME_MERCHANT_ID, WELCOME_SIGN_KEY,
};

const CARD_NUMBER: &str = "4111111111111111";
const BILLING_KEY: &str = "BILLKEY0000000001";
const CLIENT_IP: &str = "203.0.113.7";
const ESCROW_PAYMENT: &str = "StdpayVBNKwelcometst20190906105353123";

/// A builder of a client of `welcome` at an address.
pub fn welcome(address: &str) -> Result<ClientBuilder, Fault> {
    let credentials = Credentials::builder()
        .merchant_id(WELCOME_MERCHANT_ID)
        .sign_key(WELCOME_SIGN_KEY)
        .encryption_key(WELCOME_ENCRYPTION_KEY)
        .encryption_iv(WELCOME_ENCRYPTION_IV)
        .build()?;
    Ok(Client::builder(
        Environment::Custom(BaseUrl::parse(address)?),
        credentials,
    )?)
}

/// A full cancel that Welcome Payments would take.
pub fn welcome_cancel() -> Result<Cancel, Fault> {
    Ok(Cancel::builder()
        .payment_method(PaymentMethod::Card)
        .transaction_id("StdpayCARDwelcometst20190906105353123")
        .price(1_000)
        .currency(Currency::Won)
        .build()?)
}

/// A partial cancel that Welcome Payments would take.
pub fn welcome_partial_cancel() -> Result<PartialCancel, Fault> {
    Ok(PartialCancel::builder()
        .payment_method(PaymentMethod::Card)
        .transaction_id("StdpayCARDwelcometst20190906105353123")
        .cancel_amount(300)
        .remaining_amount(700)
        .currency(Currency::Won)
        .tax(27)
        .build()?)
}

/// A billing key of an authenticated holder.
pub fn welcome_issue_billing_key() -> Result<IssueBillingKey, Fault> {
    Ok(IssueBillingKey::builder()
        .goods_name("정기구독")
        .price(0)
        .buyer_name("홍길동")
        .buyer_phone("01000000000")
        .buyer_email("buyer@example.com")
        .card_number(CARD_NUMBER)
        .card_expiry_year("27")
        .card_expiry_month("09")
        .birth_or_business_number("900101")
        .card_password_digits("12")
        .payment_period("M01")
        .remark("kpg")
        .build()?)
}

/// A billing key without authentication.
pub fn welcome_issue_billing_key_unauthenticated() -> Result<IssueBillingKeyUnauthenticated, Fault>
{
    Ok(IssueBillingKeyUnauthenticated::builder()
        .goods_name("정기구독")
        .price(0)
        .buyer_name("홍길동")
        .buyer_phone("01000000000")
        .buyer_email("buyer@example.com")
        .card_number(CARD_NUMBER)
        .card_expiry_year("27")
        .card_expiry_month("09")
        .payment_period("M01")
        .remark("kpg")
        .build()?)
}

/// A charge by a billing key.
pub fn welcome_approve_billing() -> Result<ApproveBilling, Fault> {
    Ok(ApproveBilling::builder()
        .order_id("ORDER-0001")
        .goods_name("정기구독")
        .price(1_000)
        .tax(90)
        .tax_free(0)
        .buyer_name("홍길동")
        .buyer_phone("01000000000")
        .buyer_email("buyer@example.com")
        .billing_key(BILLING_KEY)
        .installment(Installment::LumpSum)
        .interest(Interest::Regular)
        .build()?)
}

/// The end of a billing key.
pub fn welcome_delete_billing_key() -> Result<DeleteBillingKey, Fault> {
    Ok(DeleteBillingKey::builder()
        .billing_key(BILLING_KEY)
        .build()?)
}

/// A charge of a mobile phone bill.
pub fn welcome_approve_phone_billing() -> Result<ApprovePhoneBilling, Fault> {
    Ok(ApprovePhoneBilling::builder()
        .order_id("ORDER-0001")
        .goods_name("정기구독")
        .price(1_000)
        .buyer_name("홍길동")
        .buyer_phone("01000000000")
        .buyer_email("buyer@example.com")
        .billing_key(BILLING_KEY)
        .build()?)
}

/// A key-in payment, with everything that the older authentication wants.
pub fn welcome_key_in_payment() -> Result<KeyInPayment, Fault> {
    Ok(KeyInPayment::builder()
        .card_number(CARD_NUMBER)
        .card_expiry_year("27")
        .card_expiry_month("09")
        .birth_or_business_number("900101")
        .card_password_digits("12")
        .installment(Installment::LumpSum)
        .interest(Interest::Regular)
        .order_id("ORDER-0001")
        .price(1_000)
        .tax(90)
        .tax_free(0)
        .goods_name("정기구독")
        .buyer_name("홍길동")
        .buyer_phone("01000000000")
        .buyer_email("buyer@example.com")
        .build()?)
}

/// A question about a kind of card.
pub fn welcome_card_prefix() -> Result<CardPrefix, Fault> {
    Ok(CardPrefix::builder().card_prefix("411111").build()?)
}

/// A delivery with every field.
pub fn welcome_escrow_delivery() -> Result<EscrowDelivery, Fault> {
    Ok(EscrowDelivery::builder()
        .client_ip(CLIENT_IP)
        .transaction_id(ESCROW_PAYMENT)
        .order_id("ORDER-0001")
        .order_sequence("1")
        .report_kind(DeliveryReport::Registration)
        .tracking_number("1234567890")
        .registrant_name("홍길동")
        .courier(Courier::Hanjin)
        .courier_name("한진택배")
        .delivery_payer(DeliveryPayer::Seller)
        .delivery_date("20190906")
        .sender_name("홍길동")
        .sender_postcode("04524")
        .sender_address("서울특별시 중구 세종대로 110")
        .sender_address_detail("1층")
        .sender_phone("0200000000")
        .recipient_name("김철수")
        .recipient_postcode("06236")
        .recipient_address("서울특별시 강남구 테헤란로 1")
        .recipient_phone("01000000000")
        .goods_code("G-0001")
        .goods_name("운동화")
        .goods_count("1")
        .price(1_000)
        .build()?)
}

/// A confirmed purchase.
pub fn welcome_escrow_confirm() -> Result<EscrowConfirm, Fault> {
    Ok(EscrowConfirm::builder()
        .client_ip(CLIENT_IP)
        .original_transaction_id(ESCROW_PAYMENT)
        .handler_name("홍길동")
        .build()?)
}

/// A denied purchase, with an account for the refund.
pub fn welcome_escrow_deny() -> Result<EscrowDeny, Fault> {
    Ok(EscrowDeny::builder()
        .client_ip(CLIENT_IP)
        .original_transaction_id(ESCROW_PAYMENT)
        .handler_name("홍길동")
        .denial_reason("상품 불량")
        .refund_bank("04")
        .refund_account_number("0000000000000")
        .refund_account_holder("홍길동")
        .build()?)
}

/// A denial that the seller confirms.
pub fn welcome_escrow_deny_confirm() -> Result<EscrowDenyConfirm, Fault> {
    Ok(EscrowDenyConfirm::builder()
        .client_ip(CLIENT_IP)
        .original_transaction_id(ESCROW_PAYMENT)
        .handler_name("홍길동")
        .build()?)
}

/// A question about an escrow payment.
pub fn welcome_escrow_status() -> Result<EscrowStatus, Fault> {
    Ok(EscrowStatus::builder()
        .client_ip(CLIENT_IP)
        .transaction_id(ESCROW_PAYMENT)
        .build()?)
}

/// A link at which a buyer pays.
pub fn welcome_payment_link() -> Result<PaymentLink, Fault> {
    Ok(PaymentLink::builder()
        .payment_method(PaymentMethod::Card)
        .goods_name("운동화")
        .order_id("ORDER-0001")
        .price(1_000)
        .installments(["01", "02", "03"])
        .notification_url("https://shop.example/noti")
        .return_url("https://shop.example/return")
        .next_url("https://shop.example/next")
        .reserved("twotrs_isp=Y&block_isp=Y&twotrs_isp_noti=N")
        .result_charset(ResultCharset::Utf8)
        .build()?)
}
