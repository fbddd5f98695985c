//! Who supplies the fields of a request, and that what is supplied may be sent where it stands.

use super::plan::Planner;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Expression, FieldRef, Place, SessionId, Source, Stage};
use crate::resolve::context::FieldSource;
use crate::resolve::written::Written;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// Who supplies the fields of one place.
pub(super) fn sources<'s>(
    planner: &mut Planner<'_, 's>,
    place: Place,
    entries: &[&'s Named<spec::Field>],
    out: &mut Diagnostics,
) -> Vec<FieldSource> {
    let mut list = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let source = source(planner, FieldRef { place, index }, entry, out);
        planner.field_cipher(place, entry, out);
        let sensitive = supply_is_fit(planner, place, entry, &source, out);
        list.push(FieldSource { source, sensitive });
    }
    list
}

fn source<'s>(
    planner: &mut Planner<'_, 's>,
    at: FieldRef,
    entry: &'s Named<spec::Field>,
    out: &mut Diagnostics,
) -> Source {
    match (&entry.value.from, &entry.value.constant) {
        (None, None) => Source::Caller,
        (Some(from), Some(constant)) => {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                constant.span,
                "`from` and `constant` stand side by side",
            )
            .also(from.span, "the other one")
            .help("keep the one that says who supplies the field");
            out.push(conflict);
            Source::Caller
        }
        _ => {
            let supplied = planner.supplied(at, entry, out);
            supplied.map_or(Source::Caller, Source::Supplied)
        }
    }
}

/// Nothing secret is sent, and nothing needs itself. Tells whether the value must be masked.
fn supply_is_fit(
    planner: &Planner<'_, '_>,
    place: Place,
    entry: &Named<spec::Field>,
    source: &Source,
    out: &mut Diagnostics,
) -> bool {
    let Source::Supplied(expression) = source else {
        return false;
    };
    let at = entry
        .value
        .from
        .as_ref()
        .map_or(entry.name.span, |from| from.span);
    if planner.secrets().reveals_secret(expression) {
        let sent = Diagnostic::new(DiagnosticCode::SecretSent, at, format!("`{}` would send a secret", entry.name.value))
            .note("what is `secret` never leaves the process: it may only go into a digest with other values, an HMAC or a signature")
            .help("if the vendor wants the credential sent, declare it `sensitive: true` instead of `secret: true`; if it wants a digest of it, say why in the value: `sent_because: …`");
        out.push(sent);
    }
    let name = &entry.name.value;
    let needs_itself = match (place, planner.stage_of(expression)) {
        (Place::Body, Stage::AfterBody) => Some(format!(
            "`{name}` is in the body and computed from the body"
        )),
        (Place::Path | Place::Query, Stage::BeforeBody | Stage::AfterBody) => Some(format!(
            "`{name}` is in the address and computed from what follows it"
        )),
        _ => None,
    };
    if let Some(message) = needs_itself {
        let cycle = Diagnostic::new(DiagnosticCode::Cycle, at, message);
        out.push(cycle.help("a value over the body or the address can only go into what comes later: body, then headers"));
    }
    planner.secrets().is_sensitive(expression)
}

/// What neither a recipe nor the address nor a request that follows takes in, and no answer repeats, would be lost.
pub(super) fn inputs_are_used(
    written: &Written<'_>,
    (planner, taken_inputs): (&Planner<'_, '_>, &[FieldRef]),
    out: &mut Diagnostics,
) {
    // What could not be read may be what takes them in.
    if out.has_gaps() {
        return;
    }
    for (index, entry) in written.of_place(Place::Input).iter().enumerate() {
        let place = Place::Input;
        let at = FieldRef { place, index };
        if !planner.named.contains(&at) && !taken_inputs.contains(&at) {
            let unused = Diagnostic::new(
                DiagnosticCode::Unused,
                entry.name.span,
                format!("no recipe of the operation takes in `{}`", entry.name.value),
            )
            .note("an input is not sent by itself");
            out.push(unused.help("name it in a recipe that a field of the request comes from or under `with:` of a request that follows, as `{ request: NAME }` in the proof of the answer, or in `echoes` of a member of the answer, or move it to `request:`"));
        }
    }
}

/// The session whose token an operation carries.
pub(super) fn session_of(
    sources: &[Vec<FieldSource>; 5],
    planner: &Planner<'_, '_>,
    operation: &Text,
    out: &mut Diagnostics,
) -> Option<SessionId> {
    let mut found: Option<SessionId> = None;
    let mut several = false;
    let supplied = sources
        .iter()
        .flatten()
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
