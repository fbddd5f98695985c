//! The shop against the vendors' sandbox, over TLS of an authority of its own.

use std::error::Error;

use kpg::common::Cancellation;
use kpg_sandbox::{Credentials, Mishap, Sandbox, Script};
use shop::{Gateway, Network, Shop};

const AUTHORITY: &[u8] = include_bytes!("../certificates/authority.pem");
const CERTIFICATE: &[u8] = include_bytes!("../certificates/server.pem");
const PRIVATE_KEY: &[u8] = include_bytes!("../certificates/server.key");

#[tokio::test]
async fn a_refund_leaves_one_row_whatever_becomes_of_it() -> Result<(), Box<dyn Error>> {
    let mut sandbox = Sandbox::builder().certificate(CERTIFICATE, PRIVATE_KEY);
    let welcome = Credentials::new().text("merchant_id", "welcometst").text("sign_key", "si-gn");
    let toss = Credentials::new().text("secret_key", "test_sk");
    for (vendor, known) in [("tosspayments", toss), ("welcome", welcome)] {
        let spec = kpg_codegen::compile_file(format!("../../specs/{vendor}.yaml"))?;
        sandbox = sandbox.vendor(spec, known);
    }
    let sandbox = sandbox.start().await?;
    for (vendor, key) in [("tosspayments", "key"), ("welcome", "tid")] {
        assert!(sandbox.add_record(vendor, "payment", &[(key, "T0001")], Some("1000")));
    }
    let (toss, welcome) = (sandbox.base_url("tosspayments"), sandbox.base_url("welcome"));
    let network = Network { toss: &toss, welcome: &welcome, authority: AUTHORITY };
    let shop = Shop::open(&network, "test_sk", "si-gn")?;

    let wanted = Cancellation::new("T0001", 1_000).reason("고객 변심").key("CANCEL-0001");
    for gateway in [Gateway::Toss, Gateway::Welcome] {
        let row = shop.refund(gateway, &wanted).await;
        assert_eq!(row.text["told"]["outcome"], "done", "{}", row.text);
        assert_eq!(row.text["wanted"]["transaction"], "T0001");
        assert!(!row.is_open);
    }
    sandbox.answer_next("welcome", "cancel", Script::Mishap(Mishap::Lost));
    let row = shop.refund(Gateway::Welcome, &wanted).await;
    assert_eq!(row.text["told"]["outcome"], "unknown", "{}", row.text);
    assert!(row.is_open);

    // Whoever does not know the authority sends nothing.
    let stranger = Network { authority: b"", ..network };
    let row = Shop::open(&stranger, "test_sk", "si-gn")?.refund(Gateway::Toss, &wanted).await;
    assert_eq!(row.text["told"]["outcome"], "not sent", "{}", row.text);
    Ok(())
}
