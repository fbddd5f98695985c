//! Request fields that the vendor uses for more than their value: what traces a call, what makes it safe to
//! repeat.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Expression, Field, FieldRef, Place, Presence, Request, Source};
use crate::resolve::notation::text;
use crate::resolve::shared_checks::role_is_misplaced;
use crate::resolve::written::Written;
use crate::source::Spanned;
use crate::words::Role;

/// The field with a role, and where it says so.
type Found<'s> = Option<(FieldRef, &'s Spanned<Role>)>;

/// The fields of a request that have a role.
#[derive(Default)]
pub(super) struct Roles<'s> {
    correlation_id: Found<'s>,
    idempotency_key: Found<'s>,
}

impl<'s> Roles<'s> {
    pub(super) fn new(written: &Written<'s>, out: &mut Diagnostics) -> Self {
        let mut roles = Self::default();
        for place in Place::REQUEST {
            for (index, field) in written.of_place(place).iter().enumerate() {
                if let Some(role) = &field.value.role {
                    roles.take(FieldRef { place, index }, role, out);
                }
            }
        }
        roles
    }

    fn take(&mut self, at: FieldRef, role: &'s Spanned<Role>, out: &mut Diagnostics) {
        let found = match role.value {
            Role::CorrelationId => &mut self.correlation_id,
            Role::IdempotencyKey => &mut self.idempotency_key,
            Role::Code | Role::Message | Role::DetailCode => {
                return role_is_misplaced(role, "an answer", out);
            }
        };
        if let Some((_, first)) = found {
            let twice = Diagnostic::new(
                DiagnosticCode::Conflict,
                role.span,
                format!("two fields have the role `{}`", role.value.word()),
            )
            .also(first.span, "the first one")
            .help("a request has one of them; remove the other `role`");
            return out.push(twice);
        }
        if matches!(at.place, Place::Input) {
            let problem = format!(
                "an input is not sent, so it cannot be the `{}`",
                role.value.word()
            );
            text::bad(
                &role.clone().map(|role| role.word().to_owned()),
                problem,
                "give the role to the field that is sent",
                out,
            );
        }
        *found = Some((at, role));
    }

    /// The position of the header by which the vendor traces a request.
    pub(super) fn correlation_id(&self, headers: &[Field], out: &mut Diagnostics) -> Option<usize> {
        let (at, role) = self.correlation_id?;
        if at.place != Place::Header {
            let problem = "a request is traced by a header";
            text::bad(
                &role.clone().map(|role| role.word().to_owned()),
                problem,
                "remove the role; the caller knows its own values",
                out,
            );
            return None;
        }
        if headers
            .get(at.index)
            .is_some_and(|field| field.facts.sensitive)
        {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                role.span,
                "a sensitive header cannot be the `correlation_id`",
            )
            .note("it is shown with errors, traces and audits");
            out.push(conflict.help("remove `sensitive` or `role`"));
        }
        Some(at.index)
    }

    /// The field of which the vendor executes one value once. Every request has one of its own: one without would be
    /// executed as often as it arrives.
    pub(super) fn idempotency_key(
        &self,
        request: &Request,
        out: &mut Diagnostics,
    ) -> Option<FieldRef> {
        let (at, role) = self.idempotency_key?;
        let field = request.field(at)?;
        let (problem, help) = match &field.source {
            Source::Caller if field.presence != Presence::Required => (
                "a request without it would be executed every time it arrives",
                "add `presence: required`, or remove the role",
            ),
            Source::Supplied(
                Expression::Literal(_) | Expression::Credential(_) | Expression::Session(_),
            ) => (
                "every request would have the same key",
                "let the caller give it, or a template with random digits",
            ),
            _ => return Some(at),
        };
        let message = format!("`{}` cannot be the `idempotency_key`", field.wire);
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, role.span, message);
        out.push(conflict.note(problem).help(help));
        None
    }
}
