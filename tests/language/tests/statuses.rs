//! Answers without a result code: what the HTTP status accepts, what it never accepts, and how such vendors refuse.

use crate::support::{Unused, sandbox};
use kpg_language::statuses::{
    Client, Credentials, Environment, FaultCode, Forget, List, Once, Order, Pay, Settings, Strict,
    StrictCode,
};
use kpg_runtime::{Completion, ErrorKind, HttpAnswer, OpenChoice as _, Operation, Outcome};
use kpg_sandbox::Script;

fn credentials() -> Credentials {
    Credentials::builder().key("K").build().unwrap()
}

fn client() -> Client<Unused> {
    let client = Client::builder(Environment::Test, credentials()).unwrap();
    client.build_with(Unused)
}

fn list() -> List {
    List::builder().day("20261129").build().unwrap()
}

fn order() -> Order {
    Order::builder().order_id("O-1").build().unwrap()
}

fn pay() -> Pay {
    let pay = Pay::builder().order_id("O-1").amount(1000);
    pay.build().unwrap()
}

fn forget() -> Forget {
    Forget::builder().card("C").build().unwrap()
}

/// Kind, outcome and code of a failure.
type Failed<O> = (ErrorKind, Outcome, Option<<O as Operation>::Code>);

fn read<O>(request: &O, status: u16, body: &str) -> Result<O::Verdict, Failed<O>>
where
    O: Operation<Settings = Settings>,
    O::Code: Clone,
{
    let read = client()
        .core()
        .interpret(request, &HttpAnswer::new(status, body));
    read.map_err(|error| (error.kind(), error.outcome(), error.code().cloned()))
}

const NOT_FOUND: &str = r#"{"code":"NOT_FOUND","message":"no such thing"}"#;
const NEW: &str = r#"{"code":"SOMETHING_NEW","message":"?"}"#;
const UNDECIDED: &str = r#"{"code":"PROVIDER_ERROR"}"#;
const UNREADABLE: (ErrorKind, Outcome) = (ErrorKind::Unreadable, Outcome::Unknown);

/// Kind and outcome of a failure.
fn failed<O>(request: &O, status: u16, body: &str) -> (ErrorKind, Outcome)
where
    O: Operation<Settings = Settings>,
    O::Code: Clone,
{
    match read(request, status, body) {
        Ok(_) => panic!("HTTP {status} with {body} accepts"),
        Err((kind, outcome, _)) => (kind, outcome),
    }
}

