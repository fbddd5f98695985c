//! The letter case of headers, where a vendor's servers tell letter cases apart.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::HeaderCase;
use crate::syntax::spec::Spec;

/// The letter case of headers. Where it counts, each header can be sent as the document shows it.
pub(crate) fn header_case(spec: &Spec, out: &mut Diagnostics) -> HeaderCase {
    let case = spec.header_case.as_ref();
    let case = case.map_or(HeaderCase::Lower, |case| case.value);
    if case == HeaderCase::Lower {
        return case;
    }
    let operations = spec.operations.iter();
    let headers = operations.flat_map(|operation| &operation.value.headers);
    // Several operations can have one set of headers.
    let mut seen = HashSet::new();
    for name in headers.map(|header| &header.name) {
        let sent = title_case(&name.value);
        if sent != name.value && seen.insert(name.span.start) {
            let message = format!("`{}` would be sent as `{sent}`", name.value);
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message)
                .note("HTTP clients write the names of headers in lower case or in title case");
            out.push(conflict.help(format!(
                "write `{sent}` if the vendor accepts that; otherwise give the client a transport of your own"
            )));
        }
    }
    case
}

/// `X-Api-Key` of `X-API-KEY`
fn title_case(name: &str) -> String {
    let mut first = true;
    let letters = name.chars().map(|letter| {
        let written = match first {
            true => letter.to_ascii_uppercase(),
            false => letter.to_ascii_lowercase(),
        };
        first = letter == '-';
        written
    });
    letters.collect()
}
