//! The merchant's own test that docs/sandbox.md shows.

use kpg::tosspayments::{Client, Confirm, Credentials, Environment};
use kpg::{BaseUrl, Outcome, Resolution};
use kpg_sandbox::{Mishap, Sandbox, Script};

#[tokio::test]
async fn a_lost_answer_is_no_lost_payment() -> Result<(), Box<dyn std::error::Error>> {
    let vendor = kpg_codegen::compile_file("../specs/tosspayments.yaml")?;
    let known = kpg_sandbox::Credentials::new().text("secret_key", "test_sk");
    let sandbox = Sandbox::builder().vendor(vendor, known).start().await?;

    let credentials = Credentials::builder().secret_key("test_sk").build()?;
    let address = BaseUrl::parse(&sandbox.base_url("tosspayments"))?;
    let client = Client::builder(Environment::Custom(address), credentials)?.build()?;
    let confirm = Confirm::builder()
        .idempotency_key("wish-1")
        .payment_key("window-1")
        .order_id("order-1")
        .amount(1004)
        .build()?;

    // The payment is made, and its answer gets lost: the client does not know, asks, and learns it.
    sandbox.answer_next("tosspayments", "confirm", Script::Mishap(Mishap::Lost));
    let lost = client.confirm(&confirm).await.err().ok_or("an answer")?;
    assert_eq!(lost.outcome(), Outcome::Unknown);
    let Resolution::Done(paid) = client.resolve_confirm(&confirm).await else {
        return Err("the payment was made".into());
    };
    assert_eq!(paid.order_id, "order-1");
    assert_eq!(paid.cancellable_amount.to_string(), "1004");
    Ok(())
}

/// What the page shows is what runs here, but for the folder of the specs and how lines are broken.
#[test]
fn the_page_shows_this_test() {
    let squeezed = |text: &str| {
        text.split_whitespace()
            .collect::<String>()
            .replace(",)", ")")
    };
    let here = squeezed(&include_str!("merchant.rs").replace("../specs/", "specs/"));
    let page = include_str!("../../docs/sandbox.md");
    let (_, block) = page.split_once("```rust\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    assert!(
        here.contains(&squeezed(block)),
        "docs/sandbox.md shows another test"
    );
    let lines = block.lines().filter(|line| !line.trim().is_empty());
    assert!(lines.count() <= 30, "the test is longer than 30 lines");
}
