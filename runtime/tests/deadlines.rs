//! The total time-out counts for the whole call: what is known when it runs out depends on what was under way.

use crate::support::sample;
use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::support::once::CancelOnce;
use crate::support::sample::{Client, Code, Token, cancel};
use crate::support::script::coded;
use kpg_runtime::{
    ErrorKind, HttpAnswer, HttpRequest, IssuedToken, Outcome, Retry, SessionCell, SessionRules,
    Timeouts, TokenLifetime, Transport, TransportError,
};

/// What becomes of a request.
enum Step {
    Answers(Result<HttpAnswer, TransportError>),
    /// There is no end to it.
    Hangs,
}
use Step::{Answers, Hangs};

/// Does one step after the other, for requests of tokens and all others, and counts the others.
#[derive(Default)]
struct Vendor {
    tokens: Mutex<VecDeque<Step>>,
    calls: Mutex<VecDeque<Step>>,
    sent: AtomicUsize,
}

impl Vendor {
    fn new<const T: usize, const C: usize>(tokens: [Step; T], calls: [Step; C]) -> Self {
        Self {
            tokens: Mutex::new(tokens.into()),
            calls: Mutex::new(calls.into()),
            sent: AtomicUsize::new(0),
        }
    }
}

impl Transport for &Vendor {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        let steps = if request.url().path() == "/token" {
            &self.tokens
        } else {
            self.sent.fetch_add(1, Ordering::Relaxed);
            &self.calls
        };
        let step = steps.lock().unwrap().pop_front().unwrap();
        match step {
            Answers(answer) => answer,
            Hangs => std::future::pending().await,
        }
    }
}

fn token() -> Step {
    Answers(Ok(HttpAnswer::new(200, r#"{"code":"00","token":"T"}"#)))
}

fn done() -> Step {
    Answers(coded(200, "00"))
}

fn expired() -> Step {
    Answers(coded(401, "EXPIRED"))
}

fn unreached() -> Step {
    Answers(Err(TransportError::not_sent("unreached")))
}

fn lost() -> Step {
    Answers(Err(TransportError::maybe_sent("lost")))
}

const SHORT: u64 = 60;

fn client(vendor: &Vendor, total_ms: u64) -> Client<&Vendor> {
    let timeouts = Timeouts::from_millis(5_000, 30_000, total_ms);
    let client = sample::client("https://x").timeouts(timeouts);
    client.build_with(vendor)
}

#[tokio::test]
async fn what_is_known_when_the_time_is_over_depends_on_what_was_under_way() {
    use ErrorKind::{Exchange, Refused, Session};
    let cases = [
        // Nothing of the call left while its token was fetched.
        (Vendor::new([Hangs], []), Session, Outcome::NotSent, 0),
        (
            Vendor::new([token()], [Hangs]),
            Exchange,
            Outcome::Unknown,
            1,
        ),
        // A refused token: the vendor said no, and no more of the call left.
        (
            Vendor::new([token(), Hangs], [expired()]),
            Refused,
            Outcome::Refused,
            1,
        ),
        // The repetition left.
        (
            Vendor::new([token(), token()], [expired(), Hangs]),
            Exchange,
            Outcome::Unknown,
            2,
        ),
    ];
    for (number, (vendor, kind, outcome, sent)) in cases.into_iter().enumerate() {
        let started = Instant::now();
        let error = client(&vendor, SHORT)
            .cancel_in_session(&cancel())
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (kind, outcome),
            "case {number}"
        );
        assert_eq!(vendor.sent.load(Ordering::Relaxed), sent, "case {number}");
        let took = started.elapsed();
        assert!(
            took >= Duration::from_millis(SHORT),
            "case {number}: {took:?}"
        );
        assert!(took < Duration::from_secs(10), "case {number}: {took:?}");
    }
}

#[tokio::test]
async fn a_call_without_a_session_has_the_same_end() {
    let vendor = Vendor::new([], [Hangs]);
    let error = client(&vendor, SHORT).cancel(&cancel()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Exchange, Outcome::Unknown)
    );
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "the total time-out of the call has run out");
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_call_with_no_time_at_all_is_not_sent() {
    let vendor = Vendor::new([token()], []);
    let client = client(&vendor, 0);
    let error = client.cancel(&cancel()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Connect, Outcome::NotSent)
    );
    assert_eq!(error.attempts(), 0);
    let error = client.cancel_in_session(&cancel()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Session, Outcome::NotSent)
    );
    assert_eq!(vendor.sent.load(Ordering::Relaxed), 0);
}

