//! Konaplate.

use kpg::Violations;
use kpg::konaplate::{
    CancelCharge, Charge, ChargeResult, Client, ClientBuilder, Credentials, Environment,
    IssueOneTimeToken, Refund, RefundFee, TokenUse, TransactionHistory, TransactionKind,
};
use kpg::runtime::{BaseUrl, PrivateKey};

use crate::Fault;
use crate::fixtures::{
    KONAPLATE_ACCESS_KEY, KONAPLATE_ASP_ID, KONAPLATE_SECRET_KEY, KONAPLATE_SERVER_KEY_ID,
    private_key, public_key,
};

const SEQUENCE_ID: &str = "202211081208146080000000000001";
const ONE_TIME_TOKEN: &str = "9461442187322710";
const DCVV: &str = "366";

/// Credentials of Konaplate of which a test changes some.
pub fn konaplate_credentials(
    (asp_id, access_key, secret_key): (&str, &str, &str),
    crypto_key_id: Option<&str>,
    private_key: PrivateKey,
) -> Result<Credentials, Violations> {
    let credentials = Credentials::builder()
        .asp_id(asp_id)
        .access_key(access_key)
        .secret_key(secret_key)
        .server_key_id(KONAPLATE_SERVER_KEY_ID)
        .server_public_key(public_key("signing"))
        .client_private_key(private_key);
    match crypto_key_id {
        Some(id) => credentials.crypto_key_id(id).build(),
        None => credentials.build(),
    }
}

/// A builder of a client of `konaplate` at an address.
pub fn konaplate(address: &str) -> Result<ClientBuilder, Fault> {
    let texts = (KONAPLATE_ASP_ID, KONAPLATE_ACCESS_KEY, KONAPLATE_SECRET_KEY);
    let credentials = konaplate_credentials(texts, None, private_key("jwe"))?;
    Ok(Client::builder(
        Environment::Custom(BaseUrl::parse(address)?),
        credentials,
    )?)
}

/// A one-time token that Konaplate would issue.
pub fn konaplate_issue_one_time_token() -> Result<IssueOneTimeToken, Fault> {
    Ok(IssueOneTimeToken::builder()
        .card_number("9410000000000001")
        .token_use(TokenUse::CreditCardCharge)
        .build()?)
}

/// A charge that Konaplate would make.
pub fn konaplate_charge() -> Result<Charge, Fault> {
    Ok(Charge::builder()
        .sequence_id(SEQUENCE_ID)
        .user_id(50_000_104_652)
        .amount(10_000)
        .one_time_token(ONE_TIME_TOKEN)
        .dcvv(DCVV)
        .merchant_id("000000000000001")
        .build()?)
}

/// A cancel of a charge that Konaplate would take.
pub fn konaplate_cancel_charge() -> Result<CancelCharge, Fault> {
    Ok(CancelCharge::builder()
        .sequence_id(SEQUENCE_ID)
        .user_id(9_999_999_999_999_999_999)
        .transaction_id("KMN221114031773543")
        .one_time_token(ONE_TIME_TOKEN)
        .dcvv(DCVV)
        .build()?)
}

/// A question about a charge or its cancel.
pub fn konaplate_charge_result() -> Result<ChargeResult, Fault> {
    Ok(ChargeResult::builder().sequence_id(SEQUENCE_ID).build()?)
}

/// A question about what was done with a card.
pub fn konaplate_transaction_history() -> Result<TransactionHistory, Fault> {
    Ok(TransactionHistory::builder()
        .user_id(50_000_104_652)
        .card_reference("Q1KPG0000000000000000000001")
        .start_date("20221101")
        .end_date("20221130")
        .transaction_kind(TransactionKind::Charge)
        .include_previous_card(true)
        .page(1)
        .page_size(20)
        .sort_by("approvalDateTime")
        .sort_direction("DESC")
        .build()?)
}

/// A refund that Konaplate would make.
pub fn konaplate_refund() -> Result<Refund, Fault> {
    Ok(Refund::builder()
        .sequence_id("202211081208146080000000000002")
        .user_id(50_000_104_652)
        .card_expiry("2509")
        .dcvv(DCVV)
        .one_time_token(ONE_TIME_TOKEN)
        .build()?)
}

/// A question about what a refund would cost.
pub fn konaplate_refund_fee() -> Result<RefundFee, Fault> {
    Ok(RefundFee::builder()
        .one_time_token(ONE_TIME_TOKEN)
        .user_id(50_000_104_652)
        .build()?)
}