#[test]
fn a_list_at_the_top_accepts_on_its_status_alone() {
    let answer = read(&list(), 200, r#"[{"id":"T-1","amount":100},{"id":"T-2"}]"#).unwrap();
    let ids: Vec<&str> = answer
        .transactions
        .iter()
        .map(|each| each.id.as_str())
        .collect();
    assert_eq!(ids, ["T-1", "T-2"]);
    assert_eq!(answer.transactions[0].amount, Some(100));
    assert!(read(&list(), 200, "[]").unwrap().transactions.is_empty());
    // Another page with the same status is no list.
    let malformed = (ErrorKind::Malformed, Outcome::Unknown);
    for body in [
        "{}",
        r#"{"ok":true}"#,
        r#"{"transactions":7}"#,
        r#"{"transactions":null}"#,
    ] {
        assert_eq!(failed(&list(), 200, body), malformed, "{body}");
    }
    for body in ["", "null", "7", "<html>", r#"[{"id":"T-1"}"#] {
        assert_eq!(failed(&list(), 200, body), UNREADABLE, "{body}");
    }
}

#[test]
fn another_status_of_2xx_accepts_nothing() {
    for status in [201, 202, 204, 206, 299] {
        assert_eq!(failed(&list(), status, "[]"), UNREADABLE, "{status}");
    }
    for status in [100, 301, 302, 400, 404, 500, 503] {
        assert_eq!(
            failed(&list(), status, r#"[{"id":"T-1"}]"#),
            UNREADABLE,
            "{status}"
        );
        assert_eq!(
            failed(&order(), status, r#"{"orderId":"O-1"}"#),
            UNREADABLE,
            "{status}"
        );
    }
}

#[test]
fn statuses_tell_done_from_pending() {
    let body = r#"{"orderId":"O-1"}"#;
    for (status, is_done) in [(200, true), (201, true), (202, false)] {
        match read(&order(), status, body).unwrap() {
            Completion::Done(answer) if is_done => assert_eq!(answer.order_id, "O-1"),
            Completion::Pending(answer) if !is_done => assert_eq!(answer.order_id, "O-1"),
            other => panic!("{status}: {other:?}"),
        }
    }
    let mismatch = (ErrorKind::Mismatch, Outcome::Unknown);
    assert_eq!(failed(&order(), 200, r#"{"orderId":"O-2"}"#), mismatch);
}

#[test]
fn members_decide_beside_the_status() {
    let said = |state: &str| format!(r#"{{"orderId":"O-1","state":"{state}"}}"#);
    assert!(matches!(
        read(&pay(), 200, &said("DONE")),
        Ok(Completion::Done(_))
    ));
    assert!(matches!(
        read(&pay(), 200, &said("WAITING")),
        Ok(Completion::Pending(_))
    ));
    let refused = (ErrorKind::Refused, Outcome::Refused);
    assert_eq!(failed(&pay(), 200, &said("ABORTED")), refused);
    assert_eq!(failed(&pay(), 404, &said("ABORTED")), refused);
    // A status of no clear no, and a value that nobody lists.
    assert_eq!(failed(&pay(), 500, &said("ABORTED")), UNREADABLE);
    assert_eq!(failed(&pay(), 409, &said("ABORTED")), UNREADABLE);
    assert_eq!(failed(&pay(), 200, &said("NEW")), UNREADABLE);
    assert_eq!(failed(&pay(), 200, r#"{"orderId":"O-1"}"#), UNREADABLE);
}

#[test]
fn faults_refuse_with_the_statuses_that_are_documented() {
    let refused = |code| (ErrorKind::Refused, Outcome::Refused, Some(code));
    let found = read(&pay(), 404, NOT_FOUND).unwrap_err();
    assert_eq!(found, refused(FaultCode::NotFound));
    let done = read(&pay(), 400, r#"{"code":"ALREADY_DONE"}"#).unwrap_err();
    assert_eq!(done, refused(FaultCode::AlreadyDone));
    let new = read(&pay(), 400, NEW).unwrap_err();
    assert_eq!(new, refused(FaultCode::from_wire("SOMETHING_NEW")));
    // A listed code on another status, statuses that leave it open, and a code of which nobody knows.
    for (status, body) in [
        (400, NOT_FOUND),
        (408, NEW),
        (409, NEW),
        (429, NEW),
        (500, NEW),
        (503, NOT_FOUND),
        (302, NEW),
        (200, "<html>"),
        (400, "{}"),
        (400, r#"{"message":"no code"}"#),
        (404, ""),
        (404, "<html>not found</html>"),
    ] {
        assert_eq!(
            failed(&pay(), status, body),
            UNREADABLE,
            "{body} on HTTP {status}"
        );
    }
    let (_, outcome) = failed(&pay(), 400, UNDECIDED);
    assert_eq!(outcome, Outcome::Unknown);
}

#[test]
fn a_fault_on_a_status_that_accepts_is_no_yes() {
    let contradiction = (ErrorKind::Contradiction, Outcome::Unknown);
    let beside = r#"{"orderId":"O-1","code":"NOT_FOUND"}"#;
    assert_eq!(failed(&order(), 200, beside), contradiction);
    assert_eq!(failed(&order(), 202, beside), contradiction);
    assert_eq!(failed(&order(), 200, NOT_FOUND), contradiction);
    assert_eq!(failed(&list(), 200, NOT_FOUND), contradiction);
    assert_eq!(failed(&forget(), 204, NOT_FOUND), contradiction);
}

#[test]
fn no_content_is_an_answer_where_it_is_documented() {
    read(&forget(), 204, "").unwrap();
    read(&forget(), 204, "{}").unwrap();
    assert_eq!(failed(&forget(), 200, ""), UNREADABLE);
    assert_eq!(failed(&forget(), 200, "{}"), UNREADABLE);
    assert_eq!(
        failed(&forget(), 404, NOT_FOUND),
        (ErrorKind::Refused, Outcome::Refused)
    );
    // Elsewhere an empty body is none.
    assert_eq!(failed(&list(), 204, ""), UNREADABLE);
}

#[test]
fn a_code_can_ask_for_one_status_too() {
    let strict = Strict::new();
    read(&strict, 201, r#"{"result":"OK"}"#).unwrap();
    for status in [200, 202, 400, 500] {
        let failed = read(&strict, status, r#"{"result":"OK"}"#).unwrap_err();
        let contradiction = (
            ErrorKind::Contradiction,
            Outcome::Unknown,
            Some(StrictCode::Done),
        );
        assert_eq!(failed, contradiction, "{status}");
    }
    assert_eq!(
        failed(&strict, 200, r#"{"result":"NO"}"#),
        (ErrorKind::Refused, Outcome::Refused)
    );
    assert_eq!(failed(&strict, 201, "{}"), UNREADABLE);
}

#[tokio::test]
async fn the_sandbox_answers_so() {
    let merchant = kpg_sandbox::Credentials::new().text("key", "K");
    let (sandbox, address) = sandbox("statuses", merchant).await;
    let client = Client::builder(Environment::Custom(address), credentials()).unwrap();
    let client = client.build().unwrap();
    assert!(!client.list(&list()).await.unwrap().transactions.is_empty());
    assert!(matches!(
        client.order(&order()).await.unwrap(),
        Completion::Done(_)
    ));
    assert!(matches!(
        client.pay(&pay()).await.unwrap(),
        Completion::Done(_)
    ));
    client.forget(&forget()).await.unwrap();
    client.strict(&Strict::new()).await.unwrap();
    sandbox.answer_next("statuses", "order", Script::Pending);
    assert!(matches!(
        client.order(&order()).await.unwrap(),
        Completion::Pending(_)
    ));
    for code in ["NOT_FOUND", "ALREADY_DONE", "SOMETHING_NEW"] {
        sandbox.answer_next("statuses", "list", Script::Code(code.to_owned()));
        let error = client.list(&list()).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Refused, "{code}");
    }
}

#[test]
fn a_repetition_is_answered_as_the_first_request_was() {
    let once = Once::builder().key("K-1").build().unwrap();
    let read = |status, body: &str| {
        let answer = HttpAnswer::new(status, body);
        let read = client().core().interpret(&once, &answer);
        read.map(|completion| completion.is_done())
            .map_err(|error| error.outcome())
    };
    let (done, refused) = (r#"{"result":"OK","tid":"T"}"#, r#"{"result":"NO"}"#);
    let late = r#"{"result":"LATER","tid":"T"}"#;
    for (status, body, expected) in [
        (200, done, Ok(true)),
        (409, done, Ok(true)),
        (200, late, Ok(false)),
        (409, late, Ok(false)),
        (409, refused, Err(Outcome::Refused)),
        // Without what the first answer had, HTTP 409 says that something is under way.
        (409, r#"{"result":"MAYBE"}"#, Err(Outcome::Unknown)),
        (409, r#"{"result":"NEW"}"#, Err(Outcome::Unknown)),
        (409, r#"{"result":"OK"}"#, Err(Outcome::Unknown)),
        (409, r#"{"message":"conflict"}"#, Err(Outcome::Unknown)),
        (409, "", Err(Outcome::Unknown)),
        // No other status accepts with the code.
        (201, done, Err(Outcome::Unknown)),
        (400, done, Err(Outcome::Unknown)),
        (500, done, Err(Outcome::Unknown)),
        (500, late, Err(Outcome::Unknown)),
    ] {
        assert_eq!(read(status, body), expected, "{body} on HTTP {status}");
    }
}
