//! The recorder: makes steps of what the evaluator tells while it computes.

use std::cell::RefCell;

use kpg_codegen::model::Expression;

use super::step::{HIDDEN, Output, Secrecy, Step};
use crate::evaluate::{Came, Known};

/// Steps under way, the innermost expression last.
#[derive(Default)]
pub(super) struct Recorder {
    open: RefCell<Vec<Vec<Step>>>,
    done: RefCell<Vec<Step>>,
}

/// What is known of an expression beside its value.
pub(super) struct About {
    pub label: String,
    /// Of what is made of nothing else; `None` where it follows from what the expression is made of.
    pub secrecy: Option<Secrecy>,
    /// Its text as it may be shown, where that is known.
    pub shown: Option<String>,
}

impl Recorder {
    pub fn begins(&self) {
        self.open.borrow_mut().push(Vec::new());
    }

    pub fn ends(&self, expression: &Expression, about: About, came: Came<'_>) {
        let inputs = self.open.borrow_mut().pop().unwrap_or_default();
        let step = step(expression, about, came, inputs);
        let mut open = self.open.borrow_mut();
        match open.last_mut() {
            Some(outer) => outer.push(step),
            None => self.done.borrow_mut().push(step),
        }
    }

    /// The steps that were finished since it was asked last.
    pub fn take(&self) -> Vec<Step> {
        self.done.take()
    }
}

fn step(expression: &Expression, about: About, came: Came<'_>, inputs: Vec<Step>) -> Step {
    let output = match came {
        Came::Unknown => Output::Unknown,
        Came::Absent => Output::Absent,
        Came::Known(Known::Text(text)) => Output::Text(text.clone()),
        Came::Known(Known::Bytes(bytes)) => Output::Bytes(bytes.clone()),
    };
    let secrecy = about
        .secrecy
        .unwrap_or_else(|| secrecy(expression, &inputs));
    let own = about.shown.filter(|_| secrecy.is_hidden());
    Step {
        shown: own.or_else(|| shown(expression, (&output, secrecy), &inputs)),
        covers: covers(expression, &inputs),
        label: about.label,
        output,
        secrecy,
        inputs,
    }
}

/// The position of the message that an expression hides.
fn covers(expression: &Expression, inputs: &[Step]) -> Option<usize> {
    let position = match expression {
        Expression::Digest(..) | Expression::Encrypted(..) | Expression::Signature { .. } => 0,
        // The key comes first.
        Expression::Mac { .. } | Expression::Derived { .. } => 1,
        _ => return None,
    };
    (position < inputs.len()).then_some(position)
}

fn secrecy(expression: &Expression, inputs: &[Step]) -> Secrecy {
    let parts = || Secrecy::of_parts(inputs.iter().map(|input| input.secrecy));
    match expression {
        // Whoever knows that it is the digest of a secret can use it in the secret's place.
        Expression::Digest(..) => match parts() {
            Secrecy::Secret => Secrecy::Secret,
            Secrecy::Literal | Secrecy::Open | Secrecy::Holds => Secrecy::Open,
        },
        Expression::Mac { .. } | Expression::Signature { .. } | Expression::Encrypted(..) => {
            Secrecy::Open
        }
        Expression::Derived { .. } => Secrecy::Secret,
        Expression::Literal(_) => Secrecy::Literal,
        _ => match parts() {
            Secrecy::Literal => Secrecy::Open,
            parts => parts,
        },
    }
}

/// The text with what is secret in it hidden; `None` where the whole of it must be, or nothing of it.
fn shown(
    expression: &Expression,
    (output, secrecy): (&Output, Secrecy),
    inputs: &[Step],
) -> Option<String> {
    if !secrecy.is_hidden() {
        return None;
    }
    let text = match output {
        Output::Text(text) => text.clone(),
        Output::Bytes(bytes) => std::str::from_utf8(bytes).ok()?.to_owned(),
        Output::Unknown | Output::Absent => return None,
    };
    match expression {
        Expression::Concatenation(_)
        | Expression::Selection(_)
        | Expression::Json(_)
        | Expression::Sent(_)
        | Expression::Bytes(_)
        | Expression::Charset(..)
        | Expression::Value(_)
        | Expression::Variant(..)
        | Expression::ByText { .. } => with_hidden(text, inputs),
        _ => None,
    }
}

/// A text that holds the texts of its parts, those that are secret as they may be shown. `None` where one is not found:
/// then nobody knows where it is.
fn with_hidden(text: String, inputs: &[Step]) -> Option<String> {
    let hidden = inputs.iter().filter(|input| input.secrecy.is_hidden());
    let mut hidden: Vec<(String, String)> = hidden
        .filter_map(|input| {
            let own = match &input.output {
                Output::Text(text) => text.clone(),
                Output::Bytes(bytes) => String::from_utf8(bytes.clone()).ok()?,
                Output::Unknown | Output::Absent => return None,
            };
            let shown = input.shown.clone();
            Some((own, shown.unwrap_or_else(|| HIDDEN.to_owned())))
        })
        .filter(|(own, _)| !own.is_empty())
        .collect();
    // Nobody knows where the secret is in it.
    if hidden.is_empty() {
        return None;
    }
    // What holds another one is replaced first.
    hidden.sort_by_key(|(own, _)| std::cmp::Reverse(own.len()));
    hidden.into_iter().try_fold(text, |text, (own, shown)| {
        let escaped = in_json(&own);
        match (text.contains(&own), text.contains(&escaped)) {
            (true, _) => Some(text.replace(&own, &shown)),
            (false, true) => Some(text.replace(&escaped, &in_json(&shown))),
            // A longer one that was replaced held it.
            (false, false) => text.contains(HIDDEN).then_some(text),
        }
    })
}

fn in_json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted.trim_matches('"').to_owned()
}
