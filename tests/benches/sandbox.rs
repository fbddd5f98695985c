//! How many calls a second the sandbox answers, with the clients on the same machine: payments are made and cancelled, with
//! signatures to verify and records to keep. Prints the number; `cargo bench -p kpg-tests --bench sandbox`.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use kpg::welcome::{Cancel, Client, Currency, PaymentMethod};
use kpg_sandbox::{Credentials, Sandbox};
use kpg_tests::{clients, fixtures};

/// How long it is measured, and by how many callers at once.
const TIME: Duration = Duration::from_secs(5);
const CALLERS: usize = 16;
/// What two cores must answer at least.
const LEAST: f64 = 1_000.0;

async fn calls(client: Arc<Client>, caller: usize, made: Arc<AtomicUsize>, end: Instant) {
    for number in 0.. {
        if Instant::now() > end {
            return;
        }
        let cancel = Cancel::builder()
            .payment_method(PaymentMethod::Card)
            .transaction_id(format!("StdpayCARD{caller}X{number}"))
            .price(1_000)
            .currency(Currency::Won)
            .build()
            .unwrap();
        client.cancel(&cancel).await.unwrap();
        made.fetch_add(1, Ordering::Relaxed);
    }
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let known = Credentials::new()
        .text("merchant_id", fixtures::WELCOME_MERCHANT_ID)
        .text("sign_key", fixtures::WELCOME_SIGN_KEY)
        .text("encryption_key", fixtures::WELCOME_ENCRYPTION_KEY)
        .text("encryption_iv", fixtures::WELCOME_ENCRYPTION_IV);
    let vendor = fixtures::vendor("welcome").unwrap();
    let sandbox = Sandbox::builder().vendor(vendor, known).start().await;
    let sandbox = sandbox.unwrap();
    let client = clients::welcome(&sandbox.base_url("welcome")).unwrap();
    let client = Arc::new(client.build().unwrap());
    let made = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let callers: Vec<_> = (0..CALLERS)
        .map(|caller| {
            let (client, made) = (Arc::clone(&client), Arc::clone(&made));
            tokio::spawn(calls(client, caller, made, start + TIME))
        })
        .collect();
    for caller in callers {
        caller.await.unwrap();
    }
    let made = u32::try_from(made.load(Ordering::Relaxed)).unwrap();
    let rate = f64::from(made) / start.elapsed().as_secs_f64();
    println!("the sandbox answers {rate:.0} calls a second ({CALLERS} callers, {made} calls)");
    assert!(rate >= LEAST, "less than {LEAST} calls a second");
}
