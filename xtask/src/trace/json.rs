//! A traced request for tools: one JSON object.

use super::report::Report;
use crate::output::{self, Failure};

pub fn print(report: &Report) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(report)
        .map_err(|error| Failure::Words(format!("cannot write the trace as JSON: {error}")))?;
    output::print(text)
}
