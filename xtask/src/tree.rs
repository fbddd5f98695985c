//! Generated files on the disk, compared with what the compiler makes of the specs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kpg_codegen::Files;

use crate::output::Failure;

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

/// Every file under `folder` that is not as it should be, by path. In the folders `owned`, nothing
/// else may stand.
pub fn differences(
    folder: &Path,
    files: &Files,
    owned: &[&str],
) -> Result<BTreeMap<String, Difference>, Failure> {
    let mut found = BTreeMap::new();
    for (name, text) in files {
        let path = folder.join(name);
        match std::fs::read(&path) {
            Ok(bytes) if bytes == text.as_bytes() => {}
            Ok(_) => drop(found.insert(name.clone(), Difference::Changed)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                found.insert(name.clone(), Difference::Missing);
            }
            Err(error) => return Err(Failure::disk("read", &path)(error)),
        }
    }
    for path in present(folder, owned)? {
        let name = relative(folder, &path);
        if !files.contains_key(&name) {
            found.insert(name, Difference::Orphaned);
        }
    }
    Ok(found)
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

/// Makes the folder what it should be. Only what differs is touched.
pub fn apply(
    folder: &Path,
    files: &Files,
    differences: &BTreeMap<String, Difference>,
) -> Result<(), Failure> {
    for (name, difference) in differences {
        let path = folder.join(name);
        match (difference, files.get(name)) {
            (Difference::Orphaned, _) | (_, None) => {
                std::fs::remove_file(&path).map_err(Failure::disk("remove", &path))?;
                remove_if_empty(path.parent());
            }
            (_, Some(text)) => {
                if let Some(parent) = path.parent() {
                    std::fs::create_dir_all(parent).map_err(Failure::disk("create", parent))?;
                }
                std::fs::write(&path, text).map_err(Failure::disk("write", &path))?;
            }
        }
    }
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
        let path = entry.map_err(Failure::disk("read", folder))?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else {
            found.push(path);
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
