//! Files of pages against a spec: which document of it each one is, and why it is none.

use std::fmt::Write as _;
use std::path::Path;

use kpg_documents::drift::{Difference, Drift, Location, document_of, drift, nearest};
use kpg_documents::{DocumentedCode, Note, Page};

use super::compared::{Compared, Spec};
use super::place::{self, location_words};
use crate::output::{Failure, plural};
use crate::program;

/// A page against a spec.
pub(crate) fn compared(spec: &Spec, path: &Path) -> Result<Compared, Failure> {
    let page = read(path)?;
    let document = document_of(&page, &spec.vendor).or_else(|| called_as(spec, path, &page));
    let Some(document) = document else {
        return Err(foreign(spec, path, &page));
    };
    let (drift, open) = against(spec, &page, document);
    Ok(Compared {
        path: path.to_owned(),
        page,
        drift,
        open,
        since: None,
    })
}

/// A page against a document of a spec, and apart from it the differences that the spec marks as open.
pub(crate) fn against(spec: &Spec, page: &Page, document: usize) -> (Drift, Vec<Difference>) {
    let mut drift = drift(page, &spec.vendor, document);
    let is_open = |one: &mut Difference| place::is_open(spec, one, drift.identical);
    let open = drift.differences.extract_if(.., is_open).collect();
    (drift, open)
}

/// The page in a file.
pub(crate) fn read(path: &Path) -> Result<Page, Failure> {
    let bytes = std::fs::read(path).map_err(|error| {
        Failure::NoAnswer(format!(
            "cannot read {}: {error}; give the file of a page that you saved",
            path.display()
        ))
    })?;
    kpg_documents::read(&bytes)
        .map_err(|error| Failure::NoAnswer(format!("{}: {error}", path.display())))
}

/// Notes that a page is another file than the one that was read, where nothing tells what of it the spec does not hold.
pub(crate) fn note_another_file(spec: &Spec, one: &mut Compared) {
    let document = spec.vendor.documents.get(one.drift.document);
    let has_digest = document.is_some_and(|document| document.sha256.is_some());
    if one.drift.identical || one.since.is_some() || !has_digest {
        return;
    }
    let text = format!(
        "the file is another one than was read for the spec. What no spec holds, such as the mark of a field that the client \
         supplies, cannot be compared without the file that was read: `{} drift {} {} --since OLD`",
        program::name(),
        spec.vendor.id,
        one.path.display()
    );
    one.drift.notes.push(Note { line: None, text });
}

/// The document that a file is called as, of a page without operations: such a page may be a list without a title, and
/// where there are operations, these tell more than a name.
pub(super) fn called_as(spec: &Spec, path: &Path, page: &Page) -> Option<usize> {
    let stem = path.file_stem()?.to_string_lossy().to_lowercase();
    let stem = stem.replace(['-', ' ', '.'], "_");
    let mut documents = spec.vendor.documents.iter();
    let called = documents.position(|document| document.id.as_str() == stem);
    called.filter(|_| page.operations.is_empty())
}

/// Whether a set of codes of the spec has a code of a page.
fn has_code(spec: &Spec, code: &DocumentedCode) -> bool {
    let mut sets = spec.vendor.code_sets.iter();
    sets.any(|set| set.codes.iter().any(|known| known.wire == code.code.text))
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
        None if page.codes.is_empty() => {
            words.push_str(": it describes no operation, and no document is called as it is");
        }
        None => {
            let of_spec = page
                .codes
                .iter()
                .filter(|code| has_code(spec, code))
                .count();
            let _ = write!(
                words,
                ": it lists {}, of which the spec has {of_spec}, and no document is called as it is; if it is a part of one of them, \
                 give it under the name of that document",
                plural(page.codes.len(), "result code")
            );
            return Failure::NoAnswer(words);
        }
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
