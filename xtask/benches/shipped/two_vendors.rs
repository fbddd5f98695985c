//! A program that cancels payments of two vendors.

use kpg::{kakaopay, welcome};

async fn card(key: String, transaction: String) -> Result<u64, Box<dyn std::error::Error>> {
    use welcome::{Cancel, Client, Credentials, Currency, Environment, PaymentMethod};

    let credentials = Credentials::builder().merchant_id("welcometst").sign_key(key).build()?;
    let client = Client::builder(Environment::Test, credentials)?.build()?;
    let cancel = Cancel::builder()
        .payment_method(PaymentMethod::Card)
        .transaction_id(transaction)
        .price(1_000)
        .currency(Currency::Won)
        .build()?;
    Ok(client.cancel(&cancel).await?.price)
}

async fn wallet(key: String, transaction: String) -> Result<String, Box<dyn std::error::Error>> {
    use kakaopay::{Cancel, Client, Credentials, Environment};

    let credentials = Credentials::builder().cid("TC0ONETIME").secret_key(key).build()?;
    let client = Client::builder(Environment::Production, credentials)?.build()?;
    let cancel = Cancel::builder()
        .transaction_id(transaction)
        .cancel_amount(1_000)
        .cancel_tax_free_amount(0)
        .build()?;
    Ok(client.cancel(&cancel).await?.transaction_id)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("a key and a transaction of each vendor are missing");
    println!("{}", card(next()?, next()?).await?);
    println!("{}", wallet(next()?, next()?).await?);
    Ok(())
}
