//! Values that are made of nothing but secrets, and that the vendor gets all the same.

use super::plan::Planner;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::Expression;
use crate::resolve::shared_checks::is_a_reason;
use crate::syntax::spec::{self, Named};

impl Planner<'_, '_> {
    /// Why a value is sent, where the spec says so. What is wrong with that is reported, and the value then counts as
    /// sent, so that no field that sends it is reported too.
    pub(super) fn sent_because(
        &self,
        value: &Named<spec::Value>,
        expression: &Expression,
        out: &mut Diagnostics,
    ) -> Option<String> {
        let reason = value.value.sent_because.as_ref()?;
        let name = &value.name.value;
        is_a_reason(reason, "send what is made of a secret", out);
        if value.value.secret {
            let message = format!("`{name}` is `secret`, and `sent_because` sends it");
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, reason.span, message);
            out.push(
                conflict
                    .help("remove `secret: true`: it says that the value never leaves the process"),
            );
        } else if self.secrets().is_kept(expression) && self.secrets().can_be_undone(expression) {
            let message = format!("whoever sees `{name}` has the secret that it is made of");
            let undone = Diagnostic::new(DiagnosticCode::SecretSent, reason.span, message)
                .note("an encoding, a cut and another spelling of a secret are undone by everybody, an encryption by whoever has the key");
            out.push(undone.help(
                "send a digest of the secret (`sha256`); if the vendor wants the secret itself, declare the credential \
                 `sensitive: true` instead of `secret: true`",
            ));
        }
        Some(reason.value.clone())
    }
}
