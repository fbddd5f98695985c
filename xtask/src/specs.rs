//! Specs on the disk: where they are, and compiling several of them.

use std::path::{Path, PathBuf};

use kpg_codegen::model::Vendor;
use kpg_codegen::{SourceFile, compile};

use crate::output::Failure;

/// The root of the workspace.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_owned()
}

/// Every spec in `specs/`, by name.
pub fn all() -> Result<Vec<PathBuf>, Failure> {
    let folder = root().join("specs");
    let mut specs = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(Failure::disk("read", &folder))? {
        let path = entry.map_err(Failure::disk("read", &folder))?.path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            specs.push(path);
        }
    }
    specs.sort();
    if specs.is_empty() {
        return Err(Failure::Words(format!("there is no spec in {}", folder.display())));
    }
    Ok(specs)
}

/// Compiles every file; reports everything that is wrong in any of them.
pub fn compile_all(paths: &[PathBuf]) -> Result<Vec<Vendor>, Failure> {
    let mut vendors = Vec::new();
    let mut reports = Vec::new();
    let mut unreadable = None;
    for path in paths {
        match read(path) {
            Err(failure) if unreadable.is_none() => unreadable = Some(failure),
            Err(failure) => crate::output::failure(&failure),
            Ok(file) => match compile(&file) {
                Ok(vendor) => vendors.push(vendor),
                Err(report) => reports.push(report),
            },
        }
    }
    match unreadable {
        Some(failure) if reports.is_empty() => Err(failure),
        Some(failure) => {
            crate::output::failure(&failure);
            Err(Failure::Specs(reports))
        }
        None if reports.is_empty() => Ok(vendors),
        None => Err(Failure::Specs(reports)),
    }
}

/// Reads a spec; it must be a file of UTF-8 text.
fn read(path: &Path) -> Result<SourceFile, Failure> {
    let shown = path.strip_prefix(root()).unwrap_or(path).display().to_string();
    if path.is_dir() {
        return Err(Failure::Words(format!("{shown} is a folder; name the spec files in it")));
    }
    let bytes = std::fs::read(path).map_err(Failure::disk("read", path))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = error.as_bytes().get(..offset).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count() + 1;
        Failure::Words(format!("{shown}:{line}: byte {offset} is not UTF-8; save the spec as UTF-8"))
    })?;
    Ok(SourceFile::new(shown, text))
}
