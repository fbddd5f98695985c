//! Negative and decimal numbers, and values that stand in place of a date.

use crate::support::{Unused, body, prepared, text, vectors, violated};
use kpg_codegen::{SourceFile, compile};
use kpg_language::numbers::{
    Client, ClientBuilder, Credentials, Environment, NoEnd, ResultCode, Settle, SettleAnswer,
    SettleByForm, SettleLines,
};
use kpg_runtime::{BaseUrl, CallError, Decimal, ErrorKind, HttpAnswer, TimeOr, Violations};
use kpg_sandbox::{Judgement, Sandbox};
use serde_json::json;

fn builder(environment: Environment) -> ClientBuilder {
    Client::builder(environment, Credentials::new()).unwrap()
}

fn client() -> Client<Unused> {
    builder(Environment::Test).build_with(Unused)
}

fn number(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

fn settle_with(
    (price, rate, part): (&str, &str, &str),
    shift: i64,
    end: impl Into<TimeOr<NoEnd>>,
    balance: Option<i64>,
) -> Result<Settle, Violations> {
    let settle = Settle::builder()
        .price(number(price))
        .rate(number(rate))
        .part(number(part))
        .shift(shift)
        .end(end);
    match balance {
        Some(balance) => settle.balance(balance).build(),
        None => settle.build(),
    }
}

fn settle() -> Settle {
    let line = SettleLines::builder().price(number("0.10")).shift(-5);
    Settle::builder()
        .price(number("10.5"))
        .rate(number("1391.2500"))
        .part(number("-0.125"))
        .shift(-12)
        .balance(-1_000)
        .fee(-5)
        .end(NoEnd::None)
        .lines([line.build().unwrap()])
        .shifts([1, 2])
        .build()
        .unwrap()
}

fn by_form() -> SettleByForm {
    let settle = SettleByForm::builder()
        .price(number("0.01"))
        .rate(0)
        .part(1)
        .shift(14);
    settle.end("20260228235959").build().unwrap()
}

#[test]
fn numbers_are_written_exactly() {
    let vectors = vectors("numbers");
    let request = prepared(client().core(), &settle());
    assert_eq!(body(&request), text(&vectors, "json"));
    let least = settle_with(("0.01", "0", "1"), 14, "20260228235959", None).unwrap();
    assert_eq!(
        body(&prepared(client().core(), &least)),
        text(&vectors, "least")
    );
    assert_eq!(
        body(&prepared(client().core(), &by_form())),
        text(&vectors, "form")
    );
}

#[test]
fn what_is_beyond_a_limit_is_told_before_it_is_sent() {
    let fine = ("1", "1", "1");
    for (built, field) in [
        (settle_with(("0", "1", "1"), 0, NoEnd::Never, None), "price"),
        (
            settle_with(("-1", "1", "1"), 0, NoEnd::Never, None),
            "price",
        ),
        (
            settle_with(("1.005", "1", "1"), 0, NoEnd::Never, None),
            "price",
        ),
        (
            settle_with(("100000", "1", "1"), 0, NoEnd::Never, None),
            "price",
        ),
        (
            settle_with(("1", "0.00001", "1"), 0, NoEnd::Never, None),
            "rate",
        ),
        (settle_with(("1", "-1", "1"), 0, NoEnd::Never, None), "rate"),
        (
            settle_with(("1", "1", "1.001"), 0, NoEnd::Never, None),
            "part",
        ),
        (settle_with(fine, -13, NoEnd::Never, None), "shift"),
        (settle_with(fine, 15, NoEnd::Never, None), "shift"),
        (settle_with(fine, 0, "20260230000000", None), "end"),
        (settle_with(fine, 0, "1", None), "end"),
        (
            settle_with(fine, 0, NoEnd::Never, Some(-10_000_000_000)),
            "balance",
        ),
    ] {
        assert_eq!(violated(built), [field]);
    }
    assert!(settle_with(fine, 0, "0", Some(-9_999_999_999)).is_ok());
    let line = SettleLines::builder().price(number("1.001")).shift(-6);
    assert_eq!(violated(line.build()), ["price", "shift"]);
}

fn read(members: &str) -> Result<SettleAnswer, CallError<ResultCode>> {
    let answer = HttpAnswer::new(200, format!(r#"{{"code":"00",{members}}}"#));
    client().core().interpret(&settle(), &answer)
}

/// An accepted answer with a price and a balance, as JSON writes them, and an end.
fn accepted(price: &str, balance: &str, end: &str) -> String {
    format!(r#""price":{price},"balance":{balance},"end":{end}"#)
}

#[test]
fn a_number_is_read_however_it_is_written() {
    for (price, balance) in [
        (r#""10.50""#, r#""-1000""#),
        ("10.5", "-1000"),
        (r#""10.500""#, "-1000.0"),
        ("10.50", r#""-1,000.00""#),
    ] {
        let answer = read(&accepted(price, balance, r#""0""#)).unwrap();
        assert_eq!((answer.price, answer.balance), (number("10.5"), -1000));
        assert_eq!(answer.end, TimeOr::Special(NoEnd::None));
    }
}

#[test]
fn another_number_answers_another_request() {
    for (price, balance) in [
        (r#""10.51""#, r#""-1000""#),
        ("-10.5", "-1000"),
        ("105", "-1000"),
        ("10.5", "1000"),
        ("10.5", "-1000.5"),
    ] {
        let error = read(&accepted(price, balance, r#""0""#)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Mismatch, "{price} {balance}");
    }
    let other = accepted("10.5", "-1000", r#""20260101000000""#);
    assert_eq!(read(&other).unwrap_err().kind(), ErrorKind::Mismatch);
}

#[test]
fn what_is_not_read_exactly_is_not_read() {
    // Of the first one a binary fraction keeps another number.
    for part in [
        "0.12345678901234567",
        r#""0.5.0""#,
        r#""--1""#,
        "true",
        r#""1e-3""#,
    ] {
        let more = format!(r#"{},"part":{part}"#, accepted("10.5", "-1000", r#""0""#));
        let answer = read(&more).unwrap();
        let noted: Vec<&str> = answer.noted.iter().map(|it| it.path.as_str()).collect();
        assert_eq!((answer.part, &*noted), (None, &["part"][..]), "{part}");
    }
}

#[test]
fn a_time_and_what_stands_in_its_place_are_told_apart() {
    let all = |next: &str| format!(r#"{},"next":{next}"#, accepted("10.5", "-1000", "0"));
    let next = |next: &str| read(&all(next)).unwrap().next;
    let day = next(r#""20240229""#).unwrap();
    let read = day.time().and_then(|time| time.date());
    assert_eq!(read.unwrap().to_string(), "2024-02-29");
    assert_eq!(next(r#""0""#).unwrap().special(), Some(&NoEnd::None));
    assert_eq!(
        next("99999999999999").unwrap().special(),
        Some(&NoEnd::Never)
    );
    // An odd date keeps its text, and hides no yes.
    let odd = next(r#""00000000""#).unwrap();
    assert_eq!(odd.time().map(|time| time.as_str()), Some("00000000"));
    assert_eq!((next("null"), next(r#""""#)), (None, None));
}

#[tokio::test]
async fn a_second_reader_agrees() {
    let spec = include_str!("../specs/numbers.yaml");
    let vendor = compile(&SourceFile::new("numbers.yaml", spec)).unwrap();
    let merchant = kpg_sandbox::Credentials::new();
    let sandbox = Sandbox::builder()
        .vendor(vendor, merchant)
        .start()
        .await
        .unwrap();
    let address = BaseUrl::parse(&sandbox.base_url("numbers")).unwrap();
    let client = builder(Environment::Custom(address)).build().unwrap();
    let least = settle_with(("0.01", "0", "-1"), -1, "20260228235959", Some(0)).unwrap();
    let judged = || {
        let last = sandbox.log().pop().unwrap();
        assert_eq!(last.judgement, Judgement::Accepted, "{}", last.request_body);
    };
    for request in [settle(), least] {
        let answer = client.settle(&request).await;
        judged();
        answer.unwrap();
    }
    let answer = client.settle_by_form(&by_form()).await;
    judged();
    answer.unwrap();
}

/// The page leaves open how JSON has it: the client sends a text, and the sandbox takes a number too, by the same rules.
#[tokio::test]
async fn what_may_be_a_text_or_a_number_is_taken_as_both() {
    let vendor = compile(&SourceFile::new(
        "numbers.yaml",
        include_str!("../specs/numbers.yaml"),
    ));
    let sandbox = Sandbox::builder().fresh(vendor.unwrap()).start().await;
    let sandbox = sandbox.unwrap();
    let address = BaseUrl::parse(&sandbox.base_url("numbers")).unwrap();
    let client = builder(Environment::Custom(address.clone()));
    client.build().unwrap().settle(&settle()).await.unwrap();
    let good = sandbox.log().pop().unwrap();
    let mut body: serde_json::Value = serde_json::from_str(&good.request_body).unwrap();
    let none = "a string or a number in JSON";
    for (tip, told) in [
        (json!("10"), None),
        (json!(10), None),
        (json!(0), Some("more than zero")),
        (json!(1.5), Some("a whole amount")),
        (json!("1,000"), Some("a whole amount")),
        (json!(true), Some(none)),
        (json!([10]), Some(none)),
    ] {
        body["tip"] = tip.clone();
        let request = kpg_runtime::reqwest::Client::new().post(address.join("/settle"));
        let request = request.header("content-type", "application/json");
        request.body(body.to_string()).send().await.unwrap();
        match (sandbox.log().pop().unwrap().judgement, told) {
            (Judgement::Accepted, None) => {}
            (Judgement::Refused(findings), Some(told)) => {
                let first = findings.first().unwrap();
                assert!(first.text.contains(told), "{tip}: {findings:?}");
                assert!(findings.iter().all(|one| one.subject == "tip"), "{tip}");
            }
            (other, _) => panic!("{tip}: {other:?}"),
        }
    }
}
