//! Results: code sets, faults, and the conditions that tell success, pending and refusal apart.

use std::collections::HashSet;

use super::refusal::other_codes;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Code, CodeSet, CodeSetId, Condition, Fault, Name, Pending, Test, reserved};
use crate::resolve::context::{Context, find, lookup};
use crate::resolve::declarations::vendor::{label_of, label_or_name, path};
use crate::resolve::notation::text;
use crate::resolve::unique::Scope;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Codes, Named};

/// The sets that the vendor declares by name, in the spec's order.
pub(crate) fn code_sets(
    context: &Context<'_>,
    types: &mut Scope,
    out: &mut Diagnostics,
) -> Vec<CodeSet> {
    let sets = &context.spec.codes;
    sets.iter()
        .map(|set| code_set(context, &set.name, (&set.value, &[]), types, out))
        .collect()
}

/// The set of an operation: a declared one, or one of its own that is added to the list.
pub(super) fn codes_of(
    context: &Context<'_>,
    operation: &Named<spec::Operation>,
    sets: &mut Vec<CodeSet>,
    types: &mut Scope,
    out: &mut Diagnostics,
) -> Option<CodeSetId> {
    match operation.value.codes.as_ref()? {
        Codes::Set(name) => {
            own_codes_need_an_own_set(operation, name, out);
            lookup(&context.spec.codes, name, "code set", out).map(CodeSetId)
        }
        Codes::Inline(codes) => {
            let own = &operation.value.faults;
            sets.push(code_set(context, &operation.name, (codes, own), types, out));
            Some(CodeSetId(sets.len() - 1))
        }
    }
}

/// The codes of an operation's own faults can not join a set that others use.
fn own_codes_need_an_own_set(
    operation: &Named<spec::Operation>,
    set: &Text,
    out: &mut Diagnostics,
) {
    let mut faults = operation.value.faults.iter();
    if let Some(fault) = faults.find(|fault| !fault.value.codes.is_empty()) {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            fault.name.span,
            format!(
                "`{}` has codes, and `{}` is shared",
                fault.name.value, set.value
            ),
        )
        .also(set.span, "the shared set");
        out.push(
            conflict.help("list the codes in the set, or give the operation codes of its own"),
        );
    }
}

fn code_set(
    context: &Context<'_>,
    name: &Text,
    (codes, own_faults): (&[Named<spec::Code>], &[Named<spec::Fault>]),
    types: &mut Scope,
    out: &mut Diagnostics,
) -> CodeSet {
    let rust_name = Name::parse(&format!("{}_code", name.value)).ok();
    let rust_name = rust_name
        .or_else(|| text::name(name, out).map(|name| name.with_suffix("code")))
        .unwrap_or_else(Name::unreadable);
    types.take(&rust_name.pascal(), name.span, out);
    let mut scope = Scope::new(format!("codes of `{}`", name.value)).reserving(&reserved::VARIANTS);
    let mut known = HashSet::new();
    let faults = context
        .spec
        .faults
        .iter()
        .chain(own_faults)
        .flat_map(|fault| &fault.value.codes);
    let mut list = Vec::new();
    for entry in codes.iter().chain(faults) {
        if known.insert(entry.name.value.as_str()) {
            list.extend(code(entry, &mut scope, out));
        } else {
            let first = codes
                .iter()
                .find(|code| code.name.value == entry.name.value);
            let problem = Diagnostic::new(
                DiagnosticCode::NameCollision,
                entry.name.span,
                format!("`{}` is a code of `{}` too", entry.name.value, name.value),
            )
            .note("the typed code of a refusal could not tell the two apart");
            out.push(match first {
                Some(first) => problem.also(first.name.span, "declared here"),
                None => problem,
            });
        }
    }
    CodeSet {
        name: rust_name,
        codes: list,
    }
}

fn code(entry: &Named<spec::Code>, scope: &mut Scope, out: &mut Diagnostics) -> Option<Code> {
    let value = &entry.value;
    // Even without a name it is a code that conditions may ask for.
    let name = text::rust_name(value.rust_name.as_ref(), &entry.name, out)
        .unwrap_or_else(Name::unreadable);
    scope.take(
        &name.pascal(),
        value
            .rust_name
            .as_ref()
            .map_or(entry.name.span, |name| name.span),
        out,
    );
    Some(Code {
        wire: entry.name.value.clone(),
        name,
        label: label_or_name(&value.label, entry.name.span, out),
        status: value
            .http
            .as_ref()
            .and_then(|status| http_status(status, out)),
        undecided: value.undecided,
        reports: value.reports.as_ref().map(|reports| reports.value),
    })
}

