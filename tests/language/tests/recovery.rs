//! After a failure: what is sent again and what never is, what an inquiry settles, where a refusal leads.

use crate::support;
use std::time::Duration;

use crate::support::{Canned, Script, header};
use kpg_language::outcomes::{
    Client, Credentials, Environment, OrderState, Pay, PayNext, PayOnce, PayOnceNext, ResultCode,
    State,
};
use kpg_runtime::{
    CallError, ErrorKind, Operation, Outcome, Resolution, Retry, Standing, StillUnknown, Timeouts,
    Transport,
};

const TOKEN: Canned = Canned::Answer(200, r#"{"resultCode":"0000","accessToken":"T1"}"#);
const PAID: Canned = Canned::Answer(200, r#"{"resultCode":"0000","tid":"X"}"#);
const REFUSED: Canned = Canned::Answer(200, r#"{"resultCode":"P015"}"#);
const BROKEN: Canned = Canned::Answer(502, "<html>bad gateway</html>");

fn client<T: Transport>(transport: T, retry: Retry) -> Client<T> {
    let credentials = Credentials::builder().key("K").build().unwrap();
    let client = Client::builder(Environment::Test, credentials).unwrap();
    client.retry(retry).build_with(transport)
}

fn three_times() -> Retry {
    Retry::attempts(3).backoff(Duration::from_millis(1), Duration::from_millis(2))
}

fn order() -> Pay {
    Pay::builder().order_id("O-1").amount(1000).build().unwrap()
}

fn order_with_key() -> PayOnce {
    let order = PayOnce::builder().idempotency_key("key-1").order_id("O-1");
    order.amount(1000).build().unwrap()
}

/// What came of one call, and how often it was sent.
type Ended = (Result<(), ErrorKind>, usize);

/// What is known after a call, and how many attempts its error tells of.
fn told<T>(result: Result<T, CallError<ResultCode>>, attempts: usize) -> Result<(), ErrorKind> {
    let error = match result {
        Ok(_) => return Ok(()),
        Err(error) => error,
    };
    assert_eq!(error.attempts() as usize, attempts, "{error}");
    Err(error.kind())
}

async fn pay(retry: Retry, answers: impl IntoIterator<Item = Canned>) -> Ended {
    let script = Script::new([TOKEN].into_iter().chain(answers));
    let result = client(script.clone(), retry).pay(&order()).await;
    let sent = script.log().len() - 1;
    assert_eq!(script.left(), 0, "the call sends as much as expected");
    (told(result, sent), sent)
}

async fn pay_once(retry: Retry, answers: impl IntoIterator<Item = Canned>) -> Ended {
    let script = Script::new(answers);
    let result = client(script.clone(), retry)
        .pay_once(&order_with_key())
        .await;
    let sent = script.sent();
    assert_eq!(script.left(), 0, "the call sends as much as expected");
    let bytes = |request| (support::bytes(request), request.headers().clone());
    assert!(
        sent.iter().all(|request| bytes(request) == bytes(&sent[0])),
        "every attempt sends the same bytes, with the same key and the same number"
    );
    (told(result, sent.len()), sent.len())
}

#[tokio::test]
async fn without_a_retry_nothing_is_sent_twice() {
    let kinds = [
        (Canned::NotSent, ErrorKind::Connect),
        (Canned::MaybeSent, ErrorKind::Exchange),
        (BROKEN, ErrorKind::Unreadable),
        (REFUSED, ErrorKind::Refused),
    ];
    for (answer, kind) in kinds {
        assert_eq!(pay_once(Retry::OFF, [answer]).await, (Err(kind), 1));
    }
    assert_eq!(
        pay(Retry::default(), [Canned::NotSent]).await,
        (Err(ErrorKind::Connect), 1)
    );
}

#[tokio::test]
async fn a_retry_repeats_what_was_certainly_not_sent_and_nothing_else() {
    use Canned::{MaybeSent, NotSent};
    let retry = three_times();
    let refused = Err(ErrorKind::Refused);
    assert_eq!(pay(retry, [NotSent, PAID]).await, (Ok(()), 2));
    assert_eq!(pay(retry, [NotSent, NotSent, PAID]).await, (Ok(()), 3));
    assert_eq!(pay(retry, [NotSent, REFUSED]).await, (refused, 2));
    let gone = Err(ErrorKind::Connect);
    assert_eq!(pay(retry, [NotSent, NotSent, NotSent]).await, (gone, 3));
    // It may have been executed.
    assert_eq!(pay(retry, [MaybeSent]).await, (Err(ErrorKind::Exchange), 1));
    let lost = Err(ErrorKind::Exchange);
    assert_eq!(pay(retry, [NotSent, MaybeSent]).await, (lost, 2));
    assert_eq!(pay(retry, [BROKEN]).await, (Err(ErrorKind::Unreadable), 1));
    assert_eq!(pay(retry, [REFUSED]).await, (refused, 1));
}

#[tokio::test]
async fn with_an_idempotency_key_a_lost_answer_is_asked_for_again_and_doubt_stays_doubt() {
    use Canned::{MaybeSent, NotSent};
    let retry = three_times();
    let lost = Err(ErrorKind::Exchange);
    assert_eq!(pay_once(retry, [MaybeSent, PAID]).await, (Ok(()), 2));
    assert_eq!(
        pay_once(retry, [NotSent, MaybeSent, PAID]).await,
        (Ok(()), 3)
    );
    // What became of the first is not known, whatever becomes of the others.
    assert_eq!(
        pay_once(retry, [MaybeSent, NotSent, NotSent]).await,
        (lost, 3)
    );
    assert_eq!(pay_once(retry, [MaybeSent, REFUSED]).await, (lost, 2));
    let unreadable = Err(ErrorKind::Unreadable);
    assert_eq!(pay_once(retry, [MaybeSent, BROKEN]).await, (unreadable, 2));
    assert_eq!(pay_once(retry, [BROKEN]).await, (unreadable, 1));
}

#[tokio::test]
async fn a_refusal_after_a_lost_answer_keeps_its_code_and_is_not_safe_to_repeat() {
    let script = Script::new([Canned::MaybeSent, REFUSED]);
    let call = client(script, three_times())
        .pay_once(&order_with_key())
        .await;
    let error = call.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(!error.is_safe_to_repeat());
    assert_eq!(error.code(), Some(&ResultCode::DuplicateOrder));
    assert_eq!(error.status(), Some(200));
    let shown = error.to_string();
    let expected = "outcomes.pay_once: outcome unknown, the request may have left before the failure: an \
                    earlier attempt with the same idempotency key may have been executed, HTTP 200, code P015";
    assert_eq!(shown, expected);
}

#[tokio::test]
async fn an_error_tells_the_number_by_which_the_vendor_traces_the_call() {
    let script = Script::new([REFUSED, Canned::MaybeSent]);
    let client = client(script.clone(), Retry::OFF);
    for _ in 0..2 {
        let error = client.pay_once(&order_with_key()).await.unwrap_err();
        let sent = script.sent();
        let number = header(sent.last().unwrap(), "x-request-id").unwrap();
        assert_eq!(error.correlation_id(), Some(number));
    }
}

/// What it leads to moves money too, and the earlier attempt may have moved it already.
#[tokio::test]
async fn a_code_beside_an_unknown_outcome_leads_nowhere() {
    let client = client(
        Script::new([Canned::MaybeSent, REFUSED, REFUSED]),
        three_times(),
    );
    let order = order_with_key();
    let doubtful = client.pay_once(&order).await.unwrap_err();
    assert_eq!(doubtful.outcome(), Outcome::Unknown);
    assert_eq!(doubtful.code(), Some(&ResultCode::DuplicateOrder));
    assert!(order.next(&doubtful).is_none());
    assert_eq!(doubtful.refusal(), None);
    let refused = client.pay_once(&order).await.unwrap_err();
    assert_eq!(refused.refusal(), Some(&ResultCode::DuplicateOrder));
    assert!(matches!(
        order.next(&refused),
        Some(PayOnceNext::DuplicateOrder(_))
    ));
}

/// A call that may take for ever waits for ever; one that must be over before the next attempt is over at once.
#[tokio::test]
async fn a_wait_of_any_length_is_a_wait_within_the_total_time_out() {
    let forever = Retry::attempts(2).backoff(Duration::MAX, Duration::MAX);
    for total in [Duration::MAX, Duration::from_secs(30)] {
        for _ in 0..8 {
            let timeouts = Timeouts {
                total,
                ..Timeouts::default()
            };
            let credentials = Credentials::builder().key("K").build().unwrap();
            let builder = Client::builder(Environment::Test, credentials).unwrap();
            let builder = builder.retry(forever).timeouts(timeouts);
            let client = builder.build_with(Script::new([Canned::MaybeSent]));
            let order = order_with_key();
            let call = tokio::time::timeout(Duration::from_millis(100), client.pay_once(&order));
            match call.await {
                Err(_) => assert_eq!(total, Duration::MAX),
                Ok(paid) => {
                    assert_ne!(total, Duration::MAX);
                    assert_eq!(paid.unwrap_err().outcome(), Outcome::Unknown);
                }
            }
        }
    }
}

#[test]
fn attempts_are_at_least_one_and_at_most_ten() {
    for (asked, given) in [(0, 1), (1, 1), (10, 10), (11, 10), (u32::MAX, 10)] {
        assert_eq!(Retry::attempts(asked), Retry::attempts(given));
    }
    assert_eq!(Retry::attempts(1), Retry::OFF);
    assert_ne!(Retry::attempts(9), Retry::attempts(10));
}

#[tokio::test]
async fn an_inquiry_settles_what_became_of_a_request_and_sends_nothing_else() {
    let says = |body| Canned::Answer(200, body);
    let cases = [
        (
            says(r#"{"resultCode":"0000","state":"done","isFinal":true}"#),
            Standing::Done,
        ),
        (
            says(r#"{"resultCode":"0000","state":"failed","isFinal":true}"#),
            Standing::Refused,
        ),
        (
            says(r#"{"resultCode":"0000","state":"done","isFinal":false}"#),
            Standing::Pending,
        ),
        (
            says(r#"{"resultCode":"0000","state":"waiting","isFinal":false}"#),
            Standing::Pending,
        ),
        // What the spec does not name, or not beside this.
        (
            says(r#"{"resultCode":"0000","state":"waiting","isFinal":true}"#),
            Standing::Unknown,
        ),
        (
            says(r#"{"resultCode":"0000","state":"done"}"#),
            Standing::Unknown,
        ),
        (
            says(r#"{"resultCode":"0000","state":"new one","isFinal":true}"#),
            Standing::Unknown,
        ),
        // The inquiry itself fails: that it was refused says nothing about the payment.
        (
            says(r#"{"resultCode":"P030","state":"failed","isFinal":true}"#),
            Standing::Unknown,
        ),
        (says(r#"{"resultCode":"0000"}"#), Standing::Unknown),
        (BROKEN, Standing::Unknown),
        (Canned::NotSent, Standing::Unknown),
        (Canned::MaybeSent, Standing::Unknown),
    ];
    for (answer, expected) in cases {
        let script = Script::new([answer]);
        let client = client(script.clone(), Retry::OFF);
        let resolved = client.resolve_pay_once(&order_with_key()).await;
        assert_eq!(resolved.standing(), expected, "{resolved:?}");
        assert_eq!(script.log(), ["/orders/O-1"]);
    }
}

#[tokio::test]
async fn a_resolution_hands_on_what_the_inquiry_gave() {
    let done = Canned::Answer(
        200,
        r#"{"resultCode":"0000","state":"done","isFinal":true}"#,
    );
    let unclear = Canned::Answer(200, r#"{"resultCode":"0000","state":"done"}"#);
    let script = Script::new([done, unclear, REFUSED]);
    let client = client(script, Retry::OFF);
    let order = order_with_key();
    let Resolution::Done(answer) = client.resolve_pay_once(&order).await else {
        panic!("it is done")
    };
    assert_eq!(answer.state, State::Done);
    let resolved = client.resolve_pay_once(&order).await;
    assert_eq!(resolved.answer().unwrap().is_final, None);
    let Resolution::Unknown(StillUnknown::Failed(error)) = client.resolve_pay_once(&order).await
    else {
        panic!("the inquiry was refused")
    };
    assert_eq!(error.call().operation, OrderState::CALL.operation);
    assert_eq!(error.code(), Some(&ResultCode::DuplicateOrder));
}

#[tokio::test]
async fn a_refusal_begins_the_request_that_it_leads_to() {
    let refuses = |body| [TOKEN, Canned::Answer(200, body)];
    let order = order();
    for (body, leads) in [
        (r#"{"resultCode":"P015"}"#, true),
        (r#"{"resultCode":"A245X"}"#, false),
        (r#"{"resultCode":"P030"}"#, false),
    ] {
        let client = client(Script::new(refuses(body)), Retry::OFF);
        let error = client.pay(&order).await.unwrap_err();
        let instead = match order.next(&error) {
            // What it cannot take over is still missing: without it this does not compile.
            Some(PayNext::DuplicateOrder(begun)) => {
                let begun = begun.idempotency_key("key-1").amount(1000);
                Some(begun.build().unwrap())
            }
            _ => None,
        };
        let expected = order_with_key();
        assert_eq!(instead, leads.then_some(expected), "{error}");
    }
}
