//! Every field of the vendors' tables is in a spec or left out with a reason. Needs the vendors' pages,
//! which are not part of this repository: without them the test says so and passes.

use std::collections::BTreeSet;
use std::path::PathBuf;

use kpg_codegen::model::{AnswerField, Operation, Vendor};
use kpg_tests::fixtures::{root, vendor};
use scraper::{Html, Selector};
use sha2::{Digest as _, Sha256};

const VENDORS: [&str; 4] = ["bccard", "cookiepay", "konaplate", "welcome"];

/// The pages of a vendor, when they are there.
fn pages(vendor: &str) -> Option<Vec<(PathBuf, String)>> {
    let folder = root().join("../shared/vendor-docs").join(vendor);
    let entries = std::fs::read_dir(folder).ok()?;
    let read = |path: PathBuf| (path.clone(), std::fs::read_to_string(&path).unwrap());
    Some(entries.map(|entry| read(entry.unwrap().path())).collect())
}

#[test]
fn every_documented_field_is_in_the_spec_or_left_out_with_a_reason() {
    let mut missing = Vec::new();
    let mut compared = 0;
    for id in VENDORS {
        let Some(pages) = pages(id) else {
            println!("skipped: there is no ../shared/vendor-docs/{id} to compare the spec with");
            return;
        };
        let vendor = vendor(id).unwrap();
        for (path, text) in pages {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let known = names_from(&vendor, &text);
            let documented = documented(&text);
            compared += documented.len();
            let lacking = documented.difference(&known);
            missing.extend(lacking.map(|field| format!("{id}/{name}: {field}")));
        }
    }
    println!("{compared} documented names compared");
    assert!(
        compared > 200,
        "only {compared} names were found in the pages: the reader of tables is broken"
    );
    assert!(
        missing.is_empty(),
        "neither in a spec nor left out:\n{}",
        missing.join("\n")
    );
}

/// The names of every operation that cites the page, by its digest.
fn names_from(vendor: &Vendor, page: &str) -> BTreeSet<String> {
    let digest: String = Sha256::digest(page)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let cites = |operation: &&Operation| {
        let document = vendor.documents.get(operation.citation.document);
        document.is_some_and(|document| document.sha256.as_ref() == Some(&digest))
    };
    vendor
        .operations
        .iter()
        .filter(cites)
        .flat_map(names_of)
        .collect()
}

fn names_of(operation: &Operation) -> BTreeSet<String> {
    let request = operation
        .headers
        .iter()
        .chain(&operation.body)
        .map(|field| field.wire.clone());
    let left_out = operation
        .left_out
        .iter()
        .map(|left_out| left_out.name.clone());
    let mut names: BTreeSet<String> = request
        .chain(left_out)
        .chain(operation.answer.code.0.clone())
        .collect();
    // What the transport sets is no field of a spec.
    names.insert("Content-Type".to_owned());
    members(&operation.answer.fields, &mut names);
    names
}

fn members(fields: &[AnswerField], names: &mut BTreeSet<String>) {
    for field in fields {
        names.insert(field.path.to_string());
        names.extend(field.path.0.last().cloned());
        members(field.members().unwrap_or_default(), names);
    }
}

/// The field names of a page, whichever shape its tables have.
fn documented(page: &str) -> BTreeSet<String> {
    let mut names = html_tables(page);
    names.extend(bold_cells(page));
    names.extend(pipe_rows(page));
    names.extend(blocks(page));
    names
}

/// HTML tables with a column `필드`.
fn html_tables(page: &str) -> BTreeSet<String> {
    let [table, row, heading, cell] =
        ["table", "tr", "th", "td"].map(|tag| Selector::parse(tag).unwrap());
    let mut names = BTreeSet::new();
    for table in Html::parse_document(page).select(&table) {
        let text =
            |element: scraper::ElementRef<'_>| element.text().collect::<String>().trim().to_owned();
        let columns: Vec<String> = table.select(&heading).map(text).collect();
        let Some(column) = columns.iter().position(|name| name == "필드") else {
            continue;
        };
        if !columns.iter().any(|name| name == "길이" || name == "크기") {
            continue;
        }
        for row in table.select(&row) {
            let cells: Vec<String> = row.select(&cell).map(text).collect();
            names.extend(cells.get(column).filter(|name| is_name(name)).cloned());
        }
    }
    names
}

/// Markdown rows that begin with a name in bold code.
fn bold_cells(page: &str) -> BTreeSet<String> {
    let cells = page.lines().filter_map(|line| line.strip_prefix("| **`"));
    cells
        .filter_map(|rest| rest.split_once("`**"))
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// Rows without a leading bar, below a heading that begins with `항목명`.
fn pipe_rows(page: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut inside = false;
    for line in page.lines() {
        let first = line.split('|').next().unwrap_or_default().trim();
        inside = line.contains('|') && (inside || first == "항목명");
        if inside && is_name(first) {
            names.insert(first.to_owned());
        }
    }
    names
}

/// A field a block: its name on a line, its type on the next.
fn blocks(page: &str) -> BTreeSet<String> {
    let lines: Vec<&str> = page
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let pairs = lines
        .windows(2)
        .filter(|pair| matches!(pair[1], "string" | "number" | "boolean"));
    pairs
        .map(|pair| pair[0].to_owned())
        .filter(|name| is_name(name))
        .collect()
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}
