//! `cargo xtask generate`: the generated crate, its tests and the coverage page follow the specs, the
//! schema of specs and the pages of keys, diagnostics and changes follow the compiler; `--check` tells whether they do.

mod stamp;

use std::path::{Path, PathBuf};

use kpg_codegen::{Files, catalogue, changes_page, coverage, emit, emit_tests, reference, schema};
use similar::TextDiff;

use crate::output::{self, Failure, plural};
use crate::specs;
use crate::tree::{self, Difference};
use stamp::Inputs;

/// The folder of the generated crate.
const FOLDER: &str = "generated";
/// The folder of the generated tests.
const TESTS: &str = "tests/tests/generated";
/// The folders in which nothing but generated files may stand.
const OWNED: &[&str] = &["generated/src", TESTS];
/// The manifest of the generated crate.
const MANIFEST: &str = "generated/Cargo.toml";
/// The page that lists what the specs cover.
const COVERAGE: &str = "docs/coverage.md";
/// A page, and what makes it.
type Page = (&'static str, fn() -> String);
/// What follows the compiler alone: the schema that editors check specs with (specs name it in their first line), and the
/// pages that explain what the compiler reports, what counts as a change, and every key and word of the language.
const PAGES: &[Page] = &[
    ("specs/kpg.schema.json", schema),
    ("docs/diagnostics.md", catalogue),
    ("docs/changes.md", changes_page),
    ("docs/spec-keys.md", reference),
];
/// How many lines of a difference are shown per file; the file itself shows the rest.
const SHOWN_LINES: usize = 12;

/// Writes what changed. Touches nothing when any spec is wrong, and compiles nothing when nothing changed.
pub fn write(root: &Path, deny_warnings: bool) -> Result<(), Failure> {
    let specs = specs::all(root)?;
    let inputs = Inputs::of(&specs);
    if let Some(inputs) = &inputs {
        let made = made(root)?;
        if stamp::holds(root, inputs, &made) {
            return told(specs.len(), made.len(), "nothing changed");
        }
    }
    let Generation { files, is_silent } = generation(&specs, deny_warnings)?;
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
    // What was found is told every time.
    if let Some(inputs) = inputs.filter(|_| is_silent) {
        stamp::put(root, &inputs, &made(root)?);
    }
    let touched = format!("{} touched", differences.len());
    told(specs.len(), files.len(), &touched)
}

fn told(specs: usize, files: usize, what_became_of_them: &str) -> Result<(), Failure> {
    let (specs, total) = (plural(specs, "spec"), plural(files, "file"));
    output::print(format!("{specs}, {total}, {what_became_of_them}"))
}

/// The files of the last generation that are there, and whatever else stands in its folders.
fn made(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut made = tree::present(root, OWNED)?;
    let pages = PAGES.iter().map(|(page, _)| root.join(page));
    made.extend(pages.chain([root.join(MANIFEST), root.join(COVERAGE)]));
    Ok(made)
}

/// Lists every file that is not what the specs say.
pub fn check(root: &Path, deny_warnings: bool) -> Result<(), Failure> {
    let specs = specs::all(root)?;
    let Generation { files, .. } = generation(&specs, deny_warnings)?;
    let differences = tree::differences(root, &files, OWNED)?;
    if differences.is_empty() {
        let (total, specs) = (plural(files.len(), "file"), plural(specs.len(), "spec"));
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

/// What the specs make.
struct Generation {
    files: Files,
    /// Whether nothing was found in the specs.
    is_silent: bool,
}

fn generation(specs: &[PathBuf], deny_warnings: bool) -> Result<Generation, Failure> {
    let compiled = specs::compile_all(specs);
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
    files.extend(
        PAGES
            .iter()
            .map(|(name, text)| ((*name).to_owned(), text())),
    );
    Ok(Generation {
        files,
        is_silent: compiled.findings.is_empty(),
    })
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
