//! Conditions over members of an answer: what they ask for, and that no answer meets two that exclude each other.

use super::context::{Context, find, lookup};
use super::notation::status::http_status;
use super::notation::text::member_path;
use super::written::role;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{CodeSet, Condition, Test};
use crate::source::Span;
use crate::syntax::reader::Text;
use crate::syntax::spec;
use crate::words::{PlainType, Role, TypeWord};

/// A condition over members of the answer.
pub(crate) fn condition(
    context: &Context<'_>,
    operation: &spec::Operation,
    condition: &spec::Condition,
    out: &mut Diagnostics,
) -> Condition {
    let mut tests = Vec::new();
    for (member, values) in &condition.tests {
        if lookup(&operation.answer, member, "answer member", out).is_some() {
            possible_values(context, operation, member, values, out);
        }
        tests.push(Test {
            path: member_path(member),
            values: values.iter().map(|value| value.value.clone()).collect(),
        });
    }
    let statuses = accepting_statuses(operation, condition, out);
    if tests.is_empty() && condition.http.is_none() {
        let empty = Diagnostic::new(
            DiagnosticCode::Result,
            condition.span,
            "the condition is empty and would always hold",
        )
        .help("name the result code and its values: `ResultCode: [ \"00\" ]`");
        out.push(empty);
    }
    Condition { statuses, tests }
}

/// With this status some vendors send the answer to the first request again, when a request comes twice. Beside a result
/// code it accepts, since that code says so; alone it says that something is under way.
const REPEATED: u16 = 409;

/// The HTTP statuses that a condition asks for: each one of 2xx, since no other accepts by itself.
fn accepting_statuses(
    operation: &spec::Operation,
    condition: &spec::Condition,
    out: &mut Diagnostics,
) -> Vec<u16> {
    let Some((place, written)) = &condition.http else {
        return Vec::new();
    };
    if find(&operation.answer, "http").is_some() {
        let message = "`http` asks for the HTTP status, and the answer has a member of that name";
        let conflict = Diagnostic::new(DiagnosticCode::Result, *place, message);
        out.push(conflict.help("tell the result by another member"));
    }
    let refused = operation.refused.as_ref();
    if refused.is_some_and(|refused| refused.span == condition.span) {
        let message = "`refused` asks for an HTTP status, which refuses nothing by itself";
        let problem = Diagnostic::new(DiagnosticCode::Result, *place, message)
            .note("a proxy or a server that breaks down answers with the same status as a vendor that refuses");
        out.push(problem.help(
            "describe under `faults` what the vendor's refusals look like, with their `http`",
        ));
        return Vec::new();
    }
    let mut statuses = Vec::new();
    for text in written {
        let Some(status) = http_status(text, out) else {
            continue;
        };
        let repeats = status == REPEATED && asks_for_the_code(operation, condition);
        if repeats || (200..300).contains(&status) {
            statuses.push(status);
            continue;
        }
        let message = match status {
            REPEATED => "HTTP 409 accepts nothing without a result code".to_owned(),
            _ => format!("HTTP {status} accepts nothing"),
        };
        let problem = Diagnostic::new(DiagnosticCode::Result, text.span, message);
        out.push(
            problem.help(
                "name statuses of 2xx here, and describe under `faults` how the vendor refuses",
            ),
        );
    }
    statuses
}

fn asks_for_the_code(operation: &spec::Operation, condition: &spec::Condition) -> bool {
    let mut members = condition.tests.iter().map(|(member, _)| member);
    members.any(|member| {
        let field = find(&operation.answer, &member.value);
        field.is_some_and(|field| role(field) == Some(Role::Code))
    })
}

/// A member is compared with values that it can have.
pub(crate) fn possible_values(
    context: &Context<'_>,
    operation: &spec::Operation,
    member: &Text,
    values: &[Text],
    out: &mut Diagnostics,
) {
    let Some(field) = find(&operation.answer, &member.value) else {
        return;
    };
    let listed = field.value.declared_type();
    let listed = listed.and_then(|name| context.enumeration(name));
    let boolean = TypeWord::PlainType(PlainType::Boolean);
    let possible: Vec<&str> = match listed.and_then(|id| context.enumerations.get(id.0)) {
        Some(listed) => listed
            .choices
            .iter()
            .map(|choice| choice.wire.as_str())
            .collect(),
        None if field.value.type_word() == Some(boolean) => vec!["false", "true"],
        None => return,
    };
    for value in values
        .iter()
        .filter(|value| !possible.contains(&value.value.as_str()))
    {
        let problem = Diagnostic::new(
            DiagnosticCode::UnknownName,
            value.span,
            format!("`{}` never has the value `{}`", member.value, value.value),
        )
        .suggest(&value.value, possible.iter().copied());
        out.push(problem);
    }
}

/// Of some conditions, by their keys, no answer can meet two.
pub(crate) fn no_two_hold_at_once(all: &[(&str, Option<&spec::Condition>)], out: &mut Diagnostics) {
    for (index, (name, first)) in all.iter().enumerate() {
        for (other, second) in all.iter().skip(index + 1) {
            let (Some(first), Some(second)) = (first, second) else {
                continue;
            };
            if !exclude(first, second) {
                let problem = Diagnostic::new(
                    DiagnosticCode::Result,
                    in_both(first, second).unwrap_or(second.span),
                    format!("an answer can meet `{other}` and `{name}` at once"),
                )
                .also(first.span, format!("`{name}`"))
                .note("such an answer would be an unknown outcome")
                .help("let both ask for one member, with different values");
                out.push(problem);
            }
        }
    }
}

/// Where the second condition asks for a value that the first one asks for too.
fn in_both(first: &spec::Condition, second: &spec::Condition) -> Option<Span> {
    let asked = second.tests.iter().flat_map(|(member, values)| {
        let all = first.tests.iter();
        let same = all.filter(|(other, _)| other.value == member.value);
        let known: Vec<&str> = same
            .flat_map(|(_, values)| values)
            .map(|value| value.value.as_str())
            .collect();
        values
            .iter()
            .filter(move |value| known.contains(&value.value.as_str()))
    });
    asked.map(|value| value.span).next()
}

/// Whether two conditions ask one member, or the HTTP status, for different values.
pub(crate) fn exclude(first: &spec::Condition, second: &spec::Condition) -> bool {
    let differ = |values: &[Text], others: &[Text]| {
        let mut values = values.iter();
        values.all(|value| others.iter().all(|other| other.value != value.value))
    };
    let by_status = first.http.as_ref().zip(second.http.as_ref());
    by_status.is_some_and(|((_, values), (_, others))| differ(values, others))
        || first.tests.iter().any(|(member, values)| {
            second
                .tests
                .iter()
                .any(|(other, others)| member.value == other.value && differ(values, others))
        })
}

pub(crate) fn codes_are_known(values: &[Text], set: Option<&CodeSet>, out: &mut Diagnostics) {
    for value in values {
        let known = set.is_none_or(|set| set.codes.iter().any(|known| known.wire == value.value));
        if !known {
            let problem = Diagnostic::new(
                DiagnosticCode::UnknownName,
                value.span,
                format!("the operation knows no code `{}`", value.value),
            )
            .suggest(
                &value.value,
                set.iter()
                    .flat_map(|set| &set.codes)
                    .map(|known| known.wire.as_str()),
            )
            .note("codes are listed under `codes:`; quote them, as `\"00\"`");
            out.push(problem);
        }
    }
}
