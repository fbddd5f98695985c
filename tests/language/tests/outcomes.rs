//! What is known after an answer: codes, conditions beside them, faults by HTTP status, net-cancel.

use crate::support::{Unused, body, header, outcome, prepared};
use kpg_language::outcomes::{
    Capture, Client, Credentials, Environment, NetCancel, OpenSession, Pay, RefundLater,
    ResultCode, State, Void,
};
use kpg_runtime::{
    Completion, ErrorKind, HttpAnswer, OpenChoice as _, Operation, Outcome, Pending, Sensitive,
};

fn client() -> Client<Unused> {
    let credentials = Credentials::builder().key("K").build().unwrap();
    let client = Client::builder(Environment::Test, credentials).unwrap();
    client.build_with(Unused)
}

fn pay() -> Pay {
    let pay = Pay::builder().order_id("O-1").amount(1000);
    pay.build().unwrap()
}

fn capture() -> Capture {
    Capture::builder().order_id("O-1").build().unwrap()
}

const GATEWAY_401: &str = r#"{"error":{"code":"401","message":"no token"}}"#;
const GATEWAY_429: &str = r#"{"error":{"code":"429","message":"slow down"}}"#;
const GATEWAY_NEW: &str = r#"{"error":{"code":"499x"}}"#;
const SERVICE: &str = r#"{"code":"S1","reason":"down"}"#;

