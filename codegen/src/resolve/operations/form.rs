//! One form, put together of its request: what a browser can post, and nothing that only a client can send.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    BrowserForm, Computed, Credential, Expression, Hides, Name, Request, Secrecy, Source,
};
use crate::resolve::context::Context;
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
    context: &Context<'_>,
    entry: &Named<spec::Operation>,
    written: &Written<'_>,
    request: Request,
    out: &mut Diagnostics,
) -> BrowserForm {
    for (_, field) in written.all() {
        has_no_role(field, out);
        is_one_line(field, out);
    }
    for field in &entry.value.request {
        is_not_the_browsers(field, out);
    }
    for placed in request.placed_fields() {
        let Some((_, field)) = written.all().find(|(place, field)| {
            *place == placed.at.place && field.name.value == placed.field.wire
        }) else {
            continue;
        };
        if let Source::Supplied(expression) = &placed.field.source {
            is_not_the_merchants(field, (context, &request, expression), out);
        }
    }
    if request.session.is_some() {
        let message = format!("`{}` would carry a session token", entry.name.value);
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, entry.name.span, message)
            .note("making a form calls nobody, so that no token can be fetched for it");
        out.push(conflict.help(
            "let the caller give it: fetch it with an operation, and make it a field of the form",
        ));
    }
    BrowserForm { request }
}

fn has_no_role(field: &Named<Field>, out: &mut Diagnostics) {
    if let Some(role) = &field.value.role {
        let message = format!(
            "`{}` is posted by a browser: it has no role",
            field.name.value
        );
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, role.span, message)
            .note("roles say how a client traces and repeats its own calls");
        out.push(conflict.help("remove `role`"));
    }
    for member in field.value.members.iter().flatten() {
        has_no_role(member, out);
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
    for member in field.value.members.iter().flatten() {
        is_one_line(member, out);
    }
}

/// The standard of HTML gives one name a meaning of its own.
fn is_not_the_browsers(field: &Named<Field>, out: &mut Diagnostics) {
    if field.name.value.eq_ignore_ascii_case("_charset_") {
        let message = format!("browsers write the charset into `{}`", field.name.value);
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, field.name.span, message)
            .note("whatever its value, they post the name of the form's charset instead");
        out.push(conflict.help("remove the field, and leave it out with the reason: `left_out`"));
    }
}

/// What only the merchant and the vendor may see is not shown to a buyer, who can read the page.
fn is_not_the_merchants(
    field: &Named<Field>,
    (context, request, expression): (&Context<'_>, &Request, &Expression),
    out: &mut Diagnostics,
) {
    let Some(shown) = shown(expression, &request.computed, &context.credentials) else {
        return;
    };
    let from = field.value.from.as_ref();
    let at = from.map_or(field.name.span, |from| from.span);
    let message = format!(
        "`{}` would show the buyer the sensitive credential `{}`",
        field.name.value, shown.name
    );
    let sent = Diagnostic::new(DiagnosticCode::SecretSent, at, message)
        .note("a form stands in a page that the buyer can read; what is `sensitive` is sent to the vendor alone");
    out.push(sent.help(
        "let a signature stand for it; or remove `sensitive` from the credential if the vendor means everybody to see it",
    ));
}

/// A sensitive credential that whoever sees a value learns. Secret ones are told where the value is sent.
fn shown<'c>(
    expression: &Expression,
    computed: &[Computed],
    credentials: &'c [Credential],
) -> Option<&'c Credential> {
    if expression.hides() != Hides::Nothing {
        return None;
    }
    let uses = expression.uses();
    let credential = uses.credential().and_then(|id| credentials.get(id.0));
    let credential = credential.filter(|known| known.secrecy == Secrecy::Sensitive);
    // A value is made of values before it alone.
    let value = uses.value().and_then(|value| {
        let (earlier, made) = (computed.get(..value.0)?, computed.get(value.0)?);
        shown(&made.expression, earlier, credentials)
    });
    let mut parts = expression.parts().into_iter();
    credential
        .or(value)
        .or_else(|| parts.find_map(|part| shown(part, computed, credentials)))
}
