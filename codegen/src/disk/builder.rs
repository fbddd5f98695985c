//! Specs in, a file to include out: what a build script calls.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

use super::error::BuildError;
use super::folder::{read_spec, specs_in};
use crate::compile::{Checked, check, compile};
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::emit::emit_included;
use crate::model::Vendor;
use crate::source::SourceFile;

/// The folder of specs, where none is named.
const SPECS: &str = "specs";

/// Compiles specs in a build script, so that a crate has clients of vendors whose documents may not be published.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), kpg_codegen::BuildError> {
///     kpg_codegen::Builder::new().compile()
/// }
/// ```
///
/// The crate includes them with the line `kpg_runtime::include_vendors!();`, which brings a module per vendor. It needs
/// `kpg-runtime` of the version that this crate has, and no other crate.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    specs: Vec<PathBuf>,
    out_dir: Option<PathBuf>,
    blocking: bool,
    warnings: Warnings,
}

/// What becomes of the warnings about specs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Warnings {
    /// They are shown, each in a line, as cargo shows its own.
    #[default]
    Shown,
    /// They are errors.
    Denied,
    /// They are left out.
    Hidden,
}

impl Builder {
    /// One that compiles every spec in the folder `specs` beside the crate's manifest.
    pub fn new() -> Self {
        Self::default()
    }

    /// Compiles this file, or every `.yaml` file of this folder, instead of the folder `specs`; several calls add up. A
    /// path is relative to the crate's manifest.
    #[must_use]
    pub fn specs(mut self, path: impl Into<PathBuf>) -> Self {
        self.specs.push(path.into());
        self
    }

    /// Writes to this folder instead of cargo's `OUT_DIR`. The crate then includes `kpg.rs` of it by its path.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Makes the clients that block the calling thread, too. They need the runtime's feature `blocking`.
    #[must_use]
    pub fn blocking(mut self, blocking: bool) -> Self {
        self.blocking = blocking;
        self
    }

    /// What becomes of warnings: by default they are shown.
    #[must_use]
    pub fn warnings(mut self, warnings: Warnings) -> Self {
        self.warnings = warnings;
        self
    }

    /// Compiles the specs and writes what is to be included. In a build script it also tells cargo to run it again when a
    /// spec is changed, added or removed, and shows warnings as cargo shows its own.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the specs, with excerpts; nothing is written then. Or a file cannot be read or
    /// written.
    pub fn compile(&self) -> Result<(), BuildError> {
        let in_build_script = env::var_os("OUT_DIR").map(PathBuf::from);
        let tell = |line: String| {
            if in_build_script.is_some() {
                println!("cargo::{line}");
            }
        };
        let out = self.out_dir.as_ref().or(in_build_script.as_ref());
        let out = out.ok_or(BuildError::NoOutput)?;
        let mut files = Vec::new();
        for path in self.paths() {
            tell(format!("rerun-if-changed={}", path.display()));
            // What has no name of a file is meant as a folder.
            match path.is_dir() || path.extension().is_none() {
                true => files.extend(specs_in(path)?),
                false => files.push(path.to_owned()),
            }
        }
        for file in &files {
            tell(format!("rerun-if-changed={}", file.display()));
        }
        let (vendors, reports) = compiled(&files)?;
        let has_error = |report: &Report| report.count(Severity::Error) > 0;
        let denied = self.warnings == Warnings::Denied && !reports.is_empty();
        if denied || reports.iter().any(has_error) {
            return Err(BuildError::Wrong { reports });
        }
        let shown = reports.iter().filter(|_| self.warnings == Warnings::Shown);
        for report in shown {
            for warning in &report.diagnostics {
                tell(format!("warning={}", one_line(&report.file, warning)));
            }
        }
        for (name, text) in emit_included(&vendors, self.blocking) {
            write(&out.join(name), &text)?;
        }
        Ok(())
    }

    fn paths(&self) -> Vec<&Path> {
        match self.specs.as_slice() {
            [] => vec![Path::new(SPECS)],
            named => named.iter().map(PathBuf::as_path).collect(),
        }
    }
}

/// Compiles one spec, whatever warnings there are: a test gives its sandbox the model.
///
/// # Errors
///
/// Everything that is wrong with the spec, with excerpts, or why it cannot be read.
pub fn compile_file(path: impl AsRef<Path>) -> Result<Vendor, BuildError> {
    let file = read_spec(path.as_ref())?;
    let wrong = |report| BuildError::Wrong {
        reports: vec![report],
    };
    compile(&file).map_err(wrong)
}

/// The models of specs, and what was found where something was.
fn compiled(files: &[PathBuf]) -> Result<(Vec<Vendor>, Vec<Report>), BuildError> {
    let (mut vendors, mut reports) = (Vec::new(), Vec::new());
    let mut known = BTreeMap::<String, String>::new();
    for path in files {
        let file = read_spec(path)?;
        let Checked { vendor, report, .. } = check(&file);
        if !report.diagnostics.is_empty() {
            reports.push(report);
        }
        let Some(vendor) = vendor else { continue };
        let id = vendor.id.to_string();
        if let Some(other) = known.insert(id.clone(), file.name().to_owned()) {
            let files = [other, file.name().to_owned()];
            return Err(BuildError::SameVendor { vendor: id, files });
        }
        vendors.push(vendor);
    }
    Ok((vendors, reports))
}

/// A warning as one line: cargo shows each line as a warning of its own.
fn one_line(file: &SourceFile, warning: &Diagnostic) -> String {
    let place = file.position(warning.primary.span.start);
    let (name, line, column) = (file.name(), place.line, place.column);
    let text = format!(
        "{name}:{line}:{column}: {} [{}]",
        warning.message, warning.code
    );
    text.replace(['\n', '\r'], " ")
}

/// Writes a file where its text is another: a file that is not touched makes rustc do nothing.
fn write(path: &Path, text: &str) -> Result<(), BuildError> {
    if std::fs::read(path).is_ok_and(|known| known == text.as_bytes()) {
        return Ok(());
    }
    let unwritable = |cause| BuildError::Unwritable {
        path: path.to_owned(),
        cause,
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(unwritable)?;
    }
    std::fs::write(path, text).map_err(unwritable)
}
