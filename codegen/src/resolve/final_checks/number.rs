//! Whether what a spec calls a number is anywhere written as JSON writes numbers.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Expression, FieldRef, Place, Request, Source, Vendor};
use crate::resolve::written::Written;
use crate::syntax::spec::{Field, Named, Spec};

/// Queries, headers, paths and forms write every value as a text: `number` would say nothing there.
pub(super) fn numbers_are_written(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    let entries = spec.operations.iter().chain(&spec.forms);
    for (entry, request) in entries.zip(vendor.requests()) {
        let written = Written::new(&entry.value);
        for place in Place::REQUEST {
            for (index, field) in written.of_place(place).iter().enumerate() {
                let in_json = is_in_json(request, FieldRef { place, index });
                says_something(field, in_json, out);
                for member in field.value.members.iter().flatten() {
                    says_something(member, in_json, out);
                }
            }
        }
    }
}

fn says_something(field: &Named<Field>, in_json: bool, out: &mut Diagnostics) {
    if field.value.number && !in_json {
        let message = format!(
            "`{}` is never written as JSON: `number` says nothing",
            field.name.value
        );
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, field.name.span, message)
            .note("queries, headers, paths and forms write every value as a text");
        out.push(conflict.help("remove `number`"));
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
    let takes_in = |part: &Expression| match part {
        Expression::Json(members) => members
            .iter()
            .any(|(_, member)| *member == Expression::Field(at)),
        _ => false,
    };
    let mut all = computed.chain(supplied);
    all.any(|expression| expression.any(&mut |part| takes_in(part)))
}
