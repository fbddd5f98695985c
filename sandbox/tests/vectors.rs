//! Requests that Python wrote from the vendors' documents (tests/vectors) are accepted, with the real
//! specs. Neither side shares code with the generated clients.

use std::path::{Path, PathBuf};

use kpg_codegen::{SourceFile, Style, compile, render};
use kpg_sandbox::{Credentials, Sandbox, Verdict};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: PathBuf) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}

fn vendor(id: &str) -> kpg_codegen::model::Vendor {
    let file = SourceFile::new(id, read(root().join(format!("specs/{id}.yaml"))));
    compile(&file).unwrap_or_else(|report| panic!("{}", render(&report, Style::Plain)))
}

fn credentials(given: &Value) -> Credentials {
    let mut credentials = Credentials::new();
    for (name, value) in given.as_object().unwrap() {
        credentials = match value {
            Value::String(text) => credentials.text(name, text),
            key => {
                let file = key["key_file"].as_str().unwrap().replace(".pkcs8.", ".public.");
                let pem = read(root().join("tests/vectors").join(file));
                credentials.public_key_pem(name, &pem).unwrap()
            }
        };
    }
    credentials
}

async fn replay(vector: &Value, any_clock: bool) -> (reqwest::StatusCode, Verdict, String) {
    let id = vector["vendor"].as_str().unwrap();
    let vendor = vendor(id);
    let operation = vendor
        .operations
        .iter()
        .find(|operation| Some(operation.name.snake()) == vector["operation"].as_str())
        .unwrap();
    let path = operation.path.clone();
    assert!(vector["request"]["url"].as_str().unwrap().ends_with(&path));
    let builder = Sandbox::builder().vendor(vendor, credentials(&vector["credentials"]));
    let builder = if any_clock { builder.any_clock() } else { builder };
    let sandbox = builder.start().await.unwrap();
    for (session, token) in vector["session"].as_object().unwrap() {
        assert!(sandbox.issue_token(id, session, token.as_str().unwrap()));
    }
    let mut request = reqwest::Client::new().post(sandbox.base_url(id) + &path);
    for (name, value) in vector["request"]["headers"].as_object().unwrap() {
        request = request.header(name, value.as_str().unwrap());
    }
    let body = vector["request"]["body"].as_str().unwrap().to_owned();
    let status = request.body(body).send().await.unwrap().status();
    let exchange = sandbox.log().pop().unwrap();
    (status, exchange.verdict, exchange.plain_answer.unwrap_or(exchange.answer_body))
}

#[tokio::test]
async fn requests_made_outside_are_accepted() {
    let folder = root().join("tests/vectors/prepared");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let vector: Value = serde_json::from_str(&read(path.clone())).unwrap();
        let (status, verdict, answer) = replay(&vector, true).await;
        println!("{} {answer}", path.display());
        assert_eq!(verdict, Verdict::Accepted, "{}: {answer}", path.display());
        assert_eq!(status, 200);
        count += 1;
    }
    assert!(count >= 13, "only {count} vectors were found");
}

/// The vectors are of 2022: where the clock counts, every one that shows it is refused for it alone.
#[tokio::test]
async fn requests_of_another_day_are_refused() {
    for name in ["welcome-cancel", "konaplate-cancel_charge"] {
        let vector = read(root().join(format!("tests/vectors/prepared/{name}.json")));
        let (_, verdict, answer) = replay(&serde_json::from_str(&vector).unwrap(), false).await;
        let Verdict::Refused(findings) = verdict else { panic!("{name} was accepted") };
        assert!(findings.iter().all(|finding| finding.text.contains("10 minutes")), "{answer}");
    }
}
