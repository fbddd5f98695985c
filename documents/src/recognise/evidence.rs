//! What samples show of fields whose table does not say it: which object they are in, and what their values are.

use kpg_codegen::model::Place;

use crate::page::{
    Cell, DocumentedField, DocumentedOperation, Fact, KindWord, Said, SampleBody, SampleMember, Way,
};

/// An operation whose tables are completed by its samples.
pub(super) fn with_samples(mut operation: DocumentedOperation) -> DocumentedOperation {
    let samples = std::mem::take(&mut operation.samples);
    let outward = operation.outward();
    for (way, fields) in [
        (outward, &mut operation.request),
        (Way::Answer, &mut operation.answer),
    ] {
        let shown = |sample: &&SampleBody| sample.way == Some(way) && !sample.members.is_empty();
        let mut shown = samples.iter().filter(shown);
        // Two samples may be of two cases, and neither of all.
        if let (Some(sample), None) = (shown.next(), shown.next()) {
            nest(fields, sample);
            add_kinds(fields, sample);
        }
    }
    operation.samples = samples;
    operation
}

fn plain(field: &DocumentedField) -> &str {
    field.wire.text.trim_end_matches("[]")
}

/// Fields that stand flat in their table and in an object in the sample are members of that object.
fn nest(fields: &mut [DocumentedField], sample: &SampleBody) {
    let objects: Vec<(String, String)> = fields
        .iter()
        .filter(|field| {
            let kind = field.kind.given();
            kind.is_none_or(|kind| matches!(kind, KindWord::Object | KindWord::List))
        })
        .map(|field| (plain(field).to_owned(), field.wire.text.clone()))
        .collect();
    for field in fields.iter_mut().filter(|field| field.inside.is_none()) {
        let name = plain(field);
        let object = only(sample, name).and_then(|member| member.path.iter().rev().nth(1));
        let object = object.and_then(|object| objects.iter().find(|(known, _)| known == object));
        if let Some((_, wire)) = object.filter(|(known, _)| known != name) {
            field.inside = Some(wire.clone());
        }
    }
}

/// The one member of a name; none where it stands at the top too, or in two objects.
fn only<'s>(sample: &'s SampleBody, name: &str) -> Option<&'s SampleMember> {
    let is_it = |member: &&SampleMember| member.path.last().is_some_and(|last| last == name);
    let mut found = sample.members.iter().filter(is_it);
    found.next().filter(|_| found.next().is_none())
}

/// The type of a field that has no column for it, by its value.
fn add_kinds(fields: &mut [DocumentedField], sample: &SampleBody) {
    for field in fields.iter_mut().filter(|field| field.kind == Said::Silent) {
        let kind = only(sample, plain(field)).and_then(|member| member.kind);
        field.shown_kind = kind.map(|value| Fact {
            value,
            cell: sample.cell.clone(),
        });
    }
}

/// Fields that their table lists flat and a sample shows in one object that the table has not: members of it, behind the
/// objects that lead there.
pub(super) fn enclosed(
    mut fields: Vec<DocumentedField>,
    sample: &SampleBody,
) -> Vec<DocumentedField> {
    let above = |field: &DocumentedField| {
        let path = &only(sample, plain(field))?.path;
        path.split_last().map(|(_, above)| above.to_vec())
    };
    let outer = |field: &&DocumentedField| field.inside.is_none() && field.place == Place::Body;
    let shown: Vec<Vec<String>> = fields.iter().filter(outer).filter_map(above).collect();
    let Some(path) = shown.first().filter(|path| !path.is_empty()).cloned() else {
        return fields;
    };
    // A sample may leave some of them out.
    let is_most = shown.len() > 1 && shown.len() * 3 >= fields.iter().filter(outer).count() * 2;
    if !is_most || shown.iter().any(|other| *other != path) {
        return fields;
    }
    let mut objects: Vec<DocumentedField> = Vec::new();
    for depth in 1..=path.len() {
        let Some(lead) = path.get(..depth) else {
            break;
        };
        let Some(member) = sample.members.iter().find(|member| member.path == lead) else {
            return fields;
        };
        let cell = Cell {
            text: lead.last().cloned().unwrap_or_default(),
            line: member.line,
            column: None,
        };
        let mut object = DocumentedField::named(cell.clone(), Place::Body);
        object.inside = objects.last().map(|object| object.wire.text.clone());
        object.shown_kind = member.kind.map(|value| Fact { value, cell });
        objects.push(object);
    }
    let inside = path.last().cloned();
    for field in fields.iter_mut().filter(|field| outer(&&**field)) {
        field.inside.clone_from(&inside);
    }
    objects.extend(fields);
    objects
}
