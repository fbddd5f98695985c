//! What the command line prints: findings to standard error, colour only on a terminal.

use std::fmt;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use kpg_codegen::{Report, Style, render};

/// Why a command ended with exit code 1.
#[derive(Debug)]
pub enum Failure {
    /// Specs that are wrong.
    Specs(Vec<Report>),
    /// A file or folder could not be read or written.
    Disk { doing: &'static str, path: PathBuf, error: std::io::Error },
    /// Anything else, in words.
    Words(String),
}

impl Failure {
    /// For `map_err`.
    pub fn disk(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |error| Self::Disk { doing, path: path.to_owned(), error }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Specs(reports) => {
                let count: usize = reports.iter().map(|report| report.diagnostics.len()).sum();
                let (errors, specs) = (plural(count, "error"), plural(reports.len(), "spec"));
                write!(f, "{errors} in {specs}")
            }
            Self::Disk { doing, path, error } => write!(f, "can not {doing} {}: {error}", path.display()),
            Self::Words(words) => f.write_str(words),
        }
    }
}

/// `1 error`, `2 errors`
pub fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Prints a failure, with everything that is wrong.
pub fn failure(failure: &Failure) {
    if let Failure::Specs(reports) = failure {
        let style = if std::io::stderr().is_terminal() { Style::Colour } else { Style::Plain };
        for report in reports {
            anstream::eprintln!("{}", render(report, style));
        }
    }
    anstream::eprintln!("error: {failure}");
}
