//! What an answer repeats of its request. A client holds every answer to it, so that whatever could not be
//! compared is an error here.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    AnswerField, Basis, Content, Expression, Field, Kind, Layout, Nested, Request, Source,
    TimeFormat,
};
use crate::resolve::context::request_field_named;
use crate::resolve::written::role;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};
use crate::words::Role;

/// The request that an answer repeats, as it is written and as it was resolved.
#[derive(Clone, Copy)]
pub(super) struct Echoed<'r> {
    pub written: &'r spec::Operation,
    pub request: &'r Request,
}

/// Looks up what the members of an answer repeat, at any depth. What repeats a sensitive value is sensitive.
pub(super) fn echoes(
    request: Echoed<'_>,
    fields: &mut [AnswerField],
    entries: &[Named<spec::Field>],
    out: &mut Diagnostics,
) {
    for (field, entry) in fields.iter_mut().zip(entries) {
        if let Some(name) = &entry.value.echoes {
            echo(request, (field, entry), name, out);
        }
        if let Some(members) = field.members_mut() {
            let inside = entry.value.members.as_deref().unwrap_or_default();
            echoes(request, members, inside, out);
        }
    }
}

fn echo(
    request: Echoed<'_>,
    (field, entry): (&mut AnswerField, &Named<spec::Field>),
    name: &Text,
    out: &mut Diagnostics,
) {
    let at = request_field_named(request.written, name, "request member", out);
    let Some((at, echoed)) = at.and_then(|at| Some((at, request.request.field(at)?))) else {
        return;
    };
    is_no_code(entry, name, out);
    is_known_again(echoed, name, out);
    can_be_equal(field, echoed, name, out);
    field.facts.sensitive |= echoed.facts.sensitive;
    field.echoes = Some(at);
}

/// The code is what an answer is judged by; no client reads it as a member.
fn is_no_code(entry: &Named<spec::Field>, name: &Text, out: &mut Diagnostics) {
    if role(entry) == Some(Role::Code) {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            name.span,
            "the result code repeats nothing of the request",
        );
        out.push(conflict.help("remove `echoes` or `role`"));
    }
}

/// When the answer arrives, a client has what the caller gave, its credentials and the spec's constants. What
/// is made while the request is prepared is gone with it.
fn is_known_again(echoed: &Field, name: &Text, out: &mut Diagnostics) {
    let is_known = match &echoed.source {
        Source::Caller => true,
        Source::Supplied(expression) => matches!(
            expression,
            Expression::Credential(_) | Expression::Literal(_)
        ),
    };
    if !is_known {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            name.span,
            format!("`{}` is made anew for every request, and not known when the answer arrives", name.value),
        )
        .note("a client compares what the caller gives, credentials and constants")
        .help("let the caller give the value, or remove `echoes` and say in a `note` what is repeated");
        out.push(conflict);
    }
}

/// As what a value is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort<'k> {
    Text,
    Number,
    Flag,
    Time(&'k TimeFormat),
    /// As nothing, in these words.
    None(&'static str),
}

fn sort<N: Nested>(content: &Content<N>) -> Sort<'_> {
    match content {
        Content::One(kind) => sort_of_value(kind),
        Content::Values(_) => Sort::None("a list"),
        Content::Nested(nested) => match nested.layout() {
            Layout::List | Layout::ListOrObject => Sort::None("a list"),
            Layout::Object | Layout::JsonText => Sort::None("an object"),
        },
    }
}

fn sort_of_value(kind: &Kind) -> Sort<'_> {
    if let Kind::DateTime(format) = kind {
        return Sort::Time(format);
    }
    match kind.basis() {
        Basis::Text | Basis::Choice | Basis::TimeOrChoice | Basis::Parts(_) => Sort::Text,
        Basis::Number | Basis::Signed | Basis::Decimal => Sort::Number,
        Basis::Flag => Sort::Flag,
        Basis::Bytes => Sort::None("bytes"),
    }
}

fn can_be_equal(field: &AnswerField, echoed: &Field, name: &Text, out: &mut Diagnostics) {
    let message = match (sort(&field.facts.content), sort(&echoed.facts.content)) {
        (Sort::None(words), _) => format!("{words} cannot repeat `{}`", name.value),
        (_, Sort::None(words)) => format!("`{}` is {words}, which nothing repeats", name.value),
        (one, other) if one == other => return,
        (Sort::Text, Sort::Number | Sort::Time(_)) | (Sort::Number | Sort::Time(_), Sort::Text) => {
            return;
        }
        (Sort::Time(_), Sort::Time(_)) => {
            format!("`{}` is written in another format", name.value)
        }
        _ => format!("`{}` has another type, and is never equal", name.value),
    };
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message)
        .note("numbers are compared with numbers, everything else as it is written")
        .help("give both the same type, or remove `echoes`");
    out.push(conflict);
}