/// There is no use in waiting for an attempt for which there will be no time; nor does running out make less of
/// the doubt that an earlier attempt left.
#[tokio::test]
async fn between_attempts_what_they_left_known_stays() {
    use ErrorKind::{Connect, Exchange};
    let (soon, late) = (Duration::from_millis(1), Duration::from_secs(60));
    let cases = [
        (
            Vendor::new([], [unreached()]),
            late,
            Connect,
            Outcome::NotSent,
            1,
        ),
        (
            Vendor::new([], [lost()]),
            late,
            Exchange,
            Outcome::Unknown,
            1,
        ),
        (
            Vendor::new([], [unreached(), Hangs]),
            soon,
            Exchange,
            Outcome::Unknown,
            2,
        ),
        (
            Vendor::new([], [lost(), Hangs]),
            soon,
            Exchange,
            Outcome::Unknown,
            2,
        ),
        (
            Vendor::new([], [lost(), unreached(), unreached()]),
            soon,
            Exchange,
            Outcome::Unknown,
            3,
        ),
    ];
    for (number, (vendor, wait, kind, outcome, sent)) in cases.into_iter().enumerate() {
        let timeouts = Timeouts::from_millis(5_000, 30_000, 500);
        let client = sample::client("https://x")
            .timeouts(timeouts)
            .retry(Retry::attempts(3).backoff(wait, wait));
        let client = client.build_with(&vendor);
        let started = Instant::now();
        let request = CancelOnce(cancel());
        let error = client.core().call(&request, None).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (kind, outcome),
            "case {number}"
        );
        assert_eq!(vendor.sent.load(Ordering::Relaxed), sent, "case {number}");
        assert_eq!(u64::from(error.attempts()), sent as u64, "case {number}");
        if wait == late {
            assert!(
                started.elapsed() < Duration::from_millis(400),
                "case {number}"
            );
        }
    }
}

/// A call in a session whose token may belong to the calls of several clients.
async fn call_with(
    client: &Client<&Vendor>,
    cell: &SessionCell,
) -> Result<(), kpg_runtime::CallError<Code>> {
    let session = SessionRules {
        name: "access_token",
        cell,
        refused: &[],
    };
    let renew = || async {
        let answer = client.token(&Token::new()).await?;
        Ok(IssuedToken::new(answer.token))
    };
    let request = cancel();
    let call = client.core().call_in_session(&request, session, renew);
    call.await.map(drop)
}

fn cell() -> SessionCell {
    SessionCell::new(TokenLifetime::For(Duration::from_secs(600)))
}

/// A token that is there already takes no time, and a call that has none left does not use it.
#[tokio::test]
async fn a_call_with_a_token_and_no_time_is_not_sent() {
    let vendor = Vendor::new([token()], [done()]);
    let cell = cell();
    call_with(&client(&vendor, 60_000), &cell).await.unwrap();
    let sent = vendor.sent.load(Ordering::Relaxed);
    let error = call_with(&client(&vendor, 0), &cell).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome(), error.attempts()),
        (ErrorKind::Connect, Outcome::NotSent, 0)
    );
    assert_eq!(vendor.sent.load(Ordering::Relaxed), sent);
}

