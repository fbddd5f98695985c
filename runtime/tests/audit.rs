//! What an audit trail is told of every attempt, and what it is not.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::sample::{cancel, client};
use kpg_runtime::{
    Attempt, Audit, End, HttpAnswer, HttpRequest, Masked, Retry, Scripted, Transport,
    TransportError,
};

const ACCEPTED: &str = r#"{"result":{"code":"00"},"isPending":false,"tid":"T1","price":1,"date":"20260102","card":"1234567890123456"}"#;

/// Keeps what it is told, in the order in which it is told.
#[derive(Clone, Default)]
struct Trail(Arc<Mutex<Vec<(Attempt, String)>>>);

impl Trail {
    fn keep(&self, attempt: &Attempt, what: String) {
        self.0.lock().unwrap().push((attempt.clone(), what));
    }

    /// Number of the attempt and first line of what was told.
    fn lines(&self) -> Vec<(u32, String)> {
        let told = self.0.lock().unwrap();
        let line = |(attempt, what): &(Attempt, String)| {
            (attempt.number, what.lines().next().unwrap().to_owned())
        };
        told.iter().map(line).collect()
    }
}

impl Audit for Trail {
    fn sending(&self, attempt: &Attempt, request: &Masked) {
        self.keep(attempt, request.to_string());
    }

    fn ended(&self, attempt: &Attempt, end: &End<'_>) {
        let what = match end {
            End::Answered {
                answer,
                status,
                noted,
                ..
            } => {
                assert!(answer.to_string().starts_with(&format!("HTTP {status}")));
                let noted = noted.iter().map(|problem| format!("\nnoted {problem}"));
                format!("{answer}{}", noted.collect::<String>())
            }
            End::Failed { error, .. } => error.to_string(),
            End::Abandoned { .. } => "abandoned".to_owned(),
            other => panic!("{other:?}"),
        };
        self.keep(attempt, what);
    }
}

#[tokio::test]
async fn request_and_answer_are_told_as_they_were_sent_but_masked() {
    let trail = Trail::default();
    let transport = Scripted::new().answer(HttpAnswer::new(200, ACCEPTED));
    let client = client("https://x").audit(trail.clone());
    let client = client.build_with(transport);
    assert!(client.cancel(&cancel()).await.is_ok());
    let told = trail.0.lock().unwrap();
    let [(first, request), (second, answer)] = told.as_slice() else {
        panic!("{told:?}")
    };
    assert_eq!(first, second);
    assert_eq!(first.call.to_string(), "sample.cancel");
    for part in [
        "POST https://x/cancel",
        "x-mac: ***",
        r#""card":"***""#,
        r#""tid":"T1""#,
    ] {
        assert!(request.contains(part), "{part} is not in {request}");
    }
    for part in ["HTTP 200", r#""card":"***""#, r#""date":"20260102""#] {
        assert!(answer.contains(part), "{part} is not in {answer}");
    }
    for secret in ["1234567890123456", "V1:", "top-secret"] {
        assert!(
            !format!("{told:?}").contains(secret),
            "{secret} in {told:?}"
        );
    }
}

