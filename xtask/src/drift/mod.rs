//! `cargo xtask drift VENDOR DOCUMENT…`: how vendors' pages differ from the spec that was made from them, and from old copies
//! of themselves.
//!
//! What differs is `kpg-documents`' business. Only here files are read, and only here it is shown.

mod compared;
mod human;
mod json;
mod pages;
mod place;
mod sides;
mod since;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use kpg_codegen::{Severity, check};

pub(crate) use compared::{Compared, Spec};
pub(crate) use human::{doubt_words, report};
pub(crate) use json::revision as since_json;
pub(crate) use pages::{against, compared, note_another_file, read};
pub(crate) use place::{location_words, part_keys, written};
pub(crate) use since::{between, report as since_report};

use crate::finding::FileReport;
use crate::output::{self, Failure};
use crate::specs;

/// Who reads the differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: both sides beside each other
    Human,
    /// For tools: JSON, of `drift` one array with an object for every document
    Json,
}

/// Compares the pages and says so by the exit code, too.
pub fn run(
    specs: &Path,
    vendor: &str,
    documents: &[PathBuf],
    olds: &[PathBuf],
    format: Format,
) -> Result<(), Failure> {
    let spec = spec(specs, vendor)?;
    let pages = documents.iter().map(|path| compared(&spec, path));
    let (compared, failures): (Vec<_>, Vec<_>) = pages.partition(Result::is_ok);
    let mut compared: Vec<Compared> = compared.into_iter().flatten().collect();
    let mut failures: Vec<Failure> = failures.into_iter().filter_map(Result::err).collect();
    if !compared.is_empty() {
        failures.extend(since::beside(&spec, &mut compared, olds).err());
    }
    for one in &mut compared {
        note_another_file(&spec, one);
    }
    let last = failures.pop();
    failures.iter().for_each(output::failure);
    if !compared.is_empty() {
        match format {
            Format::Human => output::print(human::report(&spec, &compared).trim_end())?,
            Format::Json => output::print(json::report(&spec, &compared)?)?,
        }
    }
    match last {
        // A page that is not compared is told by the exit code, whatever the others say.
        Some(failure) => Err(failure),
        None if compared.iter().all(Compared::says_the_same) => Ok(()),
        None => Err(Failure::Said),
    }
}

/// The spec of a vendor in a folder of specs; one that does not compile is reported as `check` reports it.
pub(crate) fn spec(folder: &Path, vendor: &str) -> Result<Spec, Failure> {
    let path = folder.join(format!("{vendor}.yaml"));
    if !path.is_file() {
        let known =
            specs::in_folder(folder).map_err(|failure| Failure::NoAnswer(failure.to_string()))?;
        let known = known.into_iter();
        let known = known.filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()));
        let known = known.collect::<Vec<_>>().join(", ");
        return Err(Failure::NoAnswer(format!(
            "there is no spec {}; there are: {known}",
            path.display()
        )));
    }
    let unusable = |findings: &[FileReport]| {
        output::findings(findings);
        Failure::NoAnswer("nothing is compared: the spec cannot be used".to_owned())
    };
    let file = specs::read(&path).map_err(|finding| unusable(&[finding]))?;
    let mut checked = check(&file);
    match checked.vendor {
        Some(vendor) => Ok(Spec {
            path,
            file,
            vendor,
            places: checked.places,
        }),
        None => {
            let diagnostics = &mut checked.report.diagnostics;
            diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
            Err(unusable(&[FileReport::Report(checked.report)]))
        }
    }
}
