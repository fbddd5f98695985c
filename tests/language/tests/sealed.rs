//! Ciphers of Korean vendors, parts of keys, derived keys, EUC-KR inside, and credentials that one operation needs.

use crate::support::{Unused, body, header, prepared, source, text, vectors, violated};
use kpg_codegen::{SourceFile, compile};
use kpg_language::sealed::{Client, Credentials, Environment, Paid, Register, Settled, Window};
use kpg_runtime::{BaseUrl, DefaultTransport, ErrorKind, NotificationErrorKind, Outcome};
use kpg_sandbox::{Judgement, Sandbox};
use serde_json::{Value, json};

fn credentials(vectors: &Value, text_key: &str, with_window: bool) -> Credentials {
    let text = |name| text(vectors, name);
    let credentials = Credentials::builder()
        .mid(text("mid"))
        .text_key(text_key)
        .hex_key(text("hex_key"))
        .base64_key(text("base64_key"))
        .password(text("password"));
    let credentials = match with_window {
        true => credentials
            .window_key(text("window_key"))
            .window_hmac(text("window_hmac")),
        false => credentials,
    };
    credentials.build().unwrap()
}

fn client(vectors: &Value, with_window: bool) -> Client<Unused> {
    let credentials = credentials(vectors, text(vectors, "text_key"), with_window);
    Client::builder(Environment::Test, credentials)
        .unwrap()
        .source(source(0))
        .build_with(Unused)
}

fn register_of(vectors: &Value, seed: &str) -> Result<Register, kpg_runtime::Violations> {
    let plain = text(vectors, "plain");
    Register::builder()
        .name(text(vectors, "name"))
        .order_id(text(vectors, "order"))
        .seed(seed)
        .seed_blocks(plain)
        .aria(plain)
        .aria_middle(plain)
        .aria_blocks(plain)
        .last(plain)
        .salted(plain)
        .build()
}

fn register(vectors: &Value) -> Register {
    register_of(vectors, text(vectors, "plain")).unwrap()
}

fn window(vectors: &Value) -> Window {
    let window = Window::builder().order_id(text(vectors, "order"));
    window.build().unwrap()
}

fn pairs(text: &str) -> Vec<&str> {
    text.split('&').collect()
}

#[test]
fn texts_are_encrypted_as_openssl_does_with_every_kind_of_key() {
    let vectors = vectors("sealed");
    let request = prepared(client(&vectors, false).core(), &register(&vectors));
    let sent = body(&request);
    assert_eq!(pairs(&sent), pairs(text(&vectors, "register")));
    assert_eq!(header(&request, "x-salt"), Some(text(&vectors, "salt")));
}

/// Encrypted fields are sensitive: neither their text nor its bytes in EUC-KR, which are those of Python's `cp949`.
#[test]
fn a_text_that_is_encrypted_in_euc_kr_is_not_explained() {
    let vectors = vectors("sealed");
    let register = register_of(&vectors, "홍길동").unwrap();
    let explanation = client(&vectors, false).core().explain(&register, None);
    let explanation = explanation.ok().unwrap();
    let shown = format!("{explanation}\n{explanation:?}");
    for hidden in ["홍길동", "c8abb1e6b5bf", text(&vectors, "plain")] {
        assert!(!shown.contains(hidden), "{hidden}: {shown}");
    }
    assert!(shown.contains("euckr"), "{shown}");
}

#[test]
fn what_euc_kr_cannot_hold_is_told_before_it_is_encrypted() {
    let vectors = vectors("sealed");
    assert_eq!(violated(register_of(&vectors, "☕🍵")), ["seed"]);
}

/// Each key is asked for where it is used: a client without the keys of a product calls the operations of the others.
#[test]
fn a_credential_is_asked_for_by_the_operation_that_needs_it() {
    let vectors = vectors("sealed");
    let window = window(&vectors);
    let request = prepared(client(&vectors, true).core(), &window);
    assert_eq!(body(&request), text(&vectors, "window"));
    let without = client(&vectors, false);
    prepared(without.core(), &register(&vectors));
    let error = without.core().prepare(&window, None).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Prepare);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.to_string().contains("window_"), "{error}");
}

#[test]
fn a_proof_is_made_with_keys_of_every_kind() {
    let vectors = vectors("sealed");
    let credentials = credentials(&vectors, text(&vectors, "text_key"), false);
    let order = text(&vectors, "order");
    let notice = |member: &str, proof: &str| {
        json!({ "orderId": order, "amount": "1000", member: proof }).to_string()
    };
    let paid = notice("sign", text(&vectors, "paid"));
    Paid::receive(&credentials, paid.as_bytes()).unwrap();
    let settled = notice("seal", text(&vectors, "settled"));
    Settled::receive(&credentials, settled.as_bytes()).unwrap();
    // The proofs of another amount.
    let paid = Paid::receive(&credentials, paid.replace("1000", "1001").as_bytes());
    assert_eq!(
        paid.unwrap_err().kind(),
        NotificationErrorKind::NotAuthentic
    );
    let settled = Settled::receive(&credentials, settled.replace("1000", "1001").as_bytes());
    assert_eq!(
        settled.unwrap_err().kind(),
        NotificationErrorKind::NotAuthentic
    );
}

/// A sandbox with the credentials of the vectors.
async fn sandbox(vectors: &Value) -> Sandbox {
    let spec = include_str!("../specs/sealed.yaml");
    let vendor = compile(&SourceFile::new("sealed.yaml", spec)).unwrap();
    let names = [
        "mid",
        "text_key",
        "hex_key",
        "base64_key",
        "password",
        "window_key",
        "window_hmac",
    ];
    let merchant = names
        .into_iter()
        .fold(kpg_sandbox::Credentials::new(), |merchant, name| {
            merchant.text(name, text(vectors, name))
        });
    let sandbox = Sandbox::builder().vendor(vendor, merchant);
    sandbox.start().await.unwrap()
}

fn caller(sandbox: &Sandbox, vectors: &Value, text_key: &str) -> Client<DefaultTransport> {
    let address = BaseUrl::parse(&sandbox.base_url("sealed")).unwrap();
    let credentials = credentials(vectors, text_key, true);
    let client = Client::builder(Environment::Custom(address), credentials).unwrap();
    client.build().unwrap()
}

#[tokio::test]
async fn a_second_reader_decrypts_with_the_same_keys_and_with_no_others() {
    let vectors = vectors("sealed");
    let sandbox = sandbox(&vectors).await;
    let client = caller(&sandbox, &vectors, text(&vectors, "text_key"));
    // Twice: the salt of the derived key is another one.
    for _ in 0..2 {
        client.register(&register(&vectors)).await.unwrap();
        client.window(&window(&vectors)).await.unwrap();
    }
    let log = sandbox.log();
    let mut judgements = log.iter().map(|exchange| &exchange.judgement);
    assert!(judgements.all(|judgement| matches!(judgement, Judgement::Accepted)));

    let other = caller(&sandbox, &vectors, "another key of the same lengths!");
    drop(other.register(&register(&vectors)).await);
    let log = sandbox.log();
    let Judgement::Refused(findings) = &log.last().unwrap().judgement else {
        panic!("a text that was encrypted with another key was read");
    };
    let found: Vec<&str> = findings.iter().map(|one| one.subject.as_str()).collect();
    assert_eq!(found, ["seed", "last"]);
}
