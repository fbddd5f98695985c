//! Presence and the rules of single fields.

use kpg_codegen::model::{
    Expression, Field, FieldRef, Operation, Place, Presence, Source, Vendor, broken_rule,
};

use crate::exchange::Finding;
use crate::received::Received;

/// Every request field of an operation with its place, headers first.
pub(crate) fn fields(operation: &Operation) -> impl Iterator<Item = (FieldRef, &Field)> {
    let place = |place| move |(index, field)| (FieldRef { place, index }, field);
    let headers = operation
        .headers
        .iter()
        .enumerate()
        .map(place(Place::Header));
    headers.chain(operation.body.iter().enumerate().map(place(Place::Body)))
}

/// What is missing, and what breaks the rule of its field.
pub(crate) fn check(vendor: &Vendor, operation: &Operation, received: &Received) -> Vec<Finding> {
    let broken = |(place, field): (FieldRef, &Field)| {
        let problem = match received.text(place) {
            None => must_be_there(vendor, field).then(|| "it is missing".to_owned()),
            Some(text) => broken_rule(&field.kind, field.length, &vendor.enumerations, text),
        };
        problem.map(|text| Finding::field(&field.wire, text))
    };
    fields(operation).filter_map(broken).collect()
}

fn must_be_there(vendor: &Vendor, field: &Field) -> bool {
    field.presence == Presence::Required && !shows_optional_credential(vendor, field)
}

/// A merchant without an optional credential leaves its field out.
fn shows_optional_credential(vendor: &Vendor, field: &Field) -> bool {
    let Source::Supplied(Expression::Credential(id)) = &field.source else {
        return false;
    };
    vendor
        .credentials
        .get(id.0)
        .is_some_and(|credential| !credential.required)
}
