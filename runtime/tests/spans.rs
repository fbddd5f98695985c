//! What a call tells whoever traces it, and what it does not.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::once::CancelOnce;
use crate::support::sample::{Cancel, Token, cancel, client};
use crate::support::script::{Script, coded};
use crate::support::trace_this_thread;
use kpg_runtime::{
    HttpAnswer, HttpRequest, IssuedToken, Retry, Sensitive, SessionCell, SessionRules,
    TokenLifetime, TokenRefusal, Transport, TransportError,
};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Level, Metadata, Subscriber};

const ACCEPTED: &str = r#"{"result":{"code":"00","message":"note-1"},"isPending":false,"tid":"T1",
    "price":1,"date":"20260102","card":"1234567890123456"}"#;

/// The page that tells people which names and fields there are.
const PAGE: &str = include_str!("../../docs/observability.md");

/// Every span with the fields it was given, and how often the innermost is entered now.
#[derive(Default)]
struct Seen {
    spans: Vec<(&'static str, Fields)>,
    entered: usize,
    events: Vec<(&'static str, Level, Fields)>,
}

#[derive(Default)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let before = self.0.insert(field.name(), format!("{value:?}"));
        assert_eq!(before, None, "{field} is recorded twice");
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }
}

#[derive(Clone, Default)]
struct Tracer(Arc<Mutex<Seen>>);

impl Subscriber for Tracer {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut seen = self.0.lock().unwrap();
        let mut fields = Fields::default();
        span.record(&mut fields);
        seen.spans.push((span.metadata().name(), fields));
        Id::from_u64(seen.spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut seen = self.0.lock().unwrap();
        let index = usize::try_from(id.into_u64()).unwrap() - 1;
        values.record(&mut seen.spans[index].1);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let (name, level) = (event.metadata().name(), *event.metadata().level());
        self.0.lock().unwrap().events.push((name, level, fields));
    }

    fn enter(&self, _: &Id) {
        self.0.lock().unwrap().entered += 1;
    }

    fn exit(&self, _: &Id) {
        self.0.lock().unwrap().entered -= 1;
    }
}

/// Answers as it is told, and only inside the span.
struct Vendor {
    seen: Arc<Mutex<Seen>>,
    answer: fn() -> Result<HttpAnswer, TransportError>,
}

impl Transport for Vendor {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        assert_eq!(self.seen.lock().unwrap().entered, 1);
        tokio::task::yield_now().await;
        assert_eq!(self.seen.lock().unwrap().entered, 1);
        (self.answer)()
    }
}

type Answer = fn() -> Result<HttpAnswer, TransportError>;

/// A vendor, and what is traced in this thread for as long as the guard lives.
fn watched(answer: Answer) -> (DefaultGuard, Arc<Mutex<Seen>>, Vendor) {
    let tracer = Tracer::default();
    let seen = Arc::clone(&tracer.0);
    let guard = trace_this_thread(tracer);
    let vendor = Vendor {
        seen: Arc::clone(&seen),
        answer,
    };
    (guard, seen, vendor)
}

/// Whatever one call with a retry tells, without how long things took.
async fn traced(answer: Answer, token: &str) -> Seen {
    let (_guard, seen, vendor) = watched(answer);
    let step = Duration::from_millis(1);
    let client = client("https://x").retry(Retry::attempts(2).backoff(step, step));
    let token = Sensitive::from(token);
    let client = client.build_with(vendor);
    drop(client.core().call::<Cancel>(&cancel(), Some(&token)).await);
    let mut seen = std::mem::take(&mut *seen.lock().unwrap());
    assert_eq!((seen.spans.len(), seen.entered), (1, 0));
    let of_events = seen.events.iter_mut().map(|(_, _, fields)| fields);
    let of_spans = seen.spans.iter_mut().map(|(_, fields)| fields);
    for fields in of_spans.chain(of_events) {
        for measured in ["duration_ms", "wait_ms", "call_number"] {
            let value = fields.0.remove(measured);
            assert!(value.is_none_or(|value| value.parse::<u64>().unwrap() < 60_000));
        }
    }
    seen
}

