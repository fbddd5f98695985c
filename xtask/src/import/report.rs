//! What an import read and what it leaves to people: the evidence of every field, and the decisions in the order in
//! which to make them. Nothing is read or drafted here.

use kpg_codegen::Checked;
use kpg_documents::{Cell, DocumentedField, DocumentedOperation, Page, Said};
use serde::Serialize;

use super::citing::Document;
use super::draft::Draft;
use super::lines::Subject;
use crate::output::{Failure, plural};
use crate::specs;

/// Decisions are made from the outside in: what all operations stand on, the operations, their codes, their fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
enum Stage {
    Vendor,
    Operation,
    Codes,
    Field,
}

impl Stage {
    const ALL: [Self; 4] = [Self::Vendor, Self::Operation, Self::Codes, Self::Field];

    fn title(self) -> &'static str {
        match self {
            Self::Vendor => "the pages, addresses and what the client supplies",
            Self::Operation => "the operations",
            Self::Codes => "result codes and success",
            Self::Field => "fields",
        }
    }
}

/// Something that a person must decide.
#[derive(Debug, Serialize)]
pub(super) struct Decision {
    stage: Stage,
    /// The line of the draft.
    draft_line: usize,
    todo: String,
}

/// Everything that is open in a draft, in the order in which to decide it.
pub(super) fn decisions(draft: &Draft, checked: &Checked) -> Vec<Decision> {
    let report = &checked.report;
    let decisions = specs::todos(report).map(|(span, todo)| {
        let draft_line = report.file.position(span.start).line;
        let stage = match draft.text.subject(draft_line) {
            None => Stage::Vendor,
            Some(Subject::Operation(_) | Subject::Whole(_)) => Stage::Operation,
            Some(Subject::Codes(_) | Subject::Fault(_)) => Stage::Codes,
            Some(Subject::Field { .. }) => Stage::Field,
        };
        Decision {
            stage: if draft.first_operation <= draft_line {
                stage.max(Stage::Operation)
            } else {
                stage
            },
            draft_line,
            todo: todo.to_owned(),
        }
    });
    let mut decisions: Vec<Decision> = decisions.collect();
    decisions.sort_by_key(|decision| (decision.stage, decision.draft_line));
    decisions
}

/// What was read of each page, and how much is to be decided, for people.
pub(super) fn for_people(documents: &[Document], decisions: &[Decision]) -> String {
    let mut text = String::new();
    for document in documents {
        for operation in &document.page.operations {
            let title = operation.title.as_ref().map_or("-", |title| &title.text);
            let kind = if operation.inbound {
                ", sent by the vendor"
            } else {
                ""
            };
            text += &format!(
                "  {} line {}: {title}{kind}: {} sent, {} answered\n",
                document.id,
                operation.line,
                plural(operation.request.len(), "field"),
                plural(operation.answer.len(), "field"),
            );
        }
        for unread in &document.page.unread {
            let what = if unread.is_column { "column" } else { "table" };
            let heading = unread.heading.text.replace('\n', " ");
            let line = unread.heading.line;
            text += &format!(
                "  {} line {line}: not read: the {what} `{heading}`\n",
                document.id
            );
        }
    }
    text += "\nTo decide, in this order:\n";
    let stages = Stage::ALL.into_iter().filter_map(|stage| {
        let mut of_stage = decisions.iter().filter(|decision| decision.stage == stage);
        let first = of_stage.next()?;
        Some((stage, first, 1 + of_stage.count()))
    });
    for (number, (stage, first, count)) in stages.enumerate() {
        text += &format!(
            "  {}. {}: {}, from line {} of the draft on\n",
            number + 1,
            stage.title(),
            plural(count, "todo"),
            first.draft_line
        );
    }
    text
}

/// The report for tools. Keys without a value are there, as `null`.
#[derive(Debug, Serialize)]
struct Report<'r> {
    /// The file of the draft.
    output: Option<String>,
    /// The draft, where it was written to no file.
    draft: Option<&'r str>,
    pages: Vec<PageReport<'r>>,
    decisions: &'r [Decision],
}

#[derive(Debug, Serialize)]
struct PageReport<'r> {
    id: &'r str,
    sha256: &'r str,
    notes: Vec<Line<'r>>,
    operations: Vec<OperationReport<'r>>,
}

