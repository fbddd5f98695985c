//! The program of docs/first-payment.md: a payment, a lost answer and a refund, against the sandbox.

use std::env::var;
use std::error::Error;

use kpg::common::{Cancellation, Perform as _};
use kpg::tosspayments::{Client, Confirm, Credentials, Environment};
use kpg::{BaseUrl, Completion, Outcome, Resolution};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt().init();
    let address = BaseUrl::parse(&var("TOSSPAYMENTS_BASE_URL")?)?;
    let credentials = Credentials::builder()
        .secret_key(var("TOSSPAYMENTS_SECRET_KEY")?)
        .build()?;
    let client = Client::builder(Environment::Custom(address), credentials)?.build()?;

    let order = std::env::args().nth(1).ok_or("give an order number")?;
    let confirm = Confirm::builder()
        .idempotency_key(format!("{order}-confirm"))
        .payment_key(format!("{order}-window"))
        .order_id(&order)
        .amount(1_004)
        .build()?;
    let paid = match client.confirm(&confirm).await {
        Ok(Completion::Done(paid)) => paid,
        Ok(Completion::Pending(_)) => return Err("the buyer has not paid yet".into()),
        Err(error) if error.outcome() == Outcome::Unknown => {
            println!("{error}");
            match client.resolve_confirm(&confirm).await {
                Resolution::Done(paid) => paid,
                Resolution::Refused(_) => return Err("it was not paid".into()),
                Resolution::Pending(_) => return Err("ask again later".into()),
                Resolution::Unknown(why) => return Err(why.to_string().into()),
            }
        }
        Err(error) => return Err(error.into()),
    };
    println!("paid: {} won for {}", paid.total_amount, paid.order_id);

    let refund = Cancellation::new(&paid.payment_key, 1_004)
        .reason("고객 변심")
        .key(format!("{order}-cancel"));
    let Completion::Done(cancelled) = client.perform(&refund).await? else {
        return Err("the cancel is not finished".into());
    };
    println!("cancelled; {} won are left", cancelled.cancellable_amount);
    Ok(())
}
