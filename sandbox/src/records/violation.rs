//! Why a request is refused for what the vendor remembers.

use kpg_codegen::model::{CodeSet, Operation, Record, RecordProblem, Reports, Vendor};

use crate::exchange::Finding;

/// Why, and with which code.
#[derive(Clone, Debug)]
pub(crate) struct Violation {
    pub finding: Finding,
    /// The documented code that the operation knows; none where no document names one.
    pub code: Option<String>,
}

impl Violation {
    pub fn new(
        (vendor, operation): (&Vendor, &Operation),
        record: &Record,
        problem: RecordProblem,
        (subject, text): (&str, String),
    ) -> Self {
        let set = vendor.code_sets.get(operation.answer.codes.0);
        let knows = |set: &CodeSet, code: &str| set.codes.iter().any(|known| known.wire == code);
        let mut codes = record.codes(problem).iter();
        let code = codes.find(|code| set.is_some_and(|set| knows(set, code)));
        let text = match code {
            Some(_) => text,
            None => format!("{text} (the spec names no code for that refusal)"),
        };
        Self {
            finding: Finding::new(subject, Reports::Field, text),
            code: code.cloned(),
        }
    }
}

/// What one is called in findings, which are in English.
pub(super) fn called(record: &Record) -> &str {
    match &record.label.en {
        Some(en) => en,
        None => record.label.primary(),
    }
}
