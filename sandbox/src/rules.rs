//! Presence and the rules of single fields.

use kpg_codegen::model::{
    Expression, Field, FieldRef, FieldTest, Operation, Place, Presence, Source, Vendor, broken_rule,
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

/// What is missing or must not be there, and what breaks the rule of its field.
pub(crate) fn check(vendor: &Vendor, operation: &Operation, received: &Received) -> Vec<Finding> {
    let broken = |(place, field): (FieldRef, &Field)| {
        let problem = match received.wire(place) {
            None => missing(vendor, operation, field, received),
            Some(_) => forbidden(operation, field, received).or_else(|| {
                let text = received.text(place)?;
                broken_rule(&field.kind, field.length, &vendor.enumerations, text)
            }),
        };
        problem.map(|text| Finding::field(&field.wire, text))
    };
    fields(operation).filter_map(broken).collect()
}

fn missing(
    vendor: &Vendor,
    operation: &Operation,
    field: &Field,
    received: &Received,
) -> Option<String> {
    if shows_optional_credential(vendor, field) {
        return None;
    }
    match &field.presence {
        Presence::Required => Some("it is missing".to_owned()),
        Presence::RequiredWhen(test) => {
            let when = circumstance(operation, test, received)?;
            Some(format!("it is missing: it must be there {when}"))
        }
        Presence::Optional | Presence::Conditional(_) | Presence::ForbiddenWhen(_) => None,
    }
}

fn forbidden(operation: &Operation, field: &Field, received: &Received) -> Option<String> {
    let Presence::ForbiddenWhen(test) = &field.presence else {
        return None;
    };
    let when = circumstance(operation, test, received)?;
    Some(format!("it must not be there {when}"))
}

/// When a test holds, in words of the spec; `None` when it does not hold for this request.
fn circumstance(operation: &Operation, test: &FieldTest, received: &Received) -> Option<String> {
    let text = received.text(test.field)?;
    let name = &operation.field(test.field)?.wire;
    let holds = test.values.iter().any(|value| value == text);
    holds.then(|| format!("when `{name}` is `{}`", test.values.join("` or `")))
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
