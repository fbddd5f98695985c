//! Differences for tools. Nothing is compared here.

use kpg_documents::drift::{self, Edit, Held, PageChange, WrittenEdit, effect};
use serde::Serialize;

use super::compared::{Compared, Since, Spec};
use super::human::doubt_words;
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
    /// Why `cargo xtask update` would not write the differences.
    doubts: Vec<String>,
    differences: Vec<Difference<'d>>,
    /// What the spec marks as open with a `todo`, and so counts as no difference.
    open: Vec<Difference<'d>>,
    /// What changed since an old copy, where one was given.
    since: Option<Revision<'d>>,
}

/// An old copy of a page, and what the page says otherwise.
#[derive(Debug, Serialize)]
struct Revision<'d> {
    old: String,
    sha256: &'d str,
    fields: usize,
    changes: Vec<Change<'d>>,
}

/// A change of a page. Lines count from 1; a copy that has nothing of it has neither line nor text.
#[derive(Debug, Serialize)]
struct Change<'d> {
    kind: String,
    what: &'static str,
    place: String,
    operation: Option<&'d str>,
    member: Option<&'d str>,
    old_line: Option<usize>,
    old_column: Option<usize>,
    old_says: Option<&'d str>,
    new_line: Option<usize>,
    new_column: Option<usize>,
    new_says: Option<&'d str>,
    /// `differs`, `agrees`, `not_held` or `not_compared`: what the spec says of it; `null` where no spec is compared.
    spec: Option<&'static str>,
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
    page_says: Option<String>,
    spec_line: Option<usize>,
    spec_keys: Option<Vec<String>>,
    spec_says: Option<String>,
    /// What `cargo xtask diff` would tell of a spec that follows the page.
    changes: Vec<String>,
    rust: Option<&'static str>,
    wire: Vec<&'static str>,
    edit: Option<String>,
    /// Whether the old copy differs from the spec in the same; `false` where none was given.
    in_old_copy: bool,
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
            doubts: one
                .drift
                .doubts
                .iter()
                .map(|doubt| doubt_words(spec, doubt))
                .collect(),
            differences: one
                .drift
                .differences
                .iter()
                .map(|each| difference(spec, each, one.is_in_old_copy(each)))
                .collect(),
            open: one
                .open
                .iter()
                .map(|each| difference(spec, each, one.is_in_old_copy(each)))
                .collect(),
            since: one.since.as_ref().map(changes),
        })
        .collect();
    text(&documents)
}

/// What changed between two copies of a page, as JSON.
pub(crate) fn revision(since: &Since) -> Result<String, Failure> {
    text(&changes(since))
}

fn text(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map_err(|error| {
        Failure::NoAnswer(format!("cannot write the differences as JSON: {error}"))
    })
}

fn changes(since: &Since) -> Revision<'_> {
    Revision {
        old: since.path.display().to_string(),
        sha256: &since.sha256,
        fields: since.revision.compared,
        changes: since
            .changes()
            .map(|(one, held)| change(one, held))
            .collect(),
    }
}

fn change(change: &PageChange, held: Option<Held>) -> Change<'_> {
    let (old, new) = (change.old.as_ref(), change.new.as_ref());
    Change {
        kind: change.kind.id(),
        what: change.kind.what(),
        place: change.subject.to_string(),
        operation: change.subject.operation.as_deref(),
        member: change.subject.field.as_deref(),
        old_line: old.map(|cell| cell.line),
        old_column: old.and_then(|cell| cell.column),
        old_says: old.map(|cell| cell.text.as_str()),
        new_line: new.map(|cell| cell.line),
        new_column: new.and_then(|cell| cell.column),
        new_says: new.map(|cell| cell.text.as_str()),
        spec: held.map(Held::id),
    }
}

fn difference<'d>(
    spec: &Spec,
    difference: &'d drift::Difference,
    in_old_copy: bool,
) -> Difference<'d> {
    let written = place::written(spec, &difference.at);
    let changes = effect(&spec.vendor, difference);
    let cell = difference.cell.as_ref();
    Difference {
        kind: difference.kind().id(),
        what: difference.kind().what(),
        place: place::location_words(&spec.vendor, &difference.at),
        page_line: cell.map(|cell| cell.line),
        page_column: cell.and_then(|cell| cell.column),
        page_cell: cell.map(|cell| cell.text.as_str()),
        page_says: difference.page_words(),
        spec_line: written
            .as_ref()
            .map(|written| spec.file.position(written.key.start).line),
        spec_keys: written.map(|written| written.keys),
        spec_says: difference.spec_words(),
        rust: changes
            .iter()
            .map(|kind| kind.rust())
            .max()
            .map(kpg_codegen::Rust::word),
        wire: changes.iter().map(|kind| kind.wire().word()).collect(),
        changes: changes.iter().map(|kind| kind.id()).collect(),
        edit: difference.edit.as_ref().map(edit),
        in_old_copy,
    }
}

fn edit(edit: &Edit) -> String {
    match edit.written() {
        WrittenEdit::Write { key, text } => format!("{key}: {text}"),
        WrittenEdit::Add { key, entries } => {
            let entries = entries
                .into_iter()
                .map(|(key, text)| format!("{key}: {text}"));
            format!("{key}: {{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}
