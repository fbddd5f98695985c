//! `cargo xtask update VENDOR DOCUMENT…`: takes what pages say otherwise into their spec, as far as that needs no
//! judgement. What is written where is `patch`'s business; only here files are touched and tests are run.

mod patch;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use kpg_codegen::{changelog, diff};
use kpg_documents::Page;
use similar::TextDiff;

use crate::drift::{self, Compared, Spec};
use crate::home::Home;
use crate::output::{self, Failure};
use crate::{diff as differences, generate, program, specs};
use patch::Patched;

/// What becomes of the edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doing {
    /// Writes them to the spec, and what is generated from it.
    pub write: bool,
    /// Runs the vendor's tests afterwards.
    pub test: bool,
}

/// Shows what differs and the edits that take it in; writes them when told to.
pub fn run(
    home: Home<'_>,
    vendor: &str,
    documents: &[PathBuf],
    doing: Doing,
) -> Result<(), Failure> {
    let spec = drift::spec(&home.specs()?, vendor)?;
    let mut compared = documents
        .iter()
        .map(|path| drift::compared(&spec, path))
        .collect::<Result<Vec<_>, _>>()?;
    for one in &mut compared {
        drift::note_another_file(&spec, one);
    }
    one_page_each(&spec, &compared)?;
    output::print(drift::report(&spec, &compared).trim_end())?;
    refuse_doubtful(&spec, &compared)?;
    let pages: Vec<(Page, usize)> = compared
        .into_iter()
        .map(|one| (one.page, one.drift.document))
        .collect();
    let (old, before) = (spec.file.clone(), spec.vendor.clone());
    let patched = patch::patched(spec, &pages, &today());
    let changed = patched.spec.file.text() != old.text();
    if changed {
        output::print(format!("\n{}", unified(&old, &patched.spec).trim_end()))?;
    }
    output::print(left(&patched, documents))?;
    if !doing.write {
        return match changed {
            true => {
                output::print("nothing is written; give `--write` to write this to the spec")?;
                Err(Failure::Said)
            }
            false if patched.left.is_empty() => Ok(()),
            false => Err(Failure::Said),
        };
    }
    if changed {
        write(&patched.spec)?;
    }
    let tested = match home.repository()? {
        Some(root) => regenerated(&root, vendor, doing.test)?,
        None => {
            output::print(
                "nothing is generated: the build script of your crate compiles the spec; run your tests",
            )?;
            Ok(())
        }
    };
    if changed {
        say_changes(&diff(&before, &patched.spec.vendor))?;
    }
    tested?;
    match patched.left.is_empty() {
        true => Ok(()),
        false => Err(Failure::Said),
    }
}

/// Two pages that are one document say different things of it, and the spec can follow one of them only.
fn one_page_each(spec: &Spec, compared: &[Compared]) -> Result<(), Failure> {
    for (index, one) in compared.iter().enumerate() {
        let mut before = compared.iter().take(index);
        let Some(other) = before.find(|other| other.drift.document == one.drift.document) else {
            continue;
        };
        let document = spec.vendor.documents.get(one.drift.document);
        let id = document.map(|document| document.id.as_str());
        return Err(Failure::NoAnswer(format!(
            "{} and {} are both `{}`; give the one that holds",
            other.path.display(),
            one.path.display(),
            id.unwrap_or_default()
        )));
    }
    Ok(())
}

/// Nothing is written where a page may be of something else than the spec.
fn refuse_doubtful(spec: &Spec, compared: &[Compared]) -> Result<(), Failure> {
    let doubts = compared.iter().flat_map(|one| {
        let page = one.path.display();
        let doubts = one.drift.doubts.iter();
        doubts.map(move |doubt| format!("\n  {page}: {}", drift::doubt_words(spec, doubt)))
    });
    let doubts: Vec<String> = doubts.collect();
    match doubts.is_empty() {
        true => Ok(()),
        false => Err(Failure::Words(format!(
            "nothing is written:{}\n\
             Where the page is right, change `document`, path and title of the operation in the spec first, so that \
             it is found; where most has changed, draft the page anew with `{program} import` and compare the two \
             with `{program} diff`",
            doubts.concat(),
            program = program::name()
        ))),
    }
}

