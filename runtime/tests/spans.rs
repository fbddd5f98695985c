//! What a call tells whoever traces it, and what it does not.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod sample;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use kpg_runtime::{HttpAnswer, HttpRequest, Sensitive, Transport, TransportError};
use sample::{Cancel, cancel, client};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

const ACCEPTED: &str = r#"{"result":{"code":"00","message":"note-1"},"isPending":false,"tid":"T1",
    "price":1,"date":"20260102","card":"1234567890123456"}"#;

/// Every span with the fields it was given, and how often the innermost is entered now.
#[derive(Default)]
struct Seen {
    spans: Vec<(&'static str, Fields)>,
    entered: usize,
    events: Vec<(&'static str, Fields)>,
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
        let name = event.metadata().name();
        self.0.lock().unwrap().events.push((name, fields));
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

/// The one span of one call, without how long it took.
async fn traced(
    answer: fn() -> Result<HttpAnswer, TransportError>,
    token: &str,
) -> BTreeMap<&'static str, String> {
    let tracer = Tracer::default();
    let seen = Arc::clone(&tracer.0);
    let _guard = tracing::subscriber::set_default(tracer);
    let vendor = Vendor {
        seen: Arc::clone(&seen),
        answer,
    };
    let client = client("https://x").build_with(vendor);
    let token = Sensitive::from(token);
    drop(client.core().call::<Cancel>(&cancel(), Some(&token)).await);
    let mut seen = seen.lock().unwrap();
    assert_eq!(
        (seen.spans.len(), seen.entered, seen.events.len()),
        (1, 0, 0)
    );
    let (name, Fields(mut fields)) = seen.spans.remove(0);
    assert_eq!(name, "kpg.call");
    let duration = fields.remove("duration_ms").unwrap();
    assert!(duration.parse::<u64>().unwrap() < 60_000, "{duration}");
    fields
}

#[tokio::test]
async fn a_call_is_one_span_that_says_how_it_ended_and_nothing_of_what_was_sent() {
    type Answer = fn() -> Result<HttpAnswer, TransportError>;
    let cases: [(Answer, &str, Option<&str>, &str); 6] = [
        (
            || Ok(HttpAnswer::new(201, ACCEPTED)),
            "tok-en",
            Some("201"),
            "accepted",
        ),
        (
            || Ok(HttpAnswer::new(400, r#"{"result":{"code":"note-1"}}"#)),
            "tok-en",
            Some("400"),
            "refused",
        ),
        (
            || Ok(HttpAnswer::new(500, ACCEPTED)),
            "tok-en",
            Some("500"),
            "unknown",
        ),
        (
            || Err(TransportError::maybe_sent("note-1")),
            "tok-en",
            None,
            "unknown",
        ),
        (
            || Err(TransportError::not_sent("note-1")),
            "tok-en",
            None,
            "not sent",
        ),
        // A token that no header can hold: it does not get as far as the transport.
        (|| panic!("sent"), "tok-en\n", None, "not sent"),
    ];
    for (answer, token, status, outcome) in cases {
        let said = traced(answer, token).await;
        let mut expected = BTreeMap::from([
            ("vendor", "sample"),
            ("operation", "cancel"),
            ("outcome", outcome),
        ]);
        expected.extend(status.map(|status| ("status", status)));
        let said: BTreeMap<_, _> = said.iter().map(|(k, v)| (*k, v.as_str())).collect();
        // Exactly these fields: no secret, no card, no token and no word of the vendor.
        assert_eq!(said, expected);
    }
}

#[tokio::test]
async fn a_refused_session_is_one_event_between_two_calls() {
    let tracer = Tracer::default();
    let seen = Arc::clone(&tracer.0);
    let _guard = tracing::subscriber::set_default(tracer);
    let vendor = Vendor {
        seen: Arc::clone(&seen),
        answer: || {
            let body = r#"{"code":"00","token":"tok-en","result":{"code":"EXPIRED"}}"#;
            Ok(HttpAnswer::new(200, body))
        },
    };
    let client = client("https://x").build_with(vendor);
    assert!(client.cancel_in_session(&cancel()).await.is_err());
    let seen = seen.lock().unwrap();
    let operations = seen
        .spans
        .iter()
        .map(|(_, fields)| fields.0["operation"].as_str());
    let operations: Vec<_> = operations.collect();
    assert_eq!(operations, ["token", "cancel", "token", "cancel"]);
    let [(name, Fields(fields))] = &*seen.events else {
        panic!("{} events", seen.events.len());
    };
    let expected = [("operation", "cancel"), ("vendor", "sample")];
    let said: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!((*name, said), ("kpg.session_refused", expected.to_vec()));
}
