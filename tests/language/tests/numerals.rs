//! Lists of values that JSON has as numbers: what is sent, what is refused, and what is read.

use crate::support::{Unused, body, prepared, sandbox, text, vectors, violated};
use kpg_language::numerals::{
    Bank, Client, ClientBuilder, Credentials, Environment, Pick, PickAnswer, PickByForm, PickLines,
    ResultCode, Step,
};
use kpg_runtime::{
    AnsweredChoice, CallError, Choice as _, Encoding, HttpAnswer, OpenChoice as _, Outcome,
    Violations,
};
use kpg_sandbox::Judgement;
use serde_json::{Value, json};

fn builder(environment: Environment) -> ClientBuilder {
    Client::builder(environment, Credentials::new()).unwrap()
}

fn client() -> Client<Unused> {
    builder(Environment::Test).build_with(Unused)
}

fn least() -> Pick {
    let least = Pick::builder().step(Step::None).word(Step::None);
    least.build().unwrap()
}

fn full() -> Pick {
    let line = PickLines::builder().step(Step::Back).build().unwrap();
    let full = Pick::builder().step(Step::One).word(Step::One);
    let full = full.steps([Step::None, Step::Back]).bank(Bank::Second);
    let full = full.either(Step::None).lines([line]).day("MON");
    full.build().unwrap()
}

fn with_bank(bank: &str) -> Result<Pick, Violations> {
    let bank = Bank::from_wire(bank);
    let built = Pick::builder().step(Step::None).word(Step::None);
    built.bank(bank).build()
}

#[test]
fn listed_values_are_sent_as_numbers_without_quotes() {
    let vectors = vectors("numerals");
    for (request, vector) in [
        (full(), "full"),
        (least(), "least"),
        (with_bank("-900").unwrap(), "unlisted"),
    ] {
        let prepared = prepared(client().core(), &request);
        assert_eq!(body(&prepared), text(&vectors, vector), "{vector}");
    }
}

#[test]
fn a_form_has_them_as_texts() {
    let vectors = vectors("numerals");
    let request = PickByForm::builder().step(Step::Back).bank(Bank::First);
    let request = request.build().unwrap();
    for (encoding, vector) in [(Encoding::Form, "form"), (Encoding::Json, "json")] {
        let client = builder(Environment::Test).request_encoding(encoding);
        let client = client.build_with(Unused);
        let prepared = prepared(client.core(), &request);
        assert_eq!(body(&prepared), text(&vectors, vector));
    }
}

#[test]
fn a_value_of_an_open_list_that_is_no_number_is_not_sent() {
    for text in ["", "CARD", "1.5", "+1", "1e3", "9223372036854775808"] {
        assert_eq!(violated(with_bank(text)), ["bank"], "{text}");
    }
}

#[test]
fn conditions_speak_of_the_listed_values() {
    let one = Pick::builder().step(Step::One).word(Step::One);
    assert_eq!(violated(one.build()), ["day"]);
}

fn read(step: &str, bank: &str, state: &str) -> Result<PickAnswer, CallError<ResultCode>> {
    let members = format!(r#""step":{step},"bank":{bank},"steps":[0,"1",7],"state":{state}"#);
    let body = format!(r#"{{"code":"00",{members}}}"#);
    let answer = HttpAnswer::new(200, body);
    client().core().interpret(&least(), &answer)
}

#[test]
fn what_arrives_is_read_as_a_number_and_as_a_text_and_unknown_values_are_kept() {
    for (step, bank) in [("0", "88"), (r#""0""#, r#""88""#)] {
        let answer = read(step, bank, step).unwrap();
        assert_eq!(answer.step, Step::None, "{step}");
        assert_eq!(answer.bank, Bank::Second, "{bank}");
        let steps: Vec<&str> = answer.steps.iter().map(AnsweredChoice::as_str).collect();
        assert_eq!(steps, ["0", "1", "7"]);
        assert_eq!(answer.steps[2].listed(), None);
    }
    let answer = read("0", "-12", "1").unwrap();
    assert_eq!(answer.bank.unrecognised().unwrap().as_str(), "-12");
}

/// A value that no list has is no yes, and neither is the answer to another request.
#[test]
fn another_value_leaves_the_outcome_unknown() {
    for (step, state) in [
        ("1", "0"),
        ("2", "0"),
        ("0.5", "0"),
        ("0", "-1"),
        ("0", "2"),
        ("0", "false"),
    ] {
        let error = read(step, "4", state).unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{step} {state}");
    }
}

#[tokio::test]
async fn a_second_reader_agrees() {
    let (sandbox, address) = sandbox("numerals", kpg_sandbox::Credentials::new()).await;
    let client = builder(Environment::Custom(address)).build().unwrap();
    for request in [full(), least(), with_bank("-900").unwrap()] {
        client.pick(&request).await.unwrap();
        let last = sandbox.log().pop().unwrap();
        assert_eq!(last.judgement, Judgement::Accepted, "{}", last.request_body);
    }
}

/// Beside the client: whoever writes a number as a text is told, and where the pages leave it open both are taken.
#[tokio::test]
async fn the_sandbox_tells_numbers_from_texts() {
    let (sandbox, address) = sandbox("numerals", kpg_sandbox::Credentials::new()).await;
    let full: Value = serde_json::from_str(text(&vectors("numerals"), "full")).unwrap();
    for (member, value, told) in [
        ("step", json!("1"), Some("a number in JSON")),
        ("steps", json!(["0"]), Some("a number in JSON")),
        ("steps", json!([2]), Some("one of")),
        ("bank", json!(true), Some("a number in JSON")),
        ("back", json!("-1"), Some("a number in JSON")),
        ("word", json!(1), Some("a string in JSON")),
        ("either", json!(1), None),
        ("either", json!("1"), None),
        ("either", json!(2), Some("one of")),
    ] {
        let mut body = full.clone();
        body[member] = value.clone();
        let request = kpg_runtime::reqwest::Client::new().post(address.join("/pick"));
        let request = request.header("content-type", "application/json");
        request.body(body.to_string()).send().await.unwrap();
        let at = format!("{member}: {value}");
        match (sandbox.log().pop().unwrap().judgement, told) {
            (Judgement::Accepted, None) => {}
            (Judgement::Refused(findings), Some(told)) => {
                let found = findings.iter().any(|one| one.text.contains(told));
                assert!(found, "{at}: {findings:?}");
            }
            (other, _) => panic!("{at}: {other:?}"),
        }
    }
}
