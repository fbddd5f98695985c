//! Small vendors written as YAML, and requests to them.

use kpg_codegen::model::Vendor;
use kpg_sandbox::{Credentials, Exchange, Judgement, Sandbox};

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
    super::compiled("globex.yaml", format!("{HEAD}{rest}"))
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
    let media_type = body.map(|(media_type, _)| ("content-type", media_type));
    let headers = headers.iter().copied().chain(media_type);
    let body = body.map(|(_, body)| body.to_vec());
    super::send(sandbox, "globex", (method, path), headers, body).await
}

/// Refused for these subjects and no others.
#[track_caller]
pub fn assert_refused(exchange: &Exchange, subjects: &[&str]) {
    let Judgement::Refused(findings) = &exchange.judgement else {
        panic!("{:?}: {}", exchange.judgement, exchange.answer_body)
    };
    let found: Vec<&str> = findings.iter().map(|each| each.subject.as_str()).collect();
    assert_eq!(found, subjects, "{findings:?}");
}
