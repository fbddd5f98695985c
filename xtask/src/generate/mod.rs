//! `cargo xtask generate`: the generated crate, its tests and the coverage page follow the specs, the
//! schema of specs and the pages of keys, diagnostics and changes follow the compiler; `--check` tells whether they do.

mod stamp;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kpg_codegen::{
    catalogue, changes_page, coverage, each_file, each_test_file, reference, schema,
};
use rayon::prelude::*;
use similar::TextDiff;

use crate::home;
use crate::output::{self, Failure, plural};
use crate::program;
use crate::specs::{self, Compiled};
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
/// What stands in the first line of every generated file; in the second of JSON, which has no comments.
const MARK: &str = "@generated";
/// How many lines of a difference are shown per file; the file itself shows the rest.
const SHOWN_LINES: usize = 12;

/// Writes what changed. Touches nothing when any spec is wrong, and compiles nothing when nothing changed.
pub fn write(root: &Path, deny_warnings: bool) -> Result<(), Failure> {
    let specs = specs_of(root)?;
    let inputs = Inputs::of(&specs);
    if let Some(inputs) = &inputs {
        let made = made(root)?;
        if stamp::holds(root, inputs, &made) {
            return print_total(specs.len(), made.len(), "nothing changed");
        }
    }
    let compiled = compiled(&specs, deny_warnings)?;
    refuse_foreign(root)?;
    let put = |name: &str, text: &str, _| tree::put(root, name, text);
    let written = compare(root, &compiled, put);
    let (total, differences) = written.map_err(|failure| {
        let what = "some files may be new and others not; generate again";
        Failure::Words(format!("{failure}; {what}"))
    })?;
    for (name, difference, ()) in &differences {
        let done = match difference {
            Difference::Orphaned => {
                tree::remove(root, name)?;
                "removed"
            }
            Difference::Changed | Difference::Missing => "wrote",
        };
        output::print(format!("{done} {}", specs::shown(&root.join(name))))?;
    }
    // What was found is told every time.
    if let Some(inputs) = inputs.filter(|_| compiled.findings.is_empty()) {
        stamp::put(root, &inputs, &made(root)?);
    }
    let touched = format!("{} touched", differences.len());
    print_total(specs.len(), total, &touched)
}

/// The specs of kpg's repository. A crate with specs of its own is left alone.
fn specs_of(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap_or_default();
    if home::is_package(&manifest) {
        return Err(Failure::Words(
            "nothing is generated in a crate of your own: its build script compiles its specs with \
             `kpg_codegen::Builder`, see docs/private-specs.md; `--root DIR` names the repository of kpg"
                .to_owned(),
        ));
    }
    specs::in_folder(&root.join("specs"))
}

