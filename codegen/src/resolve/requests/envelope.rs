//! The encryption of a request's whole body, as a JWE or with a cipher.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{BodyEncoding, CredentialKind, Envelope, Holder, Sealed};
use crate::resolve::context::{Context, lookup};
use crate::resolve::envelope::jwe;
use crate::syntax::reader::Text;
use crate::syntax::spec;

/// How the members that are encrypted may be written; those of a body that is not encrypted, as it is sent.
pub(super) fn content_encodings(operation: &spec::Operation) -> Vec<BodyEncoding> {
    let content = match &operation.request_envelope {
        Some(spec::Envelope::Cipher(sealed)) => sealed.content.as_ref(),
        Some(spec::Envelope::Jwe(_)) | None => None,
    };
    let sent = operation.encodings.iter().map(|encoding| encoding.value);
    match content {
        Some(content) => vec![content.value],
        None => sent.collect(),
    }
}

/// The cipher that encrypts the body of a request.
pub(crate) fn body_cipher(operation: &spec::Operation) -> Option<&Text> {
    match &operation.request_envelope {
        Some(spec::Envelope::Cipher(sealed)) => Some(&sealed.cipher),
        Some(spec::Envelope::Jwe(_)) | None => None,
    }
}

pub(super) fn request_envelope(
    context: &Context<'_>,
    operation: &spec::Operation,
    out: &mut Diagnostics,
) -> Option<Envelope> {
    match operation.request_envelope.as_ref()? {
        spec::Envelope::Jwe(written) => {
            is_sent_as_json(operation, out);
            jwe(context, written, CredentialKind::RsaPublicKey, out)
        }
        spec::Envelope::Cipher(written) => {
            let cipher = context.cipher(&written.cipher, out);
            let holder = match &written.member {
                None => {
                    is_announced(context, operation, written, out);
                    Holder::Body
                }
                Some(name) => Holder::Member {
                    name: name.value.clone(),
                    clear: clear_members(operation, name, written, out),
                    content: written.content.as_ref().map(|content| content.value),
                },
            };
            let cipher = cipher?;
            Some(Envelope::Cipher(Sealed { cipher, holder }))
        }
    }
}

/// What is inside a JWE is a JSON object.
fn is_sent_as_json(operation: &spec::Operation, out: &mut Diagnostics) {
    let mut encodings = operation.encodings.iter();
    if let Some(form) = encodings.find(|encoding| !encoding.value.row().holds_structures) {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            form.span,
            "an encrypted request is sent as JSON only",
        );
        out.push(conflict.help("write `send: json`"));
    }
}

/// A body that is one encrypted text is neither JSON nor a form, so that its media type is not known.
fn is_announced(
    context: &Context<'_>,
    operation: &spec::Operation,
    sealed: &spec::Sealed,
    out: &mut Diagnostics,
) {
    let (own, common) = (&operation.content_types, &context.spec.content_types);
    for encoding in &operation.encodings {
        let mut known = own.iter().chain(common);
        if known.all(|known| known.encoding.value != encoding.value) {
            let word = encoding.value.word();
            let missing = Diagnostic::new(
                DiagnosticCode::MissingKey,
                sealed.cipher.span,
                "the whole body is one encrypted text: what is its content type?",
            );
            out.push(missing.help(format!(
                "write `content_type: {{ {word}: text/plain }}` as the document says, or name the `member` that holds the text"
            )));
        }
    }
}

/// The positions of the members that stay in clear, in the order of the spec.
fn clear_members(
    operation: &spec::Operation,
    holder: &Text,
    sealed: &spec::Sealed,
    out: &mut Diagnostics,
) -> Vec<usize> {
    let mut positions = Vec::new();
    for name in &sealed.clear {
        let Some(position) = lookup(&operation.request, name, "member of the request", out) else {
            continue;
        };
        stays_in_clear(operation, position, (name, holder), out);
        if positions.contains(&position) {
            let twice = format!("`{}` stands twice", name.value);
            let twice = Diagnostic::new(DiagnosticCode::BadValue, name.span, twice);
            out.push(twice.help("list each member once"));
        } else {
            positions.push(position);
        }
    }
    positions.sort_unstable();
    if positions.len() == operation.request.len() && !operation.request.is_empty() {
        let message = format!("nothing is left to be encrypted into `{}`", holder.value);
        let empty = Diagnostic::new(DiagnosticCode::Conflict, holder.span, message);
        out.push(empty.help("list in `clear` only what the document shows beside it"));
    }
    positions
}

fn stays_in_clear(
    operation: &spec::Operation,
    position: usize,
    (name, holder): (&Text, &Text),
    out: &mut Diagnostics,
) {
    let declared = operation.request.get(position);
    if declared.is_some_and(|field| field.value.is_structure()) {
        let message = format!("the list `{}` cannot stay in clear", name.value);
        let list = Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
        out.push(list.help("only texts, numbers and flags stand beside an encrypted text"));
    }
    if name.value == holder.value {
        let message = format!("`{}` would stand beside itself", name.value);
        let itself = Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
        out.push(itself.help("`member` names the member that holds the encrypted text; do not declare it in `request`"));
    }
}
