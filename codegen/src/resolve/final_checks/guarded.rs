//! Whether what makes a signature is kept: a key that is declared like a merchant ID is shown in logs.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Computed, CredentialId, CredentialKind, Expression, Hides, Request, Secrecy, Source, Value,
    Vendor,
};
use crate::syntax::spec::Spec;

/// Reports credentials that are no secret, are never sent, and are all that a signature is made of beside what is sent.
pub(super) fn keys_are_secret(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    for (index, (entry, credential)) in spec.credentials.iter().zip(&vendor.credentials).enumerate()
    {
        if credential.secrecy != Secrecy::Public || credential.kind != CredentialKind::Text {
            continue;
        }
        let key = Key {
            id: CredentialId(index),
            vendor,
        };
        if vendor.requests().any(|request| key.is_sent(request))
            || !vendor.requests().any(|request| key.signs_alone(request))
        {
            continue;
        }
        let name = &entry.name.value;
        let message = format!("`{name}` goes into digests alone, and is no secret");
        let open = Diagnostic::new(DiagnosticCode::UnguardedKey, entry.name.span, message)
            .note("nothing else keeps others from making the same signature, and what is no secret is shown in errors and logs");
        out.push(open.help(
            "declare it with `secret: true`, or take the vendor's key into the recipe as well",
        ));
    }
}

struct Key<'m> {
    id: CredentialId,
    vendor: &'m Vendor,
}

impl Key<'_> {
    /// Whether its text leaves in a request, in whatever form.
    fn is_sent(&self, request: &Request) -> bool {
        let mut supplied = supplied(request);
        supplied.any(|expression| self.is_shown(&request.computed, expression))
    }

    /// Whether what an expression yields tells its text.
    fn is_shown(&self, computed: &[Computed], expression: &Expression) -> bool {
        if let Expression::Value(value) = expression {
            let known = earlier(computed, *value);
            return known.is_some_and(|(earlier, value)| self.is_shown(earlier, &value.expression));
        }
        match expression.hides() {
            Hides::Digest { .. } | Hides::Mac { .. } | Hides::Signature(_) => false,
            Hides::Encryption(_) | Hides::Nothing => {
                let mut parts = expression.parts().into_iter();
                expression.uses().credential() == Some(self.id)
                    || parts.any(|part| self.is_shown(computed, part))
            }
        }
    }

    /// Whether a digest that is sent takes it in, and no secret beside it.
    fn signs_alone(&self, request: &Request) -> bool {
        supplied(request).any(|expression| self.is_all_that_signs(&request.computed, expression))
    }

    fn is_all_that_signs(&self, computed: &[Computed], expression: &Expression) -> bool {
        if let Expression::Value(value) = expression {
            let known = earlier(computed, *value);
            return known.is_some_and(|(earlier, value)| {
                self.is_all_that_signs(earlier, &value.expression)
            });
        }
        match expression.hides() {
            Hides::Digest { .. } => {
                takes(computed, expression, &|id| id == self.id)
                    && !takes(computed, expression, &|id| self.is_secret(id))
            }
            Hides::Mac { .. } | Hides::Signature(_) | Hides::Encryption(_) => false,
            Hides::Nothing => {
                let mut parts = expression.parts().into_iter();
                parts.any(|part| self.is_all_that_signs(computed, part))
            }
        }
    }

    fn is_secret(&self, id: CredentialId) -> bool {
        let credential = self.vendor.credentials.get(id.0);
        credential.is_some_and(|credential| credential.secrecy != Secrecy::Public)
    }
}

/// A value, and those before it.
fn earlier(computed: &[Computed], value: Value) -> Option<(&[Computed], &Computed)> {
    let (earlier, rest) = computed.split_at_checked(value.0)?;
    Some((earlier, rest.first()?))
}

/// Whether an expression is made of such a credential, directly or through values.
fn takes(
    computed: &[Computed],
    expression: &Expression,
    wanted: &dyn Fn(CredentialId) -> bool,
) -> bool {
    expression.any(&mut |part| {
        if let Expression::Value(value) = part {
            let known = earlier(computed, *value);
            return known.is_some_and(|(earlier, value)| takes(earlier, &value.expression, wanted));
        }
        part.uses().credential().is_some_and(wanted)
    })
}

fn supplied(request: &Request) -> impl Iterator<Item = &Expression> {
    request
        .all_fields()
        .filter_map(|field| match &field.source {
            Source::Supplied(expression) => Some(expression),
            Source::Caller => None,
        })
}
