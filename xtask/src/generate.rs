//! `cargo xtask generate`: the generated crate, its tests and the coverage page follow the specs, the
//! schema of specs and the pages of keys, diagnostics and changes follow the compiler; `--check` tells whether they do.

use std::path::Path;

use kpg_codegen::{Files, catalogue, changes_page, coverage, emit, emit_tests, reference, schema};
use similar::TextDiff;

use crate::output::{self, Failure, plural};
use crate::specs;
use crate::tree::{self, Difference};

/// The folder of the generated crate.
const FOLDER: &str = "generated";
/// The folder of the generated tests.
const TESTS: &str = "tests/tests/generated";
/// The folders in which nothing but generated files may stand.
const OWNED: &[&str] = &["generated/src", TESTS];
/// The page that lists what the specs cover.
const COVERAGE: &str = "docs/coverage.md";
/// What editors check specs with; specs name it in their first line.
const SCHEMA: &str = "specs/kpg.schema.json";
/// The page that explains what the compiler reports.
const DIAGNOSTICS: &str = "docs/diagnostics.md";
/// The page that lists what counts as a change.
const CHANGES: &str = "docs/changes.md";
/// The page that lists every key and word of the language.
const REFERENCE: &str = "docs/spec-keys.md";
/// How many lines of a difference are shown per file; the file itself shows the rest.
const SHOWN_LINES: usize = 12;

/// Writes what changed. Touches nothing when any spec is wrong.
pub fn write(root: &Path, deny_warnings: bool) -> Result<(), Failure> {
    let (vendors, files) = compiled(root, deny_warnings)?;
    let differences = tree::differences(root, &files, OWNED)?;
    tree::apply(root, &files, &differences)?;
    for (name, difference) in &differences {
        let done = if *difference == Difference::Orphaned {
            "removed"
        } else {
            "wrote"
        };
        output::print(format!("{done} {}", specs::shown(&root.join(name))))?;
    }
    let (specs, total) = (plural(vendors, "spec"), plural(files.len(), "file"));
    output::print(format!("{specs}, {total}, {} touched", differences.len()))
}

/// Lists every file that is not what the specs say.
pub fn check(root: &Path, deny_warnings: bool) -> Result<(), Failure> {
    let (vendors, files) = compiled(root, deny_warnings)?;
    let differences = tree::differences(root, &files, OWNED)?;
    if differences.is_empty() {
        let (total, specs) = (plural(files.len(), "file"), plural(vendors, "spec"));
        return output::print(format!("{total} as {specs} say"));
    }
    for (name, difference) in &differences {
        anstream::eprintln!("{:<8} {name}", difference.word());
        if *difference == Difference::Changed
            && let (Ok(old), Some(new)) =
                (std::fs::read_to_string(root.join(name)), files.get(name))
        {
            show_difference(&old, new);
        }
    }
    let count = plural(differences.len(), "file");
    Err(Failure::Words(format!(
        "{count} not as the specs say; run `cargo xtask generate`"
    )))
}

fn compiled(root: &Path, deny_warnings: bool) -> Result<(usize, Files), Failure> {
    let compiled = specs::compile_all(&specs::all(root)?);
    output::findings(&compiled.findings);
    compiled.verdict(deny_warnings)?;
    let vendors = compiled.vendors;
    let emitted = emit(&vendors).into_iter();
    let mut files: Files = emitted
        .map(|(name, text)| (format!("{FOLDER}/{name}"), text))
        .collect();
    let tests = emit_tests(&vendors).into_iter();
    files.extend(tests.map(|(name, text)| (format!("{TESTS}/{name}"), text)));
    files.insert(COVERAGE.to_owned(), coverage(&vendors));
    files.insert(SCHEMA.to_owned(), schema());
    files.insert(DIAGNOSTICS.to_owned(), catalogue());
    files.insert(CHANGES.to_owned(), changes_page());
    files.insert(REFERENCE.to_owned(), reference());
    Ok((vendors.len(), files))
}

fn show_difference(old: &str, new: &str) {
    let diff = TextDiff::from_lines(old, new);
    let changed = diff
        .iter_all_changes()
        .filter(|change| change.tag() != similar::ChangeTag::Equal);
    let lines: Vec<String> = changed
        .map(|change| format!("    {}{}", change.tag(), change.value().trim_end()))
        .collect();
    for line in lines.iter().take(SHOWN_LINES) {
        anstream::eprintln!("{line}");
    }
    if let Some(more) = lines
        .len()
        .checked_sub(SHOWN_LINES)
        .filter(|more| *more > 0)
    {
        anstream::eprintln!("    … {} more", plural(more, "line"));
    }
}