#[test]
fn a_fault_counts_only_with_its_http_status() {
    let (refused, unknown) = (Outcome::Refused, Outcome::Unknown);
    for (status, body, expected) in [
        (401, GATEWAY_401, refused),
        (429, GATEWAY_429, refused),
        // Listed with another status, and in no list.
        (400, GATEWAY_429, unknown),
        (499, GATEWAY_NEW, unknown),
        (200, GATEWAY_429, unknown),
        (302, GATEWAY_429, unknown),
        (399, GATEWAY_429, unknown),
        (500, GATEWAY_429, unknown),
        (503, GATEWAY_429, unknown),
        // The other shape comes with one status, with which nothing is ever certain.
        (503, SERVICE, unknown),
        (400, SERVICE, unknown),
        (200, SERVICE, unknown),
        // No shape at all.
        (401, "{}", unknown),
        (401, r#"{"error":"401"}"#, unknown),
        (401, r#"{"error":{"code":""}}"#, unknown),
        (401, r#"{"error":{"code":null}}"#, unknown),
        (401, r#"{"error":{"code":["401"]}}"#, unknown),
        (401, "<html>401</html>", unknown),
        (401, "", unknown),
    ] {
        let answer = HttpAnswer::new(status, body);
        let error = client().core().interpret(&pay(), &answer).unwrap_err();
        assert_eq!(error.outcome(), expected, "{body} on HTTP {status}");
        // What does not count is not looked at: not even its code is told.
        let counts = matches!(
            (status, body),
            (400..500, GATEWAY_401 | GATEWAY_429 | GATEWAY_NEW) | (503, SERVICE)
        );
        assert_eq!(error.code().is_some(), counts, "{body} on HTTP {status}");
    }
}

#[test]
fn a_fault_tells_its_code_and_its_words() {
    let read = |status, body: &str| {
        let answer = HttpAnswer::new(status, body);
        client().core().interpret(&pay(), &answer).unwrap_err()
    };
    let error = read(429, GATEWAY_429);
    assert_eq!(error.code(), Some(&ResultCode::TooManyRequests));
    assert_eq!(error.message(), Some("slow down"));
    let error = read(400, GATEWAY_NEW);
    assert_eq!(error.code(), Some(&ResultCode::from_wire("499x")));
    assert_eq!(error.message(), None);
    let error = read(503, SERVICE);
    assert_eq!(error.code(), Some(&ResultCode::from_wire("S1")));
    assert_eq!(error.message(), Some("down"));
}

#[test]
fn a_result_code_goes_before_every_fault() {
    for (body, status, expected) in [
        (
            r#"{"resultCode":"0000","tid":"T","error":{"code":"401"}}"#,
            200,
            None,
        ),
        (
            r#"{"resultCode":"0000","tid":"T","error":{"code":"401"}}"#,
            401,
            Some(Outcome::Unknown),
        ),
        (
            r#"{"resultCode":"P015","error":{"code":"401"}}"#,
            400,
            Some(Outcome::Refused),
        ),
    ] {
        let known = outcome(client().core(), &pay(), (status, body.as_bytes()));
        assert_eq!(known, expected, "{body} on HTTP {status}");
    }
}

#[test]
fn only_an_answer_without_contradiction_is_a_yes_or_a_no() {
    let (refused, unknown) = (Some(Outcome::Refused), Some(Outcome::Unknown));
    for (status, code, state, expected) in [
        (200, r#""0000""#, "done", None),
        (201, r#""0000""#, "done", None),
        (200, r#""0000""#, "waiting", None),
        (200, r#""P030""#, "waiting", None),
        // Yes and no at once.
        (200, r#""0000""#, "new state", unknown),
        (200, r#""P030""#, "done", unknown),
        (200, r#""P015""#, "done", unknown),
        (200, r#""P015""#, "waiting", unknown),
        (500, r#""0000""#, "done", unknown),
        (302, r#""0000""#, "done", unknown),
        (404, r#""P030""#, "waiting", unknown),
        // The state refuses beside every code but the undecided one, and no server that broke down.
        (200, r#""0000""#, "failed", refused),
        (200, r#""P030""#, "failed", refused),
        (502, r#""P030""#, "failed", unknown),
        (200, r#""P099""#, "failed", unknown),
        // A code that is listed as a refusal, one that is not, and one that says nothing.
        (200, r#""P015""#, "new state", refused),
        (400, r#""P015""#, "", refused),
        (500, r#""P015""#, "", refused),
        (200, r#""P999""#, "", refused),
        (400, r#""P999""#, "", refused),
        (408, r#""P999""#, "", unknown),
        (429, r#""P999""#, "", refused),
        (500, r#""P999""#, "", unknown),
        (503, r#""P999""#, "", refused),
        (200, r#""P999|0000""#, "", unknown),
        (302, r#""P999""#, "", unknown),
        (200, "999", "", unknown),
        (200, r#"" P999""#, "", unknown),
        (200, r#""P099""#, "", unknown),
        (400, r#""P099""#, "", unknown),
        (200, r#""""#, "failed", unknown),
        (200, "null", "done", unknown),
        (200, r#"["0000"]"#, "done", unknown),
    ] {
        let body = format!(r#"{{"resultCode":{code},"state":"{state}"}}"#);
        let known = outcome(client().core(), &capture(), (status, body.as_bytes()));
        assert_eq!(known, expected, "{body} on HTTP {status}");
    }
}

#[test]
fn an_undecided_second_code_takes_a_refusal_away_and_nothing_else() {
    let (refused, unknown) = (Some(Outcome::Refused), Some(Outcome::Unknown));
    for (code, detail, state, expected) in [
        ("P015", r#""P015""#, "", refused),
        ("P015", r#""P777""#, "", unknown),
        ("P015", r#""0000""#, "", unknown),
        ("P015", r#""""#, "", refused),
        ("P015", "null", "", refused),
        ("P015", r#""P099""#, "", unknown),
        ("P015", r#"" P099 ""#, "", unknown),
        ("P999", r#""P099""#, "", unknown),
        ("P030", r#""P099""#, "failed", unknown),
        // What is no text may be anything.
        ("P015", r#"["P099"]"#, "", unknown),
        ("P015", r#"{"code":"P099"}"#, "", unknown),
        // It says nothing of what was accepted.
        ("0000", r#""P099""#, "done", None),
        ("0000", r#""P099""#, "waiting", None),
    ] {
        let body = format!(r#"{{"resultCode":"{code}","detailCode":{detail},"state":"{state}"}}"#);
        let known = outcome(client().core(), &capture(), (200, body.as_bytes()));
        assert_eq!(known, expected, "{body}");
    }
}

#[test]
fn where_every_open_second_code_is_listed_any_other_refuses() {
    let void = Void::builder().order_id("O-1").build().unwrap();
    let (refused, unknown) = (Some(Outcome::Refused), Some(Outcome::Unknown));
    for (detail, expected) in [
        (r#""P015""#, refused),
        (r#""P777""#, refused),
        (r#"" P777 ""#, refused),
        ("777", refused),
        (r#""""#, refused),
        (r#""P099""#, unknown),
        (r#""0000""#, unknown),
        // What is not written as codes are is none.
        (r#""the line broke""#, unknown),
        (r#"["P777"]"#, unknown),
    ] {
        let body = format!(r#"{{"resultCode":"P015","detailCode":{detail}}}"#);
        let known = outcome(client().core(), &void, (200, body.as_bytes()));
        assert_eq!(known, expected, "{body}");
    }
}

#[test]
fn a_second_code_is_told_with_the_error() {
    let read = |body: &str| {
        let answer = HttpAnswer::new(200, body);
        client().core().interpret(&capture(), &answer).unwrap_err()
    };
    let error = read(r#"{"resultCode":"P015","detailCode":"P030"}"#);
    assert_eq!(error.code(), Some(&ResultCode::DuplicateOrder));
    assert_eq!(error.detail_code(), Some(&ResultCode::InProgress));
    assert!(
        error
            .to_string()
            .ends_with(", code P015, detailed code P030"),
        "{error}"
    );
    let error = read(r#"{"resultCode":"P015","detailCode":""}"#);
    assert_eq!(error.detail_code(), None);
    let error = read(r#"{"resultCode":"P015","detailCode":"X1"}"#);
    assert_eq!(error.detail_code(), Some(&ResultCode::from_wire("X1")));
}

#[test]
fn accepted_is_done_or_pending() {
    let read = |body: &str| {
        let answer = HttpAnswer::new(200, body);
        client().core().interpret(&capture(), &answer).unwrap()
    };
    let done = read(r#"{"resultCode":"0000","state":"done","message":"ok"}"#);
    let Completion::Done(answer) = done else {
        unreachable!("{done:?} is done")
    };
    assert_eq!(answer.state, State::Done);
    assert_eq!(answer.message.as_deref(), Some("ok"));
    for code in ["0000", "P030"] {
        let pending = read(&format!(r#"{{"resultCode":"{code}","state":"waiting"}}"#));
        assert!(matches!(pending, Completion::Pending(_)), "{pending:?}");
    }
    // What is never done at once has no other type.
    let answer = HttpAnswer::new(200, r#"{"resultCode":"0000"}"#);
    let refund = RefundLater::builder().order_id("O-1").build().unwrap();
    let later = client().core().interpret(&refund, &answer);
    let Pending(_) = later.unwrap();
}

#[test]
fn a_net_cancel_takes_back_the_order_of_the_request() {
    let net_cancel = pay().net_cancel().unwrap();
    let expected = NetCancel::builder().order_id("O-1").build().unwrap();
    assert_eq!(net_cancel, expected);
    const {
        assert!(matches!(
            NetCancel::CALL.effect,
            kpg_runtime::Effect::MovesMoney
        ))
    };
    let token = Sensitive::new("T".to_owned());
    let client = client();
    let request = client.core().prepare(&net_cancel, Some(&token)).unwrap();
    assert_eq!(request.method().as_str(), "POST");
    assert_eq!(
        request.url().as_str(),
        "https://outcomes.example.com/netcancel"
    );
    assert_eq!(body(&request), r#"{"orderId":"O-1"}"#);
    assert_eq!(header(&request, "authorization"), Some("Bearer T"));
}

#[test]
fn credentials_and_tokens_are_sent_and_not_shown() {
    let request = prepared(client().core(), &OpenSession::new());
    assert_eq!(body(&request), r#"{"key":"K"}"#);
    let masked = request.masked(OpenSession::SENSITIVE).to_string();
    assert!(masked.contains(r#"{"key":"***"}"#), "{masked}");
    let answer = HttpAnswer::new(200, r#"{"resultCode":"0000","accessToken":"very secret"}"#);
    let masked = answer
        .masked(OpenSession::FORMAT, OpenSession::SENSITIVE)
        .to_string();
    assert!(!masked.contains("very secret"), "{masked}");
    let answer = client()
        .core()
        .interpret(&OpenSession::new(), &answer)
        .unwrap();
    assert_eq!(answer.access_token.as_str(), "very secret");
    assert!(!format!("{answer:?}").contains("very secret"));
}

#[test]
fn an_error_keeps_what_the_vendor_said_and_hides_what_is_sensitive() {
    let body = r#"{"resultCode":"P015","accessToken":"very secret","resultMsg":"no"}"#;
    let answer = HttpAnswer::new(400, body);
    let error = client()
        .core()
        .interpret(&OpenSession::new(), &answer)
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert_eq!(error.status(), Some(400));
    assert_eq!(error.body(), body.as_bytes());
    assert!(!error.masked_body().to_string().contains("very secret"));
    assert!(!format!("{error} {error:?}").contains("very secret"));
}
