//! Bodies that the cipher of fields encrypts as a whole, exactly as they are sent.

use std::error::Error;

use crate::support::{Unused, bytes, content_type, prepared, sandbox, text, vectors, violated};
use kpg_language::enveloped::{
    Client, Credentials, Danced, Either, Environment, Inside, InsideItems, RequestEncoding, Salted,
    Whole,
};
use kpg_runtime::{HttpRequest, Operation};
use serde_json::Value;

fn credentials() -> Credentials {
    let vectors = vectors("enveloped");
    let credentials = Credentials::builder()
        .cpid("SHOP-1")
        .key(text(&vectors, "key"))
        .iv(text(&vectors, "iv"));
    credentials.build().unwrap()
}

fn client(encoding: RequestEncoding) -> Client<Unused> {
    Client::builder(Environment::Test, credentials())
        .unwrap()
        .request_encoding(encoding)
        .build_with(Unused)
}

fn sent(request: &HttpRequest) -> String {
    String::from_utf8(bytes(request)).unwrap()
}

fn inside() -> Inside {
    let item = |name: &str| InsideItems::builder().name(name).build().unwrap();
    let inside = Inside::builder()
        .card_number("9410000011112222")
        .amount(1004);
    inside.items([item("커피"), item("b")]).build().unwrap()
}

#[test]
fn an_encrypted_body_stands_where_its_operation_says() {
    let vectors = vectors("enveloped");
    let client = client(RequestEncoding::Json);
    let core = client.core();
    let danced = Danced::builder().item("똠방 커피").amount(1004);
    let danced = prepared(core, &danced.tags(["a", "나"]).build().unwrap());
    assert_eq!(sent(&danced), text(&vectors, "danced"));
    let form = "application/x-www-form-urlencoded; charset=euc-kr";
    assert_eq!(content_type(&danced), Some(form));
    assert_eq!(sent(&prepared(core, &inside())), text(&vectors, "inside"));
    let whole = Whole::builder()
        .goods("똠방 커피")
        .price(3)
        .build()
        .unwrap();
    let whole = prepared(core, &whole);
    assert_eq!(sent(&whole), text(&vectors, "whole"));
    assert_eq!(content_type(&whole), Some("text/plain"));
    let seal = whole.headers().get("x-seal").unwrap();
    assert_eq!(seal.to_str().unwrap(), text(&vectors, "seal"));
}

#[test]
fn what_is_encrypted_is_written_as_the_client_chooses() {
    let vectors = vectors("enveloped");
    let either = Either::builder().goods("커피 1").build().unwrap();
    for (encoding, name) in [
        (RequestEncoding::Json, "either_json"),
        (RequestEncoding::Form, "either_form"),
    ] {
        let request = prepared(client(encoding).core(), &either);
        assert_eq!(sent(&request), text(&vectors, name), "{name}");
    }
}

#[test]
fn the_rules_of_members_hold_although_they_are_encrypted() {
    let long = Danced::builder().item("가".repeat(21)).amount(1);
    assert_eq!(violated(long.build()), ["ITEMNAME"]);
}

#[tokio::test]
async fn the_sandbox_opens_what_the_client_encrypts() -> Result<(), Box<dyn Error>> {
    let vectors = vectors("enveloped");
    let merchant = ["key", "iv"].into_iter().fold(
        kpg_sandbox::Credentials::new().text("cpid", "SHOP-1"),
        |merchant, name| merchant.text(name, text(&vectors, name)),
    );
    let (_sandbox, address) = sandbox("enveloped", merchant).await;
    for encoding in [RequestEncoding::Json, RequestEncoding::Form] {
        let environment = Environment::Custom(address.clone());
        let client = Client::builder(environment, credentials())?;
        let client = client.request_encoding(encoding).build()?;
        let danced = Danced::builder().item("똠방 커피").amount(1004);
        client.danced(&danced.tags(["a", "나"]).build()?).await?;
        client.inside(&inside()).await?;
        let whole = Whole::builder().goods("똠방 커피").price(3);
        client.whole(&whole.build()?).await?;
        client
            .either(&Either::builder().goods("커피 1").build()?)
            .await?;
        let salted = Salted::builder().goods("커피 1").build()?;
        client.salted(&salted).await?;
    }
    Ok(())
}

/// The text of a cipher is no member that can be told harmless.
#[test]
fn an_encrypted_body_is_not_shown() {
    let client = client(RequestEncoding::Json);
    let request = prepared(client.core(), &inside());
    let shown = request.masked(Inside::SENSITIVE).to_string();
    assert!(
        shown.contains("encParams=***&") || shown.ends_with("encParams=***"),
        "{shown}"
    );
    assert!(shown.contains("mid=SHOP-1"), "{shown}");
    let whole = Whole::builder().goods("커피").build().unwrap();
    let request = prepared(client.core(), &whole);
    let length = bytes(&request).len();
    let shown = request.masked(Whole::SENSITIVE).to_string();
    assert!(shown.ends_with(&format!("\n<{length} bytes>")), "{shown}");
    let json: Result<Value, _> = serde_json::from_slice(&bytes(&request));
    assert!(json.is_err());
}
