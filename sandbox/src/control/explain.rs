//! What would explain a signature that came: a recipe that makes it of the values of the same request. The search is that
//! of `cargo xtask solve`.

use std::sync::Arc;
use std::time::Duration;

use kpg_codegen::model::CredentialKind;
use kpg_recipes::forward::{Output, Step};
use kpg_recipes::solve::{Given, Question, Role, solve};
use serde_json::{Value, json};

use super::known::{Refused, exchange};
use super::steps::shortened;
use crate::again;
use crate::exchange::Exchange;
use crate::state::{State, VendorState};
use crate::verify::TracedField;

/// How long is searched.
const TIME: Duration = Duration::from_secs(4);
/// So many values are searched; those of the recipe come first.
const MOST_VALUES: usize = 12;

/// For a field of a call.
pub(super) async fn of_call(
    state: &State,
    (number, field): (&str, &str),
) -> Result<Value, Refused> {
    let exchange = exchange(state, number)?;
    let traced = again::traced(state, &exchange);
    let traced = traced.into_iter().find(|traced| traced.wire == field);
    let none = || {
        (
            404,
            format!("call {number} has no computed field `{field}`"),
        )
    };
    let traced = traced.ok_or_else(none)?;
    let came = traced.came.clone().ok_or_else(none)?;
    let vendor_state = state.vendors.get(&exchange.vendor).ok_or_else(none)?;
    let question = Question::new(values((state, vendor_state), &exchange, &traced), &came);
    let ours = traced
        .expected
        .hiding()
        .and_then(Step::covered)
        .and_then(Step::text);
    let ours = ours.map(shortened);
    // Held until the search ends, even if whoever asked has left.
    let turn = Arc::clone(&state.searching).lock_owned().await;
    let searched = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let answer = solve(&question, TIME, &|_| {});
        let recipe = answer.recipes.first()?;
        recipe.message.text(question.values())
    });
    let theirs = searched.await.ok().flatten();
    let theirs = theirs.map(|text| shortened(&text));
    let says = match (&theirs, &ours) {
        (None, _) => "nothing",
        (Some(theirs), Some(ours)) if theirs == ours => "same_text",
        (Some(_), _) => "other_text",
    };
    Ok(json!({ "says": says, "theirs": theirs, "ours": ours }))
}

/// What may be in it: what the recipe takes in, then credentials and everything that was sent.
fn values(
    (state, vendor_state): (&State, &VendorState),
    exchange: &Exchange,
    traced: &TracedField,
) -> Vec<Given> {
    let mut values: Vec<Given> = Vec::new();
    let mut add = |name: &str, text: &str, role: Role| {
        let is_new = !values
            .iter()
            .any(|known| known.name == name || known.text == text);
        if is_new && !text.is_empty() && values.len() < MOST_VALUES {
            let (name, text) = (name.to_owned(), text.to_owned());
            values.push(Given { name, text, role });
        }
    };
    leaves(&traced.expected, &mut add);
    for given in vendor_state
        .given
        .iter()
        .filter(|given| given.kind == CredentialKind::Text)
    {
        let role = if given.is_secret {
            Role::Secret
        } else {
            Role::Value
        };
        add(&given.name, &given.text, role);
    }
    for (name, text) in again::sent_texts(state, exchange) {
        if name != traced.wire {
            add(&name, &text, Role::Value);
        }
    }
    values
}

/// Parts that have a name: fields, values, credentials and tokens.
fn leaves(step: &Step, add: &mut dyn FnMut(&str, &str, Role)) {
    let named = step
        .label
        .split_once('`')
        .and_then(|(_, rest)| rest.strip_suffix('`'));
    if let (Some(name), Output::Text(text)) = (named, &step.output)
        && !step.label.starts_with("option")
        && !step.label.starts_with("encrypt")
    {
        let role = match step.secrecy.is_hidden() {
            true => Role::Secret,
            false => Role::Value,
        };
        add(name, text, role);
    }
    for input in &step.inputs {
        leaves(input, add);
    }
}