/// Who has less time than the call that fetches the token does not wait for it any longer.
#[tokio::test]
async fn who_waits_for_the_token_of_a_call_with_more_time_ends_in_its_own_time() {
    let vendor = Vendor::new([Hangs, token()], [done()]);
    let (patient, hasty, cell) = (client(&vendor, 60_000), client(&vendor, SHORT), cell());
    let renewal = call_with(&patient, &cell);
    let waiting = async {
        let error = call_with(&hasty, &cell).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Session, Outcome::NotSent)
        );
    };
    tokio::select! {
        biased;
        _ = renewal => panic!("it hangs"),
        () = waiting => {}
    }
    assert_eq!(vendor.sent.load(Ordering::Relaxed), 0);
    // The renewal was dropped, and holds nobody up.
    call_with(&patient, &cell).await.unwrap();
}

/// Who has more time asks anew when that of the call that fetched the token is over.
#[tokio::test]
async fn who_waits_for_the_token_of_a_call_with_less_time_asks_anew() {
    let vendor = Vendor::new([Hangs, token()], [done()]);
    let (patient, hasty, cell) = (client(&vendor, 60_000), client(&vendor, SHORT), cell());
    let renewal = async {
        let error = call_with(&hasty, &cell).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Session, Outcome::NotSent)
        );
    };
    let ((), waited) = tokio::join!(biased; renewal, call_with(&patient, &cell));
    waited.unwrap();
}

/// Dropped as by a time-out around the call or a lost `select`: whoever waits goes on.
#[tokio::test]
async fn a_renewal_that_is_dropped_lets_the_next_call_ask() {
    let vendor = Vendor::new([Hangs, token()], [done(), done()]);
    let (client, cell) = (client(&vendor, 60_000), cell());
    let mut renewal = Box::pin(call_with(&client, &cell));
    let mut waiting = Box::pin(call_with(&client, &cell));
    std::future::poll_fn(|context| {
        assert!(renewal.as_mut().poll(context).is_pending());
        assert!(waiting.as_mut().poll(context).is_pending());
        std::task::Poll::Ready(())
    })
    .await;
    drop(renewal);
    waiting.await.unwrap();
    // Its token is kept for the next.
    call_with(&client, &cell).await.unwrap();
    assert!(vendor.tokens.lock().unwrap().is_empty());
}

/// A token for one call is nobody's to wait for: calls do not queue up for their own.
#[tokio::test]
async fn calls_whose_tokens_are_good_for_one_call_fetch_them_at_once() {
    let vendor = Vendor::new([token(), Hangs, token(), token()], [done(), done(), done()]);
    let client = client(&vendor, 60_000);
    let cell = SessionCell::new(TokenLifetime::Told);
    call_with(&client, &cell).await.unwrap();
    let hanging = call_with(&client, &cell);
    let others = async {
        for _ in 0..2 {
            call_with(&client, &cell).await.unwrap();
        }
    };
    tokio::select! {
        biased;
        _ = hanging => panic!("it hangs"),
        () = others => {}
    }
}

/// Waits longer than it is asked to.
struct Late<'v>(&'v Vendor);

impl Transport for Late<'_> {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        self.0.send(request).await
    }

    async fn wait(&self, time: Duration) {
        tokio::time::sleep(time + Duration::from_millis(2 * SHORT)).await;
    }
}

#[tokio::test]
async fn after_a_wait_that_was_too_long_nothing_is_sent_again() {
    let vendor = Vendor::new([], [unreached(), done()]);
    let wait = Duration::from_millis(1);
    let client = sample::client("https://x")
        .timeouts(Timeouts::from_millis(5_000, 30_000, SHORT))
        .retry(Retry::attempts(3).backoff(wait, wait));
    let client = client.build_with(Late(&vendor));
    let request = CancelOnce(cancel());
    let error = client.core().call(&request, None).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(vendor.sent.load(Ordering::Relaxed), 1);
}
