//! What a search found, for people.

use std::fmt::Write as _;
use std::time::Duration;

use indicatif::HumanCount;
use kpg_recipes::solve::{
    Answer, Given, Operand, Portion, Question, Recipe, Role, Seal, Step, Style, Vector,
};

use super::{given, notation};
use crate::output::{self, Failure, plural};

/// So many recipes are shown.
const SHOWN: usize = 5;

pub fn print(question: &Question, answer: &Answer, taken: Duration) -> Result<(), Failure> {
    let effort = format!(
        "{:.1} s and {} messages",
        taken.as_secs_f64(),
        HumanCount(answer.tried)
    );
    let text = match answer.recipes.split_first() {
        Some((first, others)) => found(question, (first, others), answer, &effort),
        None => not_found(question, answer, &effort),
    };
    let width = output::width();
    let lines = text
        .lines()
        .map(|line| match line.starts_with(' ') || line.ends_with(':') {
            true => line.to_owned(),
            false => textwrap::fill(line, width),
        });
    output::print(lines.collect::<Vec<_>>().join("\n"))
}

fn found(
    question: &Question,
    (first, others): (&Recipe, &[Recipe]),
    answer: &Answer,
    effort: &str,
) -> String {
    let values = question.values();
    let mut text = format!(
        "Found after {effort}:\n\n{}\n\n",
        notation::values(first, values)
    );
    if let Some(message) = first.message.shown(values) {
        let _ = writeln!(
            text,
            "It begins with this text:\n\n    {}\n",
            message.replace('\n', "\\n")
        );
    }
    for note in notes(first, values) {
        let _ = writeln!(text, "{note}");
    }
    if others.is_empty() {
        text.push_str("No other recipe that was tried makes it of these values.");
        return text;
    }
    let more = if answer.may_be_more { "at least " } else { "" };
    let _ = writeln!(
        text,
        "These values do not tell it from {more}{} that make the same. Search with a second sample, in which no two values are alike. The likeliest others:",
        plural(others.len(), "other recipe")
    );
    for other in others.iter().take(SHOWN) {
        let _ = write!(text, "\n{}\n", notation::values(other, values));
    }
    text
}

/// What a spec must say beside the recipe, and what the recipe leaves out.
fn notes(recipe: &Recipe, values: &[Given]) -> Vec<String> {
    let mut notes = Vec::new();
    if let Style::Json { bare_numbers: true } = recipe.message.style {
        notes.push(
            "Amounts stand in it without quotes: their fields are `number: true`.".to_owned(),
        );
    }
    let used = |position: usize| {
        let operands = recipe.message.operands.iter();
        let mut operands = operands.map(|operand: &Operand| operand.value);
        let mut keys = recipe.steps.iter().flat_map(keys_of);
        operands.any(|value| value == position) || keys.any(|value| value == position)
    };
    let positions = values.iter().enumerate();
    let bodies: Vec<&Given> = positions
        .filter(|(position, value)| value.role == Role::Body && used(*position))
        .map(|(_, body)| body)
        .collect();
    let unused = values.iter().enumerate().filter(|(position, value)| {
        let inside = bodies.iter().any(|body| given::is_inside(value, body));
        value.role != Role::Body && !used(*position) && !inside
    });
    let unused: Vec<String> = unused
        .map(|(_, value)| format!("`{}`", value.name))
        .collect();
    if !unused.is_empty() {
        notes.push(format!("It does not cover {}.", unused.join(", ")));
    }
    notes
}

/// The values with which a step is keyed.
fn keys_of(step: &Step) -> Vec<usize> {
    match step {
        Step::Mac { key, .. } => vec![key.value],
        Step::Sealed(seal) => keys_of_seal(seal),
        Step::Charset(_)
        | Step::Digest(_)
        | Step::Signed { .. }
        | Step::Encoded(_)
        | Step::Cased(_)
        | Step::Escaped(..)
        | Step::Without(_) => Vec::new(),
    }
}

fn keys_of_seal(seal: &Seal) -> Vec<usize> {
    let of = |portion: &Portion| portion.value;
    match &seal.vector {
        Vector::Of(iv) => vec![of(&seal.key), of(iv)],
        Vector::None | Vector::Zero | Vector::FirstBlock => vec![of(&seal.key)],
    }
}

fn opened(question: &Question, seal: &Seal, others: &[&Seal]) -> String {
    let how = |seal| notation::seal(seal, question.values());
    let mut text = format!(
        "It is encrypted: {}. kpg cannot read what is inside as these values, joined or as JSON: give those that were encrypted, in the order of the page.",
        how(seal)
    );
    if !others.is_empty() {
        text.push_str("\n\nThe IV is not determined: a wrong one changes the first block alone, and the text can be read with each of these too:\n");
    }
    for other in others {
        let _ = write!(text, "\n  {}", how(other));
    }
    text
}

fn not_found(question: &Question, answer: &Answer, effort: &str) -> String {
    if let Some((seal, others)) = answer.sealed() {
        return opened(question, seal, &others);
    }
    if !answer.looks_like_a_digest {
        return "No recipe was found. The expected text is neither the values joined nor anything of the length of a digest or MAC: MD5, SHA-1, SHA-256 and SHA-512 have 16, 20, 32 and 64 bytes, as hexadecimal digits or base64. If it is encrypted, give the key and the IV with `--secret`; if it is signed with RSA, give the public key or the certificate with `--key`. Or is it cut?".to_owned();
    }
    let mut text = format!("No recipe was found after {effort}. What was tried:\n\n");
    for (space, is_whole) in &answer.spaces {
        let part = if *is_whole { "all of" } else { "in part" };
        let _ = writeln!(text, "  {part:7}  {}", space.words());
    }
    text.push_str("\nMost often a value is missing or not the one that was hashed (a time, an amount with or without commas, the plain text of an encrypted field), or the secret is another one. Give fewer values that are surely not in it, or more time with `--seconds`.");
    text
}
