//! One request as it is asked, without its fields.

use super::address::{encodings, host, method, target};
use super::references::references;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    BodyEncoding, Charset, CredentialKind, Envelope, FieldRef, HostId, Method, Place, Target,
};
use crate::resolve::context::{Context, References, few_enough};
use crate::resolve::envelope::envelope;
use crate::resolve::notation::encoding::charset;
use crate::resolve::written::Written;
use crate::syntax::spec::{self, Named};

/// How a request is asked, and what recipes and rules can name of it.
pub(crate) struct Request<'s> {
    pub method: Method,
    pub host: HostId,
    pub target: Target,
    /// The inputs that the address takes in; all of them where it could not be read.
    pub in_address: Vec<FieldRef>,
    pub encodings: Vec<BodyEncoding>,
    pub charset: Charset,
    pub envelope: Option<Envelope>,
    pub references: References<'s>,
    /// Whether every encoding of the body is JSON, so that dots can lead into objects.
    pub is_json: bool,
}

pub(crate) fn request<'s>(
    context: &Context<'s>,
    entry: &Named<spec::Operation>,
    written: &Written<'s>,
    out: &mut Diagnostics,
) -> Request<'s> {
    let operation = &entry.value;
    few_enough(written.all().map(|(_, field)| field), "request fields", out);
    let is_json = is_json(operation);
    let (own, vendor) = (&operation.charset.send, &context.spec.charset.send);
    let charset = charset(own.as_ref(), vendor.as_ref());
    let host = host(context, entry, out);
    let target = target(context, operation, host, out);
    let in_address = match &target {
        Some(target) => [target.url(), target.named_by()]
            .into_iter()
            .flatten()
            .collect(),
        None => all_inputs(operation),
    };
    Request {
        method: method(operation),
        target: target.unwrap_or_else(|| Target::Path(String::new())),
        in_address,
        host,
        encodings: encodings(operation, out),
        charset,
        envelope: request_envelope(context, operation, out),
        references: references(written, is_json, out),
        is_json,
    }
}

fn all_inputs(operation: &spec::Operation) -> Vec<FieldRef> {
    let place = Place::Input;
    let positions = 0..operation.inputs.len();
    positions.map(|index| FieldRef { place, index }).collect()
}

fn is_json(operation: &spec::Operation) -> bool {
    let mut encodings = operation.encodings.iter();
    encodings.all(|encoding| encoding.value.row().holds_structures)
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
        .find(|encoding| !encoding.value.row().holds_structures)
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
