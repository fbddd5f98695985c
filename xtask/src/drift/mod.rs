//! `cargo xtask drift VENDOR DOCUMENT…`: how vendors' pages differ from the spec that was made from them.
//!
//! What differs is `kpg-documents`' business. Only here files are read, and only here it is shown.

mod compared;
mod human;
mod json;
mod place;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use kpg_codegen::{Severity, check};
use kpg_documents::drift::{Location, document_of, drift, nearest};
use kpg_documents::{Note, Page};

pub(crate) use compared::{Compared, Spec};
pub(crate) use human::{doubt_words, report};
pub(crate) use place::{location_words, part_keys, written};

use crate::finding::FileReport;
use crate::output::{self, Failure};
use crate::{program, specs};

/// Who reads the differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: page and spec side by side
    Human,
    /// For tools: one JSON array with an object for every document
    Json,
}

/// Compares the pages and says so by the exit code, too.
pub fn run(
    specs: &Path,
    vendor: &str,
    documents: &[PathBuf],
    format: Format,
) -> Result<(), Failure> {
    let spec = spec(specs, vendor)?;
    let pages = documents.iter().map(|path| compared(&spec, path));
    let (compared, failures): (Vec<_>, Vec<_>) = pages.partition(Result::is_ok);
    let compared: Vec<Compared> = compared.into_iter().flatten().collect();
    let mut failures: Vec<Failure> = failures.into_iter().filter_map(Result::err).collect();
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
        None if compared.iter().all(|one| one.drift.differences.is_empty()) => Ok(()),
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

/// A page against a spec.
pub(crate) fn compared(spec: &Spec, path: &Path) -> Result<Compared, Failure> {
    let bytes = std::fs::read(path).map_err(|error| {
        Failure::NoAnswer(format!(
            "cannot read {}: {error}; give the file of a page that you saved",
            path.display()
        ))
    })?;
    let page = kpg_documents::read(&bytes)
        .map_err(|error| Failure::NoAnswer(format!("{}: {error}", path.display())))?;
    let document = document_of(&page, &spec.vendor).or_else(|| called_as(spec, path, &page));
    let Some(document) = document else {
        return Err(foreign(spec, path, &page));
    };
    let mut drift = drift(&page, &spec.vendor, document);
    let before = drift.differences.len();
    drift.differences.retain(|one| !place::is_open(spec, one));
    let open = before - drift.differences.len();
    if open > 0 {
        drift.notes.push(Note {
            line: None,
            text: format!(
                "{open} differences are what the spec marks with `todo`, and are not shown"
            ),
        });
    }
    Ok(Compared {
        path: path.to_owned(),
        page,
        drift,
    })
}

/// The document that a file is called as, of a page without operations: such a page may be a list without a title, and
/// where there are operations, these tell more than a name.
fn called_as(spec: &Spec, path: &Path, page: &Page) -> Option<usize> {
    let stem = path.file_stem()?.to_string_lossy().to_lowercase();
    let stem = stem.replace(['-', ' ', '.'], "_");
    let mut documents = spec.vendor.documents.iter();
    let called = documents.position(|document| document.id.as_str() == stem);
    called.filter(|_| page.operations.is_empty())
}

/// The failure for a page that is none of the spec's documents: what it is nearest to, and why it is not that.
fn foreign(spec: &Spec, path: &Path, page: &Page) -> Failure {
    let known = spec.vendor.documents.iter();
    let known: Vec<&str> = known.map(|document| document.id.as_str()).collect();
    let mut words = format!(
        "{} is none of the documents of {} ({})",
        path.display(),
        spec.file.name(),
        known.join(", ")
    );
    match nearest(page, &spec.vendor) {
        None => words.push_str(": it describes no operation, and no document is called as it is"),
        Some(nearest) => {
            let title = nearest.title.map_or("an operation".to_owned(), |title| {
                format!("`{}` (line {})", title.text, title.line)
            });
            let at = Location::Owner(nearest.owner, None);
            let _ = write!(
                words,
                ": the nearest that it describes is {title}, which has {} of its {} names in common with {}",
                nearest.shared,
                nearest.on_page,
                location_words(&spec.vendor, &at)
            );
            if nearest.is_elsewhere {
                words.push_str("; its addresses are at other hosts");
            } else if !nearest.has_address {
                words.push_str("; it gives another address, or none");
            }
        }
    }
    let _ = write!(
        words,
        "; draft it with `{} import` if it is new",
        program::name()
    );
    Failure::NoAnswer(words)
}
