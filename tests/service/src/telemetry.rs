//! Spans and measures of kpg's calls for OpenTelemetry, as docs/observability.md shows them.

use std::fmt::Debug;

use opentelemetry::KeyValue;
use opentelemetry::metrics::{Counter, Histogram, Meter, MeterProvider as _};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::Subscriber;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

/// What goes to `tracing` goes to OpenTelemetry: spans as they are, and a measure of each of kpg's calls.
pub fn subscriber(
    spans: &SdkTracerProvider,
    measures: &SdkMeterProvider,
) -> impl Subscriber + Send + Sync + use<> {
    tracing_subscriber::registry()
        .with(tracing_opentelemetry::layer().with_tracer(spans.tracer("shop")))
        .with(Calls::new(&measures.meter("shop")))
}

/// How many calls there were, and how long they took: by vendor, operation and outcome.
#[derive(Debug)]
pub struct Calls {
    count: Counter<u64>,
    duration: Histogram<f64>,
}

impl Calls {
    pub fn new(meter: &Meter) -> Self {
        Self {
            count: meter.u64_counter("kpg.calls").build(),
            duration: meter.f64_histogram("kpg.call.duration").with_unit("s").build(),
        }
    }
}

/// What the span of a call has said so far.
#[derive(Default)]
struct Told {
    labels: Vec<KeyValue>,
    milliseconds: Option<u64>,
}

impl Told {
    fn label(&mut self, field: &Field, text: String) {
        if ["vendor", "operation", "outcome"].contains(&field.name()) {
            self.labels.push(KeyValue::new(field.name(), text));
        }
    }
}

impl Visit for Told {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "duration_ms" {
            self.milliseconds = Some(value);
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.label(field, value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.label(field, format!("{value:?}"));
    }
}

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for Calls {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if let Some(span) = context.span(id).filter(|span| span.name() == "kpg.call") {
            let mut told = Told::default();
            attributes.record(&mut told);
            span.extensions_mut().insert(told);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(told) = span.extensions_mut().get_mut::<Told>()
        {
            values.record(told);
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let told = context.span(&id).and_then(|span| span.extensions_mut().remove::<Told>());
        let Some(told) = told else { return };
        self.count.add(1, &told.labels);
        // A call that was dropped has no duration.
        if let Some(milliseconds) = told.milliseconds {
            self.duration.record(milliseconds as f64 / 1000.0, &told.labels);
        }
    }
}
