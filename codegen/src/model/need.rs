//! What a vendor computes and with which credentials: which optional ones an operation cannot do without, which are
//! of no use without each other, and which are keys.

use std::collections::BTreeSet;

use super::{
    Answer, Authenticity, CipherId, CredentialId, Envelope, Expression, Hides, Key, KeyForm,
    Notification, Opening, Presence, Proof, Request, Secrecy, Source, Uses, Vendor,
};

impl Vendor {
    /// The optional credentials without which a request of an operation is never made, whatever the client
    /// chooses: the keys of its ciphers, envelope and signatures, the secrets of its recipes, and what a
    /// field shows that must be there.
    pub fn needed_credentials(&self, operation: &Request) -> BTreeSet<CredentialId> {
        let mut needed = BTreeSet::new();
        for field in operation.all_fields() {
            needed.extend(field.cipher.into_iter().flat_map(|id| self.keys(id)));
            match &field.source {
                Source::Caller => {}
                Source::Supplied(Expression::Credential(id)) => {
                    needed.extend((field.presence == Presence::Required).then_some(*id));
                }
                Source::Supplied(expression) => self.needed_by(expression, &mut needed),
            }
        }
        for computed in &operation.computed {
            self.needed_by(&computed.expression, &mut needed);
        }
        match &operation.envelope {
            Some(Envelope::Jwe { key, .. }) => {
                needed.insert(*key);
            }
            Some(Envelope::Cipher(sealed)) => needed.extend(self.keys(sealed.cipher)),
            None => {}
        }
        self.only_optional(needed)
    }

    /// Whether a recipe never makes do without a credential. An optional one that is no secret may be
    /// absent, and its text is empty then; what is computed without its secret proves nothing.
    pub fn is_needed_in_recipes(&self, id: CredentialId) -> bool {
        let credential = self.credentials.get(id.0);
        credential
            .is_some_and(|credential| !credential.required && credential.secrecy == Secrecy::Secret)
    }

    /// Every expression by which something is computed.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let requests = self.requests().flat_map(|each| &each.computed);
        let computed = requests.map(|each| &each.expression);
        let fields = self.requests().flat_map(Request::all_fields);
        let supplied = fields.filter_map(|field| match &field.source {
            Source::Supplied(expression) => Some(expression),
            Source::Caller => None,
        });
        computed.chain(supplied).chain(self.received_expressions())
    }

    /// Every expression by which what arrives is opened and proven.
    pub fn received_expressions(&self) -> impl Iterator<Item = &Expression> {
        let of_proofs = self.proofs().flat_map(Proof::expressions);
        let openings = self.openings().flat_map(|opening| &opening.computed);
        of_proofs.chain(openings.map(|computed| &computed.expression))
    }

    /// Everything by which something that arrives is opened.
    pub fn openings(&self) -> impl Iterator<Item = &Opening> {
        let answers = self.operations.iter().map(|each| &each.answer);
        let of_answers = answers.flat_map(Answer::all_openings);
        of_answers.chain(
            self.notifications
                .iter()
                .flat_map(Notification::all_openings),
        )
    }

    /// Every proof by which something that arrives is known to be the vendor's.
    pub fn proofs(&self) -> impl Iterator<Item = &Proof> {
        let answers = self.operations.iter().map(|each| &each.answer);
        let notices = self.notifications.iter().map(|each| &each.authenticity);
        let of_answers = answers.filter_map(|answer| answer.proof.as_ref());
        of_answers.chain(notices.filter_map(Authenticity::proof))
    }

    /// The credentials whose texts stand for the bytes of keys of recipes, each with its form.
    pub fn keys_of_recipes(&self) -> BTreeSet<(CredentialId, KeyForm)> {
        let mut keys = BTreeSet::new();
        for expression in self.expressions() {
            expression.any(&mut |part| {
                if let Expression::Mac { key, form, .. } = part
                    && let Expression::Credential(id) = key.as_ref()
                {
                    keys.insert((*id, *form));
                }
                false
            });
        }
        keys
    }

    /// Pairs of optional credentials: where the first is given, the second must be, because every operation
    /// that needs the first needs the second too.
    pub fn companions(&self) -> Vec<(CredentialId, CredentialId)> {
        let needs: Vec<_> = self
            .requests()
            .map(|each| self.needed_credentials(each))
            .collect();
        let all: BTreeSet<CredentialId> = needs.iter().flatten().copied().collect();
        let pairs = all.iter().flat_map(|given| {
            let with = needs.iter().filter(|needed| needed.contains(given));
            let common = with.fold(all.clone(), |common, needed| &common & needed);
            let others = common.into_iter().filter(move |other| other != given);
            others.map(|other| (*given, other))
        });
        pairs.collect()
    }

    /// The credentials that a cipher's key and vector are made of.
    fn keys(&self, id: CipherId) -> impl Iterator<Item = CredentialId> {
        let cipher = self.ciphers.get(id.0).into_iter();
        cipher.flat_map(|cipher| cipher.keys().filter_map(Key::credential))
    }

    /// What an expression needs in any case; what a choice of the client's needs is asked for when chosen.
    fn needed_by(&self, expression: &Expression, needed: &mut BTreeSet<CredentialId>) {
        match expression.uses() {
            Uses::Option(_) => return,
            Uses::Credential(id) => {
                needed.extend(self.is_needed_in_recipes(id).then_some(id));
            }
            Uses::PrivateKey(key) => {
                needed.insert(key);
            }
            Uses::Cipher(cipher) => needed.extend(self.keys(cipher)),
            Uses::Nothing
            | Uses::Field(_)
            | Uses::Received
            | Uses::Value(_)
            | Uses::Session(_)
            | Uses::Clock
            | Uses::Chance
            | Uses::Address
            | Uses::Body => {}
        }
        if let Hides::Mac {
            key: Expression::Credential(id),
        } = expression.hides()
        {
            needed.insert(*id);
        }
        for part in expression.parts() {
            self.needed_by(part, needed);
        }
    }

    fn only_optional(&self, mut ids: BTreeSet<CredentialId>) -> BTreeSet<CredentialId> {
        ids.retain(|id| {
            let credential = self.credentials.get(id.0);
            credential.is_some_and(|credential| !credential.required)
        });
        ids
    }
}
