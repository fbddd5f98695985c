//! Accounts: several sets of credentials of one merchant, and which operation belongs to which.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Accounts, EnumerationId};
use crate::resolve::context::{Context, lookup};
use crate::resolve::documentation::{label_or_name, quirks};

pub(super) fn accounts(context: &Context<'_>, out: &mut Diagnostics) -> Option<Accounts> {
    let written = context.spec.accounts.as_ref()?;
    let by = written.by.as_ref()?;
    let label = label_or_name(&written.label, written.place, out);
    let id = EnumerationId(lookup(&context.spec.types, by, "type", out)?);
    if context
        .enumerations
        .get(id.0)
        .is_some_and(|declared| declared.open)
    {
        let open = Diagnostic::new(
            DiagnosticCode::Conflict,
            by.span,
            format!(
                "`{}` is open, and accounts are the merchant's own",
                by.value
            ),
        );
        out.push(open.help("declare a closed type for the accounts"));
    }
    Some(Accounts {
        by: id,
        label,
        quirks: quirks(&written.quirks),
    })
}
