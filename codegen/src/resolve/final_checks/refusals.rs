//! Whether a spec says when the vendor refuses.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{OtherCodes, Vendor};
use crate::syntax::spec::Spec;

/// Reports operations that list no refusal and do not say what other codes mean.
pub(super) fn refusals_are_said(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    for (entry, operation) in spec.operations.iter().zip(&vendor.operations) {
        let answer = &operation.answer;
        let set = vendor.code_sets.get(answer.codes.0);
        let lists_some = set.is_some_and(|set| answer.refusals(set).next().is_some());
        // A vendor can have a shape of its own for everything that it refuses.
        let mut faults = answer.faults.iter();
        let in_a_fault = faults.any(|fault| {
            let lists_some = answer.code.is_none() && !fault.codes.is_empty();
            lists_some || matches!(fault.other_codes, OtherCodes::Refuse { .. })
        });
        let is_said = in_a_fault || answer.other_codes != OtherCodes::Unsaid;
        if lists_some || answer.refused.is_some() || is_said {
            continue;
        }
        let problem = Diagnostic::new(
            DiagnosticCode::UnsaidRefusals,
            entry.name.span,
            format!("the spec does not say when the vendor refuses `{}`", entry.name.value),
        )
        .note("it lists no code that refuses, so that whatever is no success leaves the outcome unknown")
        .help(
            "list the codes of failure; or add `other_codes: { refuse: guide#2.1 }` where the document \
             says that every other code is a failure, `other_codes: { undocumented: … }` where it does not",
        );
        out.push(problem);
    }
}
