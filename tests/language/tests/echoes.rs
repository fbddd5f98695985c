//! What an answer must repeat of its request, and what is known when it does not.

use crate::support::{Canned, Script, Unused};
use kpg_codegen::{SourceFile, Style, compile, render};
use kpg_language::echoes::{
    Client, Credentials, Environment, Kind, Look, Pay, PayAnswer, PayByForm, ResultCode,
};
use kpg_runtime::{
    BaseUrl, CallError, Completion, ErrorKind, HttpAnswer, Outcome, Resolution, Standing, Transport,
};
use kpg_sandbox::{Sandbox, Script as Answers};
use proptest::prelude::*;
use serde_json::{Value, json};

const KEY: &str = "0123456789abcdef0123456789abcdef";

fn client<T: Transport>(transport: T) -> Client<T> {
    client_at(Environment::Test, transport)
}

fn client_at<T: Transport>(environment: Environment, transport: T) -> Client<T> {
    let credentials = Credentials::builder()
        .merchant_id("M1")
        .terminal("T-SECRET")
        .key(KEY)
        .build()
        .unwrap();
    let client = Client::builder(environment, credentials).unwrap();
    client.build_with(transport)
}

fn pay() -> Pay {
    Pay::builder()
        .shop("S1")
        .run(7)
        .holder("홍길동")
        .order("O-1")
        .amount(1000)
        .tax(0)
        .day("20261121")
        .kind(Kind::Card)
        .vip(true)
        .card("4111111111111111")
        .memo("메모")
        .agreed(500)
        .build()
        .unwrap()
}

/// The answer that repeats all of it.
fn good() -> Value {
    json!({
        "code": "00", "message": "ok",
        "shop": "S1", "run": 7, "holder": "홍길동",
        "mid": "M1", "terminal": "T-SECRET", "version": "1.0", "level": 3,
        "order": "O-1", "amount": "1000", "written": "1000", "tax": 0,
        "day": "20261121", "kind": "CARD", "vip": true,
        "card": "4111111111111111", "memo": "메모", "agreed": "500",
        "data": { "order": "O-1" },
        "inner": { "order": "O-1", "deep": { "amount": 1000 } },
        "items": [ { "order": "O-1", "number": 1 }, { "order": "O-1" } ],
        "parts": { "amount": "1000" },
        "text": r#"{"order":"O-1"}"#,
    })
}

fn read(answer: &Value) -> Result<Completion<PayAnswer>, CallError<ResultCode>> {
    let answer = HttpAnswer::new(200, answer.to_string());
    client(Unused).core().interpret(&pay(), &answer)
}

fn with(place: &str, value: &Value) -> Value {
    let mut answer = good();
    *answer.pointer_mut(place).unwrap() = value.clone();
    answer
}

/// What the error says of every member that differs.
fn told(error: &CallError<ResultCode>) -> Vec<(String, String, String)> {
    let mismatches = error.mismatches().iter();
    mismatches
        .map(|it| (it.path.clone(), it.expected.clone(), it.found.clone()))
        .collect()
}

#[test]
fn an_answer_that_repeats_its_request_is_accepted() {
    let Completion::Done(answer) = read(&good()).unwrap() else {
        panic!("it is done")
    };
    assert_eq!((answer.order.as_str(), answer.amount), ("O-1", 1000));
    let mut waiting = good();
    waiting["code"] = "10".into();
    assert!(matches!(read(&waiting), Ok(Completion::Pending(_))));
}

#[test]
fn what_only_an_answer_repeats_is_not_sent() {
    let prepared = crate::support::prepared(client(Unused).core(), &pay());
    let sent = crate::support::body(&prepared);
    assert!(!sent.contains("agreed") && !sent.contains("500"), "{sent}");
}

