//! Whether requests that go to one address can be told apart.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::Vendor;
use crate::syntax::spec::Spec;

/// Reports every operation and form whose requests could be those of an earlier one at the same address.
pub(super) fn requests_are_told_apart(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    let entries = spec.operations.iter().chain(&spec.forms);
    let all: Vec<_> = entries.zip(vendor.requests()).collect();
    for (index, (entry, request)) in all.iter().enumerate() {
        let mut earlier = all.iter().take(index);
        let Some((first, _)) = earlier
            .find(|(_, other)| request.shares_address(other) && !request.is_told_apart_from(other))
        else {
            continue;
        };
        let (name, other) = (&entry.name.value, &first.name.value);
        let message = format!("nothing tells a request of `{name}` from one of `{other}`");
        let problem = Diagnostic::new(DiagnosticCode::SharedAddress, entry.name.span, message)
            .also(first.name.span, "goes to the same address")
            .note("the vendor tells them apart by something in the request, which this spec does not say")
            .help("give each the `constant` that the document shows, or the member that only one of them requires");
        out.push(problem);
    }
}