fn said(fields: &Fields) -> Vec<(&str, &str)> {
    let fields = fields.0.iter().filter(|(name, _)| **name != SENTENCE);
    fields
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

/// Where `tracing` puts the sentence of an event.
const SENTENCE: &str = "message";

/// A call, the token it has, and what its span says: status, outcome, attempts, code; then its events, and the sentence
/// with which it ends, up to the time.
type Case = (
    Answer,
    &'static str,
    [Option<&'static str>; 4],
    &'static [&'static str],
    &'static str,
);

/// Accepted, with a card that is odd: "4242" must not be told.
const ODD: &str = r#"{"result":{"code":"00"},"isPending":false,"tid":"T1","price":1,"date":"20260102","card":["4242"]}"#;

const CASES: [Case; 7] = [
    (
        || Ok(HttpAnswer::new(201, ACCEPTED)),
        "tok-en",
        [Some("201"), Some("accepted"), Some("1"), None],
        &[
            "DEBUG kpg.answered attempt=1 bytes=131 status=201",
            "INFO kpg.ended",
        ],
        "sample.cancel: accepted",
    ),
    (
        || Ok(HttpAnswer::new(200, ODD)),
        "tok-en",
        [Some("200"), Some("accepted"), Some("1"), None],
        &[
            "DEBUG kpg.answered attempt=1 bytes=97 status=200",
            "DEBUG kpg.noted attempt=1 expected=a text found=a list path=card",
            "INFO kpg.ended",
        ],
        "sample.cancel: accepted",
    ),
    (
        || Ok(HttpAnswer::new(400, r#"{"result":{"code":"note-1"}}"#)),
        "tok-en",
        [Some("400"), Some("refused"), Some("1"), Some("note-1")],
        &[
            "DEBUG kpg.answered attempt=1 bytes=28 status=400",
            "INFO kpg.ended",
        ],
        "sample.cancel: refused, code note-1",
    ),
    (
        || Ok(HttpAnswer::new(500, ACCEPTED)),
        "tok-en",
        [Some("500"), Some("unknown"), Some("1"), Some("00")],
        &[
            "DEBUG kpg.answered attempt=1 bytes=131 status=500",
            "INFO kpg.ended",
            "WARN kpg.outcome_unknown kind=Contradiction operation=cancel vendor=sample",
        ],
        "sample.cancel: unknown, code 00",
    ),
    (
        || Err(TransportError::maybe_sent("note-1")),
        "tok-en",
        [None, Some("unknown"), Some("1"), None],
        &[
            "DEBUG kpg.failed attempt=1 sent=true",
            "INFO kpg.ended",
            "WARN kpg.outcome_unknown kind=Exchange operation=cancel vendor=sample",
        ],
        "sample.cancel: unknown",
    ),
    (
        || Err(TransportError::not_sent("note-1")),
        "tok-en",
        [None, Some("not sent"), Some("2"), None],
        &[
            "DEBUG kpg.failed attempt=1 sent=false",
            "DEBUG kpg.retry attempt=1",
            "DEBUG kpg.failed attempt=2 sent=false",
            "INFO kpg.ended",
        ],
        "sample.cancel: not sent",
    ),
    // A token that no header can hold: it does not get as far as the transport.
    (
        || panic!("sent"),
        "tok-en\n",
        [None, Some("not sent"), None, None],
        &["INFO kpg.ended"],
        "sample.cancel: not sent",
    ),
];

#[tokio::test]
async fn a_call_tells_how_it_went_and_nothing_of_what_was_sent() {
    for (answer, token, span, events, end) in CASES {
        let seen = traced(answer, token).await;
        let mut expected = BTreeMap::from([("vendor", "sample"), ("operation", "cancel")]);
        let values = ["status", "outcome", "attempts", "code"]
            .into_iter()
            .zip(span);
        expected.extend(values.filter_map(|(name, value)| Some((name, value?))));
        let [(name, fields)] = seen.spans.as_slice() else {
            panic!("{} spans", seen.spans.len())
        };
        // Exactly these fields: no secret, no card, no token and no word of the vendor.
        assert_eq!(
            (*name, said(fields)),
            ("kpg.call", expected.into_iter().collect())
        );
        let told = seen.events.iter().map(|(name, level, fields)| {
            let fields = said(fields)
                .into_iter()
                .map(|(name, value)| format!(" {name}={value}"));
            format!("{level} {name}{}", fields.collect::<String>())
        });
        assert_eq!(told.collect::<Vec<_>>(), events);
        for (name, _, fields) in &seen.events {
            let sentence = fields.0.get(SENTENCE).expect(name);
            let is_secret = |text: &&str| sentence.contains(text);
            assert!(!["4242", "tok-en"].iter().any(is_secret), "{sentence}");
            if *name == "kpg.ended" {
                assert_eq!(sentence.split(" after ").next(), Some(end));
            }
        }
    }
}

/// Who drops a call, as a time-out around it does, leaves a mark.
#[tokio::test]
async fn an_abandoned_call_is_told_as_unknown() {
    let (_guard, seen, vendor) = watched(|| panic!("answered"));
    let client = client("https://x").build_with(vendor);
    let request = cancel();
    let mut call = Box::pin(client.core().call::<Cancel>(&request, None));
    std::future::poll_fn(|context| {
        assert!(call.as_mut().poll(context).is_pending());
        std::task::Poll::Ready(())
    })
    .await;
    drop(call);
    let seen = seen.lock().unwrap();
    assert_eq!(seen.spans[0].1.0["outcome"], "unknown");
    let [(name, level, fields)] = seen.events.as_slice() else {
        panic!("{} events", seen.events.len())
    };
    assert_eq!((*name, *level), ("kpg.abandoned", Level::WARN));
    let names = said(fields).into_iter().map(|(name, _)| name);
    let names: Vec<_> = names.collect();
    assert_eq!(names, ["attempt", "duration_ms", "operation", "vendor"]);
}

/// The attempt is over and the call is not: what the attempt may have done, nobody else will tell.
#[tokio::test]
async fn a_call_that_is_dropped_between_its_attempts_says_what_they_left_known() {
    let lost = || Err(TransportError::maybe_sent("gone"));
    let unreached = || Err(TransportError::not_sent("unreached"));
    let cases: [(fn() -> _, _, usize); 2] = [(lost, "unknown", 1), (unreached, "not sent", 0)];
    for (answer, outcome, alarms) in cases {
        let (_guard, seen, vendor) = watched(answer);
        let long = Duration::from_secs(10);
        let client = client("https://x").retry(Retry::attempts(2).backoff(long, long));
        let (client, request) = (client.build_with(vendor), CancelOnce(cancel()));
        let call = client.core().call(&request, None);
        assert!(
            tokio::time::timeout(Duration::from_millis(20), call)
                .await
                .is_err()
        );
        let seen = seen.lock().unwrap();
        assert_eq!(seen.spans[0].1.0["outcome"], outcome);
        let abandoned = seen
            .events
            .iter()
            .filter(|(name, ..)| *name == "kpg.abandoned");
        assert_eq!(abandoned.count(), alarms, "{outcome}");
    }
}

#[tokio::test]
async fn a_refused_session_is_one_event_between_two_calls() {
    let (_guard, seen, vendor) = watched(|| {
        let body = r#"{"code":"00","token":"tok-en","result":{"code":"EXPIRED"}}"#;
        Ok(HttpAnswer::new(200, body))
    });
    let client = client("https://x").build_with(vendor);
    assert!(client.cancel_in_session(&cancel()).await.is_err());
    let seen = seen.lock().unwrap();
    let operations = seen
        .spans
        .iter()
        .map(|(_, fields)| fields.0["operation"].as_str());
    let operations: Vec<_> = operations.collect();
    assert_eq!(operations, ["token", "cancel", "token", "cancel"]);
    let events: Vec<_> = seen.events.iter().map(|(name, ..)| *name).collect();
    let (answered, ended, fetched) = ("kpg.answered", "kpg.ended", "kpg.token_fetched");
    let token = [answered, ended, fetched];
    let refused = [answered, "kpg.session_refused"];
    // However often it was made, the call ends once.
    let expected = [&token[..], &refused, &token, &[answered, ended]].concat();
    assert_eq!(events, expected);
    let (_, _, fields) = &seen.events[4];
    assert_eq!(
        said(fields),
        [("operation", "cancel"), ("vendor", "sample")]
    );
    let (_, level, fields) = &seen.events[2];
    let used = ("used_for_ms", "540000");
    let of = [("session", "access_token"), used, ("vendor", "sample")];
    assert_eq!((*level, said(fields)), (Level::DEBUG, of.to_vec()));
}

#[tokio::test]
async fn a_call_that_gets_no_token_ends_with_a_line_of_its_own() {
    let (_guard, seen, vendor) = watched(|| {
        Ok(HttpAnswer::new(
            200,
            r#"{"code":"99","result":{"code":"99"}}"#,
        ))
    });
    let client = client("https://x").build_with(vendor);
    assert!(client.cancel_in_session(&cancel()).await.is_err());
    let seen = seen.lock().unwrap();
    let ended = seen.events.iter().filter(|(name, ..)| *name == "kpg.ended");
    let lines = ended.map(|(_, level, fields)| (*level, fields.0["message"].as_str()));
    let lines: Vec<_> = lines.collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    let (level, line) = lines[1];
    assert_eq!(level, Level::INFO);
    assert!(line.starts_with("sample.cancel: not sent after "), "{line}");
    let (_, span) = &seen.spans[1];
    assert_eq!(span.0["outcome"], "not sent");
}

/// A status alone leaves unknown what became of the request, and after a renewal that is no news: the alarm is for
/// calls that end so.
#[tokio::test]
async fn a_token_that_a_status_refuses_is_no_alarm_unless_the_call_ends_with_it() {
    const REFUSED: &[TokenRefusal] = &[TokenRefusal {
        status: Some(401),
        codes: &[],
    }];
    for (tokens, alarms) in [(9, 0), (1, 1)] {
        let (_guard, seen, _) = watched(|| panic!("asked"));
        let answers = [Ok(HttpAnswer::new(401, "")), coded(200, "00")];
        let script = Script::new(tokens, answers);
        let client = client("https://x").build_with(&script);
        let cell = SessionCell::new(TokenLifetime::OneCall);
        let session = SessionRules {
            name: "access_token",
            cell: &cell,
            refused: REFUSED,
        };
        let renew = || async {
            let answer = client.token(&Token::new()).await?;
            Ok(IssuedToken::new(answer.token))
        };
        let request = cancel();
        let call = client.core().call_in_session(&request, session, renew);
        assert_eq!(call.await.is_err(), alarms > 0);
        let seen = seen.lock().unwrap();
        let told = seen.events.iter().map(|(name, ..)| *name);
        let told = told.filter(|name| *name == "kpg.outcome_unknown");
        assert_eq!(told.count(), alarms);
    }
}

/// The rows of the page's tables that name a span or an event, each with its fields.
fn documented() -> BTreeMap<String, Vec<String>> {
    let rows = PAGE.lines().filter(|line| line.starts_with("| `kpg."));
    let row = |line: &str| {
        let mut cells = line.trim_matches('|').split('|');
        let name = cells.next().unwrap().trim().trim_matches('`').to_owned();
        let fields = cells.next_back().unwrap().split('`').skip(1).step_by(2);
        let mut fields: Vec<_> = fields.map(str::to_owned).collect();
        fields.sort();
        (name, fields)
    };
    rows.map(row).collect()
}

#[test]
fn the_page_lists_every_name_and_field() {
    let source = concat!(
        include_str!("../src/client/exchange.rs"),
        include_str!("../src/session/call.rs")
    );
    let mut names: Vec<_> = source
        .split('"')
        .filter(|text| text.starts_with("kpg."))
        .collect();
    names.sort_unstable();
    names.dedup();
    let documented = documented();
    let listed: Vec<_> = documented.keys().map(String::as_str).collect();
    assert_eq!(names, listed);
    for (name, fields) in &documented {
        for field in fields {
            assert!(source.contains(field.as_str()), "{name} has no {field}");
        }
    }
    for (answer, token, ..) in CASES {
        let runtime = tokio::runtime::Builder::new_current_thread();
        let seen = { runtime }
            .enable_all()
            .build()
            .unwrap()
            .block_on(traced(answer, token));
        let spans = seen.spans.iter().map(|(name, fields)| (name, fields));
        let events = seen.events.iter().map(|(name, _, fields)| (name, fields));
        for (name, fields) in spans.chain(events) {
            for (field, _) in said(fields) {
                assert!(
                    documented[*name].iter().any(|known| known == field),
                    "{name}: {field}"
                );
            }
        }
    }
}
