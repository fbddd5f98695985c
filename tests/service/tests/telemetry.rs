//! What a call of kpg leaves in OpenTelemetry, collected in memory.

use std::error::Error;

use kpg::welcome::{Cancel, Client, Credentials, Currency, Environment, PaymentMethod};
use kpg::{HttpAnswer, Outcome, Scripted, TransportError};
use opentelemetry_sdk::metrics::data::{AggregatedMetrics, MetricData};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, SdkMeterProvider};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};
use tracing::subscriber::set_default;

#[tokio::test]
async fn a_call_is_a_span_and_is_counted_by_its_outcome() -> Result<(), Box<dyn Error>> {
    let (traced, measured) = (InMemorySpanExporter::default(), InMemoryMetricExporter::default());
    let spans = SdkTracerProvider::builder().with_simple_exporter(traced.clone()).build();
    let measures = SdkMeterProvider::builder().with_periodic_exporter(measured.clone()).build();
    let watched = set_default(service::telemetry::subscriber(&spans, &measures));

    let credentials = Credentials::builder().merchant_id("welcometst").sign_key("s-ecret").build()?;
    let answers = Scripted::new()
        .answer(HttpAnswer::new(200, r#"{"ResultCode":"0001","ResultMsg":"no"}"#))
        .fail(TransportError::maybe_sent("a time-out"));
    let client = Client::builder(Environment::Test, credentials)?.build_with(answers);
    let cancel = Cancel::builder()
        .payment_method(PaymentMethod::Card)
        .transaction_id("T0001")
        .price(1_000)
        .currency(Currency::Won)
        .build()?;
    let mut outcomes = Vec::new();
    for _ in 0..2 {
        let error = client.cancel(&cancel).await.err().ok_or("accepted")?;
        outcomes.push(error.outcome());
    }
    drop(watched);
    measures.force_flush()?;

    let spans = traced.get_finished_spans()?;
    assert_eq!(spans.len(), 2);
    for (span, outcome) in spans.iter().zip(&outcomes) {
        assert_eq!(span.name, "kpg.call");
        let of = |key: &str| {
            let mut attributes = span.attributes.iter();
            let found = attributes.find(|attribute| attribute.key.as_str() == key);
            found.map(|attribute| attribute.value.to_string())
        };
        assert_eq!(of("vendor").as_deref(), Some("welcome"));
        assert_eq!(of("operation").as_deref(), Some("cancel"));
        assert_eq!(of("outcome"), Some(outcome.to_string()));
        assert!(!format!("{span:?}").contains("s-ecret"));
    }
    assert_eq!(outcomes.last(), Some(&Outcome::Unknown));

    let mut counted = Vec::new();
    let mut timed = 0;
    for resource in measured.get_finished_metrics()? {
        for metric in resource.scope_metrics().flat_map(|scope| scope.metrics()) {
            match metric.data() {
                AggregatedMetrics::U64(MetricData::Sum(sum)) => {
                    assert_eq!(metric.name(), "kpg.calls");
                    for point in sum.data_points() {
                        let labels = point.attributes().map(|label| label.value.to_string());
                        counted.push((labels.collect::<Vec<_>>(), point.value()));
                    }
                }
                AggregatedMetrics::F64(MetricData::Histogram(durations)) => {
                    assert_eq!(metric.name(), "kpg.call.duration");
                    timed += durations.data_points().map(|point| point.count()).sum::<u64>();
                }
                other => return Err(format!("{other:?}").into()),
            }
        }
    }
    assert_eq!(timed, 2);
    let mut of: Vec<u64> = counted.iter().map(|(_, count)| *count).collect();
    of.sort_unstable();
    assert_eq!(of.iter().sum::<u64>(), 2);
    for outcome in &outcomes {
        let outcome = outcome.to_string();
        assert!(counted.iter().any(|(labels, _)| labels.contains(&outcome)), "{counted:?}");
    }
    Ok(())
}
