//! Specs on the disk: where they are, and compiling several of them.

use std::path::{Path, PathBuf};

use kpg_codegen::model::Vendor;
use kpg_codegen::{SourceFile, check};

use crate::output::{self, Failure, Problem};

/// The workspace that this command belongs to.
pub fn workspace() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_owned()
}

/// Every spec in `specs/` below a root, by name.
pub fn all(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = root.join("specs");
    let mut specs = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(Failure::disk("read", &folder))? {
        let path = entry.map_err(Failure::disk("read", &folder))?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            specs.push(path);
        }
    }
    specs.sort();
    if specs.is_empty() {
        return Err(Failure::Words(format!(
            "there is no spec in {}",
            folder.display()
        )));
    }
    Ok(specs)
}

/// Compiles every file; reports everything that is wrong in any of them.
pub fn compile_all(paths: &[PathBuf]) -> Result<Vec<Vendor>, Failure> {
    let mut vendors = Vec::new();
    let (mut warnings, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        match read(path) {
            Err(problem) => problems.push(problem),
            Ok(file) => {
                let checked = check(&file);
                match checked.vendor {
                    None => problems.push(Problem::Report(checked.report)),
                    Some(vendor) => {
                        vendors.push(vendor);
                        warnings.push(checked.report);
                    }
                }
            }
        }
    }
    warnings.retain(|report| !report.diagnostics.is_empty());
    output::warnings(&warnings);
    if problems.is_empty() {
        same_vendor_twice(&vendors)?;
        return Ok(vendors);
    }
    Err(Failure::Specs(problems))
}

/// Two specs of one vendor would overwrite each other's files.
fn same_vendor_twice(vendors: &[Vendor]) -> Result<(), Failure> {
    for (index, vendor) in vendors.iter().enumerate() {
        if vendors
            .iter()
            .skip(index + 1)
            .any(|other| other.id == vendor.id)
        {
            return Err(Failure::Words(format!(
                "two specs describe the vendor `{}`; give one of them another id",
                vendor.id
            )));
        }
    }
    Ok(())
}

/// Reads a spec; it must be a file of UTF-8 text, named after its vendor or not.
fn read(path: &Path) -> Result<SourceFile, Problem> {
    let shown = std::env::current_dir()
        .ok()
        .and_then(|folder| path.strip_prefix(folder).ok());
    let shown = shown.unwrap_or(path).display().to_string();
    if path.is_dir() {
        return Err(Problem::Unreadable(format!(
            "{shown} is a folder; name the spec files in it"
        )));
    }
    let bytes = std::fs::read(path)
        .map_err(|error| Problem::Unreadable(format!("can not read {shown}: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..offset).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Problem::Unreadable(format!(
            "{shown}:{line}: this is not UTF-8 text, from byte {offset} on; save the spec as UTF-8"
        ))
    })?;
    Ok(SourceFile::new(shown, text))
}
