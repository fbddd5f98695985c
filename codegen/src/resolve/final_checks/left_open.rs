//! Codes that leave the outcome open elsewhere: one operation accepts them, and another does not.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::Vendor;
use crate::source::Span;
use crate::syntax::spec::{Spec, Undecided};

/// What is known of a code, by where its entry stands: sets may share it.
struct Known<'s> {
    code: &'s str,
    /// Where `elsewhere` is written.
    place: Span,
    is_accepted: bool,
    is_open: bool,
}

/// Reports every `elsewhere` without an operation that accepts the code, or without one in which it is open.
pub(super) fn codes_are_open_elsewhere(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    let mut known = BTreeMap::new();
    for (operation, model) in spec.operations.iter().zip(&vendor.operations) {
        let listed = operation.value.codes.as_ref();
        let listed = listed.and_then(|codes| codes.list(spec));
        for code in listed.unwrap_or_default() {
            let Undecided::Elsewhere(place) = code.value.undecided else {
                continue;
            };
            let found = known.entry(place.start).or_insert(Known {
                code: &code.name.value,
                place,
                is_accepted: false,
                is_open: false,
            });
            match model.answer.accepts(&code.name.value) {
                true => found.is_accepted = true,
                false => found.is_open = true,
            }
        }
    }
    for Known {
        code,
        place,
        is_accepted,
        is_open,
    } in known.into_values()
    {
        let (message, help) = match (is_accepted, is_open) {
            (true, true) => continue,
            (false, _) => (
                format!("no operation accepts `{code}`, which is open elsewhere"),
                "write `undecided: true`, or ask for it in the `success` or `pending` of the operation that accepts it",
            ),
            (true, false) => (
                format!("every operation that knows `{code}` accepts it, and it is open nowhere"),
                "remove `undecided`",
            ),
        };
        out.push(Diagnostic::new(DiagnosticCode::Conflict, place, message).help(help));
    }
}
