//! Differences for tools. Nothing is compared here.

use kpg_documents::drift::{Finding, Mechanical, effect};
use serde::Serialize;

use super::compared::{Compared, Spec};
use super::place;
use crate::output::Failure;

/// A page. Keys without a value are there, as `null`.
#[derive(Debug, Serialize)]
struct Document<'d> {
    page: String,
    spec: &'d str,
    document: Option<&'d str>,
    sha256: &'d str,
    /// Whether the page is, byte by byte, the one that the spec was made from.
    identical: bool,
    /// What to know about how the page was read.
    notes: Vec<Note<'d>>,
    differences: Vec<Difference<'d>>,
}

/// What to know about how a page was read; without a line where it concerns all of it.
#[derive(Debug, Serialize)]
struct Note<'d> {
    page_line: Option<usize>,
    text: &'d str,
}

/// A difference. Lines count from 1.
#[derive(Debug, Serialize)]
struct Difference<'d> {
    kind: String,
    what: &'static str,
    place: String,
    page_line: Option<usize>,
    page_column: Option<usize>,
    page_cell: Option<&'d str>,
    page_says: Option<&'d str>,
    spec_line: Option<usize>,
    spec_keys: Option<Vec<String>>,
    spec_says: Option<&'d str>,
    /// What `cargo xtask diff` would tell of a spec that follows the page.
    changes: Vec<String>,
    rust: Option<&'static str>,
    wire: Vec<&'static str>,
    edit: Option<String>,
}

fn note(note: &kpg_documents::Note) -> Note<'_> {
    Note {
        page_line: note.line,
        text: &note.text,
    }
}

pub(super) fn report(spec: &Spec, compared: &[Compared]) -> Result<String, Failure> {
    let documents: Vec<Document<'_>> = compared
        .iter()
        .map(|one| Document {
            page: one.path.display().to_string(),
            spec: spec.file.name(),
            document: spec
                .vendor
                .documents
                .get(one.drift.document)
                .map(|document| document.id.as_str()),
            sha256: &one.page.sha256,
            identical: one.drift.identical,
            notes: one.drift.notes.iter().map(note).collect(),
            differences: one
                .drift
                .findings
                .iter()
                .map(|finding| difference(spec, finding))
                .collect(),
        })
        .collect();
    serde_json::to_string_pretty(&documents).map_err(|error| {
        Failure::NoAnswer(format!("can not write the differences as JSON: {error}"))
    })
}

fn difference<'d>(spec: &Spec, finding: &'d Finding) -> Difference<'d> {
    let written = place::written(spec, &finding.at);
    let changes = effect(&spec.vendor, finding);
    let cell = finding.cell.as_ref();
    Difference {
        kind: finding.kind.id(),
        what: finding.kind.what(),
        place: place::words(&spec.vendor, &finding.at),
        page_line: cell.map(|cell| cell.line),
        page_column: cell.and_then(|cell| cell.column),
        page_cell: cell.map(|cell| cell.text.as_str()),
        page_says: finding.page.as_deref(),
        spec_line: written
            .as_ref()
            .map(|written| spec.file.position(written.key.start).line),
        spec_keys: written.map(|written| written.keys),
        spec_says: finding.spec.as_deref(),
        rust: changes
            .iter()
            .map(|kind| kind.rust())
            .max()
            .map(kpg_codegen::Rust::word),
        wire: changes.iter().map(|kind| kind.wire().word()).collect(),
        changes: changes.iter().map(|kind| kind.id()).collect(),
        edit: finding.edit.as_ref().map(edit),
    }
}

fn edit(edit: &Mechanical) -> String {
    match edit {
        Mechanical::Write { key, text } => format!("{key}: {text}"),
        Mechanical::Add { key, entries } => {
            let entries = entries.iter().map(|(key, text)| format!("{key}: {text}"));
            format!("{key}: {{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}
