//! The steps of what a client computes: what the spec makes of the request that came, beside what came.

use kpg_recipes::forward::{Output, Step};
use serde_json::{Value, json};

use super::known::{Refused, exchange};
use crate::again;
use crate::state::State;
use crate::verify::TracedField;

/// So much of a text is shown.
const LONGEST: usize = 2000;

/// Those of a call.
pub(super) fn of_call(state: &State, number: &str) -> Result<Value, Refused> {
    let exchange = exchange(state, number)?;
    let traced = again::traced(state, &exchange);
    let fields: Vec<Value> = traced.iter().map(field).collect();
    Ok(json!({ "fields": fields }))
}

fn field(field: &TracedField) -> Value {
    let expected = field.expected.output.text();
    let same = expected.is_some() && expected == field.came.as_deref();
    json!({
        "field": field.wire,
        "came": field.came.as_deref().map(shortened),
        "same": expected.map(|_| same),
        "expected": step(&field.expected),
    })
}

fn step(step: &Step) -> Value {
    let inputs: Vec<Value> = step.inputs.iter().map(self::step).collect();
    let (text, hex) = match &step.output {
        Output::Unknown | Output::Absent => (None, None),
        Output::Text(text) => (Some(shortened(text)), None),
        Output::Bytes(bytes) => {
            let text = std::str::from_utf8(bytes).ok().map(shortened);
            (text, Some(shortened(&hex::encode(bytes))))
        }
    };
    json!({ "label": step.label, "text": text, "hex": hex, "inputs": inputs })
}

pub(super) fn shortened(text: &str) -> String {
    let mut letters = text.chars();
    let shown: String = letters.by_ref().take(LONGEST).collect();
    match letters.next() {
        Some(_) => shown + "…",
        None => shown,
    }
}
