//! Accounts: several sets of credentials of one merchant, and which operation belongs to which.

use super::vendor::{label_or_name, quirks};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Accounts, EnumerationId};
use crate::resolve::context::{Context, lookup};
use crate::syntax::spec;

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

/// The account of an operation, as a position among the values of the accounts' type.
pub(crate) fn account(
    context: &Context<'_>,
    operation: &spec::Operation,
    out: &mut Diagnostics,
) -> Option<usize> {
    let name = operation.account.as_ref()?;
    let by = context
        .spec
        .accounts
        .as_ref()
        .and_then(|accounts| accounts.by.as_ref());
    let Some(by) = by else {
        let missing = Diagnostic::new(
            DiagnosticCode::UnknownName,
            name.span,
            "the vendor declares no accounts",
        );
        out.push(missing.help("declare them: `accounts: { by: TYPE }`"));
        return None;
    };
    let declared = crate::resolve::context::find(&context.spec.types, &by.value)?;
    let what = format!("value of `{}`", by.value);
    lookup(&declared.value.values, name, &what, out)
}
