//! Requests that Python wrote from the vendors' documents (tests/vectors) are accepted, with the real
//! specs. Neither side shares code with the generated clients.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::support;
use kpg_codegen::model::{CredentialKind, Field, Operation, Presence, Source, Vendor};
use kpg_sandbox::{Credentials, Judgement, Sandbox};
use serde_json::{Map, Value};

/// The vendors of the vectors, each compiled once.
static VENDORS: LazyLock<BTreeMap<String, Vendor>> = LazyLock::new(|| {
    let mut vendors = BTreeMap::new();
    for (_, vector) in &*VECTORS {
        let id = vector["vendor"].as_str().unwrap();
        vendors.entry(id.to_owned()).or_insert_with(|| {
            let spec = format!("specs/{id}.yaml");
            support::compiled(&spec, read(root().join(&spec)))
        });
    }
    vendors
});

/// Every vector and the name of its file.
static VECTORS: LazyLock<Vec<(String, Value)>> = LazyLock::new(|| {
    let folder = std::fs::read_dir(root().join("tests/vectors/prepared")).unwrap();
    let paths = folder.map(|entry| entry.unwrap().path());
    let vector = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, serde_json::from_str(&read(path)).unwrap())
    };
    paths.map(vector).collect()
});

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: PathBuf) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}

/// The vendor and the operation of a vector.
fn called(vector: &Value) -> (&'static Vendor, &'static Operation) {
    let vendor = &VENDORS[vector["vendor"].as_str().unwrap()];
    let mut operations = vendor.operations.iter();
    let operation = operations.find(|each| vector["operation"] == each.name.snake());
    (vendor, operation.unwrap())
}

/// What a vector gives. A text that its operation does not use may be any of the right length.
fn credentials(vendor: &Vendor, given: &Value) -> Credentials {
    let mut credentials = Credentials::new();
    for known in &vendor.credentials {
        if known.required && known.kind == CredentialKind::Text {
            let width = known.length.map_or(16, |length| length.max as usize);
            credentials = credentials.text(known.name.snake(), "1".repeat(width));
        }
    }
    for (name, value) in given.as_object().unwrap() {
        credentials = match value {
            Value::String(text) => credentials.text(name, text),
            key => {
                let file = key["key_file"]
                    .as_str()
                    .unwrap()
                    .replace(".pkcs8.", ".public.");
                let pem = read(root().join("tests/vectors").join(file));
                credentials.public_key_pem(name, &pem).unwrap()
            }
        };
    }
    credentials
}

async fn replay(vector: &Value, any_clock: bool) -> (u16, Judgement, String) {
    let (vendor, operation) = called(vector);
    let (id, path) = (
        vendor.id.snake(),
        operation.target.path().unwrap().to_owned(),
    );
    assert!(vector["request"]["url"].as_str().unwrap().ends_with(&path));
    let credentials = credentials(vendor, &vector["credentials"]);
    let builder = Sandbox::builder()
        .without_records()
        .vendor(vendor.clone(), credentials);
    let builder = if any_clock {
        builder.any_clock()
    } else {
        builder
    };
    let sandbox = builder.start().await.unwrap();
    for (session, token) in vector["session"].as_object().unwrap() {
        assert!(sandbox.issue_token(id, session, token.as_str().unwrap()));
    }
    let headers = vector["request"]["headers"].as_object().unwrap().iter();
    let headers = headers.map(|(name, value)| (name.as_str(), value.as_str().unwrap()));
    let body = vector["request"]["body"].as_str().unwrap().into();
    let (exchange, _) = support::send(&sandbox, id, ("POST", &path), headers, Some(body)).await;
    let answer = exchange.plain_answer.unwrap_or(exchange.answer_body);
    (exchange.status, exchange.judgement, answer)
}

#[tokio::test]
async fn requests_made_outside_are_accepted() {
    let found = VECTORS.len();
    assert!(found >= 13, "only {found} vectors were found");
    for (name, vector) in &*VECTORS {
        let (status, judgement, answer) = replay(vector, true).await;
        println!("{name} {answer}");
        assert_eq!(judgement, Judgement::Accepted, "{name}: {answer}");
        assert_eq!(status, 200);
    }
}

/// A header or JSON member of a vector changed, or taken away with `None`.
fn changed(vector: &Value, field: &Field, header: bool, text: Option<&str>) -> Value {
    let mut vector = vector.clone();
    let form = !vector["request"]["body"].as_str().unwrap().starts_with('{');
    let body = vector["request"]["body"].as_str().unwrap().to_owned();
    let change = |members: &mut Map<String, Value>| match text {
        Some(text) => drop(members.insert(field.wire.clone(), text.into())),
        None => drop(members.remove(&field.wire)),
    };
    if header {
        change(vector["request"]["headers"].as_object_mut().unwrap());
        return vector;
    }
    let mut members: Map<String, Value> = match form {
        true => form_urlencoded::parse(body.as_bytes())
            .map(|(name, value)| (name.into(), value.into()))
            .collect(),
        false => serde_json::from_str(&body).unwrap(),
    };
    change(&mut members);
    let texts = members
        .iter()
        .map(|(name, value)| (name, value.as_str().unwrap_or_default()));
    let body = match form {
        true => form_urlencoded::Serializer::new(String::new())
            .extend_pairs(texts)
            .finish(),
        false => serde_json::to_string(&members).unwrap(),
    };
    vector["request"]["body"] = body.into();
    vector
}

/// Every required field of every vector is missed, and every one that kpg supplies or encrypts is
/// verified.
#[tokio::test]
async fn no_field_goes_unread() {
    for (name, vector) in &*VECTORS {
        let (_, operation) = called(vector);
        let headers = operation.headers.iter().map(|field| (field, true));
        for (field, header) in headers.chain(operation.body.iter().map(|field| (field, false))) {
            let mut wrong = Vec::new();
            let optional =
                field.presence != Presence::Required || field.wire == "X-KM-Crypto-Key-Id";
            if !optional {
                wrong.push(changed(vector, field, header, None));
            }
            if field.source != Source::Caller || field.cipher.is_some() {
                wrong.push(changed(vector, field, header, Some("!")));
            }
            for wrong in wrong {
                let (_, judgement, answer) = replay(&wrong, true).await;
                let Judgement::Refused(findings) = judgement else {
                    panic!("{name} {}: {answer}", field.wire)
                };
                assert!(
                    findings.iter().any(|each| each.subject == field.wire),
                    "{name}: {findings:?}"
                );
            }
        }
    }
}

/// The vectors are of 2022: where the clock counts, every one that shows it is refused for it alone.
#[tokio::test]
async fn requests_of_another_day_are_refused() {
    for name in ["welcome-cancel", "konaplate-cancel_charge"] {
        let (_, vector) = VECTORS.iter().find(|(known, _)| known == name).unwrap();
        let (_, judgement, answer) = replay(vector, false).await;
        let Judgement::Refused(findings) = judgement else {
            panic!("{name} was accepted")
        };
        assert!(
            findings
                .iter()
                .all(|finding| finding.text.contains("10 minutes")),
            "{answer}"
        );
    }
}
