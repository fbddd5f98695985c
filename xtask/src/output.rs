//! What the command line prints: findings to standard error, colour only on a terminal.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressFinish, ProgressStyle};
use kpg_codegen::{Severity, Style, render};

use crate::finding::FileReport;
use crate::program;

/// So many codes are named where people are told how to learn more.
const NAMED_CODES: usize = 3;

/// Why a command did not end with exit code 0.
#[derive(Debug)]
pub enum Failure {
    /// A file or folder could not be read or written.
    Disk {
        doing: &'static str,
        path: PathBuf,
        error: std::io::Error,
    },
    /// Anything else, in words.
    Words(String),
    /// What has been said already, in another form.
    Said,
    /// A command that answers with its exit code could not find the answer.
    NoAnswer(String),
}

impl Failure {
    /// The exit code that tells it.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoAnswer(_) => 2,
            Self::Disk { .. } | Self::Words(_) | Self::Said => 1,
        }
    }

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
            Self::Disk { doing, path, error } => {
                write!(f, "cannot {doing} {}: {error}", path.display())
            }
            Self::Words(words) | Self::NoAnswer(words) => f.write_str(words),
            Self::Said => Ok(()),
        }
    }
}

/// The width of what is not printed on a terminal.
const PIPED: usize = 100;

/// How wide what is printed to standard output may be.
pub fn width() -> usize {
    match std::io::stdout().is_terminal() {
        true => textwrap::termwidth().max(PIPED / 2),
        false => PIPED,
    }
}

/// `1 error`, `2 errors`
pub fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Prints to standard output, colour only on a terminal. Whoever reads the beginning only, as `head`
/// does, has seen what they wanted: that is no failure, and nothing is said about it.
pub fn print(text: impl AsRef<str>) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    let said = out
        .write_all(text.as_ref().as_bytes())
        .and_then(|()| out.write_all(b"\n"))
        .and_then(|()| out.flush());
    match said {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::disk("write", Path::new("standard output"))(error))
        }
        _ => Ok(()),
    }
}

/// Less than so many pieces of work are done before anybody would read how far they are.
const SHORT_WORK: usize = 20;

/// Shows how far long work is: on a terminal only, and gone when the work is done or given up.
pub fn progress(doing: &'static str, pieces: usize) -> ProgressBar {
    if pieces < SHORT_WORK {
        return ProgressBar::hidden();
    }
    // Standard error; indicatif draws nothing where that is no terminal.
    let bar = ProgressBar::new(pieces as u64).with_finish(ProgressFinish::AndClear);
    let style = ProgressStyle::with_template("{msg} {wide_bar} {percent}%");
    style
        .map_or(bar.clone(), |style| bar.with_style(style))
        .with_message(doing)
}

/// Excerpts need so many columns, however narrow the terminal is.
const NARROWEST: usize = 40;

fn style() -> Style {
    match std::io::stderr().is_terminal() {
        true => Style::Terminal {
            width: textwrap::termwidth().max(NARROWEST),
        },
        false => Style::Plain,
    }
}

/// Prints everything that was found, and how to learn more about it.
pub fn findings(findings: &[FileReport]) {
    for finding in findings {
        match finding {
            FileReport::Report(report) => anstream::eprintln!("{}", render(report, style())),
            FileReport::Unusable { message, .. } => anstream::eprintln!("error: {message}\n"),
        }
    }
    if let Some(line) = how_to_learn_more(findings) {
        anstream::eprintln!("{line}\n");
    }
}

/// Errors are named rather than warnings, and the first few codes of them.
fn how_to_learn_more(findings: &[FileReport]) -> Option<String> {
    let codes = |severity: Severity| -> BTreeSet<_> {
        let reports = findings.iter().filter_map(|finding| match finding {
            FileReport::Report(report) => Some(&report.diagnostics),
            FileReport::Unusable { .. } => None,
        });
        let diagnostics = reports.flatten().filter(|each| each.severity == severity);
        diagnostics.map(|each| each.code).collect()
    };
    let (errors, warnings) = (codes(Severity::Error), codes(Severity::Warning));
    let (what, codes) = match (errors.is_empty(), warnings.is_empty()) {
        (false, _) => ("an error", errors),
        (true, false) => ("a warning", warnings),
        (true, true) => return None,
    };
    let named: Vec<String> = codes
        .iter()
        .take(NAMED_CODES)
        .map(ToString::to_string)
        .collect();
    let named = named.join(" ");
    Some(format!(
        "For more about {what}, run `{} explain {named}`.",
        program::name()
    ))
}

/// Prints a failure.
pub fn failure(failure: &Failure) {
    if !matches!(failure, Failure::Said) {
        anstream::eprintln!("error: {failure}");
    }
}
