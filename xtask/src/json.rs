//! Diagnostics for tools: one JSON array, an object for each.

use kpg_codegen::{Diagnostic, Label, Severity, SourceFile, Span};
use serde::Serialize;

use crate::explain;
use crate::finding::FileReport;
use crate::output::{self, Failure};

/// One diagnostic. Keys without a value are there, as `null`.
#[derive(Debug, Serialize)]
struct Record<'d> {
    file: &'d str,
    /// None when a file cannot be used as a whole.
    code: Option<String>,
    severity: &'static str,
    title: Option<&'static str>,
    message: &'d str,
    primary: Option<Place<'d>>,
    secondary: Vec<Place<'d>>,
    note: Option<&'d str>,
    help: Option<&'d str>,
    suggestion: Option<Change<'d>>,
    explanation: Option<String>,
}

/// Bytes count from 0, lines and columns from 1; columns count characters. Ends are exclusive.
#[derive(Debug, Serialize)]
struct Place<'d> {
    byte_start: usize,
    byte_end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    label: &'d str,
}

/// What to write at a place.
#[derive(Debug, Serialize)]
struct Change<'d> {
    replacement: &'d str,
    span: Place<'d>,
}

/// Prints all findings.
pub fn print(findings: &[FileReport]) -> Result<(), Failure> {
    let records: Vec<Record<'_>> = findings.iter().flat_map(records).collect();
    let text = serde_json::to_string_pretty(&records)
        .map_err(|error| Failure::Words(format!("cannot write the findings as JSON: {error}")))?;
    output::print(text)
}

fn records(finding: &FileReport) -> Vec<Record<'_>> {
    match finding {
        FileReport::Report(report) => {
            let diagnostics = report.diagnostics.iter();
            diagnostics.map(|each| record(&report.file, each)).collect()
        }
        FileReport::Unusable { file, message } => vec![Record {
            file,
            code: None,
            severity: "error",
            title: None,
            message,
            primary: None,
            secondary: Vec::new(),
            note: None,
            help: None,
            suggestion: None,
            explanation: None,
        }],
    }
}

fn record<'d>(file: &'d SourceFile, diagnostic: &'d Diagnostic) -> Record<'d> {
    let of_label = |label: &'d Label| place(file, label.span, &label.text);
    let change = diagnostic.replacement(file);
    Record {
        file: file.name(),
        code: Some(diagnostic.code.to_string()),
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        title: Some(diagnostic.code.title()),
        message: &diagnostic.message,
        primary: Some(of_label(&diagnostic.primary)),
        secondary: diagnostic.secondary.iter().map(of_label).collect(),
        note: diagnostic.note.as_deref(),
        help: diagnostic.help.as_deref(),
        suggestion: change.map(|(span, replacement)| Change {
            replacement,
            span: place(file, span, ""),
        }),
        explanation: Some(explain::address(diagnostic.code)),
    }
}

fn place<'d>(file: &SourceFile, span: Span, label: &'d str) -> Place<'d> {
    let range = file.clamp(span);
    let (start, end) = (file.position(range.start), file.position(range.end));
    Place {
        byte_start: range.start,
        byte_end: range.end,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        label,
    }
}
