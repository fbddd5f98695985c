//! What somebody knows of a message, with every step recorded that is computed from it. It adds nothing to what they know.

use std::fmt;

use kpg_codegen::model::{
    CipherId, CredentialId, Expression, FieldRef, Kind, Name, OptionId, Path, Request,
    Secrecy as Declared, Sent, SessionId, Value, Vendor,
};

use super::label::{Names, label};
use super::record::{About, Recorder};
use super::step::{Secrecy, Step};
use crate::evaluate::{Came, Knowledge, Known, evaluate};

/// Somebody's knowledge of a message, under observation.
pub struct Observed<'k, K> {
    knowledge: &'k K,
    request: &'k Request,
    recorder: Recorder,
}

/// What they know can be secret.
impl<K> fmt::Debug for Observed<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observed").finish_non_exhaustive()
    }
}

impl<'k, K: Knowledge> Observed<'k, K> {
    /// Of the message of a request.
    pub fn new(knowledge: &'k K, request: &'k Request) -> Self {
        Self {
            knowledge,
            request,
            recorder: Recorder::default(),
        }
    }

    /// Computes an expression; gives what came of it as a step.
    pub fn steps(&self, expression: &Expression) -> Option<Step> {
        let _ = evaluate(self, expression);
        self.recorder.take().into_iter().next_back()
    }

    fn secrecy(&self, expression: &Expression) -> Option<Secrecy> {
        match expression {
            Expression::Credential(id) => {
                let credential = self.vendor().credentials.get(id.0)?;
                Some(match credential.secrecy {
                    Declared::Public => Secrecy::Open,
                    Declared::Sensitive | Declared::Secret => Secrecy::Secret,
                })
            }
            Expression::Session(_) => Some(Secrecy::Secret),
            Expression::Field(_) | Expression::Path | Expression::Query | Expression::Body => {
                Some(Secrecy::Open)
            }
            _ => None,
        }
    }
}

impl<K: Knowledge> Knowledge for Observed<'_, K> {
    fn begins(&self, _expression: &Expression) {
        self.recorder.begins();
    }

    fn ends(&self, expression: &Expression, came: Came<'_>) {
        let names = Names {
            vendor: self.vendor(),
            wire: &|at| self.request.field(at).map(|field| field.wire.clone()),
            value: &|index| self.request.computed.get(index).map(|value| &value.name),
        };
        let about = About {
            label: label(&names, expression),
            secrecy: self.secrecy(expression),
            shown: None,
        };
        self.recorder.ends(expression, about, came);
    }

    fn vendor(&self) -> &Vendor {
        self.knowledge.vendor()
    }

    fn field(&self, field: FieldRef) -> Option<Option<String>> {
        self.knowledge.field(field)
    }

    fn received(&self, path: &Path) -> Option<Option<String>> {
        self.knowledge.received(path)
    }

    fn sealed(&self, path: &Path) -> Option<Option<String>> {
        self.knowledge.sealed(path)
    }

    fn received_header(&self, name: &str) -> Option<String> {
        self.knowledge.received_header(name)
    }

    fn kind_of_received(&self, path: &Path) -> Option<&Kind> {
        self.knowledge.kind_of_received(path)
    }

    fn kind_of_field(&self, field: FieldRef) -> Option<&Kind> {
        self.knowledge.kind_of_field(field)
    }

    fn as_it_arrived(&self, field: FieldRef, cipher: CipherId) -> Option<String> {
        self.knowledge.as_it_arrived(field, cipher)
    }

    fn credential(&self, id: CredentialId) -> Option<Option<String>> {
        self.knowledge.credential(id)
    }

    fn declared(&self, name: &Name) -> Option<Value> {
        self.knowledge.declared(name)
    }

    fn computed(&self, value: Value) -> Option<&Expression> {
        self.knowledge.computed(value)
    }

    fn shown(&self, value: Value) -> Option<Known> {
        self.knowledge.shown(value)
    }

    fn supplied(&self, expression: &Expression) -> Option<Known> {
        self.knowledge.supplied(expression)
    }

    fn session(&self, session: SessionId) -> Option<String> {
        self.knowledge.session(session)
    }

    fn arm<'e>(&self, option: OptionId, arms: &'e [Expression]) -> Option<&'e Expression> {
        self.knowledge.arm(option, arms)
    }

    fn path(&self) -> Option<String> {
        self.knowledge.path()
    }

    fn query(&self) -> Option<String> {
        self.knowledge.query()
    }

    fn body(&self) -> Option<Vec<u8>> {
        self.knowledge.body()
    }

    fn member(&self, path: &Path) -> Option<String> {
        self.knowledge.member(path)
    }

    fn part_of_body(&self, sent: &Sent) -> Option<String> {
        self.knowledge.part_of_body(sent)
    }
}
