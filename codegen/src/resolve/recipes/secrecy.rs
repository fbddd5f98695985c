//! Where secrets go: what a value reveals, that no secret is sent, and what must be masked.

use std::collections::HashSet;

use crate::model::{
    Cipher, Computed, Credential, CredentialId, Expression, FieldRef, Hides, Key, Secrecy, Uses,
    Value, declared_value,
};
use crate::syntax::spec::{Field, Named};
use crate::words::{PlainType, TypeWord};

/// The values that were looked at.
type Seen = HashSet<usize>;

/// A question about an input of an expression.
type Test<'t> = &'t dyn Fn(&Expression) -> bool;

/// Fields of the caller's that must not be shown.
pub(crate) struct HiddenFields {
    all: HashSet<FieldRef>,
    /// Those that have few values, such as digits: all of them can be tried.
    guessable: HashSet<FieldRef>,
}

impl HiddenFields {
    pub(crate) fn of<'s>(fields: impl Iterator<Item = (FieldRef, &'s Named<Field>)>) -> Self {
        let (mut all, mut guessable) = (HashSet::new(), HashSet::new());
        for (at, Named { value, .. }) in fields {
            if !value.sensitive && value.encrypt.is_none() && value.decrypt.is_none() {
                continue;
            }
            all.insert(at);
            if value.type_word() != Some(TypeWord::PlainType(PlainType::Text)) {
                guessable.insert(at);
            }
        }
        Self { all, guessable }
    }
}

/// What is known of the secrecy of an operation's inputs.
pub(crate) struct Secrets<'a> {
    pub credentials: &'a [Credential],
    pub computed: &'a [Computed],
    /// Values that the spec itself declares secret, whatever they are made of.
    pub declared: &'a HashSet<Value>,
    /// Fields of the caller's that must not be shown.
    pub fields: &'a HiddenFields,
    /// What the merchant stored and only the vendor knows beside.
    pub stored: Option<&'a HashSet<FieldRef>>,
}

