//! One request as it is asked, without its fields.

use std::collections::BTreeMap;

use super::address::{encodings, method, path};
use super::content_type::content_types;
use super::references::references;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{BodyEncoding, Charset, CredentialKind, Envelope, Method};
use crate::resolve::context::{Context, References, few_enough};
use crate::resolve::envelope::envelope;
use crate::resolve::notation::encoding::charset;
use crate::resolve::written::Written;
use crate::syntax::spec;

/// How a request is asked, and what recipes and rules can name of it.
pub(crate) struct Request<'s> {
    pub method: Method,
    pub path: String,
    pub encodings: Vec<BodyEncoding>,
    pub charset: Charset,
    pub content_types: BTreeMap<BodyEncoding, String>,
    pub envelope: Option<Envelope>,
    pub references: References<'s>,
    /// Whether every encoding of the body is JSON, so that dots can lead into objects.
    pub is_json: bool,
}

pub(crate) fn request<'s>(
    context: &Context<'s>,
    entry: &spec::Named<spec::Operation>,
    written: &Written<'s>,
    out: &mut Diagnostics,
) -> Request<'s> {
    let (name, operation) = (&entry.name, &entry.value);
    few_enough(written.all().map(|(_, field)| field), "request fields", out);
    let is_json = is_json(operation);
    let (own, vendor) = (&operation.charset.send, &context.spec.charset.send);
    let charset = charset(own.as_ref(), vendor.as_ref());
    Request {
        method: method(operation),
        path: path(operation, out).unwrap_or_default(),
        encodings: encodings(operation, out),
        charset,
        content_types: content_types(context, (name, operation), charset, out),
        envelope: request_envelope(context, operation, out),
        references: references(written, is_json, out),
        is_json,
    }
}

fn is_json(operation: &spec::Operation) -> bool {
    let mut encodings = operation.encodings.iter();
    encodings.all(|encoding| encoding.value == BodyEncoding::Json)
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
