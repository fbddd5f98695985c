//! Recipes that notes give in words, tried on the sample that the page has of the message.

use std::time::Duration;

use kpg_documents::{RecipeWords, SampleBody, Way};
use kpg_recipes::solve::{Given, Question, Role, solve};

use crate::program;
use crate::solve::notation;

/// So long a sample is searched; the values are few, and named.
const LONGEST: Duration = Duration::from_secs(2);
/// A shorter value of a sample is no signature.
const SHORTEST: usize = 16;

/// What the sample of a page says of how a field is made; none where no sample has the field.
pub(super) fn tried(words: &RecipeWords, wire: &str, samples: &[SampleBody]) -> Option<String> {
    let sent = samples
        .iter()
        .filter(|sample| sample.way != Some(Way::Answer));
    let mut with_it = sent.filter_map(|sample| {
        let value = value(sample, wire).filter(|value| value.len() >= SHORTEST)?;
        Some((sample, value))
    });
    let (sample, expected) = with_it.next()?;
    let line = sample.cell.line;
    let mut given = Vec::new();
    let mut missing = Vec::new();
    for name in &words.order {
        match value(sample, name) {
            Some(text) => given.push(Given {
                name: name.clone(),
                text: text.to_owned(),
                role: Role::Value,
            }),
            None => missing.push(name.as_str()),
        }
    }
    if !missing.is_empty() {
        return Some(format!(
            "the sample on line {line} has it, and no value of {}: `{}` tries it",
            missing.join(", "),
            command(&given, &missing, expected)
        ));
    }
    let question = Question::new(given.clone(), expected);
    let answer = solve(&question, LONGEST, &|_| {});
    Some(match answer.recipes.first() {
        Some(recipe) => {
            let found = notation::values(recipe, &given);
            let found: Vec<&str> = found.lines().map(str::trim).collect();
            format!(
                "the sample on line {line} is made so: `{}`",
                found.join(" ")
            )
        }
        None => format!(
            "no recipe of these makes what the sample on line {line} has: the note or the sample is wrong"
        ),
    })
}

/// The value of a member of a sample, by its name in any case.
fn value<'s>(sample: &'s SampleBody, name: &str) -> Option<&'s str> {
    let named = |path: &[String]| {
        path.last()
            .is_some_and(|last| last.eq_ignore_ascii_case(name))
    };
    let mut members = sample.members.iter().filter(|member| named(&member.path));
    members.find_map(|member| member.value.as_deref())
}

/// The command that searches, with the values that the sample has.
fn command(given: &[Given], missing: &[&str], expected: &str) -> String {
    let mut words = vec![program::name().to_owned(), "solve".to_owned()];
    for one in given {
        words.push("--set".to_owned());
        words.push(quoted(&format!("{}={}", one.name, one.text)));
    }
    for name in missing {
        words.push("--secret".to_owned());
        // No shell takes a Korean word for the name of a variable.
        words.push(match name.is_ascii() {
            true => (*name).to_owned(),
            false => format!("{name}=…"),
        });
    }
    words.push("--expect".to_owned());
    words.push(quoted(expected));
    words.join(" ")
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    match shlex::try_quote(word) {
        Ok(quoted) => quoted.into_owned(),
        Err(_) => word.replace('\0', ""),
    }
}
