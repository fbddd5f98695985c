//! What an answer is taken for: the rules on which money depends.

use crate::support::sample::{Cancel, CancelAnswer, Code, Idle, cancel, client};
use kpg_runtime::{
    Accepted, CallError, Completion, Condition, ErrorKind, Fault, HttpAnswer, ListedCodes,
    OpenChoice as _, Operation as _, Outcome, Reading, ResultRules,
};

const DONE: &str = r#"{"result":{"code":"00","message":"승인"},"isPending":false,"tid":"T1","price":"1000","date":"20260102"}"#;

pub(crate) fn interpret(
    status: u16,
    body: impl Into<Vec<u8>>,
) -> Result<Completion<CancelAnswer>, CallError<Code>> {
    let client = client("https://x").build_with(Idle);
    let answer = HttpAnswer::new(status, body);
    client.core().interpret(&cancel(), &answer)
}

fn kind(status: u16, body: &str) -> Result<bool, ErrorKind> {
    let result = interpret(status, body);
    result
        .map(|done| done.is_done())
        .map_err(|error| error.kind())
}

#[test]
fn an_answer_is_judged_by_code_condition_and_status_together() {
    use ErrorKind::{Contradiction, Malformed, Refused, Unreadable};
    let pending = DONE.replace("false", "true");
    let quoted = DONE.replace("false", r#""false""#);
    let marked = format!("\u{feff}{DONE}");
    let number = DONE.replace(r#""00""#, "0");
    let undecided = DONE.replace("false", "null");
    let denied = DONE.replace("false", r#"null,"state":"DENIED""#);
    let both = DONE.replace("false", r#"false,"state":"DENIED""#);
    let without_price = DONE.replace("price", "other");
    let cases: [(u16, &str, Result<bool, ErrorKind>); 35] = [
        (200, DONE, Ok(true)),
        (201, DONE, Ok(true)),
        (200, &pending, Ok(false)),
        (200, &quoted, Ok(true)),
        (200, &marked, Ok(true)),
        // A success code that something else denies leaves the outcome unknown.
        (500, DONE, Err(Contradiction)),
        (302, DONE, Err(Contradiction)),
        (500, &pending, Err(Contradiction)),
        (200, &undecided, Err(Contradiction)),
        (200, &denied, Err(Refused)),
        // Yes and no at once is neither.
        (200, &both, Err(Contradiction)),
        // A listed code refuses whatever the status; another one as the rules say.
        (200, r#"{"result":{"code":"01"}}"#, Err(Refused)),
        (500, r#"{"result":{"code":"01"}}"#, Err(Refused)),
        (400, r#"{"result":{"code":"new"}}"#, Err(Refused)),
        (500, r#"{"result":{"code":"new"}}"#, Err(Unreadable)),
        (302, r#"{"result":{"code":"new"}}"#, Err(Unreadable)),
        (200, r#"{"result":{"code":" 00"}}"#, Err(Unreadable)),
        (200, r#"{"result":{"code":9}}"#, Err(Unreadable)),
        // Codes compare as text: the number 0 is not "00".
        (200, &number, Err(Unreadable)),
        // No code, no refusal.
        (200, "{}", Err(Unreadable)),
        (200, r#"{"result":{"code":null}}"#, Err(Unreadable)),
        (200, r#"{"result":{"code":""}}"#, Err(Unreadable)),
        (200, r#"{"result":{"code":["00"]}}"#, Err(Unreadable)),
        (200, r#"{"result":"00"}"#, Err(Unreadable)),
        // Another envelope refuses, unless it is a server's breakdown.
        (400, r#"{"error":"invalid_apikey"}"#, Err(Refused)),
        (403, r#"{"error":"invalid_apikey"}"#, Err(Unreadable)),
        (400, r#"{"error":"gateway_timeout"}"#, Err(Unreadable)),
        (502, r#"{"error":"Bad Gateway"}"#, Err(Unreadable)),
        // No JSON object, no answer.
        (200, "", Err(Unreadable)),
        (200, "<html>", Err(Unreadable)),
        (200, "[]", Err(Unreadable)),
        (200, &DONE[..40], Err(Unreadable)),
        (
            200,
            r#"{"a":1,"result":{"code":"01","code":"00"}}"#,
            Err(Unreadable),
        ),
        (200, &"[".repeat(9_999), Err(Unreadable)),
        (200, &without_price, Err(Malformed)),
    ];
    for (status, body, expected) in cases {
        assert_eq!(kind(status, body), expected, "HTTP {status} {body:.200}");
    }
}

#[test]
fn rules_that_know_only_where_the_code_stands_know_nothing_of_success_and_refusal() {
    const RULES: &ResultRules = &ResultRules::by_code(&["result", "code"]);
    for status in [200, 400, 500] {
        for code in ["00", "01", "new"] {
            let body = DONE.replace(r#""00""#, &format!("{code:?}"));
            let answer = HttpAnswer::new(status, body);
            let mut reading = Reading::open(Cancel::facts(), &answer).unwrap();
            let error = CallError::<Code>::from(reading.judge(RULES).unwrap_err());
            assert_eq!(error.kind(), ErrorKind::Unreadable, "HTTP {status} {code}");
            assert_eq!(error.outcome(), Outcome::Unknown);
            assert_eq!(error.code(), Some(&Code::from_wire(code)));
        }
    }
}

/// Success asks for a code and a state, and the state alone can refuse.
const BY_STATE: ResultRules = ResultRules {
    success: &[
        Condition {
            member: &["result", "code"],
            values: &["00"],
        },
        Condition {
            member: &["state"],
            values: &["95"],
        },
    ],
    pending: Some(&[
        Condition {
            member: &["result", "code"],
            values: &["00"],
        },
        Condition {
            member: &["state"],
            values: &["90"],
        },
    ]),
    refused: Some(&[Condition {
        member: &["state"],
        values: &["99"],
    }]),
    undecided: &["0000"],
    listed: &[ListedCodes {
        codes: &["01"],
        statuses: None,
    }],
    ..ResultRules::by_code(&["result", "code"])
};

#[test]
fn a_member_that_can_refuse_by_itself_can_contradict_a_refusing_code() {
    use ErrorKind::{Contradiction, Refused, Unreadable};
    for (code, state, expected) in [
        ("00", "95", Ok(Accepted::Done)),
        ("00", "90", Ok(Accepted::Pending)),
        ("00", "99", Err(Refused)),
        ("01", "99", Err(Refused)),
        ("01", "", Err(Refused)),
        ("01", "95", Err(Contradiction)),
        ("01", "90", Err(Contradiction)),
        ("00", "18", Err(Contradiction)),
        ("02", "99", Err(Refused)),
        ("02", "", Err(Unreadable)),
        ("0000", "", Err(Unreadable)),
        ("0000", "95", Err(Unreadable)),
        // Of a code of which nobody knows what it means, no other member makes a no.
        ("0000", "99", Err(Unreadable)),
        ("0000 ", "99", Err(Unreadable)),
        ("0000\\n", "99", Err(Unreadable)),
    ] {
        let body = format!(r#"{{"result":{{"code":"{code}"}},"state":"{state}"}}"#);
        let answer = HttpAnswer::new(200, body);
        let judged = Reading::open(Cancel::facts(), &answer)
            .unwrap()
            .judge(&BY_STATE);
        assert_eq!(
            judged.map_err(|error| error.kind()),
            expected,
            "{code} {state}"
        );
    }
}

/// A gateway's code beside a member that decides and says yes.
#[test]
fn a_fault_beside_a_member_that_says_yes_is_no_refusal() {
    const WITH_FAULT: ResultRules = ResultRules {
        faults: &[Fault {
            code: &["error"],
            message: None,
            statuses: None,
            listed: &[ListedCodes {
                codes: &["E1"],
                statuses: None,
            }],
            others: None,
        }],
        ..BY_STATE
    };
    for (body, expected) in [
        (r#"{"error":"E1"}"#, ErrorKind::Refused),
        (r#"{"error":"E1","state":"18"}"#, ErrorKind::Refused),
        (r#"{"error":"E1","state":"95"}"#, ErrorKind::Contradiction),
        (r#"{"error":"E1","state":"90"}"#, ErrorKind::Contradiction),
        // Beside a yes any code of a fault is one, whatever it is written as.
        (
            r#"{"result":{"code":"00"},"state":"95","error":{"type":"E1"}}"#,
            ErrorKind::Contradiction,
        ),
        (
            r#"{"result":{"code":"00"},"state":"95","error":["E1","E2"]}"#,
            ErrorKind::Contradiction,
        ),
    ] {
        let answer = HttpAnswer::new(200, body);
        let mut reading = Reading::open(Cancel::facts(), &answer).unwrap();
        let error = reading.judge(&WITH_FAULT).unwrap_err();
        assert_eq!(error.kind(), expected, "{body}");
    }
}

#[test]
fn a_condition_refuses_with_a_status_of_somebody_who_looked_at_the_request() {
    for (status, expected) in [
        (200, Outcome::Refused),
        (400, Outcome::Refused),
        (404, Outcome::Refused),
        (302, Outcome::Unknown),
        (408, Outcome::Unknown),
        (429, Outcome::Unknown),
        (499, Outcome::Unknown),
        (500, Outcome::Unknown),
        (502, Outcome::Unknown),
    ] {
        let answer = HttpAnswer::new(status, r#"{"result":{"code":"02"},"state":"99"}"#);
        let judged = Reading::open(Cancel::facts(), &answer)
            .unwrap()
            .judge(&BY_STATE);
        assert_eq!(judged.unwrap_err().outcome(), expected, "HTTP {status}");
    }
}

#[test]
fn no_conditions_at_all_hold_for_no_answer() {
    const CODE: &[Condition] = &[Condition {
        member: &["result", "code"],
        values: &["00"],
    }];
    let rules = ResultRules::by_code(&["result", "code"]);
    let cases = [
        (
            ResultRules {
                pending: Some(&[]),
                ..rules
            },
            Err(ErrorKind::Unreadable),
        ),
        (
            ResultRules {
                success: CODE,
                pending: Some(&[]),
                refused: Some(&[]),
                ..rules
            },
            Ok(Accepted::Done),
        ),
        (
            ResultRules {
                pending: Some(CODE),
                refused: Some(&[]),
                ..rules
            },
            Ok(Accepted::Pending),
        ),
        // Only a code can refuse: another member that is not as success wants it says nothing.
        (
            ResultRules {
                success: &[Condition {
                    member: &["tid"],
                    values: &["T2"],
                }],
                ..rules
            },
            Err(ErrorKind::Unreadable),
        ),
    ];
    for (rules, expected) in cases {
        let answer = HttpAnswer::new(200, DONE);
        let mut reading = Reading::open(Cancel::facts(), &answer).unwrap();
        let judged = reading.judge(&rules).map_err(|error| error.kind());
        assert_eq!(judged, expected, "{rules:?}");
    }
}

#[test]
fn what_the_request_may_have_done_follows_from_the_kind() {
    let cases = [
        (ErrorKind::Prepare, Outcome::NotSent),
        (ErrorKind::Connect, Outcome::NotSent),
        (ErrorKind::Session, Outcome::NotSent),
        (ErrorKind::Refused, Outcome::Refused),
        (ErrorKind::Exchange, Outcome::Unknown),
        (ErrorKind::Unreadable, Outcome::Unknown),
        (ErrorKind::Contradiction, Outcome::Unknown),
        (ErrorKind::Unproven, Outcome::Unknown),
        (ErrorKind::Mismatch, Outcome::Unknown),
        (ErrorKind::Malformed, Outcome::Unknown),
    ];
    for (kind, outcome) in cases {
        assert_eq!(kind.outcome(), outcome, "{kind:?}");
    }
}

#[test]
fn a_refusal_says_code_and_words_on_one_line() {
    let body = r#"{"result":{"code":"01","message":"이미 취소된\n거래"}}"#;
    let error = interpret(200, body).unwrap_err();
    assert_eq!(error.code(), Some(&Code::AlreadyCancelled));
    assert_eq!(error.message(), Some("이미 취소된\n거래"));
    assert_eq!(
        error.to_string(),
        "sample.cancel: refused by the vendor, code 01 (이미 취소된\\u{a}거래)"
    );
}

#[test]
fn a_code_in_no_list_keeps_its_text() {
    let error = interpret(400, r#"{"result":{"code":"77","message":"slow"}}"#).unwrap_err();
    assert_eq!(error.outcome(), Outcome::Refused);
    assert_eq!(
        error.to_string(),
        "sample.cancel: refused by the vendor, code 77 (slow)"
    );
    let error = interpret(400, r#"{"error":"rate_limit","error_description":"slow"}"#).unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(
        error.to_string(),
        "sample.cancel: outcome unknown, the answer cannot be read: no document says what its code \
         means, HTTP 400, code rate_limit (slow)"
    );
}

#[test]
fn a_malformed_success_keeps_code_body_and_every_problem() {
    let body = r#"{"result":{"code":"00"},"isPending":false,"tid":{},"price":"1,00","note":[],"card":"42"}"#;
    let error = interpret(200, body).unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.code(), Some(&Code::Success));
    assert_eq!(error.status(), Some(200));
    assert_eq!(error.body(), body.as_bytes());
    let problems: Vec<String> = error.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "tid: expected a text, found an empty object",
            "price: expected a whole number, found a text",
            "date: expected a text, found nothing",
            "note: expected a text, found an empty list",
        ]
    );
    assert_eq!(
        error.masked_body().to_string(),
        body.replace(r#""42""#, r#""***""#)
    );
}

#[test]
fn an_odd_member_that_may_be_left_out_is_absent_and_noted() {
    let body = DONE.replace(r#""1000""#, r#""1000","note":{},"card":["4242"]"#);
    let Completion::Done(answer) = interpret(200, body).unwrap() else {
        panic!("pending")
    };
    assert_eq!(
        (answer.price, answer.message, answer.card),
        (1000, None, None)
    );
    let noted: Vec<String> = answer.noted.iter().map(ToString::to_string).collect();
    assert_eq!(
        noted,
        [
            "note: expected a text, found an empty object",
            "card: expected a text, found a list",
        ]
    );
    assert!(!format!("{:?}", answer.noted).contains("4242"));
    let Completion::Done(answer) = interpret(200, DONE).unwrap() else {
        panic!("pending")
    };
    assert_eq!(answer.noted, []);
}

#[test]
fn the_broken_code_of_a_fault_beside_a_yes_is_a_contradiction() {
    for (fault, expected) in [
        (r#""\ud83d""#, Err(ErrorKind::Contradiction)),
        (r#""E1""#, Err(ErrorKind::Contradiction)),
        (r#""""#, Ok(())),
        ("null", Ok(())),
    ] {
        let body = DONE.replacen('{', &format!(r#"{{"error":{fault},"#), 1);
        let found = interpret(200, body.as_str()).map(drop);
        assert_eq!(found.map_err(|error| error.kind()), expected, "{body}");
    }
}

#[test]
fn numbers_read_exactly_or_not_at_all() {
    let cases = [
        ("1000", Some(1000)),
        (r#""0001000""#, Some(1000)),
        ("18446744073709551615", Some(u64::MAX)),
        (r#""18446744073709551615""#, Some(u64::MAX)),
        ("18446744073709551616", None),
        (r#""+1000""#, None),
        (r#""""#, None),
        ("-1", None),
        ("1000.5", None),
        ("true", None),
        // How numbers arrive when a crate in the build asked serde_json to keep their digits.
        (r#"{"$serde_json::private::Number":"1000"}"#, Some(1000)),
    ];
    for (written, expected) in cases {
        let body = DONE.replace(r#""1000""#, written);
        let read = interpret(200, body).map(|done| done.into_inner().price);
        assert_eq!(read.ok(), expected, "{written}");
    }
}

#[test]
fn an_identifier_too_large_to_be_read_exactly_is_not_read_wrongly() {
    let read = |tid: &str| {
        let body = DONE.replace(r#""T1""#, tid);
        interpret(200, body).map(|done| done.into_inner().transaction_id)
    };
    assert_eq!(read("1234567890123456789").unwrap(), "1234567890123456789");
    let error = read("123456789012345678901").unwrap_err();
    assert_eq!(
        error.problems().first().unwrap().to_string(),
        "tid: expected a text, found a number too large to be read exactly"
    );
}

#[test]
fn an_odd_date_hides_no_success() {
    let date = |text: &str| {
        let body = DONE.replace("20260102", text);
        interpret(200, body).unwrap().into_inner().date
    };
    assert_eq!(
        date("20260102").date(),
        kpg_runtime::chrono::NaiveDate::from_ymd_opt(2026, 1, 2)
    );
    assert_eq!(date("20260102").date_time(), None);
    for odd in ["20261332", "2026-01-02", "2026012", ""] {
        assert_eq!((date(odd).date(), date(odd).as_str()), (None, odd));
    }
}

#[test]
fn reading_survives_every_truncation_and_every_flipped_byte() {
    for length in 0..DONE.len() {
        assert!(interpret(200, &DONE.as_bytes()[..length]).is_err());
        let mut flipped = DONE.as_bytes().to_vec();
        flipped[length] ^= 0x55;
        drop(interpret(200, flipped));
    }
}