/// A place in the answer, what else may stand there for the request's value, and what may not.
type Spelling = (&'static str, Vec<Value>, Vec<Value>);

#[rustfmt::skip]
fn numbers() -> Vec<Spelling> {
    let right = || vec![
        json!(1000), json!("1000"), json!("0001000"), json!(" 1000 "), json!(1000.0), json!("1000.00"), json!("1,000"),
    ];
    let wrong = || vec![
        json!(1001), json!(100), json!(10000), json!(-1000), json!(1000.5), json!("1000.01"), json!("1,001"), json!("10,00"),
        json!("-1000"), json!("1000."), json!("천원"), json!(true), json!(0), json!("0"), json!([1000]),
        json!({ "value": 1000 }), json!("18446744073709552616"), json!(18_446_744_073_709_551_615_u64),
    ];
    vec![
        ("/amount", right(), wrong()),
        ("/written", right(), wrong()),
        ("/inner/deep/amount", right(), wrong()),
        ("/parts/amount", right(), wrong()),
        ("/agreed", vec![json!(500), json!("0500")], vec![json!(501), json!("5000"), json!(0)]),
        ("/run", vec![json!("7"), json!("07"), json!(7.0)], vec![json!(8), json!("77"), json!(0)]),
        ("/level", vec![json!("3")], vec![json!(4), json!("30")]),
        ("/tax", vec![json!("0"), json!("000")], vec![json!(1), json!("00.1"), json!("-")]),
    ]
}

#[rustfmt::skip]
fn texts() -> Vec<Spelling> {
    let mut texts = vec![
        ("/day", vec![json!(20_261_121)], vec![json!("2026-11-21"), json!("20261122")]),
        ("/kind", vec![json!("CARD ")], vec![json!("BANK"), json!("card"), json!("QR")]),
        ("/vip", vec![json!("true")], vec![json!(false), json!("false"), json!("Y"), json!(1)]),
        ("/version", vec![json!("1.0")], vec![json!("1"), json!("1.00"), json!(1)]),
        ("/card", vec![], vec![json!("4111111111111112"), json!("411111******1111")]),
        ("/text", vec![], vec![json!(r#"{"order":"O-2"}"#), json!(r#" {"order":1}"#)]),
        ("/items/0/order", vec![], vec![json!("O-2")]),
        ("/items/1/order", vec![], vec![json!("O-2")]),
    ];
    for place in ["/shop", "/holder", "/mid", "/terminal", "/order", "/data/order", "/inner/order"] {
        let right = good().pointer(place).unwrap().as_str().unwrap().to_owned();
        let others = [format!("{right}1"), format!("x{right}"), right.to_lowercase() + "'"];
        let mut wrong: Vec<Value> = others.into_iter().map(Value::from).collect();
        wrong.extend([json!("-"), json!(0), json!(true), json!([right]), json!({ "it": right })]);
        texts.push((place, vec![json!(right), json!(format!("  {right} "))], wrong));
    }
    texts
}

#[test]
fn values_are_compared_by_what_they_are() {
    let mut compared = 0;
    for (place, right, wrong) in numbers().into_iter().chain(texts()) {
        let path = place[1..]
            .replace('/', ".")
            .replace(".0.", ".")
            .replace(".1.", ".");
        let path = if path == "text" {
            "text.order".to_owned()
        } else {
            path
        };
        for value in right {
            if let Err(error) = read(&with(place, &value)) {
                assert_ne!(
                    error.kind(),
                    ErrorKind::Mismatch,
                    "{place} {value}: {error}"
                );
            }
        }
        for value in wrong {
            let error = read(&with(place, &value)).err();
            let error = error.unwrap_or_else(|| panic!("{place} {value} is accepted"));
            assert_eq!(
                error.kind(),
                ErrorKind::Mismatch,
                "{place} {value}: {error}"
            );
            assert_eq!(error.outcome(), Outcome::Unknown, "{place} {value}");
            assert!(!error.is_safe_to_repeat());
            let paths: Vec<_> = told(&error).into_iter().map(|(path, ..)| path).collect();
            assert_eq!(paths, [path.as_str()], "{place} {value}");
            compared += 1;
        }
    }
    assert!(compared > 120, "{compared}");
}

#[test]
fn what_is_not_there_says_nothing_unless_it_must_be_there() {
    for nothing in [Value::Null, json!(""), json!("  "), json!([]), json!({})] {
        for place in ["/shop", "/memo", "/data/order", "/card"] {
            let error = read(&with(place, &nothing)).err();
            let kind = error.map(|error| error.kind());
            assert_ne!(kind, Some(ErrorKind::Mismatch), "{place} {nothing}");
        }
    }
    for place in [
        "shop", "run", "memo", "inner", "items", "parts", "text", "card",
    ] {
        let mut answer = good();
        answer.as_object_mut().unwrap().remove(place);
        assert!(read(&answer).is_ok(), "{place}");
    }
    let mut answer = good();
    answer.as_object_mut().unwrap().remove("order");
    let error = read(&answer).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Malformed);
}

#[test]
fn a_value_that_the_request_does_not_have_is_compared_with_nothing() {
    let least = |memo: Option<&str>| {
        let pay = Pay::builder()
            .shop("S1")
            .run(7)
            .holder("홍길동")
            .order("O-1")
            .amount(1000)
            .card("4111111111111111");
        let pay = match memo {
            Some(memo) => pay.memo(memo),
            None => pay,
        };
        pay.build().unwrap()
    };
    let answer = HttpAnswer::new(200, good().to_string());
    for (memo, accepted) in [(None, true), (Some(""), true), (Some("x"), false)] {
        let read = client(Unused).core().interpret(&least(memo), &answer);
        assert_eq!(read.is_ok(), accepted, "{memo:?}");
    }
}

#[test]
fn everything_that_differs_is_told_at_once_and_nothing_sensitive() {
    let mut answer = good();
    for (place, value) in [
        ("/order", json!("O-2")),
        ("/amount", json!("111")),
        ("/card", json!("5555555555554444")),
        ("/holder", json!("김철수")),
        ("/terminal", json!("T-OTHER")),
        ("/memo", json!("가".repeat(100) + "\n")),
        ("/data/order", json!(["x"])),
    ] {
        *answer.pointer_mut(place).unwrap() = value;
    }
    let error = read(&answer).unwrap_err();
    let cut = "가".repeat(64) + "…";
    let expected = [
        ("holder", "***", "***"),
        ("terminal", "***", "***"),
        ("order", "O-1", "O-2"),
        ("amount", "1000", "111"),
        ("card", "***", "***"),
        ("memo", "메모", &cut),
        ("data.order", "O-1", "a list"),
    ];
    let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
    assert_eq!(told(&error), expected);
    let shown = format!("{error}\n{error:?}\n{error:#?}\n{}", error.masked_body());
    for secret in ["5555", "4111", "김철수", "홍길동", "T-OTHER", "T-SECRET"] {
        assert!(!shown.contains(secret), "{secret} is shown: {shown}");
    }
    let line = "echoes.pay: outcome unknown, the answer does not repeat the request, HTTP 200, code 00 (ok); \
                holder: expected *** as in the request, found ***; ";
    assert!(error.to_string().starts_with(line), "{error}");
    assert_eq!(error.code(), Some(&ResultCode::Accepted));
    assert_eq!(error.status(), Some(200));
    assert_eq!(error.body(), answer.to_string().as_bytes());
    assert!(error.problems().is_empty());
}

#[test]
fn a_refusal_of_another_request_says_nothing_of_this_one() {
    use ErrorKind::{Mismatch, Refused};
    for (members, kind) in [
        (json!({}), Refused),
        (json!({ "order": "O-1", "amount": 1000 }), Refused),
        (
            json!({ "order": null, "amount": null, "data": null }),
            Refused,
        ),
        (json!({ "order": "", "amount": "", "vip": false }), Refused),
        (
            json!({ "order": "0", "amount": 0, "day": "00000000", "run": "0" }),
            Refused,
        ),
        (
            json!({ "amount": "0.00", "items": [], "inner": {} }),
            Refused,
        ),
        (json!({ "order": "O-2" }), Mismatch),
        (json!({ "amount": 1 }), Mismatch),
        (json!({ "amount": "00001" }), Mismatch),
        (json!({ "order": "O-1", "mid": "M2" }), Mismatch),
        (json!({ "inner": { "order": "O-2" } }), Mismatch),
        (json!({ "day": "." }), Mismatch),
    ] {
        let mut answer = members.clone();
        answer["code"] = "99".into();
        let error = read(&answer).unwrap_err();
        assert_eq!(error.kind(), kind, "{answer}: {error}");
        assert_eq!(error.refusal().is_some(), kind == Refused, "{answer}");
        assert_eq!(error.code(), Some(&ResultCode::Failed), "{answer}");
    }
    let answer = HttpAnswer::new(200, r#"{"code":"99","order":"O-2"}"#);
    let error = client(Unused).core().interpret(&pay(), &answer);
    assert_eq!(
        error.unwrap_err().to_string(),
        "echoes.pay: outcome unknown, the answer does not repeat the request: it is a refusal, HTTP 200, code 99; \
         order: expected O-1 as in the request, found O-2"
    );
}

#[test]
fn a_form_is_held_to_its_request_too() {
    let pay = PayByForm::builder().order("O-1").amount(1000).build();
    let read = |body: &str| {
        let answer = HttpAnswer::new(200, body);
        client(Unused)
            .core()
            .interpret(&pay.clone().unwrap(), &answer)
    };
    assert_eq!(read("code=00&order=O-1&amount=01000").unwrap().amount, 1000);
    for other in ["order=O-2&amount=1000", "order=O-1&amount=1"] {
        let error = read(&format!("code=00&{other}")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Mismatch, "{other}");
    }
}

const TICKET: Canned = Canned::Answer(200, r#"{"code":"00","mid":"M1","ticket":"K"}"#);

#[tokio::test]
async fn a_ticket_for_another_merchant_is_not_used() {
    let script = Script::new([Canned::Answer(
        200,
        r#"{"code":"00","mid":"M2","ticket":"K"}"#,
    )]);
    let error = client(script.clone()).pay(&pay()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Session);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(script.log(), ["/ticket"]);
}

/// A refusal of a ticket that is not about this request repeats nothing.
#[tokio::test]
async fn a_call_is_not_made_again_for_the_refusal_of_another_one() {
    let no_ticket = |body| Canned::Answer(200, body);
    for (body, sent) in [
        (r#"{"code":"401"}"#, 4),
        (r#"{"code":"401","order":"O-2"}"#, 2),
    ] {
        let script = Script::new([
            TICKET,
            no_ticket(body),
            TICKET,
            Canned::Answer(200, r#"{"code":"00","order":"O-1","amount":"1000"}"#),
        ]);
        let known = client(script.clone()).pay(&pay()).await;
        assert_eq!(known.is_ok(), sent == 4, "{body}");
        assert_eq!(script.log().len(), sent, "{body}");
        if let Err(error) = known {
            assert_eq!(error.kind(), ErrorKind::Mismatch);
        }
    }
}

#[tokio::test]
async fn an_inquiry_that_is_answered_for_another_order_settles_nothing() {
    for (body, standing) in [
        (
            r#"{"code":"00","order":"O-1","state":"done"}"#,
            Standing::Done,
        ),
        (
            r#"{"code":"00","order":"O-1","state":"failed"}"#,
            Standing::Refused,
        ),
        (
            r#"{"code":"00","order":"O-2","state":"done"}"#,
            Standing::Unknown,
        ),
        (
            r#"{"code":"00","order":"O-2","state":"failed"}"#,
            Standing::Unknown,
        ),
    ] {
        let script = Script::new([Canned::Answer(200, body)]);
        let resolved = client(script).resolve_pay(&pay()).await;
        assert_eq!(resolved.standing(), standing, "{body}");
        let has_answer = resolved.answer().is_some();
        assert_eq!(has_answer, standing != Standing::Unknown, "{body}");
        assert_eq!(
            matches!(resolved, Resolution::Unknown(_)),
            standing == Standing::Unknown
        );
    }
    // What only reads may be asked again.
    let answer = HttpAnswer::new(200, r#"{"code":"00","order":"O-2","state":"done"}"#);
    let look = Look::builder().order("O-1").build().unwrap();
    let error = client(Unused).core().interpret(&look, &answer).unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(error.is_safe_to_repeat());
}

/// The sandbox, which knows nothing of the client, repeats what it has found in the request.
#[tokio::test]
async fn the_sandbox_repeats_this_request_or_another_one() {
    let text = std::fs::read_to_string("specs/echoes.yaml").unwrap();
    let vendor = compile(&SourceFile::new("echoes.yaml", text))
        .unwrap_or_else(|report| panic!("{}", render(&report, Style::Plain)));
    let merchant = kpg_sandbox::Credentials::new()
        .text("merchant_id", "M1")
        .text("terminal", "T-SECRET")
        .text("key", KEY);
    let sandbox = Sandbox::builder()
        .vendor(vendor, merchant)
        .start()
        .await
        .unwrap();
    let address = BaseUrl::parse(&sandbox.base_url("echoes")).unwrap();
    let environment = Environment::Custom(address);
    let transport = kpg_runtime::ReqwestTransport::new(kpg_runtime::Timeouts::default()).unwrap();
    let client = client_at(environment, transport);

    let Completion::Done(answer) = client.pay(&pay()).await.unwrap() else {
        panic!("it is done")
    };
    assert_eq!(answer.holder.unwrap().as_str(), "홍길동");
    assert_eq!(answer.items.len(), 2);
    sandbox.answer_next("echoes", "pay", Answers::AnotherRequest);
    let error = client.pay(&pay()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Mismatch);
    let repeated = [
        "shop",
        "run",
        "holder",
        "mid",
        "terminal",
        "version",
        "level",
        "order",
        "amount",
        "written",
        "tax",
        "day",
        "kind",
        "vip",
        "card",
        "memo",
        "agreed",
        "data.order",
        "inner.order",
        "inner.deep.amount",
        "items.order",
        "parts.amount",
        "text.order",
    ];
    let paths: Vec<_> = told(&error).into_iter().map(|(path, ..)| path).collect();
    assert_eq!(paths, repeated);
}

proptest! {
    /// Whatever else stands where the order or the amount must be repeated, it is no yes.
    #[test]
    fn no_other_value_is_ever_accepted(order in ".{0,24}", amount in any::<u64>(), code in "00|10|99") {
        let answer = json!({ "code": code, "order": order, "amount": amount });
        let read = read(&answer);
        let says_nothing = order.trim().is_empty();
        let same = order.trim_matches(' ') == "O-1" && amount == 1000;
        match read {
            Ok(_) => prop_assert!(same, "{answer}"),
            Err(error) if error.outcome() == Outcome::Refused => {
                let zeros = order.chars().all(|letter| matches!(letter, '0' | '.' | ' '));
                let nothing = (says_nothing || zeros || order.trim_matches(' ') == "O-1")
                    && (amount == 0 || amount == 1000);
                prop_assert!(code == "99" && nothing, "{answer}: {error}");
            }
            Err(error) => prop_assert_eq!(error.outcome(), Outcome::Unknown),
        }
    }
}
