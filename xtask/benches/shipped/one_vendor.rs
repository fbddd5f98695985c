//! A program that cancels payments of one vendor.

use kpg::welcome::{Cancel, Client, Credentials, Currency, Environment, PaymentMethod};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("the key and the transaction are missing");
    let credentials = Credentials::builder().merchant_id("welcometst").sign_key(next()?).build()?;
    let client = Client::builder(Environment::Test, credentials)?.build()?;
    let cancel = Cancel::builder()
        .payment_method(PaymentMethod::Card)
        .transaction_id(next()?)
        .price(1_000)
        .currency(Currency::Won)
        .build()?;
    println!("{}", client.cancel(&cancel).await?.price);
    Ok(())
}
