//! Where secrets go: what a value reveals, that no secret is sent, and what must be masked.

use std::collections::HashSet;

use crate::model::{Computed, Credential, CredentialId, Expression, FieldRef, Secrecy};

/// What is known of the secrecy of an operation's inputs.
pub(super) struct Secrets<'a> {
    pub credentials: &'a [Credential],
    pub computed: &'a [Computed],
    /// Fields of the caller's that must not be shown.
    pub fields: &'a HashSet<FieldRef>,
}

impl Secrets<'_> {
    /// Whether an expression would reveal a secret to whoever sees its value.
    pub(super) fn reveals_secret(&self, expression: &Expression) -> bool {
        match expression {
            Expression::Credential(id) => self.secrecy(*id) == Secrecy::Secret,
            Expression::Value(value) => self
                .computed
                .get(value.0)
                .is_some_and(|value| value.secret || self.reveals_secret(&value.expression)),
            // A digest of nothing but a secret stands for the secret; one over more hides it.
            Expression::Digest(..) => self.only_secrets(expression),
            Expression::HmacSha256 { .. } | Expression::RsaSha256 { .. } => false,
            other => other.parts().iter().any(|part| self.reveals_secret(part)),
        }
    }

    /// Whether an expression is made of secrets and of nothing else that varies.
    pub(super) fn only_secrets(&self, expression: &Expression) -> bool {
        let secret = |part: &Expression| match part {
            Expression::Credential(id) => self.secrecy(*id) == Secrecy::Secret,
            Expression::Value(value) => {
                self.computed.get(value.0).is_some_and(|value| value.secret)
            }
            _ => false,
        };
        self.is_all(expression, &secret)
    }

    /// Whether a value must not be shown although it is sent.
    pub(super) fn is_sensitive(&self, expression: &Expression) -> bool {
        match expression {
            // What can be guessed can be found from its digest.
            Expression::Digest(..) => self.is_all(expression, &|part| self.hides(part)),
            Expression::HmacSha256 { .. } | Expression::RsaSha256 { .. } => false,
            Expression::Value(value) => {
                let value = self.computed.get(value.0);
                value.is_some_and(|value| self.is_sensitive(&value.expression))
            }
            other => self.hides(other) || other.parts().iter().any(|part| self.is_sensitive(part)),
        }
    }

    /// Whether an input is one that must not be shown.
    fn hides(&self, input: &Expression) -> bool {
        match input {
            Expression::Credential(id) => self.secrecy(*id) != Secrecy::Public,
            Expression::Field(field) => self.fields.contains(field),
            Expression::Session(_) => true,
            _ => false,
        }
    }

    /// Whether all inputs of an expression pass a test, and there is one that does. Literals say
    /// nothing: whoever reads the spec knows them.
    fn is_all(&self, expression: &Expression, test: &dyn Fn(&Expression) -> bool) -> bool {
        let (passes, fails) = self.count(expression, test);
        passes && !fails
    }

    fn count(&self, expression: &Expression, test: &dyn Fn(&Expression) -> bool) -> (bool, bool) {
        if test(expression) {
            return (true, false);
        }
        let parts = match expression {
            Expression::Literal(_) => return (false, false),
            Expression::Value(value) => match self.computed.get(value.0) {
                Some(value) => vec![&value.expression],
                None => Vec::new(),
            },
            other => other.parts(),
        };
        if parts.is_empty() {
            return (false, true);
        }
        let counted = parts.iter().map(|part| self.count(part, test));
        counted.fold((false, false), |(passes, fails), (more, less)| {
            (passes || more, fails || less)
        })
    }

    fn secrecy(&self, id: CredentialId) -> Secrecy {
        self.credentials
            .get(id.0)
            .map_or(Secrecy::Secret, |credential| credential.secrecy)
    }
}
