//! What tells success, pending and refusal of an answer apart.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Code, CodeSet, Pending};
use crate::resolve::conditions::{codes_are_known, condition, no_two_hold_at_once};
use crate::resolve::context::{Context, find};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// No answer can be done, pending and refused at once.
pub(super) fn conditions_exclude_each_other(operation: &spec::Operation, out: &mut Diagnostics) {
    let pending = match &operation.pending {
        Some(spec::Pending::When(when)) => Some(when),
        _ => None,
    };
    let all = [
        ("success", operation.success.as_ref()),
        ("pending", pending),
        ("refused", operation.refused.as_ref()),
    ];
    no_two_hold_at_once(&all, out);
}

/// Success must ask for the result code, and for codes that the operation knows.
pub(super) fn check_success(
    operation: &spec::Operation,
    code: &Text,
    (set, listed): (Option<&CodeSet>, &[Named<spec::Code>]),
    out: &mut Diagnostics,
) {
    let Some(success) = &operation.success else {
        return;
    };
    if success.tests.is_empty() {
        return;
    }
    let Some((_, values)) = success
        .tests
        .iter()
        .find(|(member, _)| member.value == code.value)
    else {
        let mut members = success.tests.iter().map(|(member, _)| member);
        if members.any(|member| find(&operation.answer, &member.value).is_none()) {
            // One of them is no member of the answer, which is told: it may be the result code, misspelt.
            return;
        }
        let asked = success.tests.first();
        let problem = Diagnostic::new(
            DiagnosticCode::Result,
            asked.map_or(success.span, |(member, _)| member.span),
            "success does not ask for the result code",
        )
        .also(code.span, "this is the result code")
        .note("without it a refusal could be reported as done")
        .help(format!("add `{}: [ … ]`", code.value));
        out.push(problem);
        return;
    };
    for value in values {
        accepts_what_it_means(value, (set, listed), out);
    }
    codes_are_known(values, set, out);
}

/// Every code that pending and refused ask for is one that the operation knows.
pub(super) fn check_other_codes(
    operation: &spec::Operation,
    code: &Text,
    set: Option<&CodeSet>,
    out: &mut Diagnostics,
) {
    let pending = match &operation.pending {
        Some(spec::Pending::When(when)) => Some(when),
        _ => None,
    };
    let conditions = [pending, operation.refused.as_ref()].into_iter().flatten();
    for (member, values) in conditions.flat_map(|condition| &condition.tests) {
        if member.value == code.value {
            codes_are_known(values, set, out);
        }
    }
}

/// A code of success is no code of failure.
fn accepts_what_it_means(
    value: &Text,
    (set, listed): (Option<&CodeSet>, &[Named<spec::Code>]),
    out: &mut Diagnostics,
) {
    let code = set.and_then(|set| set.codes.iter().find(|code| code.wire == value.value));
    let Some(code) = code else { return };
    let written = find(listed, &value.value).map(|written| written.value.undecided);
    let is_left_open = written == Some(spec::Undecided::Everywhere);
    let refuses = match code {
        Code {
            undecided: true, ..
        } if is_left_open => "of which the documents do not say what it means",
        Code {
            reports: Some(_), ..
        } => "that reports a failed check",
        Code {
            status: Some(status),
            ..
        } if !(200..300).contains(status) => "that comes with an HTTP status of failure",
        _ => return,
    };
    let problem = Diagnostic::new(
        DiagnosticCode::Result,
        value.span,
        format!("success asks for the code `{}`, {refuses}", value.value),
    )
    .note("a refusal would be reported as done");
    out.push(problem.help(match is_left_open {
        true => "remove it from `success`, or write `undecided: elsewhere` if it is open in other operations alone",
        false => "remove it from `success`, or correct the code's own entry",
    }));
}

/// Whether acceptance can mean that the vendor is still working on it.
pub(super) fn pending(
    context: &Context<'_>,
    operation: &spec::Operation,
    out: &mut Diagnostics,
) -> Pending {
    match &operation.pending {
        None => Pending::Never,
        Some(spec::Pending::Always(words)) => Pending::Always(words.value.clone()),
        Some(spec::Pending::When(when)) => Pending::When(condition(context, operation, when, out)),
    }
}

/// A code of which nobody knows whether it means yes or no is not made a no by the members beside it.
pub(super) fn refused_leaves_undecided_codes_alone(
    operation: &spec::Operation,
    key: &Text,
    set: Option<&CodeSet>,
    out: &mut Diagnostics,
) {
    let (Some(refused), Some(set)) = (&operation.refused, set) else {
        return;
    };
    let mut tests = refused.tests.iter();
    let asked = tests.find(|(member, _)| member.value == key.value);
    let is_met =
        |wire: &str| asked.is_none_or(|(_, values)| values.iter().any(|it| it.value == wire));
    let undecided = set.codes.iter();
    let undecided = undecided
        .filter(|code| code.undecided && !asks_for(operation, key, code) && is_met(&code.wire));
    let undecided: Vec<String> = undecided.map(|code| format!("`{}`", code.wire)).collect();
    if undecided.is_empty() {
        return;
    }
    let problem = Diagnostic::new(
        DiagnosticCode::Result,
        refused.span,
        format!(
            "an answer can meet `refused` with a code that is undecided: {}",
            undecided.join(", ")
        ),
    )
    .note(
        "the documents do not say whether such a code means yes or no, and the outcome is unknown",
    )
    .help(format!(
        "let `refused` ask for the codes with which it decides: `{}: [ … ]`",
        key.value
    ));
    out.push(problem);
}

/// Whether `success` or `pending` asks for a code.
fn asks_for(operation: &spec::Operation, key: &Text, code: &Code) -> bool {
    let pending = match &operation.pending {
        Some(spec::Pending::When(when)) => Some(when),
        Some(spec::Pending::Always(_)) | None => None,
    };
    let conditions = operation.success.iter().chain(pending);
    let tests = conditions.flat_map(|condition| &condition.tests);
    let mut values = tests
        .filter(|(member, _)| member.value == key.value)
        .flat_map(|(_, values)| values);
    values.any(|value| value.value == code.wire)
}