fn print_total(specs: usize, files: usize, what_became_of_them: &str) -> Result<(), Failure> {
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

/// Fails where a file that would be replaced or removed is not a generated one: it may be somebody's work.
fn refuse_foreign(root: &Path) -> Result<(), Failure> {
    let made = made(root)?;
    let foreign = made.par_iter().map(|path| {
        let is_foreign = !tree::is_empty_or_marked(path, MARK)?;
        Ok(is_foreign.then(|| specs::shown(path)))
    });
    let foreign: Vec<Option<String>> = foreign.collect::<Result<_, Failure>>()?;
    let foreign: Vec<String> = foreign.into_iter().flatten().collect();
    match foreign.is_empty() {
        true => Ok(()),
        false => Err(Failure::Words(format!(
            "nothing is written: not generated, because `{MARK}` is not in the first lines:\n  {}\n\
             Move it elsewhere, or remove it if nobody needs it",
            foreign.join("\n  ")
        ))),
    }
}

/// Lists every file that is not what the specs say.
pub fn check(root: &Path, deny_warnings: bool) -> Result<(), Failure> {
    let specs = specs_of(root)?;
    let compiled = compiled(&specs, deny_warnings)?;
    let (total, differences) = compare(root, &compiled, |name, text, difference| {
        Ok(changed_lines(root, name, text, difference))
    })?;
    // The program ends: to take every model apart before that takes time, and nobody needs the memory.
    std::mem::forget(compiled);
    if differences.is_empty() {
        let (total, specs) = (plural(total, "file"), plural(specs.len(), "spec"));
        return output::print(format!("{total} as {specs} say"));
    }
    for (name, difference, lines) in &differences {
        anstream::eprintln!("{:<8} {name}", difference.word());
        for line in lines {
            anstream::eprintln!("{line}");
        }
    }
    let count = plural(differences.len(), "file");
    Err(Failure::Words(format!(
        "{count} not as the specs say; run `{} generate`",
        program::name()
    )))
}

/// The models of the specs. No file is made, or touched, when any of them is wrong.
fn compiled(specs: &[PathBuf], deny_warnings: bool) -> Result<Compiled, Failure> {
    let compiled = specs::compile_all(specs);
    output::findings(&compiled.findings);
    compiled.verdict(deny_warnings)?;
    Ok(compiled)
}

/// How one file differs, and what the command made of it.
type Differing<T> = (String, Difference, T);

/// How many files the models make, and those that differ from what lies there, by path. Each text is compared when it is
/// made, handed on if it differs, and dropped.
fn compare<T: Default + Send>(
    root: &Path,
    compiled: &Compiled,
    differs: impl Fn(&str, &str, Difference) -> Result<T, Failure> + Sync,
) -> Result<(usize, Vec<Differing<T>>), Failure> {
    let vendors = &compiled.vendors;
    let below = |folder: &'static str| {
        move |(name, text): (String, String)| (format!("{folder}/{name}"), text)
    };
    let pages = PAGES.par_iter();
    let pages = pages.map(|(name, text)| ((*name).to_owned(), text()));
    let covered = || (COVERAGE.to_owned(), coverage(vendors, &compiled.open()));
    let files = each_file(vendors)
        .map(below(FOLDER))
        .chain(each_test_file(vendors).map(below(TESTS)))
        .chain(rayon::iter::once(()).map(|()| covered()))
        .chain(pages);
    // Every operation, form and notification has a file in the crate, and one with its tests.
    let parts = vendors
        .iter()
        .map(|vendor| vendor.requests().count() + vendor.notifications.len());
    let bar = output::progress("comparing files", 2 * parts.sum::<usize>());
    let compared = files.map(|(name, text)| {
        bar.inc(1);
        let difference = tree::difference(root, &name, &text)?;
        let made =
            difference.map(|difference| Ok((difference, differs(&name, &text, difference)?)));
        Ok((name, made.transpose()?))
    });
    let compared: BTreeMap<_, _> = compared.collect::<Result<_, Failure>>()?;
    bar.finish_and_clear();
    let names = compared.keys().cloned().collect();
    let orphans = tree::orphans(root, OWNED, &names)?.into_iter();
    let orphans = orphans.map(|name| (name, Difference::Orphaned, T::default()));
    let differing = compared.into_iter();
    let differing = differing.filter_map(|(name, made)| made.map(|(how, made)| (name, how, made)));
    let mut differing: Vec<_> = differing.chain(orphans).collect();
    differing.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    Ok((names.len(), differing))
}

/// The first lines in which a file differs from its text.
fn changed_lines(root: &Path, name: &str, text: &str, difference: Difference) -> Vec<String> {
    let old = std::fs::read_to_string(root.join(name));
    let (Difference::Changed, Ok(old)) = (difference, old) else {
        return Vec::new();
    };
    let diff = TextDiff::from_lines(old.as_str(), text);
    let changed = diff
        .iter_all_changes()
        .filter(|change| change.tag() != similar::ChangeTag::Equal);
    let mut lines: Vec<String> = changed
        .map(|change| format!("    {}{}", change.tag(), change.value().trim_end()))
        .collect();
    let more = lines.len().saturating_sub(SHOWN_LINES);
    lines.truncate(SHOWN_LINES);
    if more > 0 {
        lines.push(format!("    … {} more", plural(more, "line")));
    }
    lines
}
