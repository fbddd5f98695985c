//! Pages → the text of a spec. Every fact cites its line; what compiles only with a value that no page gives has
//! a `todo`, and nothing is invented silently.

use std::collections::HashSet;
use std::fmt::Write as _;

use kpg_documents::{
    Bound, DocumentedField, DocumentedOperation, KindWord, LengthWord, Page, Said,
};

use super::address::{self, Addresses};
use super::citing::{Citing, Document, PageLine};
use super::context::OperationContext;
use super::faults::Faults;
use super::lines::{DraftText, Fidelities, Fidelity, Row, Subject};
use super::types::Types;
use super::{label, names};
use super::{notification, operation};
use crate::{program, yaml};

/// The draft, and how many operations and fields it has.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) text: DraftText,
    /// The line on which the operations begin.
    pub(super) first_operation: usize,
    pub(super) operations: usize,
    /// How many of the messages that the vendor sends by itself.
    pub(super) notifications: usize,
    pub(super) fields: usize,
}

/// So many names of tables that were not understood are written down.
const MOST_UNREAD: usize = 60;

/// Writes the spec of a vendor.
pub(super) fn draft(
    vendor: &str,
    documents: &[Document],
    today: &str,
    fidelities: &Fidelities,
) -> Draft {
    let pages: Vec<Page> = documents
        .iter()
        .map(|document| document.page.clone())
        .collect();
    let numbered = pages.iter().enumerate();
    let all: Vec<(usize, &DocumentedOperation)> = numbered
        .flat_map(|(number, page)| {
            page.operations
                .iter()
                .map(move |operation| (number, operation))
        })
        .collect();
    let is_left_out = |(page, operation): &(usize, &DocumentedOperation)| {
        fidelities.contains_key(&Subject::Whole((*page, operation.line)))
    };
    let (left_out, all): (Vec<_>, Vec<_>) = all.into_iter().partition(is_left_out);
    let (inbound, calls): (Vec<_>, Vec<_>) = all
        .iter()
        .copied()
        .partition(|(_, operation)| operation.inbound);
    let addresses = address::addresses(&pages, &calls);
    let paths: Vec<Option<(String, PageLine)>> = calls
        .iter()
        .enumerate()
        .map(|(index, (_, operation))| addresses.path(index, operation))
        .collect();
    let called: Vec<names::Called<'_>> = paths
        .iter()
        .zip(&calls)
        .map(|(path, (_, operation))| names::Called {
            path: path.as_ref().map(|(path, _)| path.as_str()),
            title: operation.title.as_ref().map(|title| title.text.as_str()),
        })
        .collect();
    let is_refused = |name: &str| {
        let subject = Subject::Operation(name.to_owned());
        fidelities
            .get(&subject)
            .is_some_and(|fidelity| *fidelity >= Fidelity::Renamed)
    };
    let names = names::operations(&called, is_refused);
    let titles: Vec<&str> = inbound
        .iter()
        .map(|(_, operation)| operation.title.as_ref().map_or("", |title| &title.text))
        .collect();
    let notices = names::notifications(&titles, &names, is_refused);
    let citing = Citing { documents };
    let faults = Faults::of(&calls, fidelities);
    let context = |name, page: usize, path| OperationContext {
        name,
        path,
        page,
        shared_codes: pages.get(page).map_or(&[], |page| page.codes.as_slice()),
        citing: &citing,
        faults: &faults,
        fidelities,
    };
    let mut types = Types::default();
    let mut operations = DraftText::default();
    for (((page, documented), path), name) in calls.iter().zip(&paths).zip(&names) {
        let context = context(name, *page, path.as_ref());
        let drafted = operation::draft_operation(documented, &context, &mut types);
        operations.append_apart(&drafted, (*page, documented.line));
    }
    let mut notifications = DraftText::default();
    for ((page, documented), name) in inbound.iter().zip(&notices) {
        let context = context(name, *page, None);
        let drafted = notification::draft_notification(documented, &context, &mut types);
        notifications.append_apart(&drafted, (*page, documented.line));
    }
    let fields = all
        .iter()
        .map(|(_, operation)| operation.request.len() + operation.answer.len())
        .sum();
    let todos = todos(documents, &all, &addresses);
    let mut text = DraftText::default();
    text.push(&head(vendor, documents, &todos, today));
    environments(&addresses, &citing, &mut text);
    text.push(&lengths(documents, &all));
    text.push(&types.written(&[operations.as_str(), notifications.as_str()]));
    faults.write(&citing, &mut text);
    let none = "operations: {}  # no page that was read documents a call\n";
    text.push(if calls.is_empty() {
        none
    } else {
        "operations:\n"
    });
    let first_operation = text.as_str().lines().count();
    text.append(&operations);
    if !inbound.is_empty() {
        text.push("\nnotifications:\n");
        text.append(&notifications);
    }
    text.push(&not_covered(&pages, &left_out, &citing));
    Draft {
        text,
        first_operation,
        operations: calls.len(),
        notifications: inbound.len(),
        fields,
    }
}

