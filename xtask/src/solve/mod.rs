//! `cargo xtask solve`: finds the recipe behind a signature, and prints it as a spec writes it. The search itself is in
//! `kpg-recipes`.

pub mod given;
mod human;
mod json;
pub mod notation;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use indicatif::ProgressBar;
use kpg_recipes::solve::{Answer, Progress, Question, solve};

use crate::output::Failure;
use given::{Assignment, Secret, Sources};

/// So many values are searched at most: with more, a search in all orders says nothing in years.
const MOST_VALUES: usize = 40;

/// What is asked on the command line.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A value that may be in the signature, in the order of the vendor's table
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = given::assignment)]
    values: Vec<Assignment>,
    /// A secret that may be in it or be its key; with a name alone, from the environment variable of that name
    #[arg(long = "secret", value_name = "NAME[=VALUE]", value_parser = given::secret)]
    secrets: Vec<Secret>,
    /// A PEM file with the key that signs: the public key, a certificate or the private key; with a name, that of its
    /// credential
    #[arg(long = "key", value_name = "[NAME=]FILE")]
    keys: Vec<String>,
    /// A file with values: a JSON object, a form, or a line NAME=VALUE for each; `-` is standard input
    #[arg(long = "from", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The body that was sent, letter by letter; its members are values too
    #[arg(long, value_name = "FILE")]
    body: Option<PathBuf>,
    /// The signature, or a header or text that contains it
    #[arg(long = "expect", value_name = "TEXT")]
    expected: String,
    /// How long to search
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    seconds: u64,
    /// For whom to report
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// For whom to report.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// One JSON object
    Json,
}

/// Searches and prints what was found.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let sources = Sources {
        values: &arguments.values,
        secrets: &arguments.secrets,
        files: &arguments.files,
        body: arguments.body.as_deref(),
    };
    let keys = given::keys(&arguments.keys)?;
    let question = Question::new(sources.read()?, &arguments.expected).signed_by(keys);
    let count = question.values().len();
    if count == 0 {
        let words = "there are no values; give them with `--set`, `--secret`, `--from` or `--body`";
        return Err(Failure::NoAnswer(words.to_owned()));
    }
    if count > MOST_VALUES {
        let words = format!(
            "{count} values are too many: give at most {MOST_VALUES}, those that the page names"
        );
        return Err(Failure::NoAnswer(words));
    }
    let started = Instant::now();
    let answer = searched(&question, Duration::from_secs(arguments.seconds));
    let taken = started.elapsed();
    match arguments.format {
        Format::Human => human::print(&question, &answer, taken)?,
        Format::Json => json::print(&question, &answer, taken)?,
    }
    match answer.recipes.is_empty() {
        true => Err(Failure::Said),
        false => Ok(()),
    }
}

/// Searches, with progress where somebody watches.
fn searched(question: &Question, time: Duration) -> Answer {
    let bar = ProgressBar::new_spinner();
    let answer = solve(question, time, &|progress: &Progress| {
        let tried = indicatif::HumanCount(progress.tried);
        bar.set_message(format!(
            "{tried} messages tried; now {}",
            progress.space.words()
        ));
        bar.tick();
    });
    bar.finish_and_clear();
    answer
}
