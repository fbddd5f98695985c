//! What whoever sends a message knows: what it is given, the clock, chance and private keys. What is not given is unknown.

use std::cell::RefCell;
use std::collections::BTreeMap;

use jiff::Timestamp;
use kpg_codegen::model::{
    CipherId, CredentialId, ExampleSupply, Expression, Field, FieldRef, Kind, Name, OptionId, Path,
    Presence, RandomDigits, Request, Secrecy as Declared, Sent, SessionId, Signature, Source,
    Value, Vendor, declared_value,
};

use super::label::{Names, label};
use super::record::{About, Recorder};
use super::step::{Secrecy, Step};
use super::written::{Written, in_tree, json_of};
use crate::clock;
use crate::crypto;
use crate::evaluate::{Came, Knowledge, Known, evaluate};
use crate::rsa_keys;
use crate::tree::Tree;

/// A request that is being made.
pub(super) struct Sending<'m> {
    pub vendor: &'m Vendor,
    pub request: &'m Request,
    pub supply: &'m ExampleSupply,
    /// What the caller gives, by field.
    pub given: BTreeMap<FieldRef, Written>,
    /// Values that were computed, by position.
    pub values: RefCell<BTreeMap<usize, Known>>,
    /// What the values that were computed tell of secrets.
    pub secrecies: RefCell<BTreeMap<usize, Secrecy>>,
    /// The address and the body, once they are finished.
    pub finished: RefCell<Finished>,
    /// What may be the signatures that are made.
    pub signatures: &'m [Vec<u8>],
    pub recorder: Recorder,
}

/// The parts of a request that values are made of when they are finished.
#[derive(Default)]
pub(super) struct Finished {
    pub path: Option<String>,
    pub query: Option<String>,
    pub body: Option<Vec<u8>>,
    /// Those that hold something secret, as they may be shown.
    pub shown: BTreeMap<Part, String>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Path,
    Query,
    Body,
}

impl Part {
    fn of(expression: &Expression) -> Option<Self> {
        match expression {
            Expression::Path => Some(Self::Path),
            Expression::Query => Some(Self::Query),
            Expression::Body => Some(Self::Body),
            _ => None,
        }
    }
}

