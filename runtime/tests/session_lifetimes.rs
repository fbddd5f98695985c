//! How long a token is used, by a clock that is turned by hand, and who is told when one was fetched.

use crate::support::sample;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use crate::support::sample::{Client, Code, cancel};
use kpg_runtime::{
    Attempt, Audit, End, HttpAnswer, HttpRequest, IssuedToken, Masked, Sensitive, SessionCell,
    SessionRules, Source, TokenFetched, TokenLifetime, Transport, TransportError,
};

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

    fn turn_to(&self, passed: Duration) {
        *self.passed.lock().unwrap() = passed;
    }
}

const EPOCH: SystemTime = SystemTime::UNIX_EPOCH;

impl Source for Turned {
    fn now(&self) -> SystemTime {
        EPOCH + *self.passed.lock().unwrap()
    }

    fn instant(&self) -> Instant {
        self.start + *self.passed.lock().unwrap()
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        bytes.fill(7);
        Ok(())
    }
}

/// Cancels for whoever asks.
struct Cancelling;

impl Transport for Cancelling {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        let body =
            r#"{"result":{"code":"00"},"isPending":false,"tid":"T1","price":1,"date":"20260102"}"#;
        Ok(HttpAnswer::new(200, body))
    }
}

/// A client, and how many tokens its calls have fetched.
struct Bench {
    clock: Turned,
    client: Client<Cancelling>,
    cell: SessionCell,
    fetched: AtomicUsize,
}

impl Bench {
    fn new(cell: SessionCell) -> Self {
        let clock = Turned::new();
        let client = sample::client("https://x").source(clock.clone());
        Self {
            client: client.build_with(Cancelling),
            clock,
            cell,
            fetched: AtomicUsize::new(0),
        }
    }

    /// How many tokens were fetched in all, after a call when so much time has passed.
    async fn fetched_at(&self, passed: Duration, told: fn(IssuedToken) -> IssuedToken) -> usize {
        self.clock.turn_to(passed);
        let renew = || async {
            self.fetched.fetch_add(1, Ordering::Relaxed);
            Ok::<_, kpg_runtime::CallError<Code>>(told(IssuedToken::new(Sensitive::new(
                "T".into(),
            ))))
        };
        let session = SessionRules {
            name: "access_token",
            cell: &self.cell,
            refused: &[],
        };
        let request = cancel();
        let call = self.client.core().call_in_session(&request, session, renew);
        assert!(call.await.is_ok());
        self.fetched.load(Ordering::Relaxed)
    }
}

const MILLISECOND: Duration = Duration::from_millis(1);

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// Every token is used for nine tenths of its lifetime, to the millisecond.
#[tokio::test]
async fn a_token_is_used_for_nine_tenths_of_its_lifetime() {
    use TokenLifetime::{For, Told};
    let chosen = || {
        let mut cell = SessionCell::new(TokenLifetime::OneCall);
        cell.choose_lifetime(seconds(100));
        cell
    };
    type Case = (SessionCell, fn(IssuedToken) -> IssuedToken, u64);
    let cases: [Case; 6] = [
        (SessionCell::new(For(seconds(600))), |token| token, 540),
        (
            SessionCell::new(Told),
            |token| token.for_seconds(Some(1_000)),
            900,
        ),
        (
            SessionCell::new(Told),
            |token| token.for_seconds_text(Some("1000")),
            900,
        ),
        // What the answer tells does not overrule who chose otherwise.
        (chosen(), |token| token.for_seconds(Some(1_000)), 90),
        // A day is the most that an answer is believed.
        (
            SessionCell::new(Told),
            |token| token.for_seconds(Some(86_401)),
            77_760,
        ),
        (
            SessionCell::new(Told),
            |token| token.for_seconds(Some(u64::MAX)),
            77_760,
        ),
    ];
    for (cell, told, used_for) in cases {
        let bench = Bench::new(cell);
        let started = seconds(50);
        assert_eq!(bench.fetched_at(started, told).await, 1);
        let end = started + seconds(used_for);
        assert_eq!(
            bench.fetched_at(end - MILLISECOND, told).await,
            1,
            "{used_for}"
        );
        assert_eq!(bench.fetched_at(end, told).await, 2, "{used_for}");
        // The next one is used for as long.
        let end = end + seconds(used_for);
        assert_eq!(
            bench.fetched_at(end - MILLISECOND, told).await,
            2,
            "{used_for}"
        );
        assert_eq!(bench.fetched_at(end, told).await, 3, "{used_for}");
    }
}

