//! Small vendors written as YAML, and requests to them as they go over the wire.

use kpg_codegen::model::Vendor;
use kpg_codegen::{SourceFile, Style, compile, render};
use kpg_sandbox::{Credentials, Exchange, Sandbox, Verdict};

const HEAD: &str = "
kpg: 1
vendor: globex
name: { en: Globex }
documents:
  page: { title: { en: The page }, url: https://globex.example/api, read: 2026-11-21 }
environments:
  test: https://test.globex.example
lengths: characters
";

/// A vendor with what every spec begins with before it.
pub fn vendor(rest: &str) -> Vendor {
    let file = SourceFile::new("globex.yaml", format!("{HEAD}{rest}"));
    compile(&file).unwrap_or_else(|report| panic!("{}", render(&report, Style::Plain)))
}

pub async fn started(rest: &str, credentials: Credentials) -> Sandbox {
    let sandbox = Sandbox::builder().vendor(vendor(rest), credentials);
    sandbox.start().await.unwrap()
}

/// A request; a body is of the media type before it.
pub async fn send(
    sandbox: &Sandbox,
    (method, path): (&str, &str),
    headers: &[(&str, &str)],
    body: Option<(&str, &[u8])>,
) -> (Exchange, Vec<u8>) {
    let url = sandbox.base_url("globex") + path;
    let mut request = reqwest::Client::new().request(method.parse().unwrap(), url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if let Some((media_type, body)) = body {
        request = request
            .header("content-type", media_type)
            .body(body.to_vec());
    }
    let answer = request.send().await.unwrap();
    let bytes = answer.bytes().await.unwrap().to_vec();
    (sandbox.log().pop().unwrap(), bytes)
}

#[track_caller]
pub fn assert_accepted(exchange: &Exchange) {
    let said = &exchange.answer_body;
    assert_eq!(exchange.verdict, Verdict::Accepted, "{said}");
}

/// Refused for these subjects and no others.
#[track_caller]
pub fn assert_refused(exchange: &Exchange, subjects: &[&str]) {
    let Verdict::Refused(findings) = &exchange.verdict else {
        panic!("{:?}: {}", exchange.verdict, exchange.answer_body)
    };
    let found: Vec<&str> = findings.iter().map(|each| each.subject.as_str()).collect();
    assert_eq!(found, subjects, "{findings:?}");
}
