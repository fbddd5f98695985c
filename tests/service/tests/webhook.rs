//! NICEPAY's notifications, one by one, at a service that listens on this machine.

use std::collections::BTreeSet;
use std::error::Error;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::routing::post;
use kpg::nicepay::{Credentials, PaymentEvent};
use service::webhook::{Events, Shop, payment_event};
use tower::ServiceExt as _;

/// printf 'nictest00000000000100410042026-11-29T20:00:00.000+09000123456789abcdef0123456789abcdef' | sha256sum
const SIGNATURE: &str = "3e338444d3516851d933168aa0c8e5221dce7041c35311a31f24f813a6a98057";

#[derive(Clone, Default)]
struct Memory {
    kept: Arc<Mutex<BTreeSet<String>>>,
    fails: bool,
}

impl Events for Memory {
    fn keep(&self, identity: &str, event: &PaymentEvent) -> Result<(), Box<dyn Error>> {
        if self.fails {
            return Err("the database is away".into());
        }
        assert_eq!(event.amount, 1004);
        self.kept.lock().map_err(|_| "poisoned")?.insert(identity.to_owned());
        Ok(())
    }
}

fn body(amount: u64) -> String {
    let text = r#"{"resultCode":"0000","resultMsg":"ok","tid":"nictest000000000001004","cancelledTid":null,
        "orderId":"O1","ediDate":"2026-11-29T20:00:00.000+0900","amount":AMOUNT,"status":"paid",
        "paidAt":"2026-11-29T20:00:00.000+0900","failedAt":"0","cancelledAt":"0","payMethod":"card","balanceAmt":1004,
        "goodsName":"g","useEscrow":false,"currency":"KRW","signature":"SIGNATURE"}"#;
    text.replace("AMOUNT", &amount.to_string()).replace("SIGNATURE", SIGNATURE)
}

async fn answered(memory: &Memory, body: String) -> Result<(u16, String), Box<dyn Error>> {
    let credentials = Credentials::builder().client_id("shop").secret_key("0123456789abcdef0123456789abcdef").build()?;
    let events = memory.clone();
    let shop = Arc::new(Shop { credentials, events });
    let service = Router::new().route("/", post(payment_event::<Memory>)).with_state(shop);
    let answer = service.oneshot(Request::post("/").body(Body::from(body))?).await?;
    let status = answer.status().as_u16();
    let text = to_bytes(answer.into_body(), 1024).await?;
    Ok((status, String::from_utf8(text.to_vec())?))
}

#[tokio::test]
async fn what_is_proven_and_kept_is_acknowledged_and_nothing_else_is() -> Result<(), Box<dyn Error>> {
    let memory = Memory::default();
    for _ in 0..2 {
        assert_eq!(answered(&memory, body(1004)).await?, (200, "OK".to_owned()));
    }
    assert_eq!(memory.kept.lock().map_err(|_| "poisoned")?.len(), 1);
    assert_eq!(answered(&memory, body(9)).await?.0, 400);
    assert_eq!(answered(&memory, "{}".to_owned()).await?.0, 400);
    let away = Memory { fails: true, ..Memory::default() };
    assert_eq!(answered(&away, body(1004)).await?.0, 503);
    Ok(())
}
