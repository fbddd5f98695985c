//! Clients of every vendor with test credentials, and a good request for every operation.

use kpg::runtime::{BaseUrl, PrivateKey, PublicKey, Transport};
use kpg::{bccard, cookiepay, konaplate, welcome};

use crate::Fault;
use crate::fixtures::{
    BCCARD_AFFILIATE_ID, BCCARD_API_KEY, COOKIEPAY_API_ID, COOKIEPAY_API_KEY, KONAPLATE_ACCESS_KEY,
    KONAPLATE_ASP_ID, KONAPLATE_SECRET_KEY, KONAPLATE_SERVER_KEY_ID, WELCOME_MERCHANT_ID,
    WELCOME_SIGN_KEY, key,
};

/// A builder of a client of `bccard` at an address.
pub fn bccard(address: &str) -> Result<bccard::ClientBuilder, Fault> {
    let credentials = bccard::Credentials::builder()
        .api_key(BCCARD_API_KEY)
        .affiliate_id(BCCARD_AFFILIATE_ID)
        .private_key(PrivateKey::from_pem(&key("signing", "pkcs8")?)?)
        .build()?;
    Ok(bccard::Client::builder(
        bccard::Environment::Custom(BaseUrl::parse(address)?),
        credentials,
    )?)
}

/// A builder of a client of `cookiepay` at an address.
pub fn cookiepay(address: &str) -> Result<cookiepay::ClientBuilder, Fault> {
    let credentials = cookiepay::Credentials::builder()
        .api_id(COOKIEPAY_API_ID)
        .api_key(COOKIEPAY_API_KEY)
        .build()?;
    Ok(cookiepay::Client::builder(
        cookiepay::Environment::Custom(BaseUrl::parse(address)?),
        credentials,
    )?)
}

/// A builder of a client of `konaplate` at an address.
pub fn konaplate(address: &str) -> Result<konaplate::ClientBuilder, Fault> {
    let credentials = konaplate::Credentials::builder()
        .asp_id(KONAPLATE_ASP_ID)
        .access_key(KONAPLATE_ACCESS_KEY)
        .secret_key(KONAPLATE_SECRET_KEY)
        .server_key_id(KONAPLATE_SERVER_KEY_ID)
        .server_public_key(PublicKey::from_pem(&key("signing", "public")?)?)
        .client_private_key(PrivateKey::from_pem(&key("jwe", "pkcs8")?)?)
        .build()?;
    Ok(konaplate::Client::builder(
        konaplate::Environment::Custom(BaseUrl::parse(address)?),
        credentials,
    )?)
}

/// A builder of a client of `welcome` at an address.
pub fn welcome(address: &str) -> Result<welcome::ClientBuilder, Fault> {
    let credentials = welcome::Credentials::builder()
        .merchant_id(WELCOME_MERCHANT_ID)
        .sign_key(WELCOME_SIGN_KEY)
        .build()?;
    Ok(welcome::Client::builder(
        welcome::Environment::Custom(BaseUrl::parse(address)?),
        credentials,
    )?)
}

/// A client of every vendor over one transport.
#[derive(Debug)]
pub struct Clients<T> {
    /// BC Card.
    pub bccard: bccard::Client<T>,
    /// CookiePayments.
    pub cookiepay: cookiepay::Client<T>,
    /// Konaplate.
    pub konaplate: konaplate::Client<T>,
    /// Welcome Payments.
    pub welcome: welcome::Client<T>,
}

impl<T: Transport + Clone> Clients<T> {
    /// Clients of a sandbox.
    pub fn new(sandbox: &kpg_sandbox::Sandbox, transport: &T) -> Result<Self, Fault> {
        Ok(Self {
            bccard: bccard(&sandbox.base_url("bccard"))?.build_with(transport.clone()),
            cookiepay: cookiepay(&sandbox.base_url("cookiepay"))?.build_with(transport.clone()),
            konaplate: konaplate(&sandbox.base_url("konaplate"))?.build_with(transport.clone()),
            welcome: welcome(&sandbox.base_url("welcome"))?.build_with(transport.clone()),
        })
    }
}

/// A cancel that BC Card would take.
pub fn bccard_cancel() -> Result<bccard::Cancel, Fault> {
    Ok(bccard::Cancel::builder()
        .affiliate_transaction_id("11112234512")
        .approval_number("98181361")
        .original_time("20190916105353")
        .qr_reference_id("MQ2019900086179")
        .build()?)
}

/// A cancel that CookiePayments would take.
pub fn cookiepay_cancel() -> Result<cookiepay::Cancel, Fault> {
    Ok(cookiepay::Cancel::builder()
        .transaction_id("CTS12345678901234567")
        .reason("고객 변심")
        .build()?)
}

/// A deposit-then-cancel that CookiePayments would take.
pub fn cookiepay_deposit_then_cancel() -> Result<cookiepay::DepositThenCancel, Fault> {
    Ok(cookiepay::DepositThenCancel::builder()
        .transaction_id("CTS12345678901234567")
        .reason("고객 변심")
        .cancel_amount(1_000)
        .build()?)
}

/// A cancel of a charge that Konaplate would take.
pub fn konaplate_cancel_charge() -> Result<konaplate::CancelCharge, Fault> {
    Ok(konaplate::CancelCharge::builder()
        .sequence_id("202211081208146080000000000001")
        .user_id(9_999_999_999_999_999_999)
        .transaction_id("KMN221114031773543")
        .one_time_token("9461442187322710")
        .dcvv("366")
        .build()?)
}

/// A full cancel that Welcome Payments would take.
pub fn welcome_cancel() -> Result<welcome::Cancel, Fault> {
    Ok(welcome::Cancel::builder()
        .payment_method(welcome::PaymentMethod::Card)
        .transaction_id("StdpayCARDwelcometst20190906105353123")
        .price(1_000)
        .currency(welcome::Currency::Won)
        .build()?)
}

/// A partial cancel that Welcome Payments would take.
pub fn welcome_partial_cancel() -> Result<welcome::PartialCancel, Fault> {
    Ok(welcome::PartialCancel::builder()
        .payment_method(welcome::PaymentMethod::Card)
        .transaction_id("StdpayCARDwelcometst20190906105353123")
        .cancel_amount(300)
        .remaining_amount(700)
        .currency(welcome::Currency::Won)
        .tax(27)
        .build()?)
}
