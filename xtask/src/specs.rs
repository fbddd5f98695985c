//! Specs on the disk: where they are, and compiling several of them.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use kpg_codegen::model::Vendor;
use kpg_codegen::{Checked, Severity, SourceFile, check};
use rayon::prelude::*;

use crate::examples;
use crate::finding::FileReport;
use crate::output::{Failure, plural};

/// The folder that a user names, or the cargo workspace around the folder where they are.
pub fn root(named: Option<&Path>) -> Result<PathBuf, Failure> {
    match named {
        Some(root) if root.is_dir() => Ok(root.to_owned()),
        Some(root) => Err(Failure::Words(format!(
            "there is no folder {}, which `--root` names",
            root.display()
        ))),
        None => workspace(),
    }
}

/// The cargo workspace around the current folder, as cargo itself finds it.
fn workspace() -> Result<PathBuf, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let located = Command::new(cargo)
        .args(["locate-project", "--workspace", "--message-format", "plain"])
        .output()
        .map_err(|error| Failure::Words(format!("cannot run cargo: {error}")))?;
    let manifest = PathBuf::from(String::from_utf8_lossy(&located.stdout).trim());
    match manifest.parent() {
        Some(root) if located.status.success() => Ok(root.to_owned()),
        _ => Err(Failure::Words(
            "there is no cargo workspace around this folder; name the one that holds specs/ with `--root DIR`"
                .to_owned(),
        )),
    }
}

/// Every spec in `specs/` below a root, by name.
pub fn all(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    in_folder(&root.join("specs"))
}

/// Every spec in a folder, by name.
pub fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::Words(format!(
            "there is no folder {}; name the folder that holds specs/ with `--root DIR`",
            shown(folder)
        )),
        _ => Failure::disk("read", folder)(error),
    })?;
    let mut specs = Vec::new();
    for entry in entries {
        let path = entry.map_err(Failure::disk("read", folder))?.path();
        match Extension::of(&path) {
            Extension::Yaml => specs.push(path),
            Extension::AnotherSpelling => {
                let (file, name) = (shown(&path), path.with_extension("yaml"));
                return Err(Failure::Words(format!(
                    "{file} would not be read: the name of a spec ends in `.yaml`; rename it to {}",
                    shown(&name)
                )));
            }
            Extension::Another => {}
        }
    }
    specs.sort();
    if specs.is_empty() {
        return Err(Failure::Words(format!(
            "there is no spec in {}; `cargo xtask new VENDOR` starts one",
            shown(folder)
        )));
    }
    Ok(specs)
}

/// How the name of a file in `specs/` ends.
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

/// What `cargo` is asked for to run the tests that are generated for a vendor.
pub fn tests_of(vendor: &str) -> [String; 6] {
    let filter = format!("generated::{vendor}::");
    ["test", "-p", "kpg-tests", "--test", "workspace", &filter].map(str::to_owned)
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

/// A compiled spec and everything that was found in it, in its examples too.
pub fn checked(file: &SourceFile) -> Checked {
    let mut checked = check(file);
    if let Some(vendor) = &checked.vendor {
        let found = &mut checked.report.diagnostics;
        found.extend(examples::check(vendor, &checked.places));
        found.sort_by_key(|diagnostic| (diagnostic.primary.span, diagnostic.code));
    }
    checked
}

/// Compiles every file, side by side; what is found comes in the order of the files.
pub fn compile_all(paths: &[PathBuf]) -> Compiled {
    let each: Vec<_> = paths.par_iter().map(|path| compile_one(path)).collect();
    let mut compiled = Compiled::default();
    let mut files: HashMap<String, String> = HashMap::new();
    for (path, (vendor, found)) in paths.iter().zip(each) {
        compiled.findings.extend(found);
        let Some(vendor) = vendor else {
            continue;
        };
        let (id, file) = (vendor.id.to_string(), shown(path));
        if let Some(other) = files.get(&id) {
            // Their generated files would overwrite each other.
            compiled.findings.push(same_vendor(&id, file, other));
        } else {
            compiled.findings.extend(named_otherwise(&id, path, paths));
            files.insert(id, file);
        }
        compiled.vendors.push(vendor);
    }
    compiled
}

/// A model and what was found. The tree of the file, which is larger than its model, is dropped here.
fn compile_one(path: &Path) -> (Option<Vendor>, Option<FileReport>) {
    match read(path).map(|file| checked(&file)) {
        Ok(Checked { vendor, report, .. }) => {
            let found = !report.diagnostics.is_empty();
            (vendor, found.then_some(FileReport::Report(report)))
        }
        Err(unusable) => (None, Some(unusable)),
    }
}

fn same_vendor(id: &str, file: String, other: &str) -> FileReport {
    let message = format!(
        "two specs describe the vendor `{id}`: {other} and {file}; give one of them another id"
    );
    FileReport::Unusable { file, message }
}

/// A spec in `specs/` is found by its vendor's id. Where another file has that name, the two describe one vendor: that is
/// told instead.
fn named_otherwise(id: &str, path: &Path, others: &[PathBuf]) -> Option<FileReport> {
    let folder = path.parent()?.canonicalize().ok()?;
    let is_collected = folder.file_name().is_some_and(|name| name == "specs");
    let right = path.with_file_name(format!("{id}.yaml"));
    if !is_collected || path == right || others.contains(&right) {
        return None;
    }
    let file = shown(path);
    let message = format!(
        "{file} describes the vendor `{id}`, and commands find a spec by its vendor; name the file {}, or correct \
         `vendor:`",
        shown(&right)
    );
    Some(FileReport::Unusable { file, message })
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
pub fn shown(path: &Path) -> String {
    let folder = std::env::current_dir().ok();
    let inside = folder.and_then(|folder| Some(path.strip_prefix(folder).ok()?.to_owned()));
    let inside = inside.as_deref().or(path.strip_prefix(".").ok());
    inside.unwrap_or(path).display().to_string()
}
