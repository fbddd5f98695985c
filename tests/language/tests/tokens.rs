//! Tokens: how long they are used, how they are refused, and that a token which dies early costs nobody a payment.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use crate::support::{Canned, Script, header};
use kpg_language::tokens::{
    Client, Credentials, Environment, PayAbsolute, PayByBoth, PayByCode, PayByStatus, PayEpoch,
    PayLocal, PayNested, PaySingle, PayZulu, ResultCode,
};
use kpg_runtime::{
    CallError, ErrorKind, HttpAnswer, HttpRequest, Outcome, Source, Transport, TransportError,
};
use tokio::task::JoinSet;

fn builder() -> kpg_language::tokens::ClientBuilder {
    let credentials = Credentials::builder().key("K").build().unwrap();
    Client::builder(Environment::Test, credentials).unwrap()
}

/// 2026-01-01 00:00:00 UTC: `date -u -d @1767225600`.
const START: u64 = 1_767_225_600;

/// A clock that goes when it is told to.
#[derive(Clone)]
struct Turned {
    start: Instant,
    passed: Arc<Mutex<Duration>>,
}

impl Turned {
    fn new() -> Self {
        Self {
            start: Instant::now(),
            passed: Arc::default(),
        }
    }
}

impl Source for Turned {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(START) + *self.passed.lock().unwrap()
    }

    fn instant(&self) -> Instant {
        self.start + *self.passed.lock().unwrap()
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        bytes.fill(7);
        Ok(())
    }
}

/// Which session a call is made in.
#[derive(Clone, Copy, Debug)]
enum Session {
    ByStatus,
    ByBoth,
    ByCode,
    Local,
    Absolute,
    Epoch,
    Zulu,
    Nested,
    Single,
}
use Session::{Absolute, ByBoth, ByCode, ByStatus, Epoch, Local, Nested, Single, Zulu};

async fn pay<T: Transport>(
    client: &Client<T>,
    session: Session,
) -> Result<(), CallError<ResultCode>> {
    match session {
        ByStatus => client.pay_by_status(&PayByStatus::new()).await.map(drop),
        ByBoth => client.pay_by_both(&PayByBoth::new()).await.map(drop),
        ByCode => client.pay_by_code(&PayByCode::new()).await.map(drop),
        Local => client.pay_local(&PayLocal::new()).await.map(drop),
        Absolute => client.pay_absolute(&PayAbsolute::new()).await.map(drop),
        Epoch => client.pay_epoch(&PayEpoch::new()).await.map(drop),
        Zulu => client.pay_zulu(&PayZulu::new()).await.map(drop),
        Nested => client.pay_nested(&PayNested::new()).await.map(drop),
        Single => client.pay_single(&PaySingle::new()).await.map(drop),
    }
}

/// Issues tokens in this answer, and does what it is asked.
#[derive(Clone)]
struct Issuing {
    answer: &'static str,
    issued: Arc<AtomicUsize>,
}

