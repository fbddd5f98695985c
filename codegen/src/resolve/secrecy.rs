//! Where secrets go: what a value reveals, and that no secret is sent.

use crate::model::{Computed, Credential, CredentialId, Expression, Secrecy};

/// Whether an expression would reveal a secret to whoever sees its value.
pub(super) fn reveals_secret(
    expression: &Expression,
    credentials: &[Credential],
    computed: &[Computed],
) -> bool {
    match expression {
        Expression::Credential(id) => secrecy(*id, credentials) == Secrecy::Secret,
        Expression::Value(value) => computed.get(value.0).is_some_and(|value| {
            value.secret || reveals_secret(&value.expression, credentials, computed)
        }),
        // A digest of nothing but a secret stands for the secret; a digest over more hides it.
        Expression::Digest(..) => only_secrets(expression, credentials, computed),
        Expression::HmacSha256 { .. } | Expression::RsaSha256 { .. } => false,
        other => other
            .parts()
            .iter()
            .any(|part| reveals_secret(part, credentials, computed)),
    }
}

/// Whether an expression is made of secrets and nothing else.
pub(super) fn only_secrets(
    expression: &Expression,
    credentials: &[Credential],
    computed: &[Computed],
) -> bool {
    match expression {
        Expression::Credential(id) => secrecy(*id, credentials) == Secrecy::Secret,
        Expression::Value(value) => computed.get(value.0).is_some_and(|value| {
            value.secret || only_secrets(&value.expression, credentials, computed)
        }),
        other => {
            let parts = other.parts();
            !parts.is_empty()
                && parts
                    .iter()
                    .all(|part| only_secrets(part, credentials, computed))
        }
    }
}

/// Whether a value must not be shown although it is sent.
pub(super) fn is_sensitive(
    expression: &Expression,
    credentials: &[Credential],
    computed: &[Computed],
) -> bool {
    match expression {
        Expression::Credential(id) => secrecy(*id, credentials) != Secrecy::Public,
        Expression::Session(_) => true,
        Expression::Value(value) => computed
            .get(value.0)
            .is_some_and(|value| is_sensitive(&value.expression, credentials, computed)),
        Expression::Digest(..) | Expression::HmacSha256 { .. } | Expression::RsaSha256 { .. } => {
            false
        }
        other => other
            .parts()
            .iter()
            .any(|part| is_sensitive(part, credentials, computed)),
    }
}

fn secrecy(id: CredentialId, credentials: &[Credential]) -> Secrecy {
    credentials
        .get(id.0)
        .map_or(Secrecy::Secret, |credential| credential.secrecy)
}
