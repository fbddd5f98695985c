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
mod problem;
mod reader;
mod traced;
mod unpack;
mod width;

use std::collections::BTreeMap;

use kpg_codegen::model::{Cipher, Expression, FieldRef, Placed, Request, SessionId, Source};

use crate::cipher::{self, Keys};
use crate::evaluate::keys;
use crate::exchange::Finding;
use crate::rules::fields;
pub(crate) use reader::Facts;
use reader::{Choices, Reader};
pub(crate) use traced::{TracedField, traced};

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

/// Finds the plain text of every encrypted field that arrived, or that it has none. A key may be made of what other
/// fields show.
pub(crate) fn opened_fields(facts: Facts<'_>) -> (Vec<(FieldRef, Option<String>)>, Vec<Finding>) {
    let reader = Reader::new(facts, Choices::new()).with_shown_values();
    let mut findings = Vec::new();
    let mut opened = Vec::new();
    for Placed { at, field } in fields(facts.operation) {
        let cipher = field.cipher.and_then(|id| facts.vendor.ciphers.get(id.0));
        let (Some(cipher), Some(wire)) = (cipher, facts.received.wire(at)) else {
            continue;
        };
        let plain = cipher::open(cipher, keys(&reader, cipher).as_ref(), wire)
            .map_err(|problem| findings.push(Finding::field(&field.wire, problem)))
            .ok();
        opened.push((at, plain));
    }
    (opened, findings)
}

/// The keys of a cipher, where the request shows what they are made of.
pub(crate) fn keys_of(facts: Facts<'_>, cipher: &Cipher) -> Option<Keys> {
    keys(
        &Reader::new(facts, Choices::new()).with_shown_values(),
        cipher,
    )
}

/// Verifies every supplied field, under the choices that explain the request best.
pub(crate) fn verify(facts: Facts<'_>) -> Verified {
    let attempts = combinations(facts.operation)
        .into_iter()
        .map(|choices| Reader::new(facts, choices).read());
    // A time that is read the right way and wrong explains more than one that cannot be read.
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
fn combinations(operation: &Request) -> Vec<Choices> {
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
