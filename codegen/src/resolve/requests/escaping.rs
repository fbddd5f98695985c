//! How queries and forms are escaped, and that something of the spec is.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::Escaping;
use crate::resolve::context::Context;
use crate::syntax::spec;

/// How an operation escapes its query and its form, or a form of a browser its query: in its own way, or in the vendor's.
pub(crate) fn escaping(
    context: &Context<'_>,
    operation: &spec::Operation,
    out: &mut Diagnostics,
) -> Escaping {
    let own = operation.escaping.as_ref();
    if let Some(own) = own
        && !escapes(operation)
    {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            own.span,
            "the operation has no query and sends no form",
        );
        out.push(conflict.help(
            "remove `escape`; JSON and headers are not escaped, and paths always in one way",
        ));
    }
    own.or(context.spec.escaping.as_ref())
        .map_or(Escaping::FormEncode, |escaping| escaping.value)
}

/// Operations use what the vendor says.
pub(crate) fn common_escaping(spec: &spec::Spec, out: &mut Diagnostics) {
    let Some(common) = &spec.escaping else {
        return;
    };
    let operations = spec.operations.iter().map(|operation| &operation.value);
    let mut escape =
        operations.filter(|operation| operation.escaping.is_none() && escapes(operation));
    let mut forms = spec.forms.iter().map(|form| &form.value);
    // What a browser posts it escapes by itself; the address is made here.
    if escape.next().is_none() && !forms.any(|form| !form.query.is_empty()) {
        let message = "no operation uses how queries and forms are escaped";
        let unused = Diagnostic::new(DiagnosticCode::Unused, common.span, message);
        out.push(unused.help("remove it"));
    }
}

fn escapes(operation: &spec::Operation) -> bool {
    let mut encodings = operation.encodings.iter();
    let sends_form = encodings.any(|encoding| !encoding.value.row().holds_structures);
    sends_form || !operation.query.is_empty()
}