fn today() -> String {
    let now = jiff::Timestamp::now();
    let seoul = jiff::tz::TimeZone::fixed(jiff::tz::offset(9));
    now.to_zoned(seoul).date().to_string()
}

/// The edits as a patch.
fn unified(old: &kpg_codegen::SourceFile, spec: &Spec) -> String {
    let (name, new) = (old.name().trim_start_matches("./"), spec.file.text());
    let changes = TextDiff::from_lines(old.text(), new);
    changes
        .unified_diff()
        .context_radius(2)
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string()
}

/// What was taken in, and what is left to people.
fn left(patched: &Patched, documents: &[PathBuf]) -> String {
    let mut text = format!(
        "\n{} taken in, {} left to do\n",
        patched.taken.len(),
        patched.left.len()
    );
    for (page, difference, reason) in &patched.left {
        let page = documents.get(*page).map(|path| path.display().to_string());
        let at = drift::location_words(&patched.spec.vendor, &difference.at);
        let _ = write!(
            text,
            "  {}:{}: {at}: {}",
            page.unwrap_or_default(),
            difference.line(),
            difference.kind().what()
        );
        if let Some(said) = difference.page_words() {
            let _ = write!(
                text,
                " ({})",
                said.split_whitespace().collect::<Vec<_>>().join(" ")
            );
        }
        let _ = match reason {
            Some(reason) => writeln!(text, "; {reason}"),
            None => writeln!(text),
        };
    }
    text
}

/// Replaces the spec; it is either the old or the new one, whenever this is interrupted. A link stays one, and
/// who may read the file stays who may.
fn write(spec: &Spec) -> Result<(), Failure> {
    let path = std::fs::canonicalize(&spec.path).map_err(Failure::disk("find", &spec.path))?;
    let beside = path.with_extension("yaml.new");
    std::fs::write(&beside, spec.file.text()).map_err(Failure::disk("write", &beside))?;
    let permissions = std::fs::metadata(&path).map_err(Failure::disk("read", &path))?;
    std::fs::set_permissions(&beside, permissions.permissions())
        .map_err(Failure::disk("write", &beside))?;
    std::fs::rename(&beside, &path).map_err(Failure::disk("replace", &path))?;
    output::print(format!("wrote {}", specs::shown(&spec.path)))
}

/// Generates the client anew, and tells how its tests end where they are to be run.
fn regenerated(root: &Path, vendor: &str, tests: bool) -> Result<Result<(), Failure>, Failure> {
    // What an update before this one left undone, because it was stopped or its tests failed, is done now.
    generate::write(root, false)?;
    Ok(match tests {
        true => test(root, vendor),
        false => Ok(()),
    })
}

/// Runs the tests that are generated for the vendor, and shows what they say.
fn test(root: &Path, vendor: &str) -> Result<(), Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let ran = Command::new(cargo)
        .current_dir(root)
        .args(specs::tests_of(vendor))
        .status()
        .map_err(|error| Failure::Words(format!("cannot run cargo: {error}")))?;
    match ran.success() {
        true => Ok(()),
        false => Err(Failure::Words(format!(
            "the generated tests of {vendor} fail with the changed spec; it is written, so see what they say and \
             correct it, or take it back with git"
        ))),
    }
}

fn say_changes(changes: &[kpg_codegen::Change<'_>]) -> Result<(), Failure> {
    output::print(format!(
        "\n{}",
        differences::write_for_people(changes, output::width()).trim_end()
    ))?;
    match changelog(changes) {
        entry if entry.is_empty() => Ok(()),
        entry => output::print(format!("\n{}", entry.trim_end())),
    }
}