impl Sending<'_> {
    /// Computes an expression; gives what came of it as a step.
    pub fn compute(&self, expression: &Expression) -> Option<Step> {
        let _ = evaluate(self, expression);
        self.recorder.take().into_iter().next_back()
    }

    /// Computes what may be absent.
    pub fn compute_part(&self, expression: &Expression) -> Option<Step> {
        let _ = self.part(expression);
        self.recorder.take().into_iter().next_back()
    }

    /// What is sent of a field: nothing where it is absent or nobody knows.
    pub fn written(&self, at: FieldRef, field: &Field) -> (Option<Written>, Option<Step>) {
        let plain = match &field.source {
            Source::Supplied(expression) => expression.clone(),
            Source::Caller => Expression::Field(at),
        };
        let expression = match field.cipher {
            Some(cipher) => Expression::Encrypted(cipher, Box::new(plain)),
            None => plain,
        };
        let step = self.compute_part(&expression);
        let text = step.as_ref().and_then(|step| step.output.text());
        let given = match field.source == Source::Caller && field.cipher.is_none() {
            true => self.given.get(&at).cloned(),
            false => text.map(|text| Written::Text(text.to_owned())),
        };
        (given, step)
    }

    fn rsa_private_key(&self, id: CredentialId) -> Option<rsa::RsaPrivateKey> {
        rsa_keys::private(self.credential_text(id)?)
    }

    /// The signature of a message: one of those that may be it, where it verifies.
    fn signed(
        &self,
        signature: Signature,
        key: &rsa::RsaPrivateKey,
        message: &[u8],
    ) -> Option<Vec<u8>> {
        let public = key.to_public_key();
        let mut stated = self.signatures.iter();
        let verified = stated.find(|one| crypto::verifies(signature, &public, message, one));
        verified
            .cloned()
            .or_else(|| crypto::sign(signature, key, message))
    }

    pub fn credential_text(&self, id: CredentialId) -> Option<&str> {
        let mut credentials = self.supply.credentials.iter();
        let (_, text) = credentials.find(|(known, _)| *known == id)?;
        Some(text)
    }

    fn random(&self, count: usize) -> Option<Vec<u8>> {
        let seed = self.supply.random.as_ref()?;
        Some(seed.iter().copied().cycle().take(count).collect())
    }

    fn about(&self, expression: &Expression) -> About {
        let names = Names {
            vendor: self.vendor,
            wire: &|at| self.request.field(at).map(|field| field.wire.clone()),
            value: &|index| self.request.computed.get(index).map(|value| &value.name),
        };
        About {
            label: label(&names, expression),
            secrecy: self.secrecy(expression),
            shown: self.shown_part(expression),
        }
    }

    fn secrecy(&self, expression: &Expression) -> Option<Secrecy> {
        if let Some(part) = Part::of(expression) {
            let holds = self.finished.borrow().shown.contains_key(&part);
            return Some(if holds { Secrecy::Holds } else { Secrecy::Open });
        }
        match expression {
            Expression::Credential(id) => {
                let credential = self.vendor.credentials.get(id.0);
                Some(match credential.map(|known| known.secrecy) {
                    Some(Declared::Public) => Secrecy::Open,
                    Some(Declared::Secret | Declared::Sensitive) | None => Secrecy::Secret,
                })
            }
            Expression::Session(_) => Some(Secrecy::Secret),
            Expression::Field(at) => match self.request.field(*at)? {
                field if field.facts.sensitive => Some(Secrecy::Secret),
                Field {
                    source: Source::Supplied(expression),
                    ..
                } => Some(self.secrecy_behind(expression)),
                _ => Some(Secrecy::Open),
            },
            Expression::Value(value) => Some(self.secrecy_behind(&Expression::Value(*value))),
            _ => None,
        }
    }

    fn shown_part(&self, expression: &Expression) -> Option<String> {
        let part = Part::of(expression)?;
        self.finished.borrow().shown.get(&part).cloned()
    }

    /// The secrecy of a value that was computed before, or of what a field is supplied with.
    fn secrecy_behind(&self, expression: &Expression) -> Secrecy {
        if let Expression::Value(Value(index)) = expression {
            let known = self.secrecies.borrow().get(index).copied();
            return known.unwrap_or(Secrecy::Secret);
        }
        let step = self.apart().compute_part(expression);
        step.map_or(Secrecy::Secret, |step| step.secrecy)
    }

    /// The same message with a recorder of its own.
    fn apart(&self) -> Sending<'_> {
        let finished = self.finished.borrow();
        Sending {
            vendor: self.vendor,
            request: self.request,
            supply: self.supply,
            given: self.given.clone(),
            values: RefCell::new(self.values.borrow().clone()),
            secrecies: RefCell::new(self.secrecies.borrow().clone()),
            finished: RefCell::new(Finished {
                path: finished.path.clone(),
                query: finished.query.clone(),
                body: finished.body.clone(),
                shown: finished.shown.clone(),
            }),
            signatures: self.signatures,
            recorder: Recorder::default(),
        }
    }
}

