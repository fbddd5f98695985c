//! Texts with other pieces, keys that are derived, and texts of random bytes: steps and values that take numbers.

use super::operand::Absence;
use super::plan::Planner;
use crate::diagnostic::Diagnostics;
use crate::model::Expression;
use crate::resolve::notation::text;
use crate::syntax::reader::Text;
use crate::syntax::spec::{Random, StepOperand};
use crate::words::Derivation;

/// Nobody derives a longer key, or sends more random bytes.
const MOST_BYTES: u32 = 512;
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

/// A text of random bytes.
pub(super) fn random_bytes(random: &Random, out: &mut Diagnostics) -> Option<Expression> {
    let bytes = random.bytes.as_ref();
    let bytes = bytes.and_then(|bytes| count(bytes, MOST_BYTES, out));
    Some(Expression::RandomBytes {
        bytes: bytes?,
        encoding: random.encode.as_ref()?.value,
    })
}

/// One number, from 1 on.
fn count(written: &Text, most: u32, out: &mut Diagnostics) -> Option<u32> {
    let (low, high) = text::range(written, 1, out)?;
    let number = u32::try_from(high).ok();
    let number = number.filter(|_| low == high && (1..=u64::from(most)).contains(&high));
    if number.is_none() {
        let help = format!("write one number, from 1 to {most}");
        text::bad(
            written,
            format!("`{}` is no such number", written.value),
            &help,
            out,
        );
    }
    number
}
