//! What the tests of several modules call: the vendors that only tests have, and requests as they go over the wire.

pub mod acme;
pub mod globex;

use std::sync::LazyLock;

use kpg_codegen::model::Vendor;
use kpg_codegen::{SourceFile, Style, compile, render};
use kpg_sandbox::{Exchange, Judgement, Sandbox};

/// The client of all tests. It keeps no connection: each test has a runtime of its own, with which connections end.
pub static HTTP: LazyLock<reqwest::Client> = LazyLock::new(|| {
    let client = reqwest::Client::builder().pool_max_idle_per_host(0);
    client.build().unwrap()
});

/// The model of a spec without fault.
pub fn compiled(name: &str, text: impl Into<String>) -> Vendor {
    compile(&SourceFile::new(name, text.into()))
        .unwrap_or_else(|report| panic!("{}", render(&report, Style::Plain)))
}

/// Sends a request to a vendor of a sandbox: how the sandbox judged it, and the body that it answered.
pub async fn send(
    sandbox: &Sandbox,
    vendor: &str,
    (method, path): (&str, &str),
    headers: impl IntoIterator<Item = (&str, &str)>,
    body: Option<Vec<u8>>,
) -> (Exchange, Vec<u8>) {
    let (status, bytes) = answered(sandbox, vendor, (method, path), headers, body).await;
    let exchange = sandbox.log().pop().unwrap();
    assert_eq!(exchange.status, status, "the log says what was sent");
    (exchange, bytes)
}

/// The status and the body of an answer.
pub async fn answered(
    sandbox: &Sandbox,
    vendor: &str,
    (method, path): (&str, &str),
    headers: impl IntoIterator<Item = (&str, &str)>,
    body: Option<Vec<u8>>,
) -> (u16, Vec<u8>) {
    let url = sandbox.base_url(vendor) + path;
    let mut request = HTTP.request(method.parse().unwrap(), url);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    if let Some(body) = body {
        request = request.body(body);
    }
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    (status, answer.bytes().await.unwrap().to_vec())
}

#[track_caller]
pub fn assert_accepted(exchange: &Exchange) {
    let answer = &exchange.answer_body;
    assert_eq!(exchange.judgement, Judgement::Accepted, "{answer}");
}