/// An odd lifetime costs a token a call, and never the call.
#[tokio::test]
async fn a_token_without_a_lifetime_that_makes_sense_is_used_for_one_call() {
    use TokenLifetime::{For, OneCall, Told};
    let none_chosen = || {
        let mut cell = SessionCell::new(For(seconds(600)));
        cell.choose_lifetime(Duration::ZERO);
        cell
    };
    type Case = (SessionCell, fn(IssuedToken) -> IssuedToken);
    let cases: [Case; 9] = [
        (SessionCell::new(OneCall), |token| {
            token.for_seconds(Some(1_000))
        }),
        (none_chosen(), |token| token),
        (SessionCell::new(Told), |token| token),
        (SessionCell::new(Told), |token| token.for_seconds(Some(0))),
        (SessionCell::new(Told), |token| {
            token.for_seconds_text(Some("-5"))
        }),
        (SessionCell::new(Told), |token| {
            token.for_seconds_text(Some("+600"))
        }),
        (SessionCell::new(Told), |token| {
            token.for_seconds_text(Some("soon"))
        }),
        (SessionCell::new(Told), |token| {
            token.for_seconds_text(Some(""))
        }),
        (SessionCell::new(Told), |token| {
            token.for_seconds_text(Some("99999999999999999999999"))
        }),
    ];
    for (cell, told) in cases {
        let bench = Bench::new(cell);
        for number in 1..=3 {
            assert_eq!(bench.fetched_at(seconds(1), told).await, number);
        }
    }
}

/// What a trail heard of tokens.
#[derive(Clone, Default)]
struct Trail(Arc<Mutex<Vec<TokenFetched>>>);

impl Audit for Trail {
    fn sending(&self, _: &Attempt, _: &Masked) {}

    fn ended(&self, _: &Attempt, _: &End<'_>) {}

    fn token_fetched(&self, token: &TokenFetched) {
        self.0.lock().unwrap().push(token.clone());
    }
}

#[tokio::test]
async fn a_trail_is_told_of_every_token_that_was_fetched() {
    let (clock, trail) = (Turned::new(), Trail::default());
    let client = sample::client("https://x").source(clock.clone());
    let client = client.audit(trail.clone()).build_with(Cancelling);
    for (lifetime, used_for) in [
        (TokenLifetime::For(seconds(600)), Some(seconds(540))),
        (TokenLifetime::OneCall, None),
    ] {
        let cell = SessionCell::new(lifetime);
        let session = SessionRules {
            name: "access_token",
            cell: &cell,
            refused: &[],
        };
        clock.turn_to(seconds(7));
        let renew = || async {
            let token = IssuedToken::new(Sensitive::new("top-secret".to_owned()));
            Ok::<_, kpg_runtime::CallError<Code>>(token)
        };
        let request = cancel();
        let call = client.core().call_in_session(&request, session, renew);
        assert!(call.await.is_ok());
        let told = std::mem::take(&mut *trail.0.lock().unwrap());
        let [token] = told.as_slice() else {
            unreachable!("{} tokens were told of", told.len())
        };
        assert_eq!((token.vendor, token.session), ("sample", "access_token"));
        assert_eq!((token.at, token.used_for), (EPOCH + seconds(7), used_for));
        assert!(!format!("{token:?}").contains("top-secret"));
    }
    // A token that is at hand is not fetched.
    let cell = SessionCell::new(TokenLifetime::For(seconds(600)));
    let session = SessionRules {
        name: "access_token",
        cell: &cell,
        refused: &[],
    };
    let renew = || async {
        Ok::<_, kpg_runtime::CallError<Code>>(IssuedToken::new(Sensitive::new("T".to_owned())))
    };
    for _ in 0..3 {
        let request = cancel();
        let call = client.core().call_in_session(&request, session, renew);
        assert!(call.await.is_ok());
    }
    assert_eq!(trail.0.lock().unwrap().len(), 1);
}
