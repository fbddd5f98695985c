//! A shop with two gateways: one refund for both, and a row of the audit table for each.

use kpg::common::{Cancellation, Complete as _, Perform};
use kpg::{BaseUrl, Completion, Error, Outcome, tosspayments, welcome};
use serde_json::{Value, json};

/// Where the gateways are reached, and who signs their certificates there.
#[derive(Debug)]
pub struct Network<'a> {
    pub toss: &'a str,
    pub welcome: &'a str,
    pub authority: &'a [u8],
}

/// The shop's gateways.
#[derive(Debug)]
pub struct Shop {
    toss: tosspayments::Client,
    welcome: welcome::Client,
}

/// Who took a payment.
#[derive(Clone, Copy, Debug)]
pub enum Gateway {
    Toss,
    Welcome,
}

impl Shop {
    /// Clients with the shop's credentials.
    pub fn open(network: &Network<'_>, secret_key: &str, sign_key: &str) -> Result<Self, Error> {
        let address = tosspayments::Environment::Custom(BaseUrl::parse(network.toss)?);
        let known = tosspayments::Credentials::builder().secret_key(secret_key).build()?;
        let toss = tosspayments::Client::builder(address, known)?
            .certificate_authority(network.authority)
            .build()?;
        let address = welcome::Environment::Custom(BaseUrl::parse(network.welcome)?);
        let known = welcome::Credentials::builder()
            .merchant_id("welcometst")
            .sign_key(sign_key)
            .build()?;
        let welcome = welcome::Client::builder(address, known)?
            .certificate_authority(network.authority)
            .build()?;
        Ok(Self { toss, welcome })
    }

    /// Takes a whole payment back, and gives the row for the audit table.
    pub async fn refund(&self, gateway: Gateway, wanted: &Cancellation) -> Row {
        match gateway {
            Gateway::Toss => refund(&self.toss, wanted).await,
            Gateway::Welcome => {
                // What Welcome asks for beyond what all have in common.
                let complete = self.welcome.to_cancel(|begun| {
                    let begun = begun.payment_method(welcome::PaymentMethod::Card);
                    begun.currency(welcome::Currency::Won).build()
                });
                refund(&complete, wanted).await
            }
        }
    }
}

/// A row of the audit table.
#[derive(Debug)]
pub struct Row {
    /// Whether somebody must look: money may have moved, and nobody knows.
    pub is_open: bool,
    pub text: Value,
}

/// The one refund of the shop.
async fn refund<G>(gateway: &G, wanted: &Cancellation) -> Row
where
    G: Perform<Cancellation, Answer: serde::Serialize>,
{
    let call = gateway.operation().to_string();
    let outcome = gateway.perform(wanted).await;
    let told = match &outcome {
        Ok(Completion::Done(answer)) => json!({ "outcome": "done", "answer": answer }),
        Ok(Completion::Pending(answer)) => json!({ "outcome": "pending", "answer": answer }),
        Err(error) => json!({
            "outcome": error.outcome(),
            "code": error.code(),
            "error": error.to_string(),
        }),
    };
    Row {
        is_open: outcome.is_err_and(|error| error.outcome() == Outcome::Unknown),
        text: json!({ "call": call, "wanted": wanted, "told": told }),
    }
}
