//! The client that `docs/add-a-provider.md` makes, called as it shows. `codegen/tests/reference.rs` holds the page
//! to this file.

use std::error::Error;

use kpg_language::acme::{Cancel, CancelCode, Client, Credentials, Environment, Extent};
use kpg_runtime::BaseUrl;
use kpg_runtime::{Completion, Outcome};
use kpg_sandbox::{Sandbox, Script};

#[tokio::test]
async fn a_part_of_a_payment_is_cancelled() -> Result<(), Box<dyn Error>> {
    let spec = kpg_codegen::compile_file("specs/acme.yaml")?;
    let merchant = kpg_sandbox::Credentials::new()
        .text("merchant_id", "acmetest01")
        .text("merchant_key", "test-key");
    let sandbox = Sandbox::builder().vendor(spec, merchant).start().await?;

    let credentials = Credentials::builder()
        .merchant_id("acmetest01")
        .merchant_key("test-key")
        .build()?;
    let address = BaseUrl::parse(&sandbox.base_url("acme"))?;
    let client = Client::builder(Environment::Custom(address), credentials)?.build()?;
    let cancel = Cancel::builder()
        .transaction_id("acmepay01202611210930001234567")
        .amount(1_004)
        .extent(Extent::Part)
        .reason("고객 변심")
        .build()?;

    // Accepted: the proof is right, every field obeys the table.
    let Completion::Done(done) = client.cancel(&cancel).await? else {
        return Err("a finished cancel is pending".into());
    };
    assert_eq!(done.amount, 1_004);
    assert_eq!(done.transaction_id, "acmepay01202611210930001234567");
    let log = sandbox.log();
    let sent = &log.last().ok_or("nothing was sent")?.request_body;
    assert!(sent.contains("partialYn=1&cancelMsg=%B0%ED%B0%B4+%BA%AF%BD%C9&ediDate="));

    // Refused: nothing was cancelled, and the code is typed.
    sandbox.answer_next("acme", "cancel", Script::Code("2013".to_owned()));
    let refused = client.cancel(&cancel).await.err().ok_or("not refused")?;
    assert_eq!(refused.outcome(), Outcome::Refused);
    assert_eq!(refused.code(), Some(&CancelCode::AlreadyCancelled));

    // Unknown: the vendor failed, and the payment may have been cancelled.
    sandbox.answer_next("acme", "cancel", Script::Code("9999".to_owned()));
    let unknown = client.cancel(&cancel).await.err().ok_or("not refused")?;
    assert_eq!(unknown.outcome(), Outcome::Unknown);
    Ok(())
}

#[test]
fn a_reason_of_too_many_bytes_is_no_request() -> Result<(), Box<dyn Error>> {
    let too_long = Cancel::builder()
        .transaction_id("acmepay01202611210930001234567")
        .amount(1_004)
        .extent(Extent::Whole)
        .reason("가".repeat(51))
        .build();
    let Err(violations) = too_long else {
        return Err("51 letters are 102 bytes".into());
    };
    assert!(violations.to_string().contains("cancelMsg"));
    Ok(())
}