fn head(vendor: &str, documents: &[Document], todos: &[String], today: &str) -> String {
    let mut text = format!(
        "# yaml-language-server: $schema=kpg.schema.json\n\
         # {vendor}: a draft that `{program} import` made of the vendor's pages, to be checked against them.\n\
         # Behind each fact stands the line of the page that says it. What a page leaves open has a `todo`, which\n\
         # `{program} check` reports until it is settled and removed.\n\
         kpg: 1\nvendor: {vendor}\n\
         name: {{ en: {vendor} }}  # todo: no page was read for the vendor's name\n\n",
        program = program::name(),
    );
    text.push_str(&yaml::todos(0, todos));
    text.push_str("\ndocuments:\n");
    for document in documents {
        let title = document
            .page
            .title
            .as_ref()
            .map_or(document.id.as_str(), |title| title.text.as_str());
        let title = label::title(title);
        let line = document
            .page
            .title
            .as_ref()
            .map(|title| format!("  # line {}", title.line))
            .unwrap_or_default();
        let _ = write!(
            text,
            "  {}:\n    title: {{ {}: {} }}{line}\n    read: {today}\n    sha256: {}\n",
            yaml::key(&document.id),
            title.0,
            title.1,
            document.page.sha256
        );
    }
    text.push('\n');
    text
}

fn environments(addresses: &Addresses, citing: &Citing<'_>, text: &mut DraftText) {
    text.push("environments:\n");
    if addresses.environments.is_empty() {
        text.push("  production: { undocumented: No page that was read gives an address. }  # todo: where requests go\n");
    }
    let rows = addresses.environments.iter().map(|environment| Row {
        subject: None,
        key: environment.name.clone(),
        value: base(&environment.base),
        comment: citing.cite(environment.place),
    });
    text.push_rows(2, &rows.collect::<Vec<_>>());
    text.push("\n");
}

/// An address has nothing in it that YAML could mistake, but for what pages put in place of hosts.
fn base(address: &str) -> String {
    let plain = address
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || ":/._-~%".contains(c));
    if plain {
        address.to_owned()
    } else {
        yaml::quoted(address)
    }
}

/// `lengths:` where a page says what its lengths count; bytes need a charset besides.
fn lengths(documents: &[Document], all: &[(usize, &DocumentedOperation)]) -> String {
    let is_bytes = first_unit(all).is_some();
    match unit_of_all(documents) {
        Some((Some(unit), line)) => format!("lengths: {unit}  # page line {line}\n\n"),
        None if !is_bytes => String::new(),
        Some((None, _)) | None => {
            "lengths: euckr_bytes  # todo: the page says bytes, and not of which charset\n\n"
                .to_owned()
        }
    }
}

/// What a sentence of a page says that all its lengths count, as `lengths` calls it, and its line; bytes without a charset
/// are nothing that `lengths` could say.
fn unit_of_all(documents: &[Document]) -> Option<(Option<&'static str>, usize)> {
    let mut said = documents
        .iter()
        .filter_map(|document| document.page.length_unit.as_ref());
    let said = said.next()?;
    let folded = said.cell.text.to_lowercase().replace(['-', '_', ' '], "");
    let unit = match said.value {
        LengthWord::Characters => Some("characters"),
        LengthWord::Bytes if folded.contains("euckr") => Some("euckr_bytes"),
        LengthWord::Bytes if folded.contains("utf8") => Some("utf8_bytes"),
        LengthWord::Bytes => None,
    };
    Some((unit, said.cell.line))
}

fn fields<'c>(
    all: &'c [(usize, &DocumentedOperation)],
) -> impl Iterator<Item = &'c DocumentedField> {
    all.iter()
        .flat_map(|(_, operation)| operation.request.iter().chain(&operation.answer))
}

fn first_unit(all: &[(usize, &DocumentedOperation)]) -> Option<(LengthWord, usize)> {
    let mut units =
        fields(all).filter_map(|field| Some((field.length.given()?.unit?, field.line())));
    units.find(|(unit, _)| *unit == LengthWord::Bytes)
}