#[tokio::test]
async fn what_is_odd_in_an_answer_is_told_with_it() {
    let accepted = ACCEPTED.replace(r#""price":1,"#, r#""price":1,"note":{},"#);
    let malformed = accepted.replace(r#""tid":"T1","#, "");
    let refused = r#"{"result":{"code":"01"},"note":{}}"#.to_owned();
    let odd = "noted note: expected a text, found an empty object";
    let missing = "noted tid: expected a text, found nothing";
    for (body, accepts, expected) in [
        (ACCEPTED.to_owned(), true, &[][..]),
        (accepted, true, &[odd]),
        (malformed, false, &[missing, odd]),
        // Of a refusal nothing is read but its code and its words.
        (refused, false, &[]),
    ] {
        let trail = Trail::default();
        let transport = Scripted::new().answer(HttpAnswer::new(200, body.clone()));
        let client = client("https://x").audit(trail.clone());
        let client = client.build_with(transport);
        assert_eq!(client.cancel(&cancel()).await.is_ok(), accepts, "{body}");
        let told = trail.0.lock().unwrap();
        let lines = told[1].1.lines().filter(|line| line.starts_with("noted "));
        assert_eq!(lines.collect::<Vec<_>>(), expected, "{body}");
    }
}

#[tokio::test]
async fn every_attempt_is_told_with_its_number_and_calls_have_numbers_of_their_own() {
    let trail = Trail::default();
    let transport = Scripted::new()
        .fail(TransportError::not_sent("down"))
        .answer(HttpAnswer::new(200, ACCEPTED))
        .fail(TransportError::maybe_sent("reset"));
    let retry = Retry::attempts(3).backoff(Duration::ZERO, Duration::ZERO);
    let client = client("https://x").audit(trail.clone()).retry(retry);
    let client = client.build_with(transport);
    assert!(client.cancel(&cancel()).await.is_ok());
    client.cancel(&cancel()).await.unwrap_err();
    let post = "POST https://x/cancel";
    let expected = [
        (1, post),
        (1, "the request was not sent: down"),
        (2, post),
        (2, "HTTP 200"),
        (1, post),
        (1, "no answer, and the request may have left: reset"),
    ];
    let lines = trail.lines();
    let lines: Vec<_> = lines
        .iter()
        .map(|(number, line)| (*number, line.as_str()))
        .collect();
    assert_eq!(lines, expected);
    let told = trail.0.lock().unwrap();
    let calls: Vec<_> = told
        .iter()
        .map(|(attempt, _)| attempt.call_number)
        .collect();
    assert!(calls[0] != calls[4], "{calls:?}");
    assert_eq!(
        (&calls[..4], &calls[4..]),
        (&[calls[0]; 4][..], &[calls[4]; 2][..])
    );
}

/// Never answers.
struct Silent;

impl Transport for Silent {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        std::future::pending().await
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_has_an_end_in_the_trail() {
    let trail = Trail::default();
    let client = client("https://x").audit(trail.clone()).build_with(Silent);
    let request = cancel();
    let call = client.cancel(&request);
    let wait = Duration::from_millis(5);
    assert!(tokio::time::timeout(wait, call).await.is_err());
    assert_eq!(trail.lines()[1], (1, "abandoned".to_owned()));
}

/// Keeps how long each attempt took.
#[derive(Clone, Default)]
struct Durations(Arc<Mutex<Vec<Duration>>>);

impl Audit for Durations {
    fn sending(&self, _: &Attempt, _: &Masked) {}

    fn ended(&self, _: &Attempt, end: &End<'_>) {
        let (End::Answered { duration, .. }
        | End::Failed { duration, .. }
        | End::Abandoned { duration, .. }) = end
        else {
            panic!("{end:?}")
        };
        self.0.lock().unwrap().push(*duration);
    }
}

/// Gives what it has after a while, and never answers when it has nothing.
struct Slow(Option<Result<&'static str, &'static str>>);

const A_WHILE: Duration = Duration::from_millis(20);

impl Transport for Slow {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        tokio::time::sleep(A_WHILE).await;
        match self.0 {
            Some(Ok(body)) => Ok(HttpAnswer::new(200, body)),
            Some(Err(why)) => Err(TransportError::maybe_sent(why)),
            None => std::future::pending().await,
        }
    }
}

#[tokio::test]
async fn the_trail_says_how_long_each_attempt_took_however_it_ended() {
    for gives in [Some(Ok(ACCEPTED)), Some(Err("reset")), None] {
        let trail = Durations::default();
        let client = client("https://x").audit(trail.clone());
        let client = client.build_with(Slow(gives));
        let request = cancel();
        let _ = tokio::time::timeout(2 * A_WHILE, client.cancel(&request)).await;
        let told = trail.0.lock().unwrap();
        assert_eq!(told.len(), 1, "{gives:?}");
        // A clock may count in other steps than the timer.
        assert!(told[0] >= A_WHILE / 2, "{gives:?}: {told:?}");
    }
}

#[tokio::test]
async fn what_is_not_sent_is_not_in_the_trail() {
    let trail = Trail::default();
    let client = client("https://x")
        .audit(trail.clone())
        .build_with(Scripted::new());
    let token = kpg_runtime::Sensitive::new("to\nken".to_owned());
    let call = client.core().call(&cancel(), Some(&token)).await;
    assert_eq!(call.unwrap_err().attempts(), 0);
    assert_eq!(trail.lines(), []);
}
