//! Whether what makes a signature is kept: a key that is declared like a merchant ID is shown in logs.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    CredentialId, CredentialKind, Expression, FieldRef, Hides, Request, Secrecy, Source, Uses,
    Value, Vendor,
};
use crate::syntax::spec::Spec;

/// Reports credentials that are no secret, are never sent, and are all that a signature is made of beside what is sent.
pub(super) fn keys_are_secret(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    for (index, (entry, credential)) in spec.credentials.iter().zip(&vendor.credentials).enumerate()
    {
        if credential.secrecy != Secrecy::Public || credential.kind != CredentialKind::Text {
            continue;
        }
        let id = CredentialId(index);
        let uses = |request| KeyOfRequest {
            id,
            vendor,
            request,
        };
        let mut signing = vendor.requests().map(uses);
        if vendor.requests().map(uses).any(KeyOfRequest::is_sent)
            || !signing.any(KeyOfRequest::signs_alone)
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

/// A credential, and a request that may use it.
#[derive(Clone, Copy)]
struct KeyOfRequest<'m> {
    id: CredentialId,
    vendor: &'m Vendor,
    request: &'m Request,
}

impl<'m> KeyOfRequest<'m> {
    /// Whether its text leaves in the request, in whatever form.
    fn is_sent(self) -> bool {
        let is_open = |part: &Expression| match part.hides() {
            Hides::Digest { .. } | Hides::Mac { .. } | Hides::Signature(_) => false,
            Hides::Encryption(_) | Hides::Nothing => true,
        };
        let mut shown = self.supplied().flat_map(|sent| self.parts(sent, is_open));
        shown.any(|part| part.uses().credential() == Some(self.id))
    }

    /// Whether a digest that is sent takes it in, with no secret beside it and nothing secret over it.
    fn signs_alone(self) -> bool {
        let is_open = |part: &Expression| part.hides() == Hides::Nothing;
        let mut sent = self.supplied().flat_map(|sent| self.parts(sent, is_open));
        sent.any(|part| match part.hides() {
            Hides::Digest { .. } => self.is_all_that_makes(part) && !self.is_covered(part),
            Hides::Mac { .. } | Hides::Signature(_) | Hides::Encryption(_) | Hides::Nothing => {
                false
            }
        })
    }

    /// Whether a digest takes it in and nothing secret.
    fn is_all_that_makes(self, digest: &'m Expression) -> bool {
        let parts = self.all_parts(digest);
        let mut uses = parts.iter().map(|part| part.uses());
        uses.any(|used| used.credential() == Some(self.id)) && !self.has_secret(&parts)
    }

    /// Whether the request has a MAC with a secret key, or a signature, over a digest or over what the digest is made
    /// of.
    fn is_covered(self, digest: &'m Expression) -> bool {
        let fields = fields(&self.all_parts(digest));
        let mut sent = self.supplied().flat_map(|sent| self.all_parts(sent));
        sent.any(|part| {
            let is_keyed = match part.hides() {
                Hides::Mac { key } => self.has_secret(&self.all_parts(key)),
                Hides::Signature(_) => true,
                Hides::Digest { .. } | Hides::Encryption(_) | Hides::Nothing => false,
            };
            is_keyed && {
                let covered = self.all_parts(part);
                let mut parts = covered.iter();
                parts.any(|part| matches!(part, Expression::Body) || std::ptr::eq(*part, digest))
                    || (!fields.is_empty() && self::fields(&covered).is_superset(&fields))
            }
        })
    }

    /// Whether one of these is known to nobody but the merchant and the vendor.
    fn has_secret(self, parts: &[&Expression]) -> bool {
        parts.iter().any(|part| match part.uses() {
            Uses::Credential(id) | Uses::PrivateKey(id) => !self.is_public(id),
            Uses::Cipher(id) => {
                let cipher = self.vendor.ciphers.get(id.0);
                let key = cipher.and_then(|cipher| cipher.key.credential());
                key.is_some_and(|key| !self.is_public(key))
            }
            Uses::Field(at) => {
                let field = self.request.field(at);
                field.is_some_and(|field| field.facts.sensitive)
            }
            Uses::Body => self.request.body.iter().any(|field| field.facts.sensitive),
            Uses::Value(Value(at)) => {
                let value = self.request.computed.get(at);
                value.is_some_and(|value| value.secret && value.sent_because.is_none())
            }
            Uses::Session(_) => true,
            Uses::Nothing
            | Uses::Received
            | Uses::Clock
            | Uses::Chance
            | Uses::Address
            | Uses::Option(_) => false,
        })
    }

    fn is_public(self, id: CredentialId) -> bool {
        let credential = self.vendor.credentials.get(id.0);
        credential.is_none_or(|credential| credential.secrecy == Secrecy::Public)
    }

    /// What the request sends that no caller gives.
    fn supplied(self) -> impl Iterator<Item = &'m Expression> {
        let fields = self.request.all_fields();
        fields.filter_map(|field| match &field.source {
            Source::Supplied(expression) => Some(expression),
            Source::Caller => None,
        })
    }

    /// An expression and all that it is made of, directly or through values.
    fn all_parts(self, expression: &'m Expression) -> Vec<&'m Expression> {
        self.parts(expression, |_| true)
    }

    /// The same without what is inside those that are not open. Each value is looked at once: values may stand in each
    /// other many times over.
    fn parts(
        self,
        expression: &'m Expression,
        is_open: impl Fn(&Expression) -> bool,
    ) -> Vec<&'m Expression> {
        let mut values = BTreeSet::new();
        let mut waiting = vec![expression];
        let mut found = Vec::new();
        while let Some(part) = waiting.pop() {
            found.push(part);
            if !is_open(part) {
                continue;
            }
            waiting.extend(part.parts());
            let value = part.uses().value().filter(|value| values.insert(value.0));
            let value = value.and_then(|value| self.request.computed.get(value.0));
            waiting.extend(value.map(|value| &value.expression));
        }
        found
    }
}

/// The fields that are among them.
fn fields(parts: &[&Expression]) -> BTreeSet<FieldRef> {
    let fields = parts.iter().filter_map(|part| match part {
        Expression::Field(field) => Some(*field),
        _ => None,
    });
    fields.collect()
}
