//! Which files of a folder are specs, and reading them.

use std::fmt;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use crate::source::SourceFile;

/// Why the specs of a folder, or one of them, cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum FolderError {
    /// There is no such folder.
    NoFolder {
        /// Its path.
        folder: PathBuf,
    },
    /// The folder has no file whose name ends in `.yaml`.
    NoSpec {
        /// The folder's path.
        folder: PathBuf,
    },
    /// A file that is meant to be a spec would not be read: its name ends in `.yml`, or in capital letters.
    Named {
        /// Its path.
        file: PathBuf,
    },
    /// What should be a file is a folder.
    IsFolder {
        /// Its path.
        file: PathBuf,
    },
    /// A file is not UTF-8 text.
    NotText {
        /// Its path.
        file: PathBuf,
        /// The line, counted from 1, and the byte of the file, counted from 0, from which on it is none.
        place: (usize, usize),
    },
    /// The system refuses to read a file or folder.
    Unreadable {
        /// Its path.
        path: PathBuf,
        /// Why.
        cause: Error,
    },
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFolder { folder } => write!(f, "there is no folder {}", folder.display()),
            Self::NoSpec { folder } => write!(f, "there is no spec in {}", folder.display()),
            Self::Named { file } => write!(
                f,
                "{} would not be read: the name of a spec ends in `.yaml`; rename it to {}",
                file.display(),
                file.with_extension("yaml").display()
            ),
            Self::IsFolder { file } => write!(
                f,
                "{} is a folder; name the spec files in it",
                file.display()
            ),
            Self::NotText {
                file,
                place: (line, byte),
            } => write!(
                f,
                "{}:{line}: this is not UTF-8 text, from byte {byte} on; save the spec as UTF-8",
                file.display()
            ),
            Self::Unreadable { path, cause } => {
                write!(f, "cannot read {}: {cause}", path.display())
            }
        }
    }
}

impl std::error::Error for FolderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { cause, .. } => Some(cause),
            Self::NoFolder { .. }
            | Self::NoSpec { .. }
            | Self::Named { .. }
            | Self::IsFolder { .. }
            | Self::NotText { .. } => None,
        }
    }
}

/// Every spec in a folder: the files whose names end in `.yaml`, by name. What begins with a dot is an editor's own.
///
/// # Errors
///
/// The folder cannot be read, has no spec, or has a file that only looks like one.
pub fn specs_in(folder: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let unreadable = |cause: Error| match cause.kind() {
        ErrorKind::NotFound => FolderError::NoFolder {
            folder: folder.to_owned(),
        },
        _ => FolderError::Unreadable {
            path: folder.to_owned(),
            cause,
        },
    };
    let mut specs = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        match Extension::of(&path) {
            Extension::Yaml => specs.push(path),
            Extension::AnotherSpelling => return Err(FolderError::Named { file: path }),
            Extension::Another => {}
        }
    }
    if specs.is_empty() {
        let folder = folder.to_owned();
        return Err(FolderError::NoSpec { folder });
    }
    specs.sort();
    Ok(specs)
}

/// How the name of a file in a folder of specs ends.
enum Extension {
    /// `.yaml`: it is a spec.
    Yaml,
    /// `.yml` or capital letters: it is meant to be one.
    AnotherSpelling,
    /// Anything else, and what editors hide.
    Another,
}

impl Extension {
    fn of(path: &Path) -> Self {
        let is_hidden = path
            .file_name()
            .is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
        let extension = path.extension().and_then(|extension| extension.to_str());
        match extension {
            Some("yaml") if !is_hidden => Self::Yaml,
            Some(other) if !is_hidden => match other.to_ascii_lowercase().as_str() {
                "yaml" | "yml" => Self::AnotherSpelling,
                _ => Self::Another,
            },
            _ => Self::Another,
        }
    }
}

/// Reads a spec, which diagnostics then name by this path.
///
/// # Errors
///
/// It cannot be read, or is not UTF-8 text.
pub fn read_spec(path: &Path) -> Result<SourceFile, FolderError> {
    if path.is_dir() {
        let file = path.to_owned();
        return Err(FolderError::IsFolder { file });
    }
    let bytes = std::fs::read(path).map_err(|cause| FolderError::Unreadable {
        path: path.to_owned(),
        cause,
    })?;
    spec_of_bytes(&path.display().to_string(), bytes)
}

/// The bytes of a spec, which diagnostics then name by this name.
///
/// # Errors
///
/// They are not UTF-8 text.
pub fn spec_of_bytes(name: &str, bytes: Vec<u8>) -> Result<SourceFile, FolderError> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..byte).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        FolderError::NotText {
            file: PathBuf::from(name),
            place: (line, byte),
        }
    })?;
    Ok(SourceFile::new(name, text))
}
