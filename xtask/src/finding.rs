//! What was found about one spec file.

use kpg_codegen::{Report, Severity};

/// What was found about one file.
#[derive(Debug)]
pub enum FileReport {
    /// Errors and warnings in its text.
    Report(Report),
    /// It cannot be used as a whole; the message names the file too.
    Unusable { file: String, message: String },
}

impl FileReport {
    /// How many diagnostics of a severity it holds.
    pub fn count(&self, severity: Severity) -> usize {
        match self {
            Self::Report(report) => report.count(severity),
            Self::Unusable { .. } => usize::from(severity == Severity::Error),
        }
    }
}
