//! What an inquiry's answer says of the request that it asks about, and which refusals lead elsewhere.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{AnswerField, Basis, CodeSet, FollowUp, Kind, Operation, Pending, Standing};
use crate::resolve::conditions::{codes_are_known, condition, no_two_hold_at_once};
use crate::resolve::context::{Context, find};
use crate::resolve::notation::text::{self, member_path};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// How the inquiry's answer says what became of the request.
pub(super) fn standing(
    context: &Context<'_>,
    operations: &[Operation],
    request: &FollowUp,
    written: &spec::Inquiry,
    out: &mut Diagnostics,
) -> Option<Standing> {
    let index = request.operation.0;
    let (asked, entry) = (operations.get(index)?, context.spec.operations.get(index)?);
    let all = [
        ("done", written.done.as_ref()),
        ("refused", written.refused.as_ref()),
        ("pending", written.pending.as_ref()),
    ];
    // What asks for a member that is not there is told of that, and of nothing else.
    let there =
        all.map(|(key, written)| (key, written.filter(|written| can_be_asked(written, entry))));
    no_two_hold_at_once(&there, out);
    let [done, refused, pending] = all.map(|(_, written)| {
        let written = written?;
        for (member, _) in &written.tests {
            is_simple(asked, member, out);
        }
        Some(condition(context, &entry.value, written, out))
    });
    if asked.answer.pending != Pending::Never
        && let Some((key, first)) = all
            .iter()
            .find_map(|(key, written)| Some((key, (*written)?)))
    {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            first.span,
            format!("`{key}` judges an answer that can itself be pending"),
        )
        .note("an inquiry that has not been answered yet says nothing");
        out.push(conflict.help("name an operation without `pending`"));
    }
    let says_something = [&done, &refused, &pending].iter().any(|one| one.is_some());
    says_something.then_some(Standing {
        done,
        refused,
        pending,
    })
}

fn can_be_asked(written: &spec::Condition, asked: &Named<spec::Operation>) -> bool {
    let mut members = written.tests.iter().map(|(member, _)| member);
    !written.tests.is_empty()
        && members.all(|member| find(&asked.value.answer, &member.value).is_some())
}

/// A member that the typed answer has, as a plain value.
fn is_simple(asked: &Operation, member: &Text, out: &mut Diagnostics) {
    let path = member_path(member);
    if asked.answer.is_code(&path) {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            member.span,
            format!("`{}` says whether the question was answered", member.value),
        )
        .note("what became of the request must stand in another member of the answer");
        out.push(conflict.help("name that member, or leave the condition out"));
        return;
    }
    let field = asked.answer.fields.iter().find(|field| field.path == path);
    if field.is_some_and(|field| !is_plain(field)) {
        let problem = format!("`{}` is no single plain value", member.value);
        text::bad(
            member,
            problem,
            "compare a text, a number, a truth value or one of a list of values",
            out,
        );
    }
}

/// A code that leads to another operation is one of the operation's refusals.
pub(super) fn leads_from_a_refusal(
    code: &Text,
    operation: &spec::Operation,
    set: Option<&CodeSet>,
    out: &mut Diagnostics,
) {
    codes_are_known(std::slice::from_ref(code), set, out);
    let is_undecided = |set: &CodeSet| {
        let mut undecided = set.codes.iter().filter(|known| known.undecided);
        undecided.any(|known| known.wire == code.value)
    };
    if set.is_some_and(is_undecided) {
        let message = format!("`{}` is undecided and leads nowhere", code.value);
        let problem = Diagnostic::new(DiagnosticCode::Result, code.span, message)
            .note("the request may have been executed, and what it leads to would come on top");
        out.push(problem.help("remove `undecided` or this entry"));
    }
    let conditions = [
        operation.success.as_ref(),
        match &operation.pending {
            Some(spec::Pending::When(when)) => Some(when),
            _ => None,
        },
    ];
    let tests = conditions.into_iter().flatten().flat_map(|all| &all.tests);
    let accepting = tests
        .flat_map(|(_, values)| values)
        .find(|value| value.value == code.value);
    if let Some(accepting) = accepting {
        let problem = Diagnostic::new(
            DiagnosticCode::Result,
            code.span,
            format!(
                "`{}` accepts the request and leads nowhere else",
                code.value
            ),
        )
        .also(accepting.span, "accepted here")
        .note("a refusal would be reported as done");
        out.push(problem.help("remove it from one of the two"));
    }
}

/// Whether a member has a value that a condition can be compared with.
fn is_plain(member: &AnswerField) -> bool {
    let Some(kind) = member.facts.content.one() else {
        return false;
    };
    match kind.basis() {
        Basis::Number | Basis::Signed | Basis::Flag | Basis::Choice => true,
        Basis::Text => matches!(kind, Kind::Text | Kind::Digits),
        // Neither has one spelling for one value.
        Basis::Decimal | Basis::TimeOrChoice | Basis::Bytes | Basis::Parts(_) => false,
    }
}
