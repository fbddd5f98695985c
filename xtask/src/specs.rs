//! Specs on the disk: which there are, and compiling several of them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use kpg_codegen::model::Vendor;
use kpg_codegen::{
    Checked, DiagnosticCode, FolderError, Open, Report, Severity, SourceFile, Span, check,
    read_spec,
};
use rayon::prelude::*;

use crate::finding::FileReport;
use crate::home::Home;
use crate::output::{self, Failure, plural};
use crate::{examples, program, reading_days};

/// Every spec in a folder, by name.
pub fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    // As people write it, for what is said of it.
    let folder = PathBuf::from(shown(folder));
    kpg_codegen::specs_in(&folder).map_err(|error| {
        let help = match error {
            FolderError::NoFolder { .. } => {
                "; name the folder of specs with `--specs DIR`, or the one that holds it with `--root DIR`".to_owned()
            }
            FolderError::NoSpec { .. } => format!("; `{} new VENDOR` starts one", program::name()),
            _ => String::new(),
        };
        Failure::Words(format!("{error}{help}"))
    })
}

/// The specs that are named, by file or by vendor; every spec of the folder where none is.
pub fn chosen(home: Home<'_>, named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    if named.is_empty() {
        return in_folder(&home.specs()?);
    }
    let file = |name: &PathBuf| of_vendor(home, name).unwrap_or_else(|| name.clone());
    Ok(named.iter().map(file).collect())
}

/// The spec of a vendor in the folder of specs, where the name is no file itself.
fn of_vendor(home: Home<'_>, name: &Path) -> Option<PathBuf> {
    if name.exists() || name.components().count() != 1 || name.extension().is_some() {
        return None;
    }
    let specs = in_folder(&home.specs().ok()?).ok()?;
    specs
        .into_iter()
        .find(|spec| spec.file_stem() == Some(name.as_os_str()))
}

/// What `cargo` is asked for to run the tests that are generated for a vendor.
pub fn tests_of(vendor: &str) -> [String; 6] {
    let filter = format!("generated::{vendor}::");
    ["test", "-p", "kpg-tests", "--test", "workspace", &filter].map(str::to_owned)
}

/// Several specs, compiled.
#[derive(Debug)]
pub struct Compiled<V = Vendor> {
    /// The models of those without errors, or what is kept of them.
    pub vendors: Vec<V>,
    /// Everything that was found, in the order of the files.
    pub findings: Vec<FileReport>,
}

impl<V> Compiled<V> {
    /// What is still to be settled, by vendor: a spec is named after it.
    pub fn open(&self) -> Open {
        let reports = self.findings.iter().filter_map(|finding| match finding {
            FileReport::Report(report) => Some(report),
            FileReport::Unusable { .. } => None,
        });
        let open = reports.filter_map(|report| {
            let vendor = Path::new(report.file.name()).file_stem()?.to_str()?;
            let words = todos(report).map(|(_, words)| words.to_owned());
            Some((vendor.to_owned(), words.collect()))
        });
        open.collect()
    }

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

/// Each `todo` of a spec: where it stands, and its words, which its diagnostic has behind its own.
pub fn todos(report: &Report) -> impl Iterator<Item = (Span, &str)> {
    let open = report.diagnostics.iter();
    let open = open.filter(|each| each.code == DiagnosticCode::OpenTodo);
    open.map(|each| {
        let words = each.message.split_once(": ").map(|(_, words)| words);
        (each.primary.span, words.unwrap_or(&each.message))
    })
}

/// A compiled spec and everything that was found in it, in its examples too.
pub fn checked(file: &SourceFile) -> Checked {
    let mut checked = check(file);
    if let Some(vendor) = &checked.vendor {
        let found = &mut checked.report.diagnostics;
        found.extend(examples::check(vendor, &checked.places));
        found.extend(reading_days::check(vendor, &checked.places));
        found.sort_by_key(|diagnostic| (diagnostic.primary.span, diagnostic.code));
    }
    checked
}

/// Compiles every file, side by side; what is found comes in the order of the files. A copy of a model has no room to
/// spare in its lists, which is a quarter of the memory of many models.
pub fn compile_all(paths: &[PathBuf]) -> Compiled {
    compile_and_keep(paths, Vendor::clone)
}

/// Compiles every file as [`compile_all`] does, and keeps of each model what is asked for.
pub fn compile_and_keep<V: Send>(
    paths: &[PathBuf],
    keep: impl Fn(&Vendor) -> V + Sync,
) -> Compiled<V> {
    let bar = output::progress("checking specs", paths.len());
    let each = paths.par_iter().map(|path| {
        let compiled = compile_one(path, &keep);
        bar.inc(1);
        compiled
    });
    let each: Vec<_> = each.collect();
    bar.finish_and_clear();
    let mut compiled = Compiled {
        vendors: Vec::with_capacity(each.len()),
        findings: Vec::new(),
    };
    let mut files: HashMap<String, String> = HashMap::new();
    for (path, (vendor, found)) in paths.iter().zip(each) {
        compiled.findings.extend(found);
        let Some((id, vendor)) = vendor else {
            continue;
        };
        let file = shown(path);
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

/// The id of a vendor with what is kept of its model, and what was found. The tree of the file, which is larger than the
/// model, is dropped here.
fn compile_one<V>(
    path: &Path,
    keep: impl Fn(&Vendor) -> V,
) -> (Option<(String, V)>, Option<FileReport>) {
    match read(path).map(|file| checked(&file)) {
        Ok(Checked { vendor, report, .. }) => {
            let found = !report.diagnostics.is_empty();
            let kept = vendor.map(|vendor| (vendor.id.to_string(), keep(&vendor)));
            (kept, found.then_some(FileReport::Report(report)))
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
    read_spec(Path::new(&shown)).map_err(|error| FileReport::Unusable {
        file: shown,
        message: error.to_string(),
    })
}

/// A path as people write it: relative to where they are.
pub fn shown(path: &Path) -> String {
    let folder = std::env::current_dir().ok();
    let inside = folder.and_then(|folder| Some(path.strip_prefix(folder).ok()?.to_owned()));
    let inside = inside.as_deref().or(path.strip_prefix(".").ok());
    inside.unwrap_or(path).display().to_string()
}
