//! What answers mean, as the model says it: without a result code, with a detailed code, with members that repeat the request.

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

/// The same answers as the tests of the generated client have, `tests/language/tests/outcomes.rs`.
#[test]
fn a_detailed_code_that_is_not_listed_does_not_refuse_unless_the_spec_says_so() {
    let text = include_str!("../../tests/language/specs/outcomes.yaml");
    let vendor = compile(&SourceFile::new("outcomes.yaml", text)).unwrap();
    let (refused, unknown) = (AnswerOutcome::Refused, AnswerOutcome::Unknown);
    for (detail, capture, void) in [
        (r#""P015""#, refused, refused),
        (r#"" P015 ""#, refused, refused),
        (r#""""#, refused, refused),
        ("null", refused, refused),
        (r#""P777""#, unknown, refused),
        ("777", unknown, refused),
        (r#""P099""#, unknown, unknown),
        (r#"" P099 ""#, unknown, unknown),
        (r#""0000""#, unknown, unknown),
        (r#""the line broke""#, unknown, unknown),
        (r#"["P777"]"#, unknown, unknown),
        (r#"{"code":"P777"}"#, unknown, unknown),
    ] {
        let body = format!(r#"{{"resultCode":"P015","detailCode":{detail}}}"#);
        let known = |name| outcome(&vendor, name, (200, &body));
        assert_eq!(known("capture"), capture, "capture: {body}");
        assert_eq!(known("void"), void, "void: {body}");
    }
}

/// An operation whose answer repeats an amount in an object, in a list and at its top.
const REPEATS: &str = r#"
kpg: 1
vendor: acme
name: { en: Acme Pay }
documents: { guide: { title: { en: Guide }, read: 2026-11-29 } }
environments: { production: https://pay.acme.example }
operations:
  pay:
    en: Pay
    document: guide
    effect: moves_money
    post: /pay
    send: json
    request: { amount: { en: amount, type: amount, number: true, presence: required } }
    answer:
      code:   { en: result code, role: code }
      amount: { en: amount, type: amount, echoes: amount }
      paid:   { en: what was paid, type: object, members: { total: { en: amount, type: amount, echoes: amount } } }
      parts:  { en: parts, type: list, members: { whole: { en: amount, type: amount, echoes: amount } } }
    success: { code: [ "00" ] }
    codes: { "00": { en: done, name: done } }
"#;

#[test]
fn what_must_be_repeated_is_compared_at_every_depth() {
    let vendor = compile(&SourceFile::new("acme.yaml", REPEATS)).unwrap();
    let pay = vendor.operations.first().unwrap();
    let amount = pay.placed_fields().next().unwrap().at;
    let sent = BTreeMap::from([(amount, "1004".to_owned())]);
    for (members, expected) in [
        (r#""amount":1004"#, AnswerOutcome::Done),
        (r#""amount":1005"#, AnswerOutcome::Unknown),
        (r#""amount":"","paid":{"total":1004}"#, AnswerOutcome::Done),
        (r#""paid":{"total":1005}"#, AnswerOutcome::Unknown),
        (r#""paid":{}"#, AnswerOutcome::Done),
        (
            r#""parts":[{"whole":1004},{"whole":1004}]"#,
            AnswerOutcome::Done,
        ),
        (
            r#""parts":[{"whole":1004},{"whole":1005}]"#,
            AnswerOutcome::Unknown,
        ),
        (r#""parts":[]"#, AnswerOutcome::Done),
    ] {
        let body = format!(r#"{{"code":"00",{members}}}"#);
        let text = AnswerText {
            status: 200,
            body: body.as_bytes(),
        };
        let judged = judge(&vendor, (pay, &pay.answer), (&[], &sent), text);
        assert_eq!(judged.outcome, expected, "{body}: {:?}", judged.why);
    }
}
