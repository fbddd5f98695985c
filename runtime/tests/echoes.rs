//! An answer that is not to this request: neither a yes nor a no, whatever its code says.

use crate::support::sample::Code;
use kpg_runtime::http::Method;
use kpg_runtime::prelude::*;
use kpg_runtime::{ErrorKind, Outcome};

/// A request of three values, all of which its answer must repeat.
#[derive(Clone)]
struct Refund {
    order: Option<String>,
    amount: Option<u64>,
    card: Option<Sensitive<String>>,
}

impl Operation for Refund {
    type Settings = ();
    type Code = Code;
    type Answer = Option<String>;
    type Verdict = Option<String>;
    const CALL: Call = Call::new("sample", "refund", Effect::MovesMoney);
    const SENSITIVE: &'static [&'static str] = &["pin"];
    const RULES: &'static ResultRules = &ResultRules {
        success: &[Condition {
            member: &["code"],
            values: &["00"],
        }],
        faults: &[Fault {
            code: &["error"],
            message: None,
            statuses: None,
            listed: &[ListedCodes {
                codes: &["invalid_apikey"],
                statuses: None,
            }],
            others: None,
        }],
        listed: &[ListedCodes {
            codes: &["01"],
            statuses: None,
        }],
        ..ResultRules::by_code(&["code"])
    };

    fn prepare(&self, _: &(), _: &Supply<'_>) -> Prepared {
        let url = BaseUrl::parse("https://x").unwrap().join("/refund");
        Ok(HttpRequest::new(Method::GET, url, None))
    }

    fn echoes(&self, _: &(), echoes: &mut Echoes<'_>) {
        echoes.expect_text(&["order"], &self.order);
        echoes.expect_number(&["paid", "amount"], &self.amount);
        echoes.expect_text(&["card"], &self.card);
        echoes.expect_text(&["Pin"], &self.order);
        echoes.expect_number(&["serial"], &self.order);
    }

    fn read(reader: &mut Reader) -> Option<String> {
        reader.get(&["order"])
    }
}

fn refund() -> Refund {
    Refund {
        order: Some("A1".to_owned()),
        amount: Some(1000),
        card: Some(Sensitive::new("4242".to_owned())),
    }
}

fn interpret(status: u16, body: &str) -> Result<Option<String>, CallError<Code>> {
    refund().interpret(&(), &HttpAnswer::new(status, body))
}