impl Transport for Issuing {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        if matches!(request.url().path(), "/token" | "/nested") {
            self.issued.fetch_add(1, Ordering::Relaxed);
            return Ok(HttpAnswer::new(200, self.answer));
        }
        Ok(HttpAnswer::new(200, r#"{"code":"00"}"#))
    }
}

/// Lifetimes as answers tell them, and for how many seconds the token is used: nothing for one call. At the start
/// it is 09:00 in Seoul.
#[tokio::test]
async fn an_answer_tells_how_long_its_token_is_used() {
    let told: &[(Session, &str, Option<u64>)] = &[
        (ByStatus, r#"{"code":"00","token":"T"}"#, Some(540)),
        (
            ByStatus,
            r#"{"code":"00","token":"T","expires_in":10}"#,
            Some(540),
        ),
        (
            ByBoth,
            r#"{"code":"00","token":"T","expires_in":100}"#,
            Some(90),
        ),
        (
            ByBoth,
            r#"{"code":"00","token":"T","expires_in":"100"}"#,
            Some(90),
        ),
        (
            ByBoth,
            r#"{"code":"00","token":"T","expires_in":18446744073709551615}"#,
            Some(77_760),
        ),
        (ByBoth, r#"{"code":"00","token":"T","expires_in":0}"#, None),
        (ByBoth, r#"{"code":"00","token":"T","expires_in":""}"#, None),
        (
            ByBoth,
            r#"{"code":"00","token":"T","expires_in":null}"#,
            None,
        ),
        (ByBoth, r#"{"code":"00","token":"T"}"#, None),
        (
            ByCode,
            r#"{"code":"00","token":"T","life":"100"}"#,
            Some(90),
        ),
        (ByCode, r#"{"code":"00","token":"T","life":100}"#, Some(90)),
        (ByCode, r#"{"code":"00","token":"T","life":"soon"}"#, None),
        (ByCode, r#"{"code":"00","token":"T","life":-100}"#, None),
        (ByCode, r#"{"code":"00","token":"T","life":"1e9"}"#, None),
        (
            ByCode,
            r#"{"code":"00","token":"T","life":"18446744073709551616"}"#,
            None,
        ),
        (
            Local,
            r#"{"code":"00","token":"T","expireAt":"20260101091640"}"#,
            Some(900),
        ),
        (
            Local,
            r#"{"code":"00","token":"T","expireAt":"99991231235959"}"#,
            Some(77_760),
        ),
        (
            Local,
            r#"{"code":"00","token":"T","expireAt":"20260101090000"}"#,
            None,
        ),
        (
            Local,
            r#"{"code":"00","token":"T","expireAt":"20260101001640"}"#,
            None,
        ),
        (
            Local,
            r#"{"code":"00","token":"T","expireAt":"20260230091640"}"#,
            None,
        ),
        (
            Local,
            r#"{"code":"00","token":"T","expireAt":"2026-01-01 09:16:40"}"#,
            None,
        ),
        (Local, r#"{"code":"00","token":"T","expireAt":""}"#, None),
        (Local, r#"{"code":"00","token":"T"}"#, None),
        (
            Absolute,
            r#"{"code":"00","token":"T","moment":"2026-01-01T09:16:40+09:00"}"#,
            Some(900),
        ),
        (
            Absolute,
            r#"{"code":"00","token":"T","moment":"2026-01-01T00:16:40+00:00"}"#,
            Some(900),
        ),
        (
            Absolute,
            r#"{"code":"00","token":"T","moment":"2026-01-01T00:16:40+09:00"}"#,
            None,
        ),
        (
            Absolute,
            r#"{"code":"00","token":"T","moment":"2026-01-01T00:16:40"}"#,
            None,
        ),
        (
            Epoch,
            r#"{"code":"00","token":"T","epoch":1767226600000}"#,
            Some(900),
        ),
        (
            Epoch,
            r#"{"code":"00","token":"T","epoch":1767225599999}"#,
            None,
        ),
        (Epoch, r#"{"code":"00","token":"T","epoch":-1}"#, None),
        (
            Zulu,
            r#"{"code":"00","token":"T","zulu":"2026-01-01T00:16:40Z"}"#,
            Some(900),
        ),
        (
            Zulu,
            r#"{"code":"00","token":"T","zulu":"2026-01-01T09:16:40+09:00"}"#,
            None,
        ),
        (
            Zulu,
            r#"{"code":"00","token":"T","zulu":"2026-01-01T00:00:00Z"}"#,
            None,
        ),
        (
            Nested,
            r#"{"code":"00","data":{"token":"T","life":100}}"#,
            Some(90),
        ),
        (
            Single,
            r#"{"code":"00","token":"T","expires_in":100}"#,
            None,
        ),
    ];
    for (session, answer, used_for) in told {
        let (clock, issued) = (Turned::new(), Arc::default());
        let vendor = Issuing {
            answer,
            issued: Arc::clone(&issued),
        };
        let client = builder().source(clock.clone()).build_with(vendor);
        let used_for = used_for.map(Duration::from_secs);
        // The last moment at which it is used, and the first at which it is not.
        let times = [
            Duration::ZERO,
            used_for
                .unwrap_or_default()
                .saturating_sub(Duration::from_millis(1)),
            used_for.unwrap_or_default(),
        ];
        let mut counts = Vec::new();
        for passed in times {
            *clock.passed.lock().unwrap() = passed;
            pay(&client, *session).await.unwrap();
            counts.push(issued.load(Ordering::Relaxed));
        }
        let expected = if used_for.is_some() {
            [1, 1, 2]
        } else {
            [1, 2, 3]
        };
        assert_eq!(counts, expected, "{session:?} {answer}");
    }
}

#[tokio::test]
async fn who_builds_the_client_can_choose_how_long_a_token_is_used() {
    let minute = Duration::from_secs(60);
    let answer = r#"{"code":"00","token":"T","expires_in":100}"#;
    for (session, chosen, issued_in_three) in [
        (Single, minute, 1),
        (ByBoth, minute, 1),
        (ByBoth, Duration::ZERO, 3),
        (ByStatus, Duration::ZERO, 3),
    ] {
        let issued = Arc::default();
        let vendor = Issuing {
            answer,
            issued: Arc::clone(&issued),
        };
        let builder = match session {
            Single => builder().single_lifetime(chosen),
            ByBoth => builder().by_both_lifetime(chosen),
            _ => builder().by_status_lifetime(chosen),
        };
        let client = builder.build_with(vendor);
        for _ in 0..3 {
            pay(&client, session).await.unwrap();
        }
        assert_eq!(
            issued.load(Ordering::Relaxed),
            issued_in_three,
            "{session:?}"
        );
    }
}

const TOKEN: Canned = Canned::Answer(
    200,
    r#"{"code":"00","token":"T","expires_in":100,"life":"100"}"#,
);
const PAID: Canned = Canned::Answer(200, r#"{"code":"00"}"#);

/// What a first answer to a payment leads to: once more with a new token, or the end.
#[tokio::test]
async fn a_status_a_code_or_both_refuse_a_token() {
    let cases = [
        (ByStatus, 401, "", true),
        (ByStatus, 401, "<html>Unauthorized</html>", true),
        (ByStatus, 401, r#"{"error":"invalid_token"}"#, true),
        (ByStatus, 404, r#"{"code":"-1"}"#, false),
        (ByStatus, 401, r#"{"code":"-9"}"#, false),
        (ByStatus, 401, r#"{"code":"00"}"#, false),
        (ByBoth, 401, r#"{"code":"-1"}"#, true),
        (ByBoth, 403, r#"{"code":"-1"}"#, true),
        (ByBoth, 403, r#"{"code":"-2"}"#, true),
        (ByBoth, 401, r#"{"code":"-2"}"#, false),
        (ByBoth, 404, r#"{"code":"-1"}"#, false),
        (ByBoth, 401, "", false),
        (ByCode, 404, r#"{"code":"-1"}"#, true),
        (ByCode, 500, r#"{"code":"-1"}"#, false),
        (ByCode, 401, "", false),
    ];
    for (session, status, body, renews) in cases {
        let first = Canned::Answer(status, body);
        let script = match renews {
            true => Script::new([TOKEN, first, TOKEN, PAID]),
            false => Script::new([TOKEN, first]),
        };
        let client = builder().build_with(script.clone());
        let paid = pay(&client, session).await;
        assert_eq!(
            paid.is_ok(),
            renews,
            "{session:?} {status} {body}: {paid:?}"
        );
        assert_eq!(script.left(), 0, "{session:?} {status} {body}");
    }
}

/// There is no code that says why, so nobody can look it up: it is not called a refusal.
#[tokio::test]
async fn a_status_that_refuses_the_second_token_too_leaves_the_outcome_unknown() {
    let refused = || Canned::Answer(401, "");
    let script = Script::new([TOKEN, refused(), TOKEN, refused()]);
    let client = builder().build_with(script.clone());
    let error = pay(&client, ByStatus).await.unwrap_err();
    assert_eq!(
        (error.outcome(), error.kind()),
        (Outcome::Unknown, ErrorKind::Unreadable)
    );
    assert_eq!((error.status(), error.refusal()), (Some(401), None));
}

/// Every token is good for seven payments and then refused with an empty HTTP 401, minutes before its time.
#[derive(Clone, Default)]
struct Dying {
    issued: Arc<AtomicUsize>,
    /// Payments done with each token.
    paid: Arc<Mutex<Vec<usize>>>,
}

const GOOD_FOR: usize = 7;

impl Transport for Dying {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        tokio::task::yield_now().await;
        if request.url().path() == "/token" {
            let token = self.issued.fetch_add(1, Ordering::Relaxed);
            self.paid.lock().unwrap().push(0);
            let body = format!(r#"{{"code":"00","token":"{token}"}}"#);
            return Ok(HttpAnswer::new(200, body));
        }
        let token: usize = header(&request, "x-token").unwrap().parse().unwrap();
        let mut paid = self.paid.lock().unwrap();
        let is_newest = token + 1 == paid.len();
        if paid[token] == GOOD_FOR || !is_newest {
            return Ok(HttpAnswer::new(401, ""));
        }
        paid[token] += 1;
        Ok(HttpAnswer::new(200, r#"{"code":"00"}"#))
    }
}

#[tokio::test]
async fn tokens_that_die_early_cost_no_payment() {
    let vendor = Dying::default();
    let client = builder().build_with(vendor.clone());
    for _ in 0..400 {
        pay(&client, ByStatus).await.unwrap();
    }
    assert_eq!(vendor.paid.lock().unwrap().iter().sum::<usize>(), 400);
    assert_eq!(
        vendor.issued.load(Ordering::Relaxed),
        400_usize.div_ceil(GOOD_FOR)
    );
}

/// At once, a call can meet two dead tokens; it is never made a third time. Whatever it ends with, it is done
/// exactly when it says so, and the client recovers at once.
#[tokio::test]
async fn tokens_that_die_under_many_calls_are_renewed_and_nothing_is_done_twice() {
    let vendor = Dying::default();
    let client = builder().build_with(vendor.clone());
    let mut done = 0;
    for _ in 0..50 {
        let mut calls = JoinSet::new();
        for _ in 0..4 {
            let client = client.clone();
            calls.spawn(async move { pay(&client, ByStatus).await });
        }
        for paid in calls.join_all().await {
            match paid {
                Ok(()) => done += 1,
                Err(error) => assert_eq!(error.status(), Some(401)),
            }
        }
        // No dead token is kept: alone, the next call succeeds.
        pay(&client, ByStatus).await.unwrap();
        done += 1;
    }
    assert_eq!(vendor.paid.lock().unwrap().iter().sum::<usize>(), done);
    assert!(done >= 240, "{done} of 250");
}
