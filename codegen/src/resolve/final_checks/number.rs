//! Whether what a spec calls a number is anywhere written as JSON writes numbers.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Expression, FieldRef, Place, Proof, Request, Source, Vendor};
use crate::resolve::written::Written;
use crate::syntax::spec::{Field, Named, Spec};

/// Fields that are called numbers, by where they stand in the spec: a group is one place for all that share it.
type Numbers<'s> = BTreeMap<usize, Number<'s>>;

struct Number<'s> {
    field: &'s Named<Field>,
    /// Whether it is written as JSON anywhere.
    in_json: bool,
}

/// Queries, headers, paths and forms write every value as a text: `number` would say nothing there.
pub(super) fn numbers_are_written(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    let mut numbers = Numbers::new();
    let entries = spec.operations.iter().chain(&spec.forms);
    for (entry, request) in entries.zip(vendor.requests()) {
        let written = Written::new(&entry.value);
        for place in Place::REQUEST {
            for (index, field) in written.of_place(place).iter().enumerate() {
                let in_json = is_in_json(request, FieldRef { place, index });
                gather(field, in_json, &mut numbers);
            }
        }
    }
    // What arrives is written by the vendor.
    let answers = spec.operations.iter().flat_map(|entry| &entry.value.answer);
    let notices = spec
        .notifications
        .iter()
        .flat_map(|entry| &entry.value.fields);
    for field in answers.chain(notices) {
        gather(field, true, &mut numbers);
    }
    for (entry, notification) in spec.notifications.iter().zip(&vendor.notifications) {
        let stored = entry.value.stored.iter();
        let values = stored.flat_map(|stored| &stored.values);
        for (index, value) in values.enumerate() {
            let place = Place::Stored;
            let at = FieldRef { place, index };
            let proof = notification.authenticity.proof();
            let mut recipes = proof.into_iter().flat_map(Proof::expressions);
            gather(
                value,
                recipes.any(|recipe| writes_as_json(recipe, at)),
                &mut numbers,
            );
        }
    }
    for number in numbers.values().filter(|number| !number.in_json) {
        let name = &number.field.name;
        let message = format!(
            "`{}` is never written as JSON: `number` says nothing",
            name.value
        );
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message)
            .note("queries, headers, paths and forms write every value as a text");
        out.push(conflict.help("remove `number`"));
    }
}

fn gather<'s>(field: &'s Named<Field>, in_json: bool, numbers: &mut Numbers<'s>) {
    if field.value.number {
        let start = field.name.span.start;
        let known = numbers.entry(start).or_insert(Number { field, in_json });
        known.in_json |= in_json;
    }
    for member in field.value.members.iter().flatten() {
        gather(member, in_json, numbers);
    }
}

/// Whether a body is written as JSON with the field in it, or a recipe makes JSON of it.
fn is_in_json(request: &Request, at: FieldRef) -> bool {
    let content = request.content_encodings();
    let mut encodings = request.encodings.iter().chain(&content);
    if at.place == Place::Body && encodings.any(|encoding| encoding.row().holds_structures) {
        return true;
    }
    let computed = request.computed.iter().map(|value| &value.expression);
    let supplied = request
        .all_fields()
        .filter_map(|field| match &field.source {
            Source::Supplied(expression) => Some(expression),
            Source::Caller => None,
        });
    let mut all = computed.chain(supplied);
    all.any(|expression| writes_as_json(expression, at))
}

/// Whether a recipe makes JSON of a field.
fn writes_as_json(recipe: &Expression, at: FieldRef) -> bool {
    recipe.any(&mut |part| match part {
        Expression::Json(members) => members
            .iter()
            .any(|(_, member)| *member == Expression::Field(at)),
        _ => false,
    })
}
