//! Messages that only samples show: what a draft may take from them. A sample proves that a member is there, and its
//! type; whether it must be there, and how long it may be, it does not say. No page is compared by them.

use kpg_codegen::model::Place;

use super::unread::MOST_NAMES;
use super::{evidence, shared};
use crate::page::{DocumentedField, DocumentedOperation, Fact, Note, Page, SampleBody, Way};
use crate::vocabulary;

/// A page with the members of samples as fields, where nothing else says what is in a message: for a draft, which leaves
/// open what samples do not say. What samples show beside the fields of a message becomes a note.
pub fn with_samples(mut page: Page) -> Page {
    for sampled in std::mem::take(&mut page.sampled) {
        let behind = |other: &DocumentedOperation| other.line > sampled.line;
        let place = page.operations.iter().position(behind);
        let place = place.unwrap_or(page.operations.len());
        page.operations.insert(place, sampled);
    }
    let operations = std::mem::take(&mut page.operations);
    page.notes.extend(operations.iter().flat_map(unnamed));
    page.operations = operations.into_iter().map(completed).collect();
    page
}

/// What a sample shows in a message, and nothing names: a table may be older than the sample, or the sample of a case.
fn unnamed(operation: &DocumentedOperation) -> Vec<Note> {
    let messages = [
        (operation.outward(), "request", &operation.request),
        (Way::Answer, "answer", &operation.answer),
    ];
    let notes = messages.into_iter().filter_map(|(way, word, fields)| {
        let is_named = |name: &str| {
            let mut fields = fields.iter();
            fields.any(|field| field.wire.text.split(['.', '[', ']']).any(|part| part == name))
        };
        let of_way = |sample: &&SampleBody| sample.way == Some(way);
        let samples = operation.samples.iter().filter(of_way);
        let members = samples.flat_map(|sample| &sample.members);
        let mut names: Vec<String> = Vec::new();
        let mut line = None;
        for member in members {
            let Some(name) = member.path.last() else {
                continue;
            };
            let path = member.path.join(".");
            if !is_named(name) && !names.contains(&path) && names.len() < MOST_NAMES {
                line.get_or_insert(member.line);
                names.push(path);
            }
        }
        (!has_no_body(fields) && !names.is_empty()).then(|| Note {
            line,
            text: format!(
                "a sample of the {word} shows {}, which nothing else on the page names as fields of it",
                names.join(", ")
            ),
        })
    });
    notes.collect()
}

/// Whether a message has no fields of its body, so that only a sample can show them.
pub(super) fn has_no_body(fields: &[DocumentedField]) -> bool {
    let mut fields = fields.iter();
    fields.all(|field| matches!(field.place, Place::Header | Place::Path))
}

fn completed(mut operation: DocumentedOperation) -> DocumentedOperation {
    for way in [operation.outward(), Way::Answer] {
        let list = match way {
            Way::Answer => &operation.answer,
            Way::Request | Way::Notification => &operation.request,
        };
        let of_way = |sample: &&SampleBody| sample.way == Some(way);
        if !has_no_body(list) {
            let mut samples = operation.samples.iter().filter(of_way);
            if let (Some(sample), None) = (samples.next(), samples.next()) {
                let list = match way {
                    Way::Answer => &mut operation.answer,
                    Way::Request | Way::Notification => &mut operation.request,
                };
                *list = evidence::enclosed(std::mem::take(list), sample);
            }
            continue;
        }
        let mut fields = members(operation.samples.iter().filter(of_way));
        super::roles::settle(way, &mut fields);
        match way {
            Way::Answer => operation.answer.extend(fields),
            Way::Request | Way::Notification => operation.request.extend(fields),
        }
    }
    shared::with_path_fields(shared::without_body_of_get(operation))
}

/// The members of all samples of one message, those of the first one first.
fn members<'s>(samples: impl Iterator<Item = &'s SampleBody>) -> Vec<DocumentedField> {
    let mut paths: Vec<&[String]> = Vec::new();
    let mut fields = Vec::new();
    for sample in samples {
        for member in &sample.members {
            let Some((name, above)) = member.path.split_last() else {
                continue;
            };
            if paths.contains(&member.path.as_slice()) || !vocabulary::is_wire_name(name) {
                continue;
            }
            paths.push(&member.path);
            let cell = crate::page::Cell {
                text: name.clone(),
                line: member.line,
                column: None,
            };
            let mut field = DocumentedField::named(cell.clone(), Place::Body);
            field.inside = above.last().cloned();
            field.role = vocabulary::role(None, name).filter(|_| above.is_empty());
            field.shown_kind = member.kind.map(|value| Fact { value, cell });
            fields.push(field);
        }
    }
    fields
}
