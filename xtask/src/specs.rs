//! Specs on the disk: where they are, and compiling several of them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use kpg_codegen::model::Vendor;
use kpg_codegen::{Checked, Severity, SourceFile, check};

use crate::examples;
use crate::finding::FileReport;
use crate::output::{Failure, plural};

/// The workspace that this command belongs to.
pub fn workspace() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_owned()
}

/// Every spec in `specs/` below a root, by name.
pub fn all(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    in_folder(&root.join("specs"))
}

/// Every spec in a folder, by name.
pub fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut specs = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(Failure::disk("read", folder))? {
        let path = entry.map_err(Failure::disk("read", folder))?.path();
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

/// Several specs, compiled.
#[derive(Debug, Default)]
pub struct Compiled {
    /// The models of those without errors.
    pub vendors: Vec<Vendor>,
    /// Everything that was found, in the order of the files.
    pub findings: Vec<FileReport>,
}

impl Compiled {
    /// A failure when there is an error, or a warning where warnings are denied.
    pub fn verdict(&self, deny_warnings: bool) -> Result<(), Failure> {
        let count = |severity| {
            let counts = self.findings.iter().map(|finding| finding.count(severity));
            let counts = counts.filter(|count| *count > 0);
            counts.fold((0, 0), |(sum, specs), count| (sum + count, specs + 1))
        };
        let words =
            |(sum, specs), noun| format!("{} in {}", plural(sum, noun), plural(specs, "spec"));
        match (count(Severity::Error), count(Severity::Warning)) {
            ((0, _), (0, _)) => Ok(()),
            ((0, _), _) if !deny_warnings => Ok(()),
            ((0, _), warnings) => {
                let warnings = words(warnings, "warning");
                Err(Failure::Words(format!(
                    "{warnings}, and warnings are denied"
                )))
            }
            (errors, _) => Err(Failure::Words(words(errors, "error"))),
        }
    }
}

/// Compiles every file.
pub fn compile_all(paths: &[PathBuf]) -> Compiled {
    let mut compiled = Compiled::default();
    let mut files: HashMap<String, String> = HashMap::new();
    for path in paths {
        let file = match read(path) {
            Ok(file) => file,
            Err(unusable) => {
                compiled.findings.push(unusable);
                continue;
            }
        };
        let Checked {
            vendor,
            mut report,
            places,
        } = check(&file);
        if let Some(vendor) = &vendor {
            report.diagnostics.extend(examples::check(vendor, &places));
            report
                .diagnostics
                .sort_by_key(|diagnostic| (diagnostic.primary.span, diagnostic.code));
        }
        if !report.diagnostics.is_empty() {
            compiled.findings.push(FileReport::Report(report));
        }
        if let Some(vendor) = vendor {
            let id = vendor.id.to_string();
            if let Some(other) = files.get(&id) {
                // Their generated files would overwrite each other.
                compiled.findings.push(same_vendor(&id, &file, other));
            } else {
                files.insert(id, file.name().to_owned());
            }
            compiled.vendors.push(vendor);
        }
    }
    compiled
}

fn same_vendor(id: &str, file: &SourceFile, other: &str) -> FileReport {
    let file = file.name().to_owned();
    let message = format!(
        "two specs describe the vendor `{id}`: {other} and {file}; give one of them another id"
    );
    FileReport::Unusable { file, message }
}

/// Reads a spec; it must be a file of UTF-8 text, named after its vendor or not.
pub fn read(path: &Path) -> Result<SourceFile, FileReport> {
    let shown = shown(path);
    let unusable = |message: String| FileReport::Unusable {
        file: shown.clone(),
        message,
    };
    if path.is_dir() {
        return Err(unusable(format!(
            "{shown} is a folder; name the spec files in it"
        )));
    }
    let bytes =
        std::fs::read(path).map_err(|error| unusable(format!("cannot read {shown}: {error}")))?;
    source_file(shown, bytes)
}

/// Bytes that are a spec; they must be UTF-8 text.
pub fn source_file(shown: String, bytes: Vec<u8>) -> Result<SourceFile, FileReport> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..offset).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let file = shown.clone();
        let message = format!(
            "{shown}:{line}: this is not UTF-8 text, from byte {offset} on; save the spec as UTF-8"
        );
        FileReport::Unusable { file, message }
    })?;
    Ok(SourceFile::new(shown, text))
}

/// A path as people write it: relative to where they are.
fn shown(path: &Path) -> String {
    let folder = std::env::current_dir().ok();
    let inside = folder.and_then(|folder| Some(path.strip_prefix(folder).ok()?.to_owned()));
    inside.as_deref().unwrap_or(path).display().to_string()
}
