//! `cargo xtask generate`: the generated crate follows the specs; `--check` tells whether it does.

use std::path::Path;

use kpg_codegen::{Files, emit};
use similar::TextDiff;

use crate::output::{Failure, plural};
use crate::specs;
use crate::tree::{self, Difference};

/// The folder of the generated crate.
const FOLDER: &str = "generated";
/// How many lines of a difference are shown per file; the file itself shows the rest.
const SHOWN_LINES: usize = 12;

/// Writes what changed. Touches nothing when any spec is wrong.
pub fn write(root: &Path) -> Result<(), Failure> {
    let (vendors, files) = compiled(root)?;
    let folder = root.join(FOLDER);
    let differences = tree::differences(&folder, &files)?;
    tree::apply(&folder, &files, &differences)?;
    for (name, difference) in &differences {
        let done = if *difference == Difference::Orphaned {
            "removed"
        } else {
            "wrote"
        };
        anstream::println!("{done} {FOLDER}/{name}");
    }
    let (specs, total) = (plural(vendors, "spec"), plural(files.len(), "file"));
    anstream::println!("{specs}, {total}, {} touched", differences.len());
    Ok(())
}

/// Lists every file that is not what the specs say.
pub fn check(root: &Path) -> Result<(), Failure> {
    let (vendors, files) = compiled(root)?;
    let folder = root.join(FOLDER);
    let differences = tree::differences(&folder, &files)?;
    if differences.is_empty() {
        anstream::println!(
            "{FOLDER}/ is what {} say: {}",
            plural(vendors, "spec"),
            plural(files.len(), "file")
        );
        return Ok(());
    }
    for (name, difference) in &differences {
        anstream::eprintln!("{:<8} {FOLDER}/{name}", difference.word());
        if *difference == Difference::Changed
            && let (Ok(old), Some(new)) =
                (std::fs::read_to_string(folder.join(name)), files.get(name))
        {
            show_difference(&old, new);
        }
    }
    let count = plural(differences.len(), "file");
    Err(Failure::Words(format!(
        "{count} in {FOLDER}/ not as the specs say; run `cargo xtask generate`"
    )))
}

fn compiled(root: &Path) -> Result<(usize, Files), Failure> {
    let vendors = specs::compile_all(&specs::all(root)?)?;
    let files = emit(&vendors);
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
