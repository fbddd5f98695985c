//! What a client supplies by itself is verified by interpreting the model's expressions over what
//! was received.
//!
//! A value without clock or chance in it is evaluated and compared. The others are matched against
//! the received text, and what was received is then what later values are computed from. Fields wait
//! for each other, so their order does not matter. Inputs do not arrive by themselves: they are found
//! by unpacking what is made of them, and held against their rules. Ambiguities that a client decides once are tried
//! in every combination: one of them must explain the whole request.

mod consume;
mod known;
mod unpack;
mod width;

use std::collections::BTreeMap;

use jiff::Timestamp;
use kpg_codegen::model::{
    Expression, FieldRef, Operation, OptionId, Reports, SessionId, Source, Vendor,
};

use crate::clock::{self, Reading};
use crate::credentials::Credentials;
use crate::evaluate::Knowledge;
use crate::exchange::Finding;
use crate::received::Received;
use crate::rules::fields;
use consume::Problem;

/// What a request is held against.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub vendor: &'a Vendor,
    pub operation: &'a Operation,
    pub credentials: &'a Credentials,
    pub received: &'a Received,
    /// The tokens that may be used now.
    pub tokens: &'a BTreeMap<SessionId, Vec<String>>,
    /// What the sandbox's clock says, unless requests may be from any time.
    pub now: Option<Timestamp>,
}

/// What came of it.
pub(crate) struct Verified {
    pub findings: Vec<Finding>,
    /// The tokens that it carries.
    pub tokens: BTreeMap<SessionId, String>,
    /// A session whose token it lacks.
    pub refused: Option<SessionId>,
    /// The inputs that were found in what is made of them, by position; `None` for absent ones.
    pub inputs: BTreeMap<usize, Option<String>>,
}

/// What came of it under one set of choices.
#[derive(Default)]
struct Attempt {
    findings: Vec<Finding>,
    /// What is wrong with times that could be read.
    times: Vec<Finding>,
    tokens: BTreeMap<SessionId, String>,
    refused: Option<SessionId>,
    inputs: BTreeMap<usize, Option<String>>,
}

type Choices = BTreeMap<OptionId, usize>;

/// Verifies every supplied field, under the choices that explain the request best.
pub(crate) fn verify(facts: Facts<'_>) -> Verified {
    let attempts = combinations(facts.operation)
        .into_iter()
        .map(|choices| Reader::new(facts, choices).read());
    // A time that is read the right way and wrong explains more than one that can not be read.
    let best = attempts.min_by_key(|attempt| (attempt.findings.len(), attempt.times.len()));
    let best = best.unwrap_or_default();
    Verified {
        findings: [best.findings, best.times].concat(),
        tokens: best.tokens,
        refused: best.refused,
        inputs: best.inputs,
    }
}

/// Every way to decide the options that an operation's values depend on; the default way first.
fn combinations(operation: &Operation) -> Vec<Choices> {
    /// No vendor has more than a handful; a spec beyond this is checked for the first ones only.
    const MOST: usize = 256;
    let mut arms = BTreeMap::new();
    let computed = operation.computed.iter().map(|value| &value.expression);
    let sent = fields(operation).filter_map(|placed| match &placed.field.source {
        Source::Supplied(expression) => Some(expression),
        Source::Caller => None,
    });
    for expression in computed.chain(sent) {
        expression.any(&mut |part| {
            if let Expression::Variant(option, choices) = part {
                arms.insert(*option, choices.len());
            }
            false
        });
    }
    let mut combinations = vec![Choices::new()];
    for (option, count) in arms {
        let extended = combinations.iter().flat_map(|known| {
            (0..count).map(move |arm| {
                let mut choices = known.clone();
                choices.insert(option, arm);
                choices
            })
        });
        combinations = extended.take(MOST).collect();
    }
    combinations
}

/// Reads one request under one set of choices.
struct Reader<'a> {
    facts: Facts<'a>,
    choices: Choices,
    /// Computed values that were found in the request, by position.
    values: BTreeMap<usize, String>,
    /// Inputs that were found in what is made of them, by position; `None` for absent ones.
    inputs: BTreeMap<usize, Option<String>>,
    sessions: BTreeMap<SessionId, String>,
    /// A session whose token was not found where it belongs.
    refused: Option<SessionId>,
    readings: Vec<Reading>,
    /// The field at hand.
    subject: &'a str,
}

/// A supplied field that is there.
struct Supplied<'a> {
    wire: &'a str,
    expression: &'a Expression,
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn new(facts: Facts<'a>, choices: Choices) -> Self {
        let (values, sessions) = (BTreeMap::new(), BTreeMap::new());
        Self {
            facts,
            choices,
            values,
            inputs: BTreeMap::new(),
            sessions,
            refused: None,
            readings: Vec::new(),
            subject: "",
        }
    }

    fn read(mut self) -> Attempt {
        let mut findings = Vec::new();
        let mut waiting: Vec<Supplied<'a>> = fields(self.facts.operation)
            .filter_map(|placed| self.supplied(placed.at, placed.field))
            .collect();
        loop {
            let before = waiting.len();
            waiting.retain(|supplied| match self.check(supplied) {
                Ok(()) => false,
                Err(Problem::NotYet) => true,
                Err(Problem::Wrong(reports, text)) => {
                    findings.push(Finding {
                        subject: supplied.wire.to_owned(),
                        reports,
                        text,
                    });
                    false
                }
            });
            if waiting.len() == before {
                break;
            }
        }
        // The field that can not be decrypted has been found already. What is made of inputs in a way
        // that can not be undone, such as a digest of them, is accepted as it is: only the client
        // knows what went into it.
        waiting.retain(|supplied| {
            !self.is_unreadable(supplied.expression) && !self.needs_hidden(supplied.expression)
        });
        findings.extend(self.input_presence());
        findings.extend(waiting.iter().map(unverifiable));
        let mut times = clock::disagreements(&self.readings);
        if let Some(now) = self.facts.now {
            times.extend(clock::strangers(&self.readings, now));
        }
        Attempt {
            findings,
            times,
            tokens: self.sessions,
            refused: self.refused,
            inputs: self.inputs,
        }
    }

    fn supplied(
        &self,
        place: FieldRef,
        field: &'a kpg_codegen::model::Field,
    ) -> Option<Supplied<'a>> {
        let Source::Supplied(expression) = &field.source else {
            return None;
        };
        let text = self.facts.received.text(place)?;
        Some(Supplied {
            wire: &field.wire,
            expression,
            text,
        })
    }

    fn check(&mut self, supplied: &Supplied<'a>) -> Result<(), Problem> {
        self.subject = supplied.wire;
        let Supplied {
            expression, text, ..
        } = *supplied;
        // What is certain is what other values are computed from, whatever was received.
        let certain = self.text(expression).is_some() && !self.needs_json(expression);
        let checked = self.whole(expression, text);
        if !certain && !matches!(checked, Err(Problem::NotYet)) {
            self.bind(expression, text);
        }
        checked
    }

    /// What was received is what other values were computed from, even where it is wrong.
    fn bind(&mut self, expression: &Expression, text: &str) {
        match expression {
            Expression::Value(value) => {
                self.values.insert(value.0, text.to_owned());
            }
            Expression::Session(session) => {
                self.sessions.insert(*session, text.to_owned());
            }
            _ => {}
        }
    }
}

fn unverifiable(supplied: &Supplied<'_>) -> Finding {
    let text = "it can not be verified: it is computed from a time, random digits or a token that the \
                request does not show";
    Finding {
        subject: supplied.wire.to_owned(),
        reports: Reports::Signature,
        text: text.to_owned(),
    }
}
