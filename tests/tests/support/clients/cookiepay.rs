//! CookiePayments.

use kpg::cookiepay::{
    Cancel, CancelRecurringPayment, Client, ClientBuilder, Credentials, DecryptResult,
    DepositThenCancel, Environment, KeyInPayment, Recurrence, RetryRecurringPayment,
    SearchPayments, StartRecurringPayment, Token, VerifyPayment, YesOrNo,
};
use kpg::runtime::BaseUrl;

use crate::Fault;
use crate::fixtures::{COOKIEPAY_API_ID, COOKIEPAY_API_KEY};

/// A builder of a client of `cookiepay` at an address.
pub fn cookiepay(address: &str) -> Result<ClientBuilder, Fault> {
    let credentials = Credentials::builder()
        .api_id(COOKIEPAY_API_ID)
        .api_key(COOKIEPAY_API_KEY)
        .build()?;
    Ok(Client::builder(
        Environment::Custom(BaseUrl::parse(address)?),
        credentials,
    )?)
}

/// A token.
pub fn cookiepay_token() -> Result<Token, Fault> {
    Ok(Token::new())
}

/// A search that CookiePayments would take.
pub fn cookiepay_search_payments() -> Result<SearchPayments, Fault> {
    Ok(SearchPayments::builder()
        .first_day("2022-11-08")
        .last_day("2022-11-09")
        .build()?)
}

/// A cancel that CookiePayments would take.
pub fn cookiepay_cancel() -> Result<Cancel, Fault> {
    Ok(Cancel::builder()
        .transaction_id("CTS12345678901234567")
        .reason("고객 변심")
        .build()?)
}

/// A deposit-then-cancel that CookiePayments would take.
pub fn cookiepay_deposit_then_cancel() -> Result<DepositThenCancel, Fault> {
    Ok(DepositThenCancel::builder()
        .transaction_id("CTS12345678901234567")
        .reason("고객 변심")
        .cancel_amount(1_000)
        .build()?)
}

/// A question about a payment.
pub fn cookiepay_verify_payment() -> Result<VerifyPayment, Fault> {
    Ok(VerifyPayment::builder()
        .transaction_id("T2022110812081400001")
        .build()?)
}

/// A charge of a card that CookiePayments would make.
pub fn cookiepay_key_in_payment() -> Result<KeyInPayment, Fault> {
    Ok(KeyInPayment::builder()
        .order_number("KPG-20221108-0001")
        .product_name("사과")
        .amount(1_000)
        .buyer_name("홍길동")
        .buyer_email("buyer@example.com")
        .card_number("4111111111111111")
        .card_expiry("2709")
        .product_code("P1")
        .buyer_id("buyer1")
        .buyer_address("서울시")
        .buyer_phone("01000000000")
        .installment_months("00")
        .card_holder_check("900101")
        .card_password_digits("12")
        .extra_1("하나")
        .extra_5("다섯")
        .return_url("https://shop.example.com/result")
        .build()?)
}

/// A charge with a schedule that CookiePayments would take.
pub fn cookiepay_start_recurring_payment() -> Result<StartRecurringPayment, Fault> {
    Ok(StartRecurringPayment::builder()
        .order_number("KPG-20221108-0001")
        .product_name("사과")
        .amount(1_000)
        .buyer_name("홍길동")
        .buyer_email("buyer@example.com")
        .card_number("4111111111111111")
        .card_expiry("2709")
        .buyer_phone("01000000000")
        .installment_months("00")
        .card_holder_check("900101")
        .card_password_digits("12")
        .tax_free("Y")
        .recurring(YesOrNo::Wanted)
        .recurrence(Recurrence::Monthly)
        .payment_day("15")
        .first_count("1")
        .last_count("50")
        .build()?)
}

/// A charge of a schedule that failed before.
pub fn cookiepay_retry_recurring_payment() -> Result<RetryRecurringPayment, Fault> {
    Ok(RetryRecurringPayment::builder()
        .schedule_id("kpgschedule00000000000000001")
        .billing_key("kpgbillkey0000000001")
        .build()?)
}

/// The end of a schedule.
pub fn cookiepay_cancel_recurring_payment() -> Result<CancelRecurringPayment, Fault> {
    Ok(CancelRecurringPayment::builder()
        .schedule_id("kpgschedule00000000000000001")
        .build()?)
}

/// An encrypted result that CookiePayments would read.
pub fn cookiepay_decrypt_result() -> Result<DecryptResult, Fault> {
    Ok(DecryptResult::builder().encrypted_result("a3Bn").build()?)
}
