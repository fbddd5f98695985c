//! What answers without a result code mean, as the model says it.

use std::collections::BTreeMap;

use kpg_codegen::model::{AnswerOutcome, Vendor};
use kpg_codegen::{SourceFile, compile};
use kpg_recipes::judge::{AnswerText, judge};

fn vendor() -> Vendor {
    let text = include_str!("../../tests/language/specs/statuses.yaml");
    compile(&SourceFile::new("statuses.yaml", text)).unwrap()
}

fn outcome(vendor: &Vendor, name: &str, (status, body): (u16, &str)) -> AnswerOutcome {
    let mut operations = vendor.operations.iter();
    let operation = operations.find(|one| one.name.snake() == name).unwrap();
    let text = AnswerText {
        status,
        body: body.as_bytes(),
    };
    let sent = BTreeMap::new();
    judge(vendor, (operation, &operation.answer), (&[], &sent), text).outcome
}

#[test]
fn the_http_status_accepts_and_faults_refuse() {
    let vendor = vendor();
    let fault = r#"{"code":"NOT_FOUND"}"#;
    let new = r#"{"code":"NEW"}"#;
    let order = r#"{"orderId":"O-1"}"#;
    let aborted = r#"{"orderId":"O-1","state":"ABORTED"}"#;
    let done = r#"{"orderId":"O-1","state":"DONE"}"#;
    for (name, status, body, expected) in [
        ("order", 200, order, AnswerOutcome::Done),
        ("order", 202, order, AnswerOutcome::Pending),
        ("order", 203, order, AnswerOutcome::Unknown),
        ("order", 404, fault, AnswerOutcome::Refused),
        ("order", 400, fault, AnswerOutcome::Unknown),
        ("order", 400, new, AnswerOutcome::Refused),
        ("order", 500, new, AnswerOutcome::Unknown),
        (
            "order",
            200,
            r#"{"orderId":"O-1","code":"NEW"}"#,
            AnswerOutcome::Unknown,
        ),
        ("pay", 200, done, AnswerOutcome::Done),
        ("pay", 200, aborted, AnswerOutcome::Refused),
        ("pay", 503, aborted, AnswerOutcome::Unknown),
        ("pay", 200, order, AnswerOutcome::Unknown),
        ("strict", 201, r#"{"result":"OK"}"#, AnswerOutcome::Done),
        ("strict", 200, r#"{"result":"OK"}"#, AnswerOutcome::Unknown),
        ("strict", 200, r#"{"result":"NO"}"#, AnswerOutcome::Refused),
    ] {
        assert_eq!(
            outcome(&vendor, name, (status, body)),
            expected,
            "{name}: {body} on HTTP {status}"
        );
    }
}
