//! Sessions: the operation that opens one, its token, and that the client can fetch it by itself.

use super::context::{Context, find, lookup, position};
use super::place::Written;
use super::text;
use super::vendor::{label_of, path, quirks};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{CodeSet, Name, Operation, OperationId, Path, Session};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

pub(super) fn sessions(context: &Context<'_>, out: &mut Diagnostics) -> Vec<Session> {
    context
        .spec
        .sessions
        .iter()
        .map(|session| self::session(context, session, out))
        .collect()
}

fn session(
    context: &Context<'_>,
    session: &Named<spec::Session>,
    out: &mut Diagnostics,
) -> Session {
    let value = &session.value;
    let operation = value
        .operation
        .as_ref()
        .and_then(|name| context.operation(name, out));
    let issuer = operation.and_then(|id| context.spec.operations.get(id.0));
    if let (Some(issuer), Some(token)) = (issuer, &value.token) {
        lookup(
            &issuer.value.answer,
            token,
            &format!("answer member of `{}`", issuer.name.value),
            out,
        );
    }
    if let (Some(issuer), Some(name)) = (issuer, &value.operation) {
        issuer_needs_nobody(context, issuer, name, out);
        issuer_is_final(issuer, name, out);
    }
    if let (Some(issuer), Some(token)) = (issuer, &value.token)
        && let Some(member) = find(&issuer.value.answer, &token.value)
        && (!member.value.sensitive || !is_certain(member))
    {
        let shown = Diagnostic::new(
            DiagnosticCode::Conflict,
            member.name.span,
            format!("the token `{}` could be shown or missing", token.value),
        )
        .also(token.span, "it opens this session")
        .help("give the member `sensitive: true` and `presence: on_success`");
        out.push(shown);
    }
    let token = value
        .token
        .as_ref()
        .map(path)
        .unwrap_or_else(|| Path(vec![String::new()]));
    Session {
        name: Name::parse(&session.name.value).unwrap_or_else(|_| Name::unreadable()),
        label: label_of(&value.label),
        operation: operation.unwrap_or(OperationId(0)),
        token,
        lifetime_seconds: value
            .lifetime
            .as_ref()
            .and_then(|text| lifetime_seconds(text, out)),
        refused: value
            .refused
            .iter()
            .map(|code| code.value.clone())
            .collect(),
        quirks: quirks(&value.quirks),
    }
}

/// The client fetches the token by itself, so the operation must not ask the caller for anything.
fn issuer_needs_nobody(
    context: &Context<'_>,
    issuer: &Named<spec::Operation>,
    reference: &Text,
    out: &mut Diagnostics,
) {
    // What is wrong with its headers is reported with the operation.
    let written = Written::of(context, &issuer.value, &mut Diagnostics::default());
    let asked = written
        .all()
        .map(|(_, field)| field)
        .find(|field| field.value.from.is_none() && field.value.constant.is_none());
    if let Some(asked) = asked {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            reference.span,
            format!(
                "`{}` asks the caller for `{}`",
                issuer.name.value, asked.name.value
            ),
        )
        .also(
            asked.name.span,
            "this field has no `from` and no `constant`",
        )
        .note("the client calls this operation by itself whenever it needs a token")
        .help("supply every field of the operation from credentials or values");
        out.push(conflict);
    }
}

/// The codes that refuse a token are codes of operations that carry it.
pub(super) fn refusals_are_known(
    context: &Context<'_>,
    operations: &[Operation],
    sets: &[CodeSet],
    out: &mut Diagnostics,
) {
    for (index, session) in context.spec.sessions.iter().enumerate() {
        let carriers = operations
            .iter()
            .filter(|operation| operation.session.is_some_and(|id| id.0 == index));
        let codes: Vec<&str> = carriers
            .filter_map(|operation| sets.get(operation.answer.codes.0))
            .flat_map(|set| &set.codes)
            .map(|code| code.wire.as_str())
            .collect();
        for refused in &session.value.refused {
            if !codes.contains(&refused.value.as_str()) {
                let unknown = Diagnostic::new(
                    DiagnosticCode::UnknownName,
                    refused.span,
                    format!(
                        "no operation that carries `{}` knows the code `{}`",
                        session.name.value, refused.value
                    ),
                )
                .suggest(&refused.value, codes.iter().copied());
                out.push(unknown);
            }
        }
    }
}

fn is_certain(member: &Named<spec::Field>) -> bool {
    let presence = member
        .value
        .presence
        .as_ref()
        .map(|presence| &presence.value);
    matches!(presence, Some(spec::Presence::Word(word)) if matches!(word.as_str(), "required" | "on_success"))
}

/// A lifetime in whole seconds, at least one.
fn lifetime_seconds(text: &Text, out: &mut Diagnostics) -> Option<u64> {
    let milliseconds = text::duration_ms(text, out)?;
    if !milliseconds.is_multiple_of(1_000) {
        text::bad(
            text,
            "a lifetime is in whole seconds",
            "leave `lifetime` out to fetch a token for every call",
            out,
        );
    }
    Some(milliseconds / 1_000)
}

/// A token that may come later is no token.
fn issuer_is_final(issuer: &Named<spec::Operation>, reference: &Text, out: &mut Diagnostics) {
    if issuer.value.pending.is_some() {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            reference.span,
            format!("`{}` can be pending", issuer.name.value),
        )
        .also(issuer.name.span, "declared here")
        .help("a session needs an operation whose success is final");
        out.push(conflict);
    }
}

/// An operation can not need the session that it opens.
pub(super) fn sessions_open(
    context: &Context<'_>,
    operations: &[Operation],
    out: &mut Diagnostics,
) {
    for session in &context.spec.sessions {
        let Some(name) = &session.value.operation else {
            continue;
        };
        let issuer =
            position(&context.spec.operations, &name.value).and_then(|index| operations.get(index));
        if issuer.is_some_and(|issuer| issuer.session.is_some()) {
            let cycle = Diagnostic::new(
                DiagnosticCode::Cycle,
                name.span,
                format!("`{}` needs a session itself", name.value),
            )
            .help("the operation that fetches a token can not carry one");
            out.push(cycle);
        }
    }
}
