//! Generated files on the disk, compared with what the compiler makes of the specs.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use crate::output::Failure;

/// A mark stands within so many bytes.
const FIRST_BYTES: u64 = 1024;

/// How one file differs from what the specs say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// It has another text.
    Changed,
    /// It should be there.
    Missing,
    /// No spec makes it.
    Orphaned,
}

impl Difference {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::Orphaned => "orphaned",
        }
    }
}

/// How a file under `folder` differs from the text that it should have, if it does.
pub fn difference(folder: &Path, name: &str, text: &str) -> Result<Option<Difference>, Failure> {
    let path = folder.join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Ok((bytes != text.as_bytes()).then_some(Difference::Changed)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Some(Difference::Missing)),
        Err(error) => Err(Failure::disk("read", &path)(error)),
    }
}

/// The files in the folders `owned` that are none of `names`.
pub fn orphans(
    folder: &Path,
    owned: &[&str],
    names: &BTreeSet<String>,
) -> Result<Vec<String>, Failure> {
    let present = present(folder, owned)?.into_iter();
    let present = present.map(|path| relative(folder, &path));
    Ok(present.filter(|name| !names.contains(name)).collect())
}

/// Every file in the folders `owned`, by path.
pub fn present(folder: &Path, owned: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let mut present = Vec::new();
    for owned in owned {
        walk(&folder.join(owned), &mut present)?;
    }
    present.sort_unstable();
    Ok(present)
}

/// Whether a file has a mark in its first two lines, or has nothing to lose: it is empty, or not there.
pub fn is_empty_or_marked(path: &Path, mark: &str) -> Result<bool, Failure> {
    let mut first = Vec::new();
    let read = File::open(path).and_then(|file| file.take(FIRST_BYTES).read_to_end(&mut first));
    match read {
        Ok(length) => {
            let first = String::from_utf8_lossy(&first);
            Ok(length == 0 || first.lines().take(2).any(|line| line.contains(mark)))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(Failure::disk("read", path)(error)),
    }
}

/// Gives a file its text, and it the folders that it stands in.
pub fn put(folder: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(Failure::disk("create", parent))?;
    }
    std::fs::write(&path, text).map_err(Failure::disk("write", &path))
}

/// Removes a file, and its folder where nothing else stands in it.
pub fn remove(folder: &Path, name: &str) -> Result<(), Failure> {
    let path = folder.join(name);
    std::fs::remove_file(&path).map_err(Failure::disk("remove", &path))?;
    remove_if_empty(path.parent());
    Ok(())
}

fn remove_if_empty(folder: Option<&Path>) {
    // A folder with something left in it is kept; that is what the error would say.
    let _ = folder.map(std::fs::remove_dir);
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder).map_err(Failure::disk("read", folder))? {
        let entry = entry.map_err(Failure::disk("read", folder))?;
        let path = entry.path();
        // What the folder says of it needs no look at the file itself, unless it is a link.
        let kind = entry.file_type().map_err(Failure::disk("read", &path))?;
        match kind.is_dir() || (kind.is_symlink() && path.is_dir()) {
            true => walk(&path, found)?,
            false => found.push(path),
        }
    }
    Ok(())
}

fn relative(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = inside
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}
