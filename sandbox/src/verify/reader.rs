//! Reading of one request under one set of choices: fields wait for each other, so their order does not matter.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kpg_codegen::model::{
    Expression, Field, FieldRef, OptionId, Reports, Request, SessionId, Source, Vendor,
};

use super::problem::Problem;
use crate::clock::{self, ShownTime};
use crate::credentials::Credentials;
use crate::evaluate::Knowledge;
use crate::exchange::Finding;
use crate::received::Received;
use crate::rules::fields;

/// What a request is held against.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub vendor: &'a Vendor,
    pub operation: &'a Request,
    pub credentials: &'a Credentials,
    pub received: &'a Received,
    /// The tokens that may be used now.
    pub tokens: &'a BTreeMap<SessionId, Vec<String>>,
    /// What the sandbox's clock says, unless requests may be from any time.
    pub now: Option<Timestamp>,
}

pub(super) type Choices = BTreeMap<OptionId, usize>;

/// What came of it under one set of choices.
#[derive(Default)]
pub(super) struct ReadRequest {
    pub findings: Vec<Finding>,
    /// What is wrong with times that could be read.
    pub times: Vec<Finding>,
    pub tokens: BTreeMap<SessionId, String>,
    pub refused: Option<SessionId>,
    pub inputs: BTreeMap<usize, Option<String>>,
}

/// Reads one request under one set of choices.
pub(super) struct Reader<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) choices: Choices,
    /// Computed values that were found in the request, by position.
    pub(super) values: BTreeMap<usize, String>,
    /// Inputs that were found in what is made of them, by position; `None` for absent ones.
    pub(super) inputs: BTreeMap<usize, Option<String>>,
    pub(super) sessions: BTreeMap<SessionId, String>,
    /// A session whose token was not found where it belongs.
    pub(super) refused: Option<SessionId>,
    pub(super) readings: Vec<ShownTime>,
    /// The field at hand.
    pub(super) subject: &'a str,
}

/// A supplied field that is there.
struct Supplied<'a> {
    wire: &'a str,
    expression: &'a Expression,
    text: &'a str,
}

impl<'a> Reader<'a> {
    pub(super) fn new(facts: Facts<'a>, choices: Choices) -> Self {
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

    /// With the values that fields show just as they are, right or wrong: later values are computed from them.
    pub(super) fn with_shown_values(mut self) -> Self {
        let supplied = fields(self.facts.operation);
        let supplied = supplied.filter_map(|placed| self.supplied(placed.at, placed.field));
        let shown: Vec<Supplied<'a>> = supplied.collect();
        for supplied in shown {
            self.bind(supplied.expression, supplied.text);
        }
        self
    }

    pub(super) fn read(mut self) -> ReadRequest {
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
                    findings.push(Finding::new(supplied.wire, reports, text));
                    false
                }
            });
            if waiting.len() == before {
                break;
            }
        }
        // The field that cannot be decrypted has been found already. What is made of inputs in a way
        // that cannot be undone, such as a digest of them, is accepted as it is: only the client
        // knows what went into it.
        waiting.retain(|supplied| {
            !self.is_unreadable(supplied.expression) && !self.needs_hidden(supplied.expression)
        });
        findings.extend(self.input_presence());
        findings.extend(waiting.iter().map(unverifiable));
        let mut times = clock::disagreements(&self.readings);
        if let Some(now) = self.facts.now {
            times.extend(clock::distant_times(&self.readings, now));
        }
        ReadRequest {
            findings,
            times,
            tokens: self.sessions,
            refused: self.refused,
            inputs: self.inputs,
        }
    }

    fn supplied(&self, place: FieldRef, field: &'a Field) -> Option<Supplied<'a>> {
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
    let text = "it cannot be verified: it is computed from a time, random digits or a token that the \
                request does not show";
    Finding::new(supplied.wire, Reports::Signature, text)
}
