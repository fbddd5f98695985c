//! Sets of result codes: those that the vendor declares, and those of single operations.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Code, CodeSet, CodeSetId, Name, reserved};
use crate::resolve::context::{Context, lookup};
use crate::resolve::documentation::label_or_name;
use crate::resolve::notation::status::http_status;
use crate::resolve::notation::text;
use crate::resolve::unique::Scope;
use crate::resolve::written::role;
use crate::source::Spanned;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Codes, Named};
use crate::words::Role;

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
pub(crate) fn set_of(
    context: &Context<'_>,
    operation: &Named<spec::Operation>,
    sets: &mut Vec<CodeSet>,
    types: &mut Scope,
    out: &mut Diagnostics,
) -> Option<CodeSetId> {
    let Some(codes) = &operation.value.codes else {
        return set_of_faults(context, operation, sets, types, out);
    };
    match codes {
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

/// The set of an operation that lists no codes: that of its own faults, or one that all operations without codes share.
fn set_of_faults(
    context: &Context<'_>,
    operation: &Named<spec::Operation>,
    sets: &mut Vec<CodeSet>,
    types: &mut Scope,
    out: &mut Diagnostics,
) -> Option<CodeSetId> {
    // Without such a success the missing codes are an error.
    let mut members = operation.value.answer.iter();
    if members.any(|member| role(member) == Some(Role::Code)) {
        return None;
    }
    let success = operation.value.success.as_ref()?;
    let (place, _) = success.http.as_ref()?;
    let own = &operation.value.faults;
    if own.iter().any(|fault| !fault.value.codes.is_empty()) {
        sets.push(code_set(context, &operation.name, (&[], own), types, out));
        return Some(CodeSetId(sets.len() - 1));
    }
    let name = Spanned::new("fault".to_owned(), *place);
    let of_faults = Name::parse("fault_code").ok();
    let is_shared = |set: &CodeSet| Some(&set.name) == of_faults.as_ref();
    let declared = context.spec.codes.len();
    let mut found = sets.iter().skip(declared);
    if let Some(index) = found.position(is_shared) {
        return Some(CodeSetId(declared + index));
    }
    sets.push(code_set(context, &name, (&[], &[]), types, out));
    Some(CodeSetId(sets.len() - 1))
}

/// The codes of an operation's own faults cannot join a set that others use.
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
        undecided: value.undecided != spec::Undecided::Nowhere,
        reports: value.reports.as_ref().map(|reports| reports.value),
    })
}