impl Knowledge for Sending<'_> {
    fn vendor(&self) -> &Vendor {
        self.vendor
    }

    /// What must be given and is not is unknown; what may be left out is absent then.
    fn field(&self, at: FieldRef) -> Option<Option<String>> {
        let field = self.request.field(at)?;
        if let Source::Supplied(expression) = &field.source {
            return self.part(expression);
        }
        match self.given.get(&at) {
            Some(Written::Text(text)) => Some(Some(text.clone())),
            Some(list) => Some(Some(list.to_json())),
            None => (field.presence != Presence::Required).then_some(None),
        }
    }

    fn received(&self, _path: &Path) -> Option<Option<String>> {
        None
    }

    fn sealed(&self, _path: &Path) -> Option<Option<String>> {
        None
    }

    fn received_header(&self, _name: &str) -> Option<String> {
        None
    }

    fn kind_of_received(&self, _path: &Path) -> Option<&Kind> {
        None
    }

    fn kind_of_field(&self, field: FieldRef) -> Option<&Kind> {
        self.request.field(field)?.facts.content.one()
    }

    fn as_it_arrived(&self, _field: FieldRef, _cipher: CipherId) -> Option<String> {
        None
    }

    fn credential(&self, id: CredentialId) -> Option<Option<String>> {
        let credential = self.vendor.credentials.get(id.0)?;
        match (self.credential_text(id), credential.required) {
            (None, true) => None,
            (given, _) => Some(given.map(str::to_owned)),
        }
    }

    fn declared(&self, name: &Name) -> Option<Value> {
        declared_value(&self.request.computed, name)
    }

    fn computed(&self, value: Value) -> Option<&Expression> {
        let computed = self.request.computed.get(value.0)?;
        Some(&computed.expression)
    }

    fn shown(&self, value: Value) -> Option<Known> {
        self.values.borrow().get(&value.0).cloned()
    }

    fn supplied(&self, expression: &Expression) -> Option<Known> {
        Some(match expression {
            Expression::Clock { zone, format } => {
                let moment = Timestamp::from_millisecond(self.supply.clock?).ok()?;
                Known::Text(clock::render(*zone, format, moment))
            }
            Expression::RandomDigits(kind, digits) => {
                let digits = usize::try_from(*digits).ok()?;
                Known::Text(match kind {
                    RandomDigits::Hex => {
                        let mut text = hex::encode(self.random(digits.div_ceil(2))?);
                        text.truncate(digits);
                        text
                    }
                    RandomDigits::Decimal => decimal_digits(&self.random(digits.checked_mul(2)?)?),
                })
            }
            Expression::RandomBytes { bytes, encoding } => {
                let bytes = self.random(usize::try_from(*bytes).ok()?)?;
                Known::Text(crypto::encode(*encoding, &bytes))
            }
            Expression::Signature {
                signature,
                key,
                message,
            } => {
                let message = self.bytes(message);
                let key = self.rsa_private_key(*key)?;
                Known::Bytes(self.signed(*signature, &key, &message?)?)
            }
            _ => return None,
        })
    }

    fn begins(&self, _expression: &Expression) {
        self.recorder.begins();
    }

    fn ends(&self, expression: &Expression, came: Came<'_>) {
        let about = self.about(expression);
        self.recorder.ends(expression, about, came);
    }

    fn session(&self, session: SessionId) -> Option<String> {
        let mut tokens = self.supply.tokens.iter();
        let (_, token) = tokens.find(|(known, _)| *known == session)?;
        Some(token.clone())
    }

    /// The first way to decide is the default.
    fn arm<'e>(&self, option: OptionId, arms: &'e [Expression]) -> Option<&'e Expression> {
        let mut options = self.supply.options.iter();
        let chosen = options.find(|(known, _)| *known == option);
        arms.get(chosen.map_or(0, |(_, chosen)| *chosen))
    }

    fn path(&self) -> Option<String> {
        self.finished.borrow().path.clone()
    }

    fn query(&self) -> Option<String> {
        self.finished.borrow().query.clone()
    }

    fn body(&self) -> Option<Vec<u8>> {
        self.finished.borrow().body.clone()
    }

    fn member(&self, _path: &Path) -> Option<String> {
        None
    }

    fn part_of_body(&self, sent: &Sent) -> Option<String> {
        let mut tree = Tree::default();
        for member in &sent.members {
            let field = self.request.field(member.field)?;
            let text = self.part(&member.value)?;
            let written = match self.given.get(&member.field) {
                Some(list @ Written::List(_)) => Some(list.clone()),
                _ => text.map(Written::Text),
            };
            if member.name.is_empty() {
                return Some(written.map_or_else(String::new, |written| json_of(field, &written)));
            }
            if let Some(written) = written {
                in_tree(&mut tree, &member.name, field, &written);
            }
        }
        Some(tree.to_json())
    }
}

/// A digit of each two bytes.
fn decimal_digits(bytes: &[u8]) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let numbers = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
    numbers.map(|number| (number % 10).to_string()).collect()
}