pub(crate) fn http_status(text: &Text, out: &mut Diagnostics) -> Option<u16> {
    let status = text
        .value
        .parse::<u16>()
        .ok()
        .filter(|status| (200..600).contains(status));
    if status.is_none() {
        text::bad(
            text,
            format!("`{}` is no HTTP status of an answer", text.value),
            "a number from 200 to 599",
            out,
        );
    }
    status
}

/// Other shapes of refusal, the vendor's or an operation's own.
pub(crate) fn faults(
    context: &Context<'_>,
    written: &[Named<spec::Fault>],
    out: &mut Diagnostics,
) -> Vec<Fault> {
    let fault = |entry: &Named<spec::Fault>, out: &mut Diagnostics| {
        Some(Fault {
            name: text::name(&entry.name, out)?,
            label: label_of(&entry.value.label),
            code: path(entry.value.code.as_ref()?),
            message: entry.value.message.as_ref().map(path),
            codes: entry
                .value
                .codes
                .iter()
                .map(|code| code.name.value.clone())
                .collect(),
            other_codes: other_codes(context, entry.value.other_codes.as_ref(), out),
            statuses: entry
                .value
                .http
                .as_ref()
                .and_then(|statuses| http_statuses(statuses, out)),
            citation: entry
                .value
                .document
                .as_ref()
                .and_then(|document| context.citation(document, out)),
        })
    };
    written
        .iter()
        .filter_map(|entry| fault(entry, out))
        .collect()
}

/// `400..499`, or one status.
pub(super) fn http_statuses(written: &Text, out: &mut Diagnostics) -> Option<(u16, u16)> {
    let (first, last) = text::range(written, 200, out)?;
    let status = |number: u64| {
        u16::try_from(number)
            .ok()
            .filter(|status| (200..600).contains(status))
    };
    let statuses = status(first).zip(status(last));
    if statuses.is_none() {
        text::bad(
            written,
            format!("`{}` are no HTTP statuses of an answer", written.value),
            "numbers from 200 to 599: `400..499`",
            out,
        );
    }
    statuses
}

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
        if values.is_empty() {
            text::bad(
                member,
                format!("`{}` is compared with nothing", member.value),
                "list the values it must have",
                out,
            );
        }
        tests.push(Test {
            path: path(member),
            values: values.iter().map(|value| value.value.clone()).collect(),
        });
    }
    if tests.is_empty() {
        let empty = Diagnostic::new(
            DiagnosticCode::Result,
            condition.span,
            "the condition is empty and would always hold",
        )
        .help("name the result code and its values: `ResultCode: [ \"00\" ]`");
        out.push(empty);
    }
    Condition(tests)
}

/// A member is compared with values that it can have.
fn possible_values(
    context: &Context<'_>,
    operation: &spec::Operation,
    member: &Text,
    values: &[Text],
    out: &mut Diagnostics,
) {
    let declared =
        find(&operation.answer, &member.value).and_then(|field| field.value.kind.as_ref());
    let listed = declared.and_then(|kind| context.enumeration(&kind.value));
    let possible: Vec<&str> = match listed.and_then(|id| context.enumerations.get(id.0)) {
        Some(listed) => listed
            .choices
            .iter()
            .map(|choice| choice.wire.as_str())
            .collect(),
        None if declared.is_some_and(|kind| kind.value == "boolean") => vec!["false", "true"],
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
                    second.span,
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

/// Whether two conditions ask one member for different values.
fn exclude(first: &spec::Condition, second: &spec::Condition) -> bool {
    first.tests.iter().any(|(member, values)| {
        second.tests.iter().any(|(other, others)| {
            member.value == other.value
                && values
                    .iter()
                    .all(|value| others.iter().all(|other| other.value != value.value))
        })
    })
}

/// Success must ask for the result code, and for codes that the operation knows.
pub(super) fn check_success(
    operation: &spec::Operation,
    code: &Text,
    set: Option<&CodeSet>,
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
        let problem = Diagnostic::new(
            DiagnosticCode::Result,
            success.span,
            "success does not ask for the result code",
        )
        .also(code.span, "this is the result code")
        .note("without it a refusal could be reported as done")
        .help(format!("add `{}: [ … ]`", code.value));
        out.push(problem);
        return;
    };
    for value in values {
        accepts_what_it_means(value, set, out);
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

/// A code of success is no code of failure.
fn accepts_what_it_means(value: &Text, set: Option<&CodeSet>, out: &mut Diagnostics) {
    let code = set.and_then(|set| set.codes.iter().find(|code| code.wire == value.value));
    let Some(code) = code else { return };
    let refuses = match code {
        Code {
            undecided: true, ..
        } => "of which the documents do not say what it means",
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
    out.push(problem.help("remove it from `success`, or correct the code's own entry"));
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
