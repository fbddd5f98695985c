//! Whether a spec says what tells one notification apart from another.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Identity, Vendor};
use crate::syntax::spec::Spec;

/// Reports notifications of which the spec does not say what to do when they come twice.
pub(super) fn identities_are_said(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    for (entry, notification) in spec.notifications.iter().zip(&vendor.notifications) {
        if notification.identity != Identity::Unsaid {
            continue;
        }
        let name = &entry.name.value;
        let problem = Diagnostic::new(
            DiagnosticCode::UnsaidIdentity,
            entry.name.span,
            format!("the spec does not say what tells one `{name}` apart from another"),
        )
        .note("a vendor can send a notification twice, and a program that books both books a payment twice")
        .help(
            "add `identity: [ … ]` with the members that do, or `identity: { undocumented: … }` where the \
             vendor's pages do not say it",
        );
        out.push(problem);
    }
}
