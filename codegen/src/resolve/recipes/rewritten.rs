//! Texts with other pieces, and keys that are derived: steps that take several things by their keys.

use super::numbers::{MOST_BYTES, count};
use super::operand::Absence;
use super::plan::Planner;
use crate::diagnostic::Diagnostics;
use crate::model::Expression;
use crate::resolve::notation::text;
use crate::syntax::spec::StepOperand;
use crate::words::Derivation;

/// More rounds take seconds for each request.
const MOST_ROUNDS: u32 = 10_000_000;

impl<'s> Planner<'_, 's> {
    /// A key derived from what comes before.
    pub(super) fn derived(
        &mut self,
        derivation: Derivation,
        password: Option<Box<Expression>>,
        operand: &'s StepOperand,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let StepOperand::Derivation(written) = operand else {
            return None;
        };
        let salt = written.salt.as_ref();
        let salt = salt.and_then(|salt| self.named(salt, Absence::Refused, out));
        let rounds = written.rounds.as_ref();
        let rounds = rounds.and_then(|rounds| count(rounds, MOST_ROUNDS, out));
        let bytes = written.bytes.as_ref();
        let bytes = bytes.and_then(|bytes| count(bytes, MOST_BYTES, out));
        Some(Expression::Derived {
            derivation,
            password: password?,
            salt: Box::new(salt?),
            form: written.form.as_ref()?.value,
            rounds: rounds?,
            bytes: bytes?,
        })
    }
}

/// A text with other pieces.
pub(super) fn replaced(
    before: Option<Box<Expression>>,
    operand: &StepOperand,
    out: &mut Diagnostics,
) -> Option<Expression> {
    let StepOperand::Replacement { from, to } = operand else {
        return None;
    };
    let from = from.as_ref()?;
    if from.value.is_empty() {
        text::bad(
            from,
            "nothing is replaced",
            "write the text that stands in what comes before, such as `\"-\"`",
            out,
        );
        return None;
    }
    Some(Expression::Replaced {
        from: from.value.clone(),
        to: to.as_ref()?.value.clone(),
        text: before?,
    })
}
