//! Which of several recipes a vendor means: the plain one, in the order of the table.

use kpg_codegen::model::KeyForm;

use super::question::{Given, Role};
use super::recipe::{Operand, Recipe, Step, Style};
use super::sealed::{Part, Portion, Seal, Vector};
use super::style;

/// The less, the likelier.
pub(super) fn cost(recipe: &Recipe, values: &[Given]) -> usize {
    let operands = &recipe.message.operands;
    let changed: usize = operands.iter().map(|operand| operand.steps.len()).sum();
    cost_of_steps(&recipe.steps)
        + 600 * changed
        + cost_of_style(&recipe.message.style)
        + cost_of_order(operands, values)
        + cost_without_secret(recipe, values)
        + 10 * recipe.before.len().min(1)
        + operands.iter().map(|operand| operand.value).sum::<usize>()
}

fn cost_of_steps(steps: &[Step]) -> usize {
    let costs = steps.iter().map(|step| match step {
        Step::Digest(_) | Step::Mac { .. } | Step::Signed { .. } => 100,
        Step::Sealed(seal) => cost_of_seal(seal),
        Step::Charset(_) | Step::Encoded(_) => 50,
        Step::Cased(_) | Step::Escaped(..) | Step::Without(_) => 100,
    });
    costs.sum()
}

/// A key that is a value as it stands is likelier than a part of one.
pub(super) fn cost_of_seal(seal: &Seal) -> usize {
    let of_portion = |portion: &Portion| match (portion.part, portion.form) {
        (None, KeyForm::Text) => 0,
        (None, KeyForm::Hex | KeyForm::Base64) | (Some(Part::First(_)), KeyForm::Text) => 10,
        (Some(_), _) => 20,
    };
    let of_vector = match &seal.vector {
        Vector::None => 0,
        Vector::Of(portion) => 5 + of_portion(portion),
        Vector::FirstBlock => 30,
        Vector::Zero => 40,
    };
    100 + of_portion(&seal.key) + of_vector
}

fn cost_of_style(style: &Style) -> usize {
    let known = style::joined();
    let place = known.iter().position(|one| one == style);
    5 * place.unwrap_or(known.len())
}

fn cost_of_order(operands: &[Operand], values: &[Given]) -> usize {
    let open: Vec<&Given> = operands
        .iter()
        .filter_map(|operand| values.get(operand.value))
        .filter(|value| value.role != Role::Secret)
        .collect();
    let positions: Vec<usize> = operands.iter().map(|operand| operand.value).collect();
    let names: Vec<&str> = open.iter().map(|value| value.name.as_str()).collect();
    match (positions.is_sorted(), names.is_sorted()) {
        (true, _) => 0,
        (false, true) => 20,
        (false, false) => 40,
    }
}

/// A signature without a secret proves nothing; vendors have them all the same.
fn cost_without_secret(recipe: &Recipe, values: &[Given]) -> usize {
    let is_secret = |operand: &Operand| {
        let value = values.get(operand.value);
        value.is_some_and(|value| value.role == Role::Secret)
    };
    let keyed = recipe.steps.iter().any(|step| match step {
        Step::Mac { key, .. } => is_secret(key),
        Step::Signed { .. } | Step::Sealed(_) => true,
        Step::Charset(_)
        | Step::Digest(_)
        | Step::Encoded(_)
        | Step::Cased(_)
        | Step::Escaped(..)
        | Step::Without(_) => false,
    });
    let has_secret = values.iter().any(|value| value.role == Role::Secret);
    match has_secret && !keyed && !recipe.message.operands.iter().any(is_secret) {
        true => 300,
        false => 0,
    }
}
