//! What the command line prints: findings to standard error, colour only on a terminal.

use std::fmt;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use kpg_codegen::{Report, Severity, Style, render};

/// Why a command ended with exit code 1.
#[derive(Debug)]
pub enum Failure {
    /// Specs that are wrong or could not be read.
    Specs(Vec<Problem>),
    /// A file or folder could not be read or written.
    Disk {
        doing: &'static str,
        path: PathBuf,
        error: std::io::Error,
    },
    /// Anything else, in words.
    Words(String),
}

/// What is wrong with one spec.
#[derive(Debug)]
pub enum Problem {
    /// It does not compile.
    Report(Report),
    /// It could not be read; the text says why.
    Unreadable(String),
}

impl Failure {
    /// For `map_err`.
    pub fn disk(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |error| Self::Disk {
            doing,
            path: path.to_owned(),
            error,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Specs(problems) => {
                let count: usize = problems.iter().map(Problem::count).sum();
                let (errors, specs) = (plural(count, "error"), plural(problems.len(), "spec"));
                write!(f, "{errors} in {specs}")
            }
            Self::Disk { doing, path, error } => {
                write!(f, "can not {doing} {}: {error}", path.display())
            }
            Self::Words(words) => f.write_str(words),
        }
    }
}

impl Problem {
    fn count(&self) -> usize {
        match self {
            Self::Report(report) => report.count(Severity::Error),
            Self::Unreadable(_) => 1,
        }
    }
}

/// `1 error`, `2 errors`
pub fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn style() -> Style {
    match std::io::stderr().is_terminal() {
        true => Style::Colour,
        false => Style::Plain,
    }
}

/// Prints what was found in specs that compile.
pub fn warnings(reports: &[Report]) {
    for report in reports {
        anstream::eprintln!("{}", render(report, style()));
    }
}

/// Prints a failure, with everything that is wrong.
pub fn failure(failure: &Failure) {
    if let Failure::Specs(problems) = failure {
        let style = style();
        for problem in problems {
            match problem {
                Problem::Report(report) => anstream::eprintln!("{}", render(report, style)),
                Problem::Unreadable(words) => anstream::eprintln!("error: {words}\n"),
            }
        }
    }
    anstream::eprintln!("error: {failure}");
}
