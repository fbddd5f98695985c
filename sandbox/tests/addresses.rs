//! Methods, paths with segments, queries, bodies where they belong, and proofs over the address.

use crate::support::assert_accepted;
use crate::support::globex::{assert_refused, send, started};
use kpg_sandbox::{Credentials, Sandbox};

const SPEC: &str = r#"
credentials:
  key: { en: key, secret: true }
values:
  proof:
    recipe:
      - concat: [ { request: method }, { literal: " " }, { request: path }, { literal: "?" }, { request: query } ]
      - hmac_sha512: key
      - hex
  digest: { recipe: [ body, md5, base64 ] }
groups:
  signed:
    X-Proof: { en: proof, from: proof }
codes:
  common:
    "00": { name: success, en: done }
    "40": { name: bad, en: bad, http: 400, reports: field }
operations:
  look:
    en: Look
    document: page
    effect: reads
    get: /pay/{order}/parts/{part}
    path:
      order: { en: order, length: 3..10, presence: required, example: A-1 }
      part:  { en: part, type: integer, range: 1..9, presence: required, example: "1" }
    query:
      from:  { en: from, type: datetime, format: yyyyMMdd }
      name:  { en: name, only: "A-Z ", length: ..9 }
      shape: { en: shape, constant: full }
    headers: [ signed ]
    answer: { code: { en: code, role: code } }
    success: { code: [ "00" ] }
    codes: common
  list:
    en: List
    document: page
    effect: reads
    get: /pay/all/parts/new
    answer: { code: { en: code, role: code } }
    success: { code: [ "00" ] }
    codes: common
  change:
    en: Change
    document: page
    effect: changes
    put: /pay/{order}
    path:
      order: { en: order, presence: required, example: A-1 }
    send: json
    headers:
      X-Digest: { en: digest, from: digest }
    request:
      note: { en: note, presence: required, without: ";," , example: hi }
    answer: { code: { en: code, role: code } }
    success: { code: [ "00" ] }
    codes: common
  remove:
    en: Drop
    document: page
    effect: changes
    delete: /pay/{order}
    path:
      order: { en: order, presence: required, example: A-1 }
    answer: { code: { en: code, role: code } }
    success: { code: [ "00" ] }
    codes: common
"#;

async fn sandbox() -> Sandbox {
    started(SPEC, Credentials::new().text("key", "sign-key")).await
}

// `printf 'GET /globex…?…' | openssl dgst -sha512 -hmac sign-key`
const LOOK: &str = "/pay/A%2F1/parts/2?from=20240229&name=A+B&shape=full";
const LOOK_PROOF: &str = "c6b7216bdd4eb16451d01444e3666877320b786705551981438beae2e05ae5f1c30fa6905ed6ab9bde29cbdadf860a5b1c43259b215933c97be52bedb0c124e2";
const PLAIN: &str = "/pay/A-1/parts/1?shape=full";
const PLAIN_PROOF: &str = "dd283d807832dc08296a5b3c5badab33e488a96fc6e49460857faa0a4ef66523c4ef3232c4e5e4081df01422119857d15a40fda238a9025d759e1ba2a796aa04";

#[tokio::test]
async fn the_address_is_read_and_proven_as_it_was_sent() {
    let sandbox = sandbox().await;
    for (path, proof) in [(LOOK, LOOK_PROOF), (PLAIN, PLAIN_PROOF)] {
        let (exchange, _) = send(&sandbox, ("GET", path), &[("x-proof", proof)], None).await;
        assert_accepted(&exchange);
        assert_eq!(exchange.operation.as_deref(), Some("look"));
        assert_eq!(exchange.method, "GET");
        assert_eq!(exchange.path, format!("/globex{path}"));
        assert!(!exchange.has_body && exchange.request_body.is_empty());
    }
    let (exchange, _) = send(&sandbox, ("GET", LOOK), &[("x-proof", PLAIN_PROOF)], None).await;
    assert_refused(&exchange, &["X-Proof"]);
}

