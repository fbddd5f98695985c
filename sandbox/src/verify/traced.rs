//! What the spec makes of a received request, step by step, beside what came: for people who look for the step that
//! differs. Whether it differs is decided elsewhere.

use kpg_codegen::model::{Expression, Placed, Source};
use kpg_recipes::forward::{Observed, Step};

use super::reader::{Facts, Reader};
use super::{combinations, fields};

/// A field that the client computes, with every step of it.
pub(crate) struct TracedField {
    /// Its name on the wire.
    pub wire: String,
    /// What came.
    pub came: Option<String>,
    /// What the spec makes of the same request.
    pub expected: Step,
}

/// Every field of a request that hides something: signatures, digests, MACs.
pub(crate) fn traced(facts: Facts<'_>) -> Vec<TracedField> {
    let attempts = combinations(facts.operation).into_iter().map(|choices| {
        let found = Reader::new(facts, choices.clone()).read().findings.len();
        (found, choices)
    });
    let best = attempts.min_by_key(|(found, _)| *found);
    let Some((_, choices)) = best else {
        return Vec::new();
    };
    let reader = Reader::new(facts, choices).with_shown_values();
    let observed = Observed::new(&reader, facts.operation);
    let traced = fields(facts.operation).filter_map(|Placed { at, field }| {
        let Source::Supplied(expression) = &field.source else {
            return None;
        };
        // The value itself is what came.
        let expression = match expression {
            Expression::Value(value) => reader.operation_value(*value)?,
            other => other,
        };
        let expected = observed.steps(expression)?;
        expected.hiding()?;
        Some(TracedField {
            wire: field.wire.clone(),
            came: facts.received.wire(at).map(str::to_owned),
            expected,
        })
    });
    traced.collect()
}
