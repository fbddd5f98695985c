//! Whether the listed codes can stand in the members that hold codes.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{LengthUnit, measure};
use crate::resolve::notation::text;
use crate::resolve::written::role;
use crate::source::Spanned;
use crate::syntax::reader::Text;
use crate::syntax::spec::{Code, Named, Operation, Spec};
use crate::words::Role;

/// A documented length of a member that holds codes; `None` of a member without one.
type CodeLength<'s> = Option<(&'s Text, LengthUnit)>;

/// Codes with the members that hold them, by where the first code stands: operations share sets.
type Lists<'s> = BTreeMap<usize, (&'s [Named<Code>], Vec<CodeLength<'s>>)>;

/// Reports every listed code that no member of the operations with this list has room for.
pub(super) fn codes_fit(spec: &Spec, out: &mut Diagnostics) {
    let mut lists = Lists::new();
    for operation in &spec.operations {
        let value = &operation.value;
        let Some(codes) = value.codes.as_ref().and_then(|codes| codes.list(spec)) else {
            continue;
        };
        if let Some(first) = codes.first() {
            let start = first.name.span.start;
            let (_, members) = lists.entry(start).or_insert_with(|| (codes, Vec::new()));
            members.extend(lengths(spec, value));
        }
    }
    for (codes, members) in lists.into_values() {
        for code in codes {
            has_room(&code.name, &members, out);
        }
    }
}

/// The lengths of the members that hold the codes of an operation.
fn lengths<'s>(spec: &Spec, operation: &'s Operation) -> impl Iterator<Item = CodeLength<'s>> {
    let said = spec.length_unit.as_ref();
    let said = said.map_or(LengthUnit::Characters, |unit| unit.value);
    let holders = operation
        .answer
        .iter()
        .filter(|member| matches!(role(member), Some(Role::Code | Role::DetailCode)));
    holders.map(move |member| {
        let unit = member.value.unit.as_ref().map_or(said, |unit| unit.value);
        member.value.length.as_ref().map(|length| (length, unit))
    })
}

fn has_room(code: &Text, members: &[CodeLength<'_>], out: &mut Diagnostics) {
    let fits = |length: &CodeLength<'_>| {
        let Some((written, unit)) = length else {
            return true;
        };
        // What is wrong with a length is reported with the member.
        let range = text::small_range(written, 1, &mut Diagnostics::default());
        let range = range.zip(measure(*unit, &code.value));
        range.is_none_or(|((least, most), count)| (least as usize..=most as usize).contains(&count))
    };
    if members.iter().any(fits) {
        return;
    }
    let Some(Some((length, _))) = members.first() else {
        return;
    };
    let at = Spanned::new(&code.value, code.span);
    let message = format!("no answer has room for the code `{}`", at.value);
    let told = Diagnostic::new(DiagnosticCode::BrokenRule, at.span, message)
        .also(length.span, "this is the length of codes");
    let told = told.note(
        "a client reads the code all the same, but the document cannot mean both: one of the two was copied wrongly",
    );
    out.push(told.help(
        "correct the code or the length; if the document contradicts itself, leave out the length and say so in a `quirk`",
    ));
}