#[tokio::test]
async fn segments_and_parameters_are_held_to_their_rules() {
    let sandbox = sandbox().await;
    for (path, subjects) in [
        ("/pay/A/parts/1?shape=full", vec!["order"]),
        ("/pay/A-1/parts/10?shape=full", vec!["part"]),
        ("/pay/A-1/parts/x?shape=full", vec!["part"]),
        ("/pay/%B0%A1/parts/1?shape=full", vec!["order", "order"]),
        ("/pay//parts/1?shape=full", vec!["order"]),
        ("/pay/A-1/parts/1", vec!["shape"]),
        ("/pay/A-1/parts/1?shape=half", vec!["shape"]),
        ("/pay/A-1/parts/1?shape=full&from=20230229", vec!["from"]),
        ("/pay/A-1/parts/1?shape=full&name=a", vec!["name"]),
        ("/pay/A-1/parts/1?shape=full&shape=full", vec!["shape"]),
        ("/pay/A-1/parts/1?shape=full&other=1", vec!["other"]),
        (
            "/pay/A-1/parts/1?shape=full&name=%B0%A1",
            vec!["query", "shape"],
        ),
    ] {
        // Without the header's value the proof is one more finding, the last one.
        let (exchange, _) = send(&sandbox, ("GET", path), &[("x-proof", "00")], None).await;
        let kpg_sandbox::Judgement::Refused(findings) = &exchange.judgement else {
            panic!("{path} was accepted")
        };
        let found: Vec<&str> = findings
            .iter()
            .map(|each| each.subject.as_str())
            .filter(|subject| *subject != "X-Proof")
            .collect();
        assert_eq!(found, subjects, "{path} {findings:?}");
    }
}

#[tokio::test]
async fn methods_and_fixed_segments_choose_the_operation() {
    let sandbox = sandbox().await;
    let (exchange, _) = send(&sandbox, ("GET", "/pay/all/parts/new"), &[], None).await;
    assert_eq!(exchange.operation.as_deref(), Some("list"));
    assert_accepted(&exchange);
    let (exchange, _) = send(&sandbox, ("GET", "/pay/all/parts/new?a=1"), &[], None).await;
    assert_refused(&exchange, &["query"]);
    let (exchange, _) = send(&sandbox, ("DELETE", "/pay/A-1"), &[], None).await;
    assert_eq!(exchange.operation.as_deref(), Some("remove"));
    assert_accepted(&exchange);
    let (exchange, _) = send(&sandbox, ("POST", "/pay/A-1"), &[], None).await;
    assert_eq!(exchange.status, 405);
    assert!(
        exchange.answer_body.contains("DELETE or PUT"),
        "{}",
        exchange.answer_body
    );
}

#[tokio::test]
async fn bodies_stand_where_they_belong() {
    let sandbox = sandbox().await;
    let json = "application/json";
    // `printf '{"note":"hi"}' | openssl md5 -binary | base64`
    let digest = [("x-digest", "+XUo3ELFc9YEutFtwf/dng==")];
    let body: &[u8] = br#"{"note":"hi"}"#;
    let (exchange, _) = send(&sandbox, ("PUT", "/pay/A-1"), &digest, Some((json, body))).await;
    assert_accepted(&exchange);
    assert!(exchange.has_body);
    let (exchange, _) = send(&sandbox, ("DELETE", "/pay/A-1"), &[], Some((json, body))).await;
    assert_refused(&exchange, &["body"]);
    let (exchange, _) = send(&sandbox, ("PUT", "/pay/A-1"), &digest, Some((json, b""))).await;
    assert_refused(&exchange, &["body"]);
    assert!(!exchange.has_body);
    let body: &[u8] = br#"{"note":"a;b"}"#;
    let (exchange, _) = send(&sandbox, ("PUT", "/pay/A-1"), &digest, Some((json, body))).await;
    assert_refused(&exchange, &["note", "X-Digest"]);
}
