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
    /// Where it is written as JSON.
    json: InJson,
}

/// Where a field is written as JSON.
#[derive(Clone, Copy, Default)]
struct InJson {
    /// In a body or in what a recipe makes.
    anywhere: bool,
    /// In the body of a request.
    in_request: bool,
}

/// Queries, headers, paths and forms write every value as a text: `number` and `text_or_number` would say nothing there.
pub(super) fn numbers_are_written(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    let mut numbers = Numbers::new();
    let entries = spec.operations.iter().chain(&spec.forms);
    for (entry, request) in entries.zip(vendor.requests()) {
        let written = Written::new(&entry.value);
        for place in Place::REQUEST {
            for (index, field) in written.of_place(place).iter().enumerate() {
                gather(
                    field,
                    in_json(request, FieldRef { place, index }),
                    &mut numbers,
                );
            }
        }
    }
    // What arrives is written by the vendor.
    let answers = spec.operations.iter().flat_map(|entry| &entry.value.answer);
    let notices = spec
        .notifications
        .iter()
        .flat_map(|entry| &entry.value.fields);
    let arrived = InJson {
        anywhere: true,
        in_request: false,
    };
    for field in answers.chain(notices) {
        gather(field, arrived, &mut numbers);
    }
    for (entry, notification) in spec.notifications.iter().zip(&vendor.notifications) {
        let stored = entry.value.stored.iter();
        let values = stored.flat_map(|stored| &stored.values);
        for (index, value) in values.enumerate() {
            let place = Place::Stored;
            let at = FieldRef { place, index };
            let proof = notification.authenticity.proof();
            let mut recipes = proof.into_iter().flat_map(Proof::expressions);
            let stored = InJson {
                anywhere: recipes.any(|recipe| writes_as_json(recipe, at)),
                in_request: false,
            };
            gather(value, stored, &mut numbers);
        }
    }
    for Number { field, json } in numbers.values() {
        if field.value.number && !json.anywhere {
            says_nothing(field, "written", "number", out);
        }
        if field.value.text_or_number && !json.in_request {
            says_nothing(field, "sent", "text_or_number", out);
        }
    }
}

fn says_nothing(field: &Named<Field>, goes: &str, key: &str, out: &mut Diagnostics) {
    let name = &field.name;
    let message = format!(
        "`{}` is never {goes} as JSON: `{key}` says nothing",
        name.value
    );
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message)
        .note("queries, headers, paths and forms write every value as a text");
    out.push(conflict.help(format!("remove `{key}`")));
}

fn gather<'s>(field: &'s Named<Field>, json: InJson, numbers: &mut Numbers<'s>) {
    if field.value.number || field.value.text_or_number {
        let start = field.name.span.start;
        let known = numbers.entry(start).or_insert(Number {
            field,
            json: InJson::default(),
        });
        known.json.anywhere |= json.anywhere;
        known.json.in_request |= json.in_request;
    }
    for member in field.value.members.iter().flatten() {
        gather(member, json, numbers);
    }
}

/// Whether a body is written as JSON with the field in it, or a recipe makes JSON of it.
fn in_json(request: &Request, at: FieldRef) -> InJson {
    let content = request.content_encodings();
    let mut encodings = request.encodings.iter().chain(&content);
    let in_request =
        at.place == Place::Body && encodings.any(|encoding| encoding.row().holds_structures);
    let computed = request.computed.iter().map(|value| &value.expression);
    let supplied = request
        .all_fields()
        .filter_map(|field| match &field.source {
            Source::Supplied(expression) => Some(expression),
            Source::Caller => None,
        });
    let mut all = computed.chain(supplied);
    InJson {
        anywhere: in_request || all.any(|expression| writes_as_json(expression, at)),
        in_request,
    }
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
