//! Real pages, changed: every kind of change that means something is told, and none that means nothing. The changes are
//! made in the text of a page, cell by cell. The pages lie beside the repository; where they are not, nothing is compared.

mod cells;
mod cosmetic;
mod since;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kpg_codegen::model::Vendor;
use kpg_codegen::{SourceFile, compile};
use kpg_documents::drift::{document_of, drift};
use kpg_documents::{Page, read};

use cells::{Mutant, mutants, with};
use cosmetic::COSMETIC;

/// Of so many fields one is changed.
const STEP: usize = 13;

/// A page, its text, and what it differs in as it is.
struct Original {
    name: String,
    text: String,
    page: Page,
    document: usize,
    told: Vec<String>,
}

/// The specs with the pages that they were made from.
fn originals() -> Vec<(Vendor, Vec<Original>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut all = Vec::new();
    for vendor in ["bccard", "cookiepay", "konaplate", "welcome", "nicepay"] {
        let folder = root.join("../shared/vendor-docs").join(vendor);
        let text = std::fs::read_to_string(root.join(format!("specs/{vendor}.yaml"))).unwrap();
        let model = compile(&SourceFile::new(vendor.to_owned(), text)).unwrap();
        let mut found = Vec::new();
        for path in files(&folder) {
            let Ok(text) = String::from_utf8(std::fs::read(&path).unwrap()) else {
                continue;
            };
            let page = read(text.as_bytes()).unwrap();
            let Some(document) = document_of(&page, &model) else {
                continue;
            };
            let name = format!("{vendor}/{}", path.file_name().unwrap().to_string_lossy());
            found.push(Original {
                told: told(&page, &model, document),
                name,
                text,
                page,
                document,
            });
        }
        all.push((model, found));
    }
    all
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

/// What a page differs in, without the lines.
fn told(page: &Page, model: &Vendor, document: usize) -> Vec<String> {
    let differences = drift(page, model, document).differences.into_iter();
    let told = differences.map(|one| {
        let words = one.page_words().unwrap_or_default();
        // The number before a heading is no part of what it says.
        let words = words.trim_start_matches("7. ");
        format!(
            "{} {:?} {words} {:?}",
            one.kind().id(),
            one.at,
            one.spec_words()
        )
    });
    let mut told: Vec<String> = told.collect();
    told.sort();
    told
}

#[test]
fn what_changes_nothing_is_never_told() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (model, pages) in originals() {
        for original in pages {
            for (name, edit) in COSMETIC {
                let edited = edit(&original.text);
                if edited == original.text.as_bytes() {
                    continue;
                }
                count += 1;
                let page = read(&edited).unwrap();
                let told = match document_of(&page, &model) {
                    Some(document) if document == original.document => {
                        told(&page, &model, document)
                    }
                    other => vec![format!("taken for {other:?}")],
                };
                let new: Vec<_> = told
                    .iter()
                    .filter(|one| !original.told.contains(one))
                    .collect();
                let gone: Vec<_> = original
                    .told
                    .iter()
                    .filter(|one| !told.contains(one))
                    .collect();
                if !new.is_empty() || !gone.is_empty() {
                    wrong.push(format!(
                        "{}, {name}: new {new:#?}, gone {gone:#?}",
                        original.name
                    ));
                }
            }
        }
    }
    are_quiet(count, &wrong);
}

/// Holds that of so many edits that change nothing, none was told.
fn are_quiet(count: usize, wrong: &[String]) {
    eprintln!("{count} edits of pages that change nothing");
    let (told, wrong) = (wrong.len(), wrong.join("\n"));
    assert!(wrong.is_empty(), "{told} of {count}: {wrong}");
}

/// How many of a hundred changes of a kind are told at least. Not compared, and so not told, is what the client supplies
/// whatever the page says; the length of what has a list of values, from which it follows; digits that a page may call a
/// number; and a required mark in an answer where the spec has the member on success. Against the old copy all of it is told: `since.rs`.
const TOLD: [(&str, usize); 8] = [
    ("another name", 100),
    ("another cipher or digest", 100),
    ("another length", 90),
    ("another presence", 75),
    ("another type", 80),
    ("conditional, and the mark removed", 75),
    ("required, and the mark removed", 70),
    ("a length removed", 90),
];

/// Whether a change is told, in a difference or in a note; none where it cannot be made in the text.
fn is_told(model: &Vendor, original: &Original, mutant: &Mutant<'_>) -> Option<bool> {
    let text = with(&original.text, mutant)?;
    let page = read(text.as_bytes()).unwrap();
    let Some(document) = document_of(&page, model) else {
        return Some(true);
    };
    let notes = |page: &Page, document| {
        let notes = drift(page, model, document).notes.into_iter();
        notes.map(|note| note.text).collect::<Vec<_>>()
    };
    let same = told(&page, model, document) == original.told
        && notes(&page, document) == notes(&original.page, original.document);
    Some(!same)
}

#[test]
fn every_kind_of_change_is_told() {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut silent = Vec::new();
    let originals = originals();
    if originals.iter().all(|(_, pages)| pages.is_empty()) {
        eprintln!("skipped: the vendors' pages are not here");
        return;
    }
    for (model, pages) in &originals {
        for original in pages {
            let operations = original.page.operations.iter();
            let fields = operations.flat_map(|one| one.request.iter().chain(&one.answer));
            // Some of them are as good as all, and take a part of the time.
            for field in fields.step_by(STEP) {
                let all = mutants(field);
                // What the spec leaves out, or has in another way, is not compared.
                let is_compared = all.iter().find(|one| one.kind == "another name");
                if is_compared.is_none_or(|one| is_told(model, original, one) != Some(true)) {
                    continue;
                }
                for mutant in &all {
                    let Some(is_told) = is_told(model, original, mutant) else {
                        continue;
                    };
                    let (all, found) = counts.entry(mutant.kind).or_default();
                    *all += 1;
                    *found += usize::from(is_told);
                    if !is_told {
                        silent.push(format!(
                            "{}:{}: {} `{}` → `{}`",
                            original.name,
                            mutant.cell.line,
                            mutant.kind,
                            mutant.cell.text,
                            mutant.text
                        ));
                    }
                }
            }
        }
    }
    for (kind, (all, found)) in &counts {
        eprintln!("{kind}: {found} of {all}");
    }
    for (kind, least) in TOLD {
        let (all, found) = counts.get(kind).copied().unwrap_or_default();
        assert!(
            all > 1 && found * 100 >= all * least,
            "{kind}: {found} of {all}\n{}",
            silent.join("\n")
        );
    }
    assert_eq!(counts.len(), TOLD.len(), "{counts:?}");
}
