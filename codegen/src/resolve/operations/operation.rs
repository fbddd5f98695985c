//! Operations: fields in place, values planned, the answer readable.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    BodyEncoding, Citation, CodeSet, CredentialKind, Effect, Envelope, Expression, Field, Kind,
    LeftOut, NOTED, Name, Operation, Place, SessionId, Source, reserved,
};
use crate::resolve::answers::answer::{answer, envelope, role};
use crate::resolve::context::{Context, few_enough, find};
use crate::resolve::declarations::account::account;
use crate::resolve::declarations::vendor::{label_or_name, left_out, quirks};
use crate::resolve::fields::rule::values_obey;
use crate::resolve::notation::text;
use crate::resolve::recipes::plan::Planner;
use crate::resolve::requests::address;
use crate::resolve::requests::place::{Written, caller_names_differ, fields, inputs_are_used};
use crate::resolve::requests::role::Roles;
use crate::resolve::unique::{Scope, names_a_file};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Headers, Named};
use crate::words::Role;

/// Every operation, in the spec's order. The names of values and header sets that they use are noted.
pub(crate) fn operations<'s>(
    context: &Context<'s>,
    sets: &mut Vec<CodeSet>,
    types: &mut Scope,
    used: &mut HashSet<&'s str>,
    out: &mut Diagnostics,
) -> Vec<Operation> {
    let methods = other_methods(context.spec);
    let methods: Vec<&str> = methods.iter().map(String::as_str).collect();
    let mut scope = Scope::new("operations")
        .reserving(&reserved::MODULES)
        .reserving(&reserved::CLIENT_METHODS)
        .reserving(&methods);
    for operation in &context.spec.operations {
        scope.take(&operation.name.value, operation.name.span, out);
        names_a_file(&operation.name, out);
    }
    let entries = context.spec.operations.iter();
    entries
        .map(|operation| self::operation(context, operation, sets, types, used, out))
        .collect()
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

fn operation<'s>(
    context: &Context<'s>,
    entry: &'s Named<spec::Operation>,
    sets: &mut Vec<CodeSet>,
    types: &mut Scope,
    used: &mut HashSet<&'s str>,
    out: &mut Diagnostics,
) -> Operation {
    let value = &entry.value;
    let name = text::name(&entry.name, out).unwrap_or_else(Name::unreadable);
    for suffix in ["", "Builder", "Fields", "Answer", "Next"] {
        types.take(&format!("{}{suffix}", name.pascal()), entry.name.span, out);
    }
    let written = Written::of(context, value, out);
    few_enough(written.all().map(|(_, field)| field), "request fields", out);
    let references = written.references(is_json(value), out);
    let mut planner = Planner::new(
        context,
        references,
        Some(address::method(value)),
        !value.encodings.is_empty(),
    );
    let [segments, query, headers, body, inputs] =
        Place::REQUEST.map(|place| fields(&mut planner, place, written.of_place(place), out));
    let given = [&segments, &query, &headers, &body, &inputs];
    let charset = address::charset(
        value.charset.send.as_ref(),
        context.spec.charset.send.as_ref(),
    );
    for (place, fields) in Place::REQUEST.into_iter().zip(given) {
        for (entry, field) in written.of_place(place).iter().zip(fields) {
            values_obey(context, entry, (place, field), charset, out);
        }
    }
    caller_names_differ(&name, &written, &given, out);
    lists_become_types(&name, (entry, is_json(value)), &body, types, out);
    answer_names_differ(&name, value, out);
    inputs_are_used(&written, &planner, out);
    let roles = Roles::of(&written, out);
    let correlation_id = roles.correlation_id(&headers, out);
    let idempotency_key = roles.idempotency_key(&given, out);
    let session = session_of(&given, &planner, &entry.name, out);
    used.extend(planner.used_values());
    if let Headers::Sets(names) = &value.headers {
        used.extend(names.iter().map(|name| name.value.as_str()));
    }
    let computed = std::mem::take(&mut planner.computed);
    let answer = answer(context, entry, &given, sets, types, out);
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
        method: address::method(value),
        path: address::path(value, out).unwrap_or_default(),
        segments,
        query,
        envelope: request_envelope(context, value, out),
        encodings: address::encodings(value, out),
        charset,
        headers,
        body,
        inputs,
        computed,
        answer,
        account: account(context, value, out),
        session,
        correlation_id,
        idempotency_key,
        inquiry: None,
        net_cancel: None,
        next: Vec::new(),
        left_out: left_out_fields(value, out),
        quirks: quirks(&value.quirks),
        name,
    }
}

/// Whether every encoding of the body is JSON, so that dots can lead into objects.
fn is_json(operation: &spec::Operation) -> bool {
    let mut encodings = operation.encodings.iter();
    encodings.all(|encoding| encoding.value == BodyEncoding::Json)
}

/// The objects of a list become a type of their own, and only JSON has lists.
fn lists_become_types(
    operation: &Name,
    (entry, is_json): (&Named<spec::Operation>, bool),
    body: &[Field],
    types: &mut Scope,
    out: &mut Diagnostics,
) {
    for (field, written) in body.iter().zip(&entry.value.request) {
        let is_list = matches!(field.kind, Kind::Items(_) | Kind::Values(_));
        if is_list && !is_json {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                written.name.span,
                format!("a form can not hold the list `{}`", field.wire),
            );
            out.push(conflict.help("write `send: json`, or use `joined` for several texts in one"));
        }
        if matches!(field.kind, Kind::Items(_)) {
            for suffix in ["", "Builder", "Fields"] {
                let name = format!("{}{}{suffix}", operation.pascal(), field.name.pascal());
                types.take(&name, written.name.span, out);
            }
        }
    }
}

/// The envelope of a request; what is encrypted is a JSON object.
fn request_envelope(
    context: &Context<'_>,
    operation: &spec::Operation,
    out: &mut Diagnostics,
) -> Option<Envelope> {
    let written = operation.request_envelope.as_ref()?;
    if let Some(form) = operation
        .encodings
        .iter()
        .find(|encoding| encoding.value != BodyEncoding::Json)
    {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            form.span,
            "an encrypted request is sent as JSON only",
        )
        .help("write `send: json`");
        out.push(conflict);
    }
    envelope(context, written, CredentialKind::RsaPublicKey, out)
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

fn session_of(
    fields: &[&Vec<Field>],
    planner: &Planner<'_, '_>,
    operation: &Text,
    out: &mut Diagnostics,
) -> Option<SessionId> {
    let mut found: Option<SessionId> = None;
    let mut several = false;
    let supplied = fields
        .iter()
        .flat_map(|list| list.iter())
        .filter_map(|field| match &field.source {
            Source::Supplied(expression) => Some(expression),
            Source::Caller => None,
        });
    for expression in supplied.chain(planner.computed.iter().map(|computed| &computed.expression)) {
        expression.any(&mut |part| {
            if let Expression::Session(session) = part {
                several |= found.is_some_and(|known| known != *session);
                found = Some(*session);
            }
            false
        });
    }
    if several {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            operation.span,
            format!("`{}` carries tokens of two sessions", operation.value),
        );
        out.push(conflict.help("a call is made in one session; keep one of them"));
    }
    found
}
