//! That the charsets which a spec states are those of something: of a body, a text to encrypt, or what arrives.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::Spanned;
use crate::syntax::spec::{self, Named};
use crate::words::Charset;

/// Whether each charset is that of something; each is told where it is that of nothing.
pub(crate) fn charsets_are_used(spec: &spec::Spec, out: &mut Diagnostics) {
    // What could not be read may be in them.
    if out.has_gaps() {
        return;
    }
    for operation in &spec.operations {
        sends_what_it_states(operation, out);
    }
    let bodies = spec.operations.iter().map(|entry| &entry.value);
    let forms = spec.forms.iter().map(|entry| &entry.value);
    let mut bodies = bodies.filter(|value| has_body(value)).chain(forms);
    let mut ciphers = spec.ciphers.iter();
    let sends = bodies.any(|value| value.charset.send.is_none())
        || ciphers.any(|cipher| cipher.value.charset.is_none());
    let mut operations = spec.operations.iter();
    let mut notifications = spec.notifications.iter();
    let receives = operations.any(|entry| entry.value.charset.receive.is_none())
        || notifications.any(|entry| entry.value.charset.receive.is_none());
    let both = is_one_word(&spec.charset);
    for (charset, is_used, what) in [
        (&spec.charset.send, sends, "no operation sends a body"),
        (
            &spec.charset.receive,
            receives,
            "every operation states its own charset",
        ),
    ] {
        if let Some(charset) = charset
            && !is_used
            && !(both && (sends || receives))
        {
            let message = format!("nothing is in this charset: {what}");
            let unused = Diagnostic::new(DiagnosticCode::Unused, charset.span, message);
            out.push(unused.help("remove it"));
        }
    }
}

fn sends_what_it_states(operation: &Named<spec::Operation>, out: &mut Diagnostics) {
    let value = &operation.value;
    if has_body(value) || is_one_word(&value.charset) {
        return;
    }
    let Some(Spanned { span, .. }) = value.charset.send else {
        return;
    };
    let message = format!("`{}` sends no body", operation.name.value);
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, span, message)
        .note("queries and headers are in UTF-8");
    out.push(conflict.help("remove `send`; the charset of the answer is `receive`"));
}

/// One word for both directions says what it says where either has it.
fn is_one_word(charset: &spec::Charset) -> bool {
    let place = |one: &Option<Spanned<Charset>>| one.as_ref().map(|one| one.span);
    place(&charset.send) == place(&charset.receive)
}

fn has_body(operation: &spec::Operation) -> bool {
    !operation.encodings.is_empty()
}