#[test]
fn an_answer_is_held_to_its_request_after_its_code() {
    use ErrorKind::{Contradiction, Mismatch, Refused, Unreadable};
    let cases: &[(u16, &str, Result<(), ErrorKind>)] = &[
        (200, r#"{"code":"00"}"#, Ok(())),
        (
            200,
            r#"{"code":"00","order":"A1","paid":{"amount":"1000"},"card":"4242"}"#,
            Ok(()),
        ),
        (200, r#"{"code":"00","order":"A2"}"#, Err(Mismatch)),
        (200, r#"{"code":"00","paid":{"amount":1}}"#, Err(Mismatch)),
        (200, r#"{"code":"00","card":"1111"}"#, Err(Mismatch)),
        // Zeros are values of an answer that accepts, and nothing in one that refuses.
        (200, r#"{"code":"00","paid":{"amount":0}}"#, Err(Mismatch)),
        (
            200,
            r#"{"code":"01","paid":{"amount":0},"order":"000"}"#,
            Err(Refused),
        ),
        (200, r#"{"code":"01","order":"A1"}"#, Err(Refused)),
        (
            200,
            r#"{"code":"01","paid":{"amount":"0.00"},"order":"."}"#,
            Err(Mismatch),
        ),
        (200, r#"{"code":"01","order":"100"}"#, Err(Mismatch)),
        (200, r#"{"code":"01","order":"A2"}"#, Err(Mismatch)),
        (500, r#"{"code":"01","order":"A2"}"#, Err(Mismatch)),
        // A text of the request that the answer has as a number, or may have.
        (200, r#"{"code":"00","serial":" A1 "}"#, Ok(())),
        (200, r#"{"code":"00","serial":"A2"}"#, Err(Mismatch)),
        (200, r#"{"code":"00","serial":1}"#, Err(Mismatch)),
        (400, r#"{"error":"invalid_apikey"}"#, Err(Refused)),
        (
            400,
            r#"{"error":"invalid_apikey","order":"A2"}"#,
            Err(Mismatch),
        ),
        // What was not known before is not known after.
        (500, r#"{"code":"00","order":"A2"}"#, Err(Contradiction)),
        (200, r#"{"order":"A2"}"#, Err(Unreadable)),
        // Every value at the end of a path: through a list and a text that holds JSON.
        (
            200,
            r#"{"code":"00","paid":[{"amount":1000},{"amount":"1000"},{}]}"#,
            Ok(()),
        ),
        (
            200,
            r#"{"code":"00","paid":[{"amount":1000},{"amount":1}]}"#,
            Err(Mismatch),
        ),
        (200, r#"{"code":"00","paid":"{\"amount\":1000}"}"#, Ok(())),
        (
            200,
            r#"{"code":"00","paid":" [{\"amount\":1}]"}"#,
            Err(Mismatch),
        ),
        (200, r#"{"code":"00","paid":"{\"amount\""}"#, Ok(())),
        (200, r#"{"code":"00","paid":[[[["x"]]]]}"#, Ok(())),
    ];
    for (status, body, expected) in cases {
        let read = interpret(*status, body);
        let kind = read.map(|_| ()).map_err(|error| error.kind());
        assert_eq!(kind, *expected, "HTTP {status} {body}");
    }
}

/// What vendors write where there is nothing repeats nothing, and contradicts nothing.
#[test]
fn a_member_without_a_value_is_no_other_value() {
    for nothing in ["null", r#""""#, r#"" ""#, "[]", "{}"] {
        for (code, expected) in [("00", Ok(())), ("01", Err(ErrorKind::Refused))] {
            let body =
                format!(r#"{{"code":"{code}","order":{nothing},"paid":{{"amount":{nothing}}}}}"#);
            let read = interpret(200, &body);
            let kind = read.map(|_| ()).map_err(|error| error.kind());
            assert_eq!(kind, expected, "{body}");
        }
    }
    for something in [r#"["A2"]"#, r#"{"of":"A2"}"#] {
        let error = interpret(200, &format!(r#"{{"code":"00","order":{something}}}"#)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Mismatch, "{something}");
    }
}

#[test]
fn what_differs_is_told_once_a_member_and_sensitive_values_are_hidden() {
    let body = r#"{"code":"00","order":"B\n","paid":[{"amount":1},{"amount":2}],"card":"1111","Pin":"99"}"#;
    let error = interpret(200, body).unwrap_err();
    let lines: Vec<_> = error.mismatches().iter().map(ToString::to_string).collect();
    let expected = [
        "order: expected A1 as in the request, found B\\u{a}",
        "paid.amount: expected 1000 as in the request, found 1",
        "card: expected *** as in the request, found ***",
        "Pin: expected *** as in the request, found ***",
    ];
    assert_eq!(lines, expected);
    let line = format!(
        "sample.refund: outcome unknown, the answer does not repeat the request, HTTP 200, code 00; {}",
        lines.join("; ")
    );
    assert_eq!(error.to_string(), line);
    assert_eq!(error.code(), Some(&Code::Success));
    assert_eq!((error.outcome(), error.refusal()), (Outcome::Unknown, None));
    assert_eq!(error.body(), body.as_bytes());
    for secret in ["4242", "1111", "99"] {
        assert!(!format!("{error:?}").contains(secret));
    }
}

/// A list of a million wrong items is one wrong member.
#[test]
fn a_long_answer_is_told_in_few_words() {
    let items = vec![format!(r#"{{"amount":"{}"}}"#, "9".repeat(100)); 10_000].join(",");
    let error = interpret(200, &format!(r#"{{"code":"00","paid":[{items}]}}"#)).unwrap_err();
    assert_eq!(error.mismatches().len(), 1);
    assert_eq!(error.mismatches()[0].found.chars().count(), 65);
}

#[test]
fn what_the_request_does_not_say_is_compared_with_nothing() {
    for order in [None, Some(String::new()), Some("  ".to_owned())] {
        let request = Refund {
            order,
            amount: None,
            card: None,
        };
        let body = r#"{"code":"00","order":"A2","paid":{"amount":7},"card":"1"}"#;
        let read = request.interpret(&(), &HttpAnswer::new(200, body));
        assert_eq!(read.unwrap().as_deref(), Some("A2"));
    }
}
