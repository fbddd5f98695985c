//! The proof of an answer, computed over the answer as it is about to be written, and the keys that encrypt it.

use kpg_codegen::model::{
    AnswerField, CipherId, Computed, CredentialId, Expression, FieldRef, Kind, Name, Opening,
    OptionId, Part, Path, Place, Proof, ProofPlace, SessionId, Value as ComputedValue, Vendor,
    declared_value,
};
use serde_json::Value;

use super::{Reply, Writer};
use crate::cipher::Keys;
use crate::evaluate::{Knowledge, Known, keys};
use crate::script::ProofFlaw;
use crate::tree::Tree;

impl Writer<'_> {
    /// Puts the proof into an answer that has one, or what a script wants there instead.
    pub(super) fn prove(self, (plain, sent): (&Tree, &mut Tree), accepts: bool) {
        let answer = &self.operation.answer;
        let Some(proof) = &answer.proof else { return };
        let Some(member) = proof.member() else { return };
        if self.flaw == Some(ProofFlaw::Missing) {
            sent.remove(member);
        } else if let Some(text) = self.proof_text(proof, (plain, Some(sent), None), accepts) {
            sent.set(member, Value::from(text));
        }
    }

    /// Puts the proof into a header of an answer that has it there, once its body is written.
    pub(super) fn prove_body(self, reply: Reply, tree: &Tree, accepts: bool) -> Reply {
        let answer = &self.operation.answer;
        let Some(proof) = &answer.proof else {
            return reply;
        };
        let mut headers = Vec::new();
        for expression in proof.expressions() {
            expression.any(&mut |part| {
                if let Expression::ReceivedHeader(name) = part {
                    headers.push((name.clone(), SENT_AT.to_owned()));
                }
                false
            });
        }
        let text = match (&proof.place, self.flaw) {
            (ProofPlace::Member(_), _) | (ProofPlace::Header(_), Some(ProofFlaw::Missing)) => None,
            (ProofPlace::Header(name), _) => {
                let body = Some(reply.body.as_slice());
                let text = self.proof_text(proof, (tree, None, body), accepts);
                text.map(|text| (name.clone(), text))
            }
        };
        headers.extend(text);
        Reply { headers, ..reply }
    }

    /// The proof, or what a script wants there instead; `None` where the answer has none.
    fn proof_text(
        self,
        proof: &Proof,
        (plain, sent, body): (&Tree, Option<&Tree>, Option<&[u8]>),
        accepts: bool,
    ) -> Option<String> {
        let has_proof = accepts || proof.demanded == Part::Always || self.flaw.is_some();
        let signer = Signer {
            writer: self,
            computed: &proof.computed,
            hides: proof.member(),
            plain,
            sent,
            body,
        };
        let text = signer.text(&proof.expected).filter(|_| has_proof);
        match self.flaw {
            Some(ProofFlaw::Wrong) => Some(another(&text.unwrap_or_default())),
            Some(_) | None => text,
        }
    }

    /// The keys of a cipher that encrypts the answer or members of it.
    pub(super) fn keys_of(self, opening: &Opening, plain: &Tree) -> Option<Keys> {
        let signer = Signer {
            writer: self,
            computed: &opening.computed,
            hides: None,
            plain,
            sent: None,
            body: None,
        };
        keys(&signer, self.vendor.ciphers.get(opening.cipher.0)?)
    }
}

/// What headers say that proofs take in: a moment.
const SENT_AT: &str = "1667876894";

/// What the vendor knows when it proves or encrypts an answer.
struct Signer<'a, 't> {
    writer: Writer<'a>,
    computed: &'t [Computed],
    /// The member that is not known yet.
    hides: Option<&'t Path>,
    /// What is answered, before anything of it is encrypted.
    plain: &'t Tree,
    /// As it is sent, once that is known.
    sent: Option<&'t Tree>,
    /// The body, for a proof in a header.
    body: Option<&'t [u8]>,
}

fn text_at(tree: &Tree, path: &Path) -> Option<String> {
    match tree.get(path)? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// A text of the same length that is another one.
fn another(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    match letters.last_mut() {
        Some(last) => *last = if *last == '0' { '1' } else { '0' },
        None => letters.push('0'),
    }
    letters.into_iter().collect()
}

impl Knowledge for Signer<'_, '_> {
    fn vendor(&self) -> &Vendor {
        self.writer.vendor
    }

    /// A field of the request; of an input that no request shows its example.
    fn field(&self, at: FieldRef) -> Option<Option<String>> {
        let received = self.writer.received?;
        match received.text(at) {
            Some(text) => Some(Some(text.to_owned())),
            None if at.place == Place::Input => {
                let field = self.writer.operation.field(at)?;
                field.facts.example.clone().map(Some)
            }
            None => Some(None),
        }
    }

    fn received(&self, path: &Path) -> Option<Option<String>> {
        if self.hides == Some(path) {
            return None;
        }
        let text = text_at(self.plain, path);
        Some(text.map(|text| match self.writer.flaw {
            Some(ProofFlaw::OfAnotherAnswer) => another(&text),
            Some(ProofFlaw::Missing | ProofFlaw::Wrong | ProofFlaw::OfAnotherMerchant) | None => {
                text
            }
        }))
    }

    fn sealed(&self, path: &Path) -> Option<Option<String>> {
        Some(text_at(self.sent?, path))
    }

    fn received_header(&self, _name: &str) -> Option<String> {
        Some(SENT_AT.to_owned())
    }

    fn kind_of_received(&self, path: &Path) -> Option<&Kind> {
        let field = AnswerField::at(&self.writer.operation.answer.fields, path)?;
        field.facts.content.one()
    }

    fn kind_of_field(&self, field: FieldRef) -> Option<&Kind> {
        self.writer.operation.field(field)?.facts.content.one()
    }

    fn as_it_arrived(&self, _field: FieldRef, _cipher: CipherId) -> Option<String> {
        None
    }

    fn credential(&self, id: CredentialId) -> Option<Option<String>> {
        let credential = self.writer.vendor.credentials.get(id.0)?;
        let text = self.writer.credentials.text_of(credential.name.snake())?;
        Some(Some(match self.writer.flaw {
            Some(ProofFlaw::OfAnotherMerchant) => another(text),
            Some(ProofFlaw::Missing | ProofFlaw::Wrong | ProofFlaw::OfAnotherAnswer) | None => {
                text.to_owned()
            }
        }))
    }

    fn declared(&self, name: &Name) -> Option<ComputedValue> {
        declared_value(self.computed, name)
    }

    fn computed(&self, value: ComputedValue) -> Option<&Expression> {
        let computed = self.computed.get(value.0)?;
        Some(&computed.expression)
    }

    fn shown(&self, _value: ComputedValue) -> Option<Known> {
        None
    }

    fn session(&self, _session: SessionId) -> Option<String> {
        None
    }

    fn arm<'e>(&self, _option: OptionId, arms: &'e [Expression]) -> Option<&'e Expression> {
        arms.first()
    }

    fn path(&self) -> Option<String> {
        None
    }

    fn query(&self) -> Option<String> {
        None
    }

    /// No proof is made of the body that it stands in.
    fn body(&self) -> Option<Vec<u8>> {
        let mut body = self.body?.to_vec();
        if let (Some(ProofFlaw::OfAnotherAnswer), Some(last)) = (self.writer.flaw, body.last_mut())
        {
            *last ^= 1;
        }
        Some(body)
    }

    fn member(&self, _path: &Path) -> Option<String> {
        None
    }
}
