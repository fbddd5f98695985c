//! Why a build script cannot go on, as cargo shows it.

use std::fmt;
use std::io::Error;
use std::path::PathBuf;

use super::folder::FolderError;
use crate::diagnostic::{Report, Severity, Style, render};

/// Why a build script has made no clients of its specs.
///
/// A `main` that returns it shows all errors of all specs with their excerpts: its `Debug` is what people read.
#[non_exhaustive]
pub enum BuildError {
    /// Specs are wrong: what was found in each.
    Wrong {
        /// What was found, by spec. Where warnings are denied, there may be nothing else.
        reports: Vec<Report>,
    },
    /// Two specs describe the same vendor.
    SameVendor {
        /// The vendor's id.
        vendor: String,
        /// The paths of the two.
        files: [String; 2],
    },
    /// A spec, or the folder of specs, cannot be read.
    Folder(FolderError),
    /// Nobody says where to write to: `OUT_DIR` is not set, which cargo sets for a build script.
    NoOutput,
    /// What was made cannot be written.
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        cause: Error,
    },
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wrong { reports } => {
                let shown: Vec<String> = reports
                    .iter()
                    .map(|report| render(report, Style::Plain))
                    .collect();
                f.write_str(shown.join("\n").trim_end())?;
                let no_error = |report: &Report| report.count(Severity::Error) == 0;
                match reports.iter().all(no_error) {
                    true => f.write_str("\nwarnings are denied"),
                    false => Ok(()),
                }
            }
            Self::SameVendor {
                vendor,
                files: [one, other],
            } => write!(
                f,
                "two specs describe the vendor `{vendor}`: {one} and {other}; give one of them another id"
            ),
            Self::Folder(error) => error.fmt(f),
            Self::NoOutput => f.write_str(
                "there is no folder to write to: call `Builder::compile` in a build script, or give it one with `out_dir`",
            ),
            Self::Unwritable { path, cause } => {
                write!(f, "cannot write {}: {cause}", path.display())
            }
        }
    }
}

/// What `main` prints of the error that it returns: the text for people, on lines of its own.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Folder(error) => Some(error),
            Self::Unwritable { cause, .. } => Some(cause),
            Self::Wrong { .. } | Self::SameVendor { .. } | Self::NoOutput => None,
        }
    }
}

impl From<FolderError> for BuildError {
    fn from(error: FolderError) -> Self {
        Self::Folder(error)
    }
}