impl Secrets<'_> {
    /// Whether an expression would reveal a secret to whoever sees its value.
    pub(crate) fn reveals_secret(&self, expression: &Expression) -> bool {
        self.reveals(expression, &mut Seen::new())
    }

    fn reveals(&self, expression: &Expression, seen: &mut Seen) -> bool {
        match expression.hides() {
            // A digest of nothing but a secret stands for the secret; one over more hides it.
            Hides::Digest { .. } => self.only_secrets(expression),
            Hides::Mac { .. } | Hides::Signature(_) | Hides::Encryption(_) => false,
            Hides::Nothing => {
                self.is_secret(expression)
                    || self.any_inside(expression, seen, &|part, seen| self.reveals(part, seen))
            }
        }
    }

    /// Whether a value that is made like this must not be sent without a reason.
    pub(super) fn is_kept(&self, expression: &Expression) -> bool {
        self.only_secrets(expression) || self.reveals_secret(expression)
    }

    /// Whether a secret can be found from a value: neither a digest nor a signature stands between the two.
    pub(super) fn can_be_undone(&self, expression: &Expression) -> bool {
        self.undone(expression, &mut Seen::new())
    }

    fn undone(&self, expression: &Expression, seen: &mut Seen) -> bool {
        match expression.hides() {
            Hides::Digest { .. } | Hides::Mac { .. } | Hides::Signature(_) => false,
            // An encryption is undone with its key, and the vendor has it.
            Hides::Encryption(_) | Hides::Nothing => {
                let value = expression.uses().value();
                value.is_some_and(|value| self.declared.contains(&value))
                    || self.is_secret_credential(expression)
                    || self.is_stored_secret(expression)
                    || self.any_inside(expression, seen, &|part, seen| self.undone(part, seen))
            }
        }
    }

    /// The values that could not be sent without the reason that the spec gives.
    pub(super) fn sent_for_a_reason(&self, expression: &Expression) -> Vec<Value> {
        let disclosed = expression.disclosed(self.computed).into_iter();
        let kept = disclosed.filter(|(_, value)| self.is_kept(&value.expression));
        kept.map(|(value, _)| value).collect()
    }

    /// Whether an expression is made of secrets and of nothing else that varies. A value that is sent is no secret.
    pub(super) fn only_secrets(&self, expression: &Expression) -> bool {
        let secret = |part: &Expression| self.is_secret(part);
        let tells_nothing = |part: &Expression| {
            let sent = matches!(part, Expression::Value(value) if self.is_sent(*value));
            sent || is_literal(part)
        };
        self.is_all(expression, (&secret, &tells_nothing))
    }

    /// Whether an input is a credential that is secret.
    fn is_secret_credential(&self, input: &Expression) -> bool {
        let credential = input.uses().credential();
        credential.is_some_and(|id| self.secrecy(id) == Secrecy::Secret)
    }

    /// Whether an input is a stored value that nobody else knows.
    fn is_stored_secret(&self, input: &Expression) -> bool {
        match (input, self.stored) {
            (Expression::Field(at), Some(secret)) => secret.contains(at),
            _ => false,
        }
    }

    /// Whether an input is a credential or value that is secret. A value that is sent is none.
    fn is_secret(&self, input: &Expression) -> bool {
        let value = input.uses().value();
        let value = value.and_then(|value| self.computed.get(value.0));
        self.is_secret_credential(input)
            || value.is_some_and(|value| value.secret && value.sent_because.is_none())
    }

    /// Whether a value is sent although it is made of secrets: whoever sees requests knows it.
    fn is_sent(&self, value: Value) -> bool {
        let computed = self.computed.get(value.0);
        computed.is_some_and(|computed| computed.sent_because.is_some())
    }

    /// Whether only who has a secret can make a value: one that every merchant has, or that was stored for this, goes
    /// into a digest, or is the key of an HMAC or a cipher.
    pub(crate) fn is_unforgeable(&self, expression: &Expression, ciphers: &[Cipher]) -> bool {
        self.binds(expression, ciphers, &mut Seen::new())
    }

    fn binds(&self, expression: &Expression, ciphers: &[Cipher], seen: &mut Seen) -> bool {
        if let Expression::ByText { arms, .. } = expression {
            // None of them may be forgeable, and what one has looked at counts for the others too.
            let mut arms = arms.iter();
            return arms.all(|(_, arm)| self.binds(arm, ciphers, &mut Seen::new()));
        }
        match expression.hides() {
            Hides::Digest { message } => self.takes_in_held(message, &mut Seen::new()),
            Hides::Mac { key } => self.takes_in_held(key, &mut Seen::new()),
            Hides::Encryption(cipher) => {
                let cipher = ciphers.get(cipher.0);
                cipher.is_some_and(|cipher| self.is_key_held(&cipher.key))
            }
            // A secret that both sides know proves itself.
            Hides::Signature(_) | Hides::Nothing => {
                self.is_held(expression)
                    || self.any_inside(expression, seen, &|part, seen| {
                        self.binds(part, ciphers, seen)
                    })
            }
        }
    }

    /// Whether an input is a secret that every merchant has, or one that was stored.
    fn is_held(&self, input: &Expression) -> bool {
        let credential = input.uses().credential();
        credential.is_some_and(|id| self.is_credential_held(id)) || self.is_stored_secret(input)
    }

    fn is_credential_held(&self, id: CredentialId) -> bool {
        let known = self.credentials.get(id.0);
        known.is_some_and(|known| known.secrecy != Secrecy::Public && known.required)
    }

    /// Whether a key is a credential that every merchant has, or is made of a secret that is held.
    fn is_key_held(&self, key: &Key) -> bool {
        let value = key.value();
        let value = value.and_then(|name| declared_value(self.computed, name));
        let made = value.map(Expression::Value);
        key.credential()
            .is_some_and(|id| self.is_credential_held(id))
            || made.is_some_and(|made| self.takes_in_held(&made, &mut Seen::new()))
    }

    /// Whether a secret that is held is anywhere inside an expression.
    fn takes_in_held(&self, expression: &Expression, seen: &mut Seen) -> bool {
        if let Expression::ByText { arms, .. } = expression {
            let mut arms = arms.iter();
            return arms.all(|(_, arm)| self.takes_in_held(arm, &mut Seen::new()));
        }
        self.is_held(expression)
            || self.any_inside(expression, seen, &|part, seen| {
                self.takes_in_held(part, seen)
            })
    }

    /// Whether something that an expression is made of passes a test. What a value is made of is looked at once, and
    /// not at all where the value is sent: whoever sees requests knows it.
    fn any_inside(
        &self,
        expression: &Expression,
        seen: &mut Seen,
        test: &dyn Fn(&Expression, &mut Seen) -> bool,
    ) -> bool {
        match expression.uses().value() {
            Some(value) if self.is_sent(value) => false,
            Some(value) => self
                .first_look(value, seen)
                .is_some_and(|value| test(&value.expression, seen)),
            None => {
                let parts = expression.parts();
                parts.into_iter().any(|part| test(part, seen))
            }
        }
    }

    /// Whether a value must not be shown although it is sent.
    pub(crate) fn is_sensitive(&self, expression: &Expression) -> bool {
        self.shows(expression, &mut Seen::new())
    }

    fn shows(&self, expression: &Expression, seen: &mut Seen) -> bool {
        match expression.hides() {
            // What can be guessed can be found from its digest.
            Hides::Digest { .. } => {
                self.is_all(expression, (&|part| self.must_be_hidden(part), &is_literal))
                    || self.can_be_guessed(expression)
            }
            Hides::Mac { .. } | Hides::Signature(_) => false,
            // Whoever reads a log may have the key.
            Hides::Encryption(_) | Hides::Nothing => {
                if let Some(value) = expression.uses().value() {
                    return self.first_look(value, seen).is_some_and(|value| {
                        value.sent_because.is_some() || self.shows(&value.expression, seen)
                    });
                }
                let parts = expression.parts();
                self.must_be_hidden(expression) || parts.iter().any(|part| self.shows(part, seen))
            }
        }
    }

    /// Whether a digest takes in a field that must not be shown and has few values, and nothing that nobody can guess:
    /// whoever sees the rest of the request, and in it the other fields, finds a card number by trying all of them.
    fn can_be_guessed(&self, digest: &Expression) -> bool {
        let is_guess = |input: &Expression| matches!(input.uses(), Uses::Field(field) if self.fields.guessable.contains(&field));
        // What is encrypted of hidden values is not shown either.
        let is_no_guess = |input: &Expression| match input.hides() {
            Hides::Encryption(_) => self.is_sensitive(input),
            Hides::Digest { .. } | Hides::Mac { .. } | Hides::Signature(_) => false,
            Hides::Nothing => {
                let credential = input.uses().credential();
                credential.is_some_and(|id| self.secrecy(id) != Secrecy::Public)
                    || matches!(input.uses(), Uses::Session(_))
                    || self.is_stored_secret(input)
            }
        };
        self.takes_in(digest, &is_guess, &mut Seen::new())
            && !self.takes_in(digest, &is_no_guess, &mut Seen::new())
    }

    /// Whether an input passes a test that only digests stand before. What is encrypted, signed or made with a key is an input
    /// itself, and not looked into.
    fn takes_in(&self, expression: &Expression, test: Test<'_>, seen: &mut Seen) -> bool {
        match expression.hides() {
            Hides::Mac { .. } | Hides::Signature(_) | Hides::Encryption(_) => test(expression),
            Hides::Digest { .. } | Hides::Nothing => {
                let inside = |part: &Expression, seen: &mut Seen| self.takes_in(part, test, seen);
                test(expression) || self.any_inside(expression, seen, &inside)
            }
        }
    }

    /// Whether an input is one that must not be shown.
    fn must_be_hidden(&self, input: &Expression) -> bool {
        match input.uses() {
            Uses::Credential(id) => self.secrecy(id) != Secrecy::Public,
            Uses::Field(field) => self.fields.all.contains(&field),
            Uses::Session(_) => true,
            Uses::Nothing
            | Uses::PrivateKey(_)
            | Uses::Cipher(_)
            | Uses::Value(_)
            | Uses::Clock
            | Uses::Chance
            | Uses::Address
            | Uses::Received
            | Uses::Body
            | Uses::Option(_) => false,
        }
    }

    /// Whether all inputs of an expression pass a test, but for those that tell nothing, and there is one that does.
    fn is_all(&self, expression: &Expression, tests: (Test<'_>, Test<'_>)) -> bool {
        let (passes, fails) = self.count(expression, tests, &mut Seen::new());
        passes && !fails
    }

    fn count(
        &self,
        expression: &Expression,
        (test, tells_nothing): (Test<'_>, Test<'_>),
        seen: &mut Seen,
    ) -> (bool, bool) {
        if tells_nothing(expression) {
            return (false, false);
        }
        if test(expression) {
            return (true, false);
        }
        let parts = match expression.uses().value() {
            Some(value) => match self.first_look(value, seen) {
                Some(value) => vec![&value.expression],
                None => return (false, false),
            },
            None => expression.parts(),
        };
        if parts.is_empty() {
            return (false, true);
        }
        let counted = parts
            .iter()
            .map(|part| self.count(part, (test, tells_nothing), seen));
        counted.fold((false, false), |(passes, fails), (more, less)| {
            (passes || more, fails || less)
        })
    }

    /// The value, unless it was looked at before: values that share parts would otherwise take
    /// twice the time for each one more, and a second look finds nothing that the first did not.
    fn first_look(&self, value: Value, seen: &mut Seen) -> Option<&Computed> {
        seen.insert(value.0)
            .then(|| self.computed.get(value.0))
            .flatten()
    }

    fn secrecy(&self, id: CredentialId) -> Secrecy {
        self.credentials
            .get(id.0)
            .map_or(Secrecy::Secret, |credential| credential.secrecy)
    }
}

/// Whether an input is the same for every merchant: whoever reads the spec knows it.
fn is_literal(input: &Expression) -> bool {
    matches!(input, Expression::Literal(_))
}
