//! One operation, put together of its request and its answer.

use super::role::Roles;
use crate::diagnostic::Diagnostics;
use crate::model::{Answer, Effect, NOTED, Name, Operation, Request, reserved};
use crate::resolve::notation::text;
use crate::resolve::unique::{Scope, names_a_file};
use crate::resolve::written::{Written, role};
use crate::syntax::spec::{self, Named};
use crate::words::Role;

/// Operations and forms become modules, files and methods of a client, each of a name of its own.
pub(crate) fn names_differ(spec: &spec::Spec, out: &mut Diagnostics) {
    let methods = other_methods(spec);
    let mut scope = Scope::new("operations and forms")
        .reserving(&reserved::MODULES)
        .reserving(&reserved::CLIENT_METHODS)
        .reserving_all(methods.into_iter());
    for operation in spec.operations.iter().chain(&spec.forms) {
        scope.take(&operation.name.value, operation.name.span, out);
        names_a_file(&operation.name, out);
    }
}

/// The methods that a client has beside those of its operations.
fn other_methods(spec: &spec::Spec) -> Vec<String> {
    let sessions = spec.sessions.iter().map(|session| &session.name.value);
    let of_sessions =
        sessions.flat_map(|name| [format!("call_with_{name}"), format!("forget_{name}")]);
    let asked = spec
        .operations
        .iter()
        .filter(|entry| !entry.value.inquiries.is_empty());
    let of_inquiries = asked.map(|entry| format!("resolve_{}", entry.name.value));
    of_sessions.chain(of_inquiries).collect()
}

/// The name of an operation, and of the types that are called after it.
pub(crate) fn operation_name(
    entry: &Named<spec::Operation>,
    types: &mut Scope,
    out: &mut Diagnostics,
) -> Name {
    let name = text::name(&entry.name, out).unwrap_or_else(Name::unreadable);
    let has_inquiries = !entry.value.inquiries.is_empty();
    let suffixes = ["", "Builder", "Draft", "Next"].into_iter();
    for suffix in suffixes.chain(has_inquiries.then_some("Resolution")) {
        types.take(&format!("{}{suffix}", name.pascal()), entry.name.span, out);
    }
    name
}

pub(crate) fn operation(
    entry: &Named<spec::Operation>,
    written: &Written<'_>,
    (request, answer): (Request, Answer),
    out: &mut Diagnostics,
) -> Operation {
    let value = &entry.value;
    answer_names_differ(&request.name, value, out);
    let roles = Roles::new(written, out);
    Operation {
        effect: value
            .effect
            .as_ref()
            .map_or(Effect::MovesMoney, |effect| effect.value),
        idempotency_key: roles.idempotency_key(&request, out),
        correlation_id: roles.correlation_id(&request.headers, out),
        request,
        answer,
        inquiries: Vec::new(),
        net_cancel: None,
        next: Vec::new(),
        common: Vec::new(),
        identification: None,
        records: Vec::new(),
    }
}

/// What an answer holds becomes fields of one struct.
fn answer_names_differ(operation: &Name, value: &spec::Operation, out: &mut Diagnostics) {
    let mut scope = Scope::new(format!("answer fields of `{operation}`")).reserving(&[NOTED]);
    let kept = value
        .answer
        .iter()
        .filter(|entry| role(entry) != Some(Role::Code));
    for entry in kept {
        let place = entry.name_place();
        if let Ok(name) = entry.value.rust_name.as_ref().map_or_else(
            || Name::from_wire(&entry.name.value),
            |name| Name::parse(&name.value),
        ) {
            scope.take(name.snake(), place, out);
        }
    }
}
