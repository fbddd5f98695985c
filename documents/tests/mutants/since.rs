//! The same pages against their own old copies, without a spec: every change of every cell is told, and no edit that changes
//! nothing.

use std::collections::BTreeMap;
use std::path::Path;

use kpg_documents::drift::since;
use kpg_documents::{Encoding, Format, Page, read};

use super::cells::{mutants, with};
use super::cosmetic::{COSMETIC, is_delimiter};
use super::{STEP, are_quiet, files};

/// A page and its text.
struct Copy {
    name: String,
    text: String,
    page: Page,
}

/// One change of so many is tried; every one with `KPG_EVERY_CHANGE=1`, which takes minutes.
fn step() -> usize {
    match std::env::var_os("KPG_EVERY_CHANGE") {
        Some(_) => 1,
        None => STEP,
    }
}

/// Every page of every vendor that has a table.
fn copies() -> Vec<Copy> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vendor-docs");
    let mut all = Vec::new();
    for path in files(&folder) {
        let Ok(text) = String::from_utf8(std::fs::read(&path).unwrap()) else {
            continue;
        };
        let Ok(page) = read(text.as_bytes()) else {
            continue;
        };
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        if !page.is_empty() {
            all.push(Copy { name, text, page });
        }
    }
    all
}

#[test]
fn what_changes_nothing_is_no_change_of_the_page() {
    let (mut count, mut wrong) = (0, Vec::new());
    for copy in copies() {
        for (name, edit) in COSMETIC {
            let edited = edit(&copy.text);
            // Another paragraph makes no JSON, and what was saved in another charset has lost letters already.
            let is_broken = copy.page.format == Format::OpenApi
                || matches!(copy.page.encoding, Encoding::Misread(_));
            if edited == copy.text.as_bytes() || is_broken {
                continue;
            }
            count += 1;
            let changes = since(&copy.page, &read(&edited).unwrap()).changes;
            if !changes.is_empty() {
                wrong.push(format!("{}, {name}: {changes:#?}", copy.name));
            }
        }
    }
    are_quiet(count, &wrong);
}

#[test]
fn every_change_of_a_fact_is_told() {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut silent = Vec::new();
    for (first, copy) in copies().into_iter().enumerate() {
        let first = first % step();
        let operations = copy.page.operations.iter();
        let fields = operations.flat_map(|one| one.request.iter().chain(&one.answer));
        for field in fields.skip(first).step_by(step()) {
            for mutant in mutants(field) {
                let Some(text) = with(&copy.text, &mutant) else {
                    continue;
                };
                let changes = since(&copy.page, &read(text.as_bytes()).unwrap()).changes;
                let (all, found) = counts.entry(mutant.kind).or_default();
                *all += 1;
                *found += usize::from(!changes.is_empty());
                if changes.is_empty() {
                    silent.push(format!(
                        "{}:{}: {} `{}` → `{}`",
                        copy.name, mutant.cell.line, mutant.kind, mutant.cell.text, mutant.text
                    ));
                }
            }
        }
    }
    for (kind, (all, _)) in &counts {
        eprintln!("{kind}: {all}");
    }
    assert!(
        silent.is_empty(),
        "{} silent\n{}",
        silent.len(),
        silent.join("\n")
    );
}

/// Whatever a cell is of, and whether it was understood or not.
#[test]
fn every_change_of_a_cell_of_a_table_is_told() {
    let (mut count, mut silent) = (0, Vec::new());
    for copy in copies() {
        let lines: Vec<&str> = copy.text.split('\n').collect();
        let (mut in_body, mut width) = (false, 0);
        for (at, line) in lines.iter().enumerate() {
            in_body = line.contains('|') && (in_body || is_delimiter(line));
            if is_delimiter(line) {
                width = line.trim().trim_matches('|').split('|').count();
            }
            if !in_body || is_delimiter(line) {
                continue;
            }
            let first = usize::from(line.trim_start().starts_with('|'));
            let cells: Vec<&str> = line.split('|').collect();
            for (column, cell) in cells.iter().enumerate() {
                // A pattern that meets every column of every table.
                // A cell beyond the headings is not shown, and a picture of a mark with a letter beside it is that mark.
                if column >= first + width || cell.contains("![") {
                    continue;
                }
                if cell.trim().is_empty() || (column * 5 + at) % step() != 0 {
                    continue;
                }
                let mut cells = cells.clone();
                let other = format!(" {}7 ", cell.trim());
                cells[column] = &other;
                let mut lines = lines.clone();
                let edited = cells.join("|");
                lines[at] = &edited;
                let page = read(lines.join("\n").as_bytes()).unwrap();
                count += 1;
                if since(&copy.page, &page).changes.is_empty() {
                    silent.push(format!("{}:{}: `{}`", copy.name, at + 1, cell.trim()));
                }
            }
        }
    }
    eprintln!("{count} cells");
    assert!(
        silent.is_empty(),
        "{} of {count} silent\n{}",
        silent.len(),
        silent.join("\n")
    );
}