/// What is open about the pages as a whole.
fn todos(
    documents: &[Document],
    all: &[(usize, &DocumentedOperation)],
    addresses: &Addresses,
) -> Vec<String> {
    let mut todos = vec![
        "No page was read for the vendor's name; give it in `name`.".to_owned(),
        "Say which fields the client supplies: credentials, times, signatures. In this draft the caller gives all.".to_owned(),
        "Say which fields are sensitive, such as card numbers.".to_owned(),
    ];
    let unit = match unit_of_all(documents) {
        Some((None, line)) => Some(line),
        Some((Some(_), _)) => None,
        None => first_unit(all).map(|(_, line)| line),
    };
    if let Some(line) = unit {
        todos.push(format!(
            "Lengths are in bytes (line {line}); say of which charset, EUC-KR is only assumed."
        ));
    }
    if let Some(field) = fields(all).find(|field| matches!(field.length.given(), Some(length) if matches!(length.bound, Bound::Bare(_)))) {
        let line = field.line();
        todos.push(format!("A length that is a bare number (first on line {line}) is taken for the greatest; say where it is the only one."));
    }
    if let Some(field) = fields(all).find(|field| {
        let object = matches!(field.likely_kind(), Some(KindWord::Object | KindWord::List));
        let silent = matches!(field.length, Said::Silent) && field.range == Said::Silent;
        silent && field.label.is_some() && !object
    }) {
        let line = field.line();
        todos.push(format!("Fields without a length (first on line {line}) have no limit in this draft; the page gives none."));
    }
    if let Some(field) = fields(all).find(|field| matches!(field.length, Said::Blank(_))) {
        let line = field.line();
        todos.push(format!(
            "An empty cell for the length (first on line {line}) is taken for no limit."
        ));
    }
    if let Some(field) = fields(all).find(|field| matches!(field.presence, Said::Blank(_))) {
        let line = field.line();
        todos.push(format!("An empty cell for whether a field must be there (first on line {line}) is taken for optional."));
    }
    // Of an object beside its members a page says no more than its name.
    let silent =
        |field: &&DocumentedField| matches!(field.presence, Said::Silent) && field.label.is_some();
    if let Some(field) = fields(all).find(silent) {
        let line = field.line();
        todos.push(format!("A table does not say which of its fields must be there (line {line}); they are optional in this draft."));
    }
    if addresses.environments.is_empty() {
        todos.push(
            "No page that was read gives an address; ask the vendor where requests go.".to_owned(),
        );
    }
    todos.extend(addresses.todos.iter().cloned());
    for document in documents {
        for note in &document.page.notes {
            let line = note
                .line
                .map(|line| format!(" line {line}:"))
                .unwrap_or_else(|| ":".to_owned());
            todos.push(format!("On {}{line} {}.", document.id, note.text));
        }
    }
    let mut seen = HashSet::new();
    todos.retain(|todo| seen.insert(todo.clone()));
    todos
}

/// What of the pages has no place in the draft: operations that cannot be written, and names in tables that were not
/// understood.
fn not_covered(
    pages: &[Page],
    left_out: &[(usize, &DocumentedOperation)],
    citing: &Citing<'_>,
) -> String {
    let mut text = String::new();
    let mut taken = HashSet::new();
    for (page, operation) in left_out {
        let line = operation.line;
        let place = citing.cite(PageLine { page: *page, line });
        let title = operation.title.as_ref();
        let title = title.map_or("a call without a title", |title| &title.text);
        let reason = format!("No spec can have it as the page documents it ({place}); read it.");
        if taken.insert(title.to_owned()) {
            let key = yaml::quoted(title);
            let _ = writeln!(text, "  {key}: {}", yaml::sentence(&reason));
        }
    }
    let numbered = pages.iter().enumerate();
    let unread = numbered.flat_map(|(page, one)| {
        let tables = one.unread.iter().filter(|unread| !unread.is_column);
        tables.flat_map(move |table| table.names.iter().map(move |name| (page, name)))
    });
    for (page, name) in unread.take(MOST_UNREAD) {
        let place = citing.cite(PageLine {
            page,
            line: name.line,
        });
        if taken.insert(name.text.clone()) {
            let reason = format!("A table that was not understood names it ({place}); read it.");
            let _ = writeln!(
                text,
                "  {}: {}",
                yaml::key(&name.text),
                yaml::sentence(&reason)
            );
        }
    }
    match text.is_empty() {
        true => text,
        false => format!("\nnot_covered:\n{text}"),
    }
}
