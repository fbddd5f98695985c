//! What a search found, for tools: one JSON object.

use std::time::Duration;

use kpg_recipes::solve::{Answer, Question};
use serde::Serialize;

use super::notation;
use crate::output::{self, Failure};

#[derive(Debug, Serialize)]
struct Found {
    /// The likeliest first.
    recipes: Vec<Entry>,
    may_be_more: bool,
    tried: u64,
    seconds: f64,
    spaces: Vec<Tried>,
    /// How the expected text was encrypted, where a key opens it.
    encrypted: Option<String>,
    /// The same with other IVs, where more than one opens it to what can be read.
    encrypted_or: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Entry {
    /// As a spec writes it.
    yaml: String,
    /// The text that it begins with, with the names of secrets in their place.
    message: Option<String>,
}

#[derive(Debug, Serialize)]
struct Tried {
    what: &'static str,
    whole: bool,
}

pub fn print(question: &Question, answer: &Answer, taken: Duration) -> Result<(), Failure> {
    let values = question.values();
    let entries = answer.recipes.iter().map(|recipe| Entry {
        yaml: notation::values(recipe, values),
        message: recipe.message.shown(values),
    });
    let spaces = answer.spaces.iter().map(|(space, whole)| Tried {
        what: space.words(),
        whole: *whole,
    });
    let sealed = answer.sealed();
    let seal = |seal| notation::seal(seal, values);
    let found = Found {
        recipes: entries.collect(),
        may_be_more: answer.may_be_more,
        tried: answer.tried,
        seconds: taken.as_secs_f64(),
        spaces: spaces.collect(),
        encrypted: sealed.as_ref().map(|(first, _)| seal(first)),
        encrypted_or: sealed.map_or_else(Vec::new, |(_, others)| {
            others.into_iter().map(seal).collect()
        }),
    };
    let text = serde_json::to_string_pretty(&found)
        .map_err(|error| Failure::Words(format!("cannot write what was found as JSON: {error}")))?;
    output::print(text)
}
