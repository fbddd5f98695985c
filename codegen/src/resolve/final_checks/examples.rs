//! Whether what signs, encrypts or proves is held by an example from outside.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    BrowserForm, Computed, Examples, Expression, Hides, Notification, Operation, Proof, Request,
    Source, Vendor,
};
use crate::syntax::reader::Text;
use crate::syntax::spec::Spec;

/// Reports operations, forms and notifications of which only the spec itself says how they are signed, encrypted or
/// proven.
pub(super) fn recipes_are_held(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    for (entry, operation) in spec.operations.iter().zip(&vendor.operations) {
        report(
            &entry.name,
            of_operation(operation),
            &operation.examples,
            out,
        );
    }
    for (entry, form) in spec.forms.iter().zip(&vendor.forms) {
        let BrowserForm { request } = form;
        report(&entry.name, of_request(request), &request.examples, out);
    }
    for (entry, notification) in spec.notifications.iter().zip(&vendor.notifications) {
        let does = of_notification(notification);
        report(&entry.name, does, &notification.examples, out);
    }
}

fn report<E>(name: &Text, does: Option<&str>, examples: &Examples<E>, out: &mut Diagnostics) {
    let is_held = match examples {
        Examples::Listed(list) => !list.is_empty(),
        Examples::Undocumented(_) => true,
    };
    let Some(does) = does.filter(|_| !is_held) else {
        return;
    };
    let problem = Diagnostic::new(
        DiagnosticCode::NoExample,
        name.span,
        format!("`{}` {does}, and no example from outside holds it", name.value),
    )
    .note("the client and the sandbox read the same spec: where it is wrong they agree, and the vendor refuses")
    .help(
        "add `examples:` with a message from the vendor's page or computed by another program; or say why there is \
         none: `examples: { undocumented: … }`",
    );
    out.push(problem);
}

fn of_operation(operation: &Operation) -> Option<&'static str> {
    let proof = operation.answer.proof.as_ref();
    of_request(&operation.request)
        .or_else(|| proof.map(|_| "has answers that prove where they come from"))
        .or_else(|| {
            operation
                .answer
                .envelope
                .as_ref()
                .map(|_| "has encrypted answers")
        })
}

fn of_request(request: &Request) -> Option<&'static str> {
    let mut fields = request.all_fields();
    let encrypts = request.envelope.is_some() || fields.any(|field| field.cipher.is_some());
    let supplied = request
        .all_fields()
        .filter_map(|field| match &field.source {
            Source::Supplied(expression) => Some(expression),
            Source::Caller => None,
        });
    let computed = request
        .computed
        .iter()
        .map(|Computed { expression, .. }| expression);
    let mut expressions = supplied.chain(computed);
    let signs = expressions
        .any(|expression| expression.any(&mut |part: &Expression| part.hides() != Hides::Nothing));
    match (signs, encrypts) {
        (true, _) => Some("computes a signature"),
        (false, true) => Some("encrypts"),
        (false, false) => None,
    }
}

fn of_notification(notification: &Notification) -> Option<&'static str> {
    let proof: Option<&Proof> = notification.authenticity.proof();
    proof.map(|_| "proves where it comes from")
}
