//! One request, put together of its address, its recipes and its fields: that of an operation, or that of a form.

use std::collections::BTreeMap;

use super::account::account;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    BodyEncoding, Charset, Citation, Combination, Computed, Envelope, Escaping, Examples, Field,
    HostId, LeftOut, Method, Name, Request, SessionId, Target,
};
use crate::resolve::context::Context;
use crate::resolve::documentation::{label_or_name, left_out, left_out_members, quirks};
use crate::syntax::spec::{self, Named};

/// What a request is made of.
pub(crate) struct RequestParts {
    pub name: Name,
    pub method: Method,
    pub host: HostId,
    pub target: Target,
    pub encodings: Vec<BodyEncoding>,
    pub charset: Charset,
    pub envelope: Option<Envelope>,
    /// The fields of every place of [`crate::model::Place::REQUEST`].
    pub fields: [Vec<Field>; 5],
    pub combinations: Vec<Combination>,
    pub computed: Vec<Computed>,
    pub session: Option<SessionId>,
}

/// The request without the content types and the escaping of its body, which only an operation states.
pub(crate) fn request(
    context: &Context<'_>,
    entry: &Named<spec::Operation>,
    parts: RequestParts,
    out: &mut Diagnostics,
) -> Request {
    let value = &entry.value;
    let [segments, query, headers, body, inputs] = parts.fields;
    Request {
        name: parts.name,
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
        method: parts.method,
        host: parts.host,
        target: parts.target,
        segments,
        query,
        encodings: parts.encodings,
        charset: parts.charset,
        content_types: BTreeMap::new(),
        escaping: Escaping::FormEncode,
        body_escaping: Escaping::FormEncode,
        headers,
        body,
        combinations: parts.combinations,
        inputs,
        envelope: parts.envelope,
        computed: parts.computed,
        account: account(context, value, out),
        session: parts.session,
        left_out: left_out_fields(value, out),
        examples: Examples::default(),
        quirks: quirks(&value.quirks),
    }
}

/// Operations that the spec does not cover must not be in it.
pub(crate) fn not_covered(spec: &spec::Spec, out: &mut Diagnostics) -> Vec<LeftOut> {
    for entry in &spec.not_covered {
        let name = &entry.name;
        let operations = spec.operations.iter().chain(&spec.forms);
        let notifications = spec.notifications.iter().map(|entry| &entry.name);
        let mut covered = operations.map(|entry| &entry.name).chain(notifications);
        if let Some(covered) = covered.find(|covered| covered.value == name.value) {
            let message = format!("`{}` is not covered and in the spec", name.value);
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
            let conflict = conflict.also(covered.span, "here it is");
            out.push(conflict.help("remove one of the two"));
        }
    }
    let each = spec.not_covered.iter();
    each.map(|entry| left_out(&entry.name, &entry.value))
        .collect()
}

/// Fields that the spec leaves out must not be in it.
fn left_out_fields(operation: &spec::Operation, out: &mut Diagnostics) -> Vec<LeftOut> {
    let sent: [&[Named<spec::Field>]; 5] = [
        &operation.request,
        &operation.segments,
        &operation.query,
        &operation.headers,
        &operation.inputs,
    ];
    left_out_members(&operation.left_out, (&sent, &operation.answer), out)
}
