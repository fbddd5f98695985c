//! One operation, put together of its request, its recipes and its answer.

use std::collections::BTreeMap;

use super::account::account;
use super::role::Roles;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Answer, BodyEncoding, Charset, Citation, Combination, Computed, Effect, Envelope, Escaping,
    Field, HostId, LeftOut, Method, NOTED, Name, Operation, SessionId, Target, reserved,
};
use crate::resolve::context::{Context, find};
use crate::resolve::documentation::{label_or_name, left_out, quirks};
use crate::resolve::notation::text;
use crate::resolve::unique::{Scope, names_a_file};
use crate::resolve::written::{Written, role};
use crate::syntax::spec::{self, Named};
use crate::words::Role;

/// What an operation is made of.
pub(crate) struct OperationParts<'s> {
    pub name: Name,
    pub method: Method,
    pub host: HostId,
    pub target: Target,
    pub encodings: Vec<BodyEncoding>,
    pub charset: Charset,
    pub content_types: BTreeMap<BodyEncoding, String>,
    pub escaping: Escaping,
    pub envelope: Option<Envelope>,
    pub written: Written<'s>,
    /// The fields of every place of [`crate::model::Place::REQUEST`].
    pub fields: [Vec<Field>; 5],
    pub combinations: Vec<Combination>,
    pub computed: Vec<Computed>,
    pub session: Option<SessionId>,
    pub answer: Answer,
}

/// Operations become modules, files and methods of a client, each of a name of its own.
pub(crate) fn names_differ(spec: &spec::Spec, out: &mut Diagnostics) {
    let methods = other_methods(spec);
    let methods: Vec<&str> = methods.iter().map(String::as_str).collect();
    let mut scope = Scope::new("operations")
        .reserving(&reserved::MODULES)
        .reserving(&reserved::CLIENT_METHODS)
        .reserving(&methods);
    for operation in &spec.operations {
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
        .filter(|entry| entry.value.inquiry.is_some());
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
    for suffix in ["", "Builder", "Draft", "Answer", "Next"] {
        types.take(&format!("{}{suffix}", name.pascal()), entry.name.span, out);
    }
    name
}

pub(crate) fn operation(
    context: &Context<'_>,
    entry: &Named<spec::Operation>,
    parts: OperationParts<'_>,
    out: &mut Diagnostics,
) -> Operation {
    let value = &entry.value;
    answer_names_differ(&parts.name, value, out);
    let roles = Roles::new(&parts.written, out);
    let idempotency_key = roles.idempotency_key(&parts.fields, out);
    let [segments, query, headers, body, inputs] = parts.fields;
    Operation {
        summary: label_or_name(&value.label, entry.name.span, out),
        note: value.note.as_ref().map(|note| note.value.clone()),
        citation: value
            .document
            .as_ref()
            .and_then(|document| context.citation(document, out))
            .unwrap_or(Citation {
                document: 0,
                section: None,
            }),
        effect: value
            .effect
            .as_ref()
            .map_or(Effect::MovesMoney, |effect| effect.value),
        method: parts.method,
        host: parts.host,
        target: parts.target,
        segments,
        query,
        envelope: parts.envelope,
        encodings: parts.encodings,
        charset: parts.charset,
        content_types: parts.content_types,
        escaping: parts.escaping,
        correlation_id: roles.correlation_id(&headers, out),
        headers,
        body,
        combinations: parts.combinations,
        inputs,
        computed: parts.computed,
        answer: parts.answer,
        account: account(context, value, out),
        session: parts.session,
        idempotency_key,
        inquiry: None,
        net_cancel: None,
        next: Vec::new(),
        left_out: left_out_fields(value, out),
        quirks: quirks(&value.quirks),
        name: parts.name,
    }
}

/// Fields that the spec leaves out must not be in it.
fn left_out_fields(operation: &spec::Operation, out: &mut Diagnostics) -> Vec<LeftOut> {
    for entry in &operation.left_out {
        let lists = [
            &operation.request,
            &operation.answer,
            &operation.segments,
            &operation.query,
            &operation.inputs,
        ];
        let present = lists
            .into_iter()
            .find_map(|list| find(list, &entry.name.value));
        if let Some(present) = present {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                entry.name.span,
                format!("`{}` is left out and in the spec", entry.name.value),
            )
            .also(present.name.span, "here it is");
            out.push(conflict);
        }
    }
    left_out(&operation.left_out)
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
