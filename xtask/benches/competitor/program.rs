//! A program that cancels payments with a client that progenitor generated.

use vendor::types::{Cancel0Request, Cancel0RequestCurrency, Cancel0RequestPayType};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("the address, the transaction and the signature are missing");
    let client = vendor::Client::new(&next()?);
    let cancel = Cancel0Request {
        pay_type: Cancel0RequestPayType::Card,
        mid: "welcometst".parse()?,
        tid: next()?.parse()?,
        price: 1_000_u64.try_into()?,
        currency: Cancel0RequestCurrency::Won,
        timestamp: "20190906110100".parse()?,
        signature: next()?.parse()?,
        cancel_type: None,
    };
    println!("{:?}", client.cancel0(&cancel).await?.into_inner().price);
    Ok(())
}
