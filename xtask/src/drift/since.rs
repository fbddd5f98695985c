//! An old copy of a page beside the new one: which is which, what changed, and whether the spec holds it. How two copies are
//! compared is `kpg-documents`' business.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};
use kpg_documents::drift::{Held, PageChange, document_of, drift, held, since};
use kpg_documents::{Cell, Page};

use super::compared::{Compared, Since, Spec};
use super::pages::{called_as, read};
use super::place;
use super::sides::{Side, one_line, sides};
use crate::output::{Failure, plural};

/// Puts every old copy beside the page that it is an old copy of.
pub(super) fn beside(
    spec: &Spec,
    compared: &mut [Compared],
    olds: &[PathBuf],
) -> Result<(), Failure> {
    for path in olds {
        let old = read(path)?;
        let document = document_of(&old, &spec.vendor).or_else(|| called_as(spec, path, &old));
        // Where nothing tells which document the old copy is, it can only be of the only page.
        let is_only = document.is_none() && compared.len() == 1 && olds.len() == 1;
        let same = |one: &&mut Compared| {
            one.since.is_none() && (is_only || Some(one.drift.document) == document)
        };
        let Some(one) = compared.iter_mut().find(same) else {
            return Err(of_no_page(spec, path, document));
        };
        let mut since = between((path, &old), (&one.path, &one.page))?;
        let mut before = drift(&old, &spec.vendor, one.drift.document);
        // All that the old copy differs in is known, also what is open of the very page of the spec.
        before
            .differences
            .retain(|difference| !place::is_open(spec, difference, false));
        let changes = since.revision.changes.iter();
        since.held = changes
            .map(|change| held(change, &before, &one.drift))
            .collect();
        since.before = before.differences;
        one.since = Some(since);
    }
    Ok(())
}

/// The failure for an old copy that is of none of the pages, or of one that has its old copy already.
fn of_no_page(spec: &Spec, path: &Path, document: Option<usize>) -> Failure {
    let document = document.and_then(|document| spec.vendor.documents.get(document));
    let of = document.map_or(
        format!("none of the documents of {}", spec.file.name()),
        |document| format!("`{}`", document.id),
    );
    Failure::NoAnswer(format!(
        "{} is a copy of {of}, and none of the pages is that without an old copy; give the new copy of it, and both once",
        path.display()
    ))
}

/// Two copies of a page; fails where they are of two pages.
pub(crate) fn between(
    (old_path, old): (&Path, &Page),
    (new_path, new): (&Path, &Page),
) -> Result<Since, Failure> {
    let revision = since(old, new);
    let is_same_file = old.sha256 == new.sha256;
    if revision.shared == 0 && !is_same_file {
        return Err(Failure::NoAnswer(format!(
            "{} and {} have no operation and no list of codes in common: they are not two copies of one page",
            old_path.display(),
            new_path.display()
        )));
    }
    Ok(Since {
        path: old_path.to_owned(),
        sha256: old.sha256.clone(),
        is_same_file,
        revision,
        held: Vec::new(),
        before: Vec::new(),
    })
}

/// What changed on a page, for people.
pub(crate) fn report(page: &Path, since: &Since, width: usize) -> String {
    let bold = Style::new().bold();
    let (page, old) = (page.display(), since.path.display());
    let count = match since.is_same_file {
        true => "the same file".to_owned(),
        false => format!(
            "{}, {} in both",
            plural(since.revision.changes.len(), "change"),
            plural(since.revision.compared, "field")
        ),
    };
    let mut text = format!("{bold}{page} since {old}{bold:#}: {count}\n");
    for (change, held) in since.changes() {
        text.push('\n');
        text.push_str(&self::change(change, held, width));
    }
    text
}

fn change(change: &PageChange, held: Option<Held>, width: usize) -> String {
    let bold = Style::new().bold();
    let mut text = format!("{bold}{}{bold:#}: {}\n", change.subject, change.kind.what());
    let side = |label, cell: Option<&Cell>, colour: AnsiColor| Side {
        label,
        line: cell.map_or(0, |cell| cell.line),
        text: says(cell),
        style: colour.on_default(),
    };
    let old = side("old", change.old.as_ref(), AnsiColor::Red);
    let new = side("new", change.new.as_ref(), AnsiColor::Green);
    let in_full = format!("  in full   {}, not {}\n", new.text, old.text);
    if !sides(&old, &new, width, &mut text) {
        text.push_str(&in_full);
    }
    text.push_str(match held {
        Some(Held::Differs) => "  spec      says otherwise: see the differences above\n",
        Some(Held::Agrees) => "  spec      says so already\n",
        Some(Held::NotHeld) => "  spec      does not hold this\n",
        Some(Held::NotCompared) => "  spec      is not compared with such words: read them\n",
        None => "",
    });
    text
}

/// What a copy says in a cell.
fn says(cell: Option<&Cell>) -> String {
    match cell.map(|cell| one_line(&cell.text)) {
        None => "(not here)".to_owned(),
        Some(text) if text.is_empty() => "(empty)".to_owned(),
        Some(text) => text,
    }
}

/// How many changes there are since old copies, where there are old copies.
pub(super) fn verdict(compared: &[Compared]) -> Option<String> {
    let sinces: Vec<&Since> = compared
        .iter()
        .filter_map(|one| one.since.as_ref())
        .collect();
    let count: usize = sinces
        .iter()
        .map(|since| since.revision.changes.len())
        .sum();
    let copies = match sinces.len() {
        0 => return None,
        1 => "the old copy".to_owned(),
        count => format!("the {count} old copies"),
    };
    if count == 0 {
        return Some(format!("no change since {copies}"));
    }
    let mut text = format!("{} since {copies}", plural(count, "change"));
    for (held, words) in [
        (Held::NotHeld, "the spec does not hold"),
        (Held::NotCompared, "are not compared with the spec"),
    ] {
        let count: usize = sinces.iter().map(|since| since.count(held)).sum();
        if count > 0 {
            let _ = write!(text, ", {count} of which {words}");
        }
    }
    Some(text)
}
