//! Which of the merchant's accounts an operation belongs to.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::resolve::context::{Context, find, lookup};
use crate::syntax::spec;

/// The account of an operation, as a position among the values of the accounts' type.
pub(super) fn account(
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
    let declared = find(&context.spec.types, &by.value)?;
    let what = format!("value of `{}`", by.value);
    lookup(&declared.value.values, name, &what, out)
}
