//! A call that is made again by itself: how often, after how long, and what is known then.

use crate::support::sample;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use crate::support::once::CancelOnce;
use crate::support::sample::{Token, cancel};
use crate::support::trace_this_thread;
use kpg_runtime::{
    ErrorKind, HttpAnswer, HttpRequest, Operation, Outcome, Retry, Source, Transport,
    TransportError,
};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// What becomes of one attempt.
#[derive(Clone, Copy, Debug)]
enum Attempt {
    NotSent,
    Lost,
    Answered(u16, &'static str),
}

use Attempt::{Answered, Lost, NotSent};

const DONE: Attempt = Answered(
    200,
    r#"{"result":{"code":"00"},"isPending":false,"tid":"T1","price":1,"date":"20260102"}"#,
);
const REFUSED: Attempt = Answered(200, r#"{"result":{"code":"01"}}"#);
const BROKEN: Attempt = Answered(500, "<html>Internal Server Error</html>");

/// Lets these attempts end so, every further one as the last of them, and keeps when each came.
struct Vendor {
    attempts: &'static [Attempt],
    came: Arc<Mutex<Vec<Instant>>>,
}

impl Vendor {
    fn new(attempts: &'static [Attempt]) -> (Self, Arc<Mutex<Vec<Instant>>>) {
        let came = Arc::default();
        let vendor = Self {
            attempts,
            came: Arc::clone(&came),
        };
        (vendor, came)
    }
}

impl Transport for Vendor {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        let mut came = self.came.lock().unwrap();
        let attempt = self.attempts.get(came.len()).or(self.attempts.last());
        came.push(Instant::now());
        match attempt.unwrap() {
            NotSent => Err(TransportError::not_sent("no connection")),
            Lost => Err(TransportError::maybe_sent("gone")),
            Answered(status, body) => Ok(HttpAnswer::new(*status, *body)),
        }
    }
}

#[tokio::test]
async fn there_are_as_many_attempts_as_were_asked_for_from_one_to_ten() {
    let cases = [
        (0, 1),
        (1, 1),
        (2, 2),
        (9, 9),
        (10, 10),
        (11, 10),
        (u32::MAX, 10),
    ];
    for (asked, expected) in cases {
        let (vendor, came) = Vendor::new(&[NotSent]);
        let retry = Retry::attempts(asked).backoff(Duration::ZERO, Duration::ZERO);
        let client = sample::client("https://x").retry(retry).build_with(vendor);
        let error = client.cancel(&cancel()).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert_eq!(came.lock().unwrap().len(), expected, "{asked}");
    }
}

/// How a call ends that may be made three times: nothing where it is done, and after how many attempts.
async fn ended<O>(
    request: &O,
    attempts: &'static [Attempt],
) -> (Option<(ErrorKind, Outcome)>, usize)
where
    O: Operation<Settings = sample::Settings>,
{
    let (vendor, came) = Vendor::new(attempts);
    let retry = Retry::attempts(3).backoff(Duration::ZERO, Duration::ZERO);
    let client = sample::client("https://x").retry(retry).build_with(vendor);
    let result = client.core().call(request, None).await;
    let error = result.map_err(|error| (error.kind(), error.outcome()));
    let count = came.lock().unwrap().len();
    (error.err(), count)
}

#[tokio::test]
async fn only_what_was_certainly_not_sent_is_sent_again() {
    use ErrorKind::{Connect, Exchange, Refused, Unreadable};
    let not_sent = Some((Connect, Outcome::NotSent));
    let refused = Some((Refused, Outcome::Refused));
    let lost = Some((Exchange, Outcome::Unknown));
    let unread = Some((Unreadable, Outcome::Unknown));
    let cases: [(&[Attempt], _, _); 8] = [
        (&[NotSent, DONE], None, 2),
        (&[NotSent, NotSent, DONE], None, 3),
        (&[NotSent], not_sent, 3),
        (&[NotSent, REFUSED], refused, 2),
        (&[NotSent, Lost, DONE], lost, 2),
        (&[Lost, DONE], lost, 1),
        (&[REFUSED, DONE], refused, 1),
        (&[BROKEN, DONE], unread, 1),
    ];
    for (attempts, error, count) in cases {
        assert_eq!(
            ended(&cancel(), attempts).await,
            (error, count),
            "{attempts:?}"
        );
    }
}

/// What an earlier attempt may have done stays in doubt, unless a later one is accepted.
#[tokio::test]
async fn with_a_key_of_which_one_is_executed_once_a_lost_answer_is_asked_for_again() {
    use ErrorKind::{Exchange, Refused, Unreadable};
    let lost = Some((Exchange, Outcome::Unknown));
    let cases: [(&[Attempt], _, _); 9] = [
        (&[Lost, DONE], None, 2),
        (&[Lost, NotSent, DONE], None, 3),
        (&[Lost], lost, 3),
        (&[Lost, NotSent], lost, 3),
        (&[NotSent, Lost, NotSent], lost, 3),
        (&[Lost, REFUSED], lost, 2),
        (&[NotSent, REFUSED], Some((Refused, Outcome::Refused)), 2),
        (&[Lost, BROKEN], Some((Unreadable, Outcome::Unknown)), 2),
        (&[BROKEN, DONE], Some((Unreadable, Outcome::Unknown)), 1),
    ];
    for (attempts, error, count) in cases {
        let ended = ended(&CancelOnce(cancel()), attempts).await;
        assert_eq!(ended, (error, count), "{attempts:?}");
    }
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Always the same random byte, or none.
struct Byte(Option<u8>);

impl Source for Byte {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), BoxError> {
        bytes.fill(self.0.ok_or("no random bytes")?);
        Ok(())
    }
}

/// The waits that are traced, in milliseconds.
#[derive(Clone, Default)]
struct Waits(Arc<Mutex<Vec<u64>>>);

impl Visit for Waits {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "wait_ms" {
            self.0.lock().unwrap().push(value);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}

impl Subscriber for Waits {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// A step of 10.2 ms, of which half can be divided by 255: what a byte adds is exact.
const STEP: Duration = Duration::from_micros(10_200);
const LONGEST: Duration = Duration::from_micros(30_600);

/// The first step, the next twice as long, the last no longer than the longest; each between half of it and all.
#[tokio::test]
async fn each_wait_is_between_half_and_all_of_a_step_that_doubles() {
    let usual = Retry::attempts(3);
    let stepped = Retry::attempts(4).backoff(STEP, LONGEST);
    let cases: [(Retry, Option<u8>, &[u64]); 6] = [
        (usual, Some(0), &[50, 100]),
        (stepped, Some(0), &[5, 10, 15]),
        (stepped, Some(51), &[6, 12, 18]),
        (stepped, Some(255), &[10, 20, 30]),
        (stepped, None, &[10, 20, 30]),
        (stepped.backoff(LONGEST, STEP), Some(255), &[10, 10, 10]),
    ];
    for (retry, byte, expected) in cases {
        let waits = Waits::default();
        let _guard = trace_this_thread(waits.clone());
        let (vendor, came) = Vendor::new(&[NotSent]);
        let client = sample::client("https://x").retry(retry).source(Byte(byte));
        let client = client.build_with(vendor);
        assert!(client.token(&Token::new()).await.is_err());
        assert_eq!(*waits.0.lock().unwrap(), expected, "{retry:?} {byte:?}");
        let came = came.lock().unwrap();
        let between = came
            .iter()
            .zip(came.iter().skip(1))
            .map(|(one, next)| *next - *one);
        for (waited, told) in between.zip(expected) {
            assert!(waited >= Duration::from_millis(*told), "{waited:?} {told}");
        }
        assert_eq!(came.len(), expected.len() + 1);
    }
}

/// Issues these tokens, and refuses the first of them.
struct Issuer {
    tokens: Mutex<Vec<&'static str>>,
    used: Mutex<Vec<String>>,
}

impl Transport for &Issuer {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        if request.url().path() == "/token" {
            let token = self.tokens.lock().unwrap().remove(0);
            let body = format!(r#"{{"code":"00","token":"{token}"}}"#);
            return Ok(HttpAnswer::new(200, body));
        }
        let token = request.headers().get("x-token").unwrap();
        self.used
            .lock()
            .unwrap()
            .push(token.to_str().unwrap().to_owned());
        Ok(HttpAnswer::new(401, r#"{"result":{"code":"EXPIRED"}}"#))
    }
}

#[tokio::test]
async fn a_call_whose_token_was_refused_is_not_made_again_with_a_token_of_nothing() {
    for nothing in ["", "  "] {
        let issuer = Issuer {
            tokens: Mutex::new(vec!["T", nothing]),
            used: Mutex::default(),
        };
        let client = sample::client("https://x").build_with(&issuer);
        let error = client.cancel_in_session(&cancel()).await.unwrap_err();
        assert_eq!(*issuer.used.lock().unwrap(), ["T"]);
        assert!(issuer.tokens.lock().unwrap().is_empty());
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Refused, Outcome::Refused),
            "the refusal of the first token is what is known"
        );
    }
}