/// What the page says on a line.
#[derive(Debug, Serialize)]
struct Line<'r> {
    page_line: Option<usize>,
    text: &'r str,
}

#[derive(Debug, Serialize)]
struct OperationReport<'r> {
    title: Option<&'r str>,
    page_line: usize,
    inbound: bool,
    method: Option<&'static str>,
    addresses: Vec<Line<'r>>,
    request: Vec<FieldReport<'r>>,
    answer: Vec<FieldReport<'r>>,
}

/// A field, each fact with the words of the page that say it.
#[derive(Debug, Serialize)]
struct FieldReport<'r> {
    name: &'r str,
    inside: Option<&'r str>,
    place: &'static str,
    page_line: usize,
    label: Option<&'r str>,
    kind: Evidence<'r>,
    length: Evidence<'r>,
    presence: Evidence<'r>,
    values: Vec<&'r str>,
}

/// What was understood, and the words that say it; `said` without `understood` is to be decided.
#[derive(Debug, Serialize)]
struct Evidence<'r> {
    understood: Option<String>,
    said: Option<&'r str>,
    page_line: Option<usize>,
}

/// The report as JSON.
pub(super) fn for_tools(
    documents: &[Document],
    draft: &Draft,
    output: Option<&std::path::Path>,
    decisions: &[Decision],
) -> Result<String, Failure> {
    let report = Report {
        output: output.map(|path| path.display().to_string()),
        draft: output.is_none().then(|| draft.text.as_str()),
        pages: documents
            .iter()
            .map(|one| page(&one.id, &one.page))
            .collect(),
        decisions,
    };
    serde_json::to_string_pretty(&report)
        .map_err(|error| Failure::Words(format!("cannot write the report as JSON: {error}")))
}

fn page<'r>(id: &'r str, page: &'r Page) -> PageReport<'r> {
    let notes = page.notes.iter().map(|note| Line {
        page_line: note.line,
        text: &note.text,
    });
    PageReport {
        id,
        sha256: &page.sha256,
        notes: notes.collect(),
        operations: page.operations.iter().map(operation).collect(),
    }
}

fn operation(operation: &DocumentedOperation) -> OperationReport<'_> {
    let addresses = operation.addresses.iter().map(|address| Line {
        page_line: Some(address.cell.line),
        text: address
            .url
            .as_deref()
            .or(address.path.as_deref())
            .unwrap_or_default(),
    });
    OperationReport {
        title: operation.title.as_ref().map(|title| title.text.as_str()),
        page_line: operation.line,
        inbound: operation.inbound,
        method: operation.method.given().map(|method| method.as_str()),
        addresses: addresses.collect(),
        request: operation.request.iter().map(field).collect(),
        answer: operation.answer.iter().map(field).collect(),
    }
}

fn field(field: &DocumentedField) -> FieldReport<'_> {
    let values = field.values.iter().map(|value| value.value.as_str());
    FieldReport {
        name: &field.wire.text,
        inside: field.inside.as_deref(),
        place: field.place.word(),
        page_line: field.line(),
        label: field.label.as_ref().map(|label| label.text.as_str()),
        kind: kind(field),
        length: evidence(&field.length, |length| length.bound.to_string()),
        presence: evidence(&field.presence, ToString::to_string),
        values: values.collect(),
    }
}

/// The type that a column says, or else the one that a sample shows.
fn kind(field: &DocumentedField) -> Evidence<'_> {
    let said = evidence(&field.kind, ToString::to_string);
    match (&field.kind, &field.shown_kind) {
        (Said::Silent, Some(shown)) => Evidence {
            understood: Some(shown.value.to_string()),
            said: Some(&shown.cell.text),
            page_line: Some(shown.cell.line),
        },
        _ => said,
    }
}

fn evidence<T>(said: &Said<T>, show: impl Fn(&T) -> String) -> Evidence<'_> {
    let cell: Option<&Cell> = said.cell();
    Evidence {
        understood: said.given().map(show),
        said: cell.map(|cell| cell.text.as_str()),
        page_line: cell.map(|cell| cell.line),
    }
}
