//! One form, put together of its request: what a browser can post, and nothing that only a client can send.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Form, Name, Request};
use crate::resolve::notation::text;
use crate::resolve::unique::Scope;
use crate::resolve::written::Written;
use crate::syntax::spec::{self, Field, Named};

/// The name of a form, and of the types that are called after it.
pub(crate) fn form_name(
    entry: &Named<spec::Operation>,
    types: &mut Scope,
    out: &mut Diagnostics,
) -> Name {
    let name = text::name(&entry.name, out).unwrap_or_else(Name::unreadable);
    for suffix in ["", "Builder", "Draft"] {
        types.take(&format!("{}{suffix}", name.pascal()), entry.name.span, out);
    }
    name
}

pub(crate) fn form(
    entry: &Named<spec::Operation>,
    written: &Written<'_>,
    request: Request,
    out: &mut Diagnostics,
) -> Form {
    for (_, field) in written.all() {
        has_no_role(field, out);
        is_one_line(field, out);
    }
    if request.session.is_some() {
        let message = format!("`{}` would carry a session token", entry.name.value);
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, entry.name.span, message)
            .note("making a form calls nobody, so that no token can be fetched for it")
            .help("give the value in another way, or fetch it with an operation and let the caller pass it on");
        out.push(conflict);
    }
    Form { request }
}

fn has_no_role(field: &Named<Field>, out: &mut Diagnostics) {
    if let Some(role) = &field.value.role {
        let message = format!(
            "`{}` has a role, and it is posted by a browser",
            field.name.value
        );
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, role.span, message)
            .note("roles say how a client traces and repeats its own calls");
        out.push(conflict.help("remove `role`"));
    }
}

/// Browsers write every line end as CR LF, so that what arrives is not what was signed.
fn is_one_line(field: &Named<Field>, out: &mut Diagnostics) {
    if field.value.multiline {
        let message = format!("`{}` cannot have several lines in a form", field.name.value);
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, field.name.span, message)
            .note("browsers post every line end as CR LF, so that what arrives is not what was signed and measured");
        out.push(conflict.help("remove `multiline`"));
    }
}
