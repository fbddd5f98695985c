//! Every field of the vendors' tables is in a spec or left out with a reason. Needs the vendors' pages,
//! which are not part of this repository: without them the test says so and passes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kpg_codegen::Extent;
use kpg_codegen::model::{AnswerField, Content, Operation, Vendor};
use kpg_tests::fixtures::{root, vendor};
use scraper::{Html, Selector};
use sha2::{Digest as _, Sha256};

const VENDORS: [&str; 8] = [
    "bccard",
    "cookiepay",
    "kakaopay",
    "kcp",
    "konaplate",
    "nicepay",
    "tosspayments",
    "welcome",
];

/// Pages that describe more than calls and notifications: payment windows that a script or a link of the vendor's opens,
/// and calls that the spec says it does not cover.
const MORE_THAN_CALLS: [(&str, &str); 4] = [
    ("nicepay", "payment-window-server.md"),
    ("nicepay", "payment-window-client.md"),
    ("nicepay", "checkout-pay-and-approve.md"),
    ("tosspayments", "core-api-2022-11-16.openapi.json"),
];
/// Pages without a table of a call: what a program on the shop's machine is set up with.
const WITHOUT_CALLS: [(&str, &str); 1] = [("kcp", "overview-older-module.md")];
/// Names that only those have: how a window looks, the merchant in its link, and what lists of transactions, settlements
/// and cash receipts have.
const OF_NO_CALL: [&str; 25] = [
    "disableScroll",
    "disableEdgeChk",
    "zIdxHigher",
    "token",
    "cancel",
    "cursor",
    "data",
    "dateType",
    "endDate",
    "fee",
    "fees",
    "hasNext",
    "interestFee",
    "lastCursor",
    "limit",
    "page",
    "paidOutDate",
    "payOutAmount",
    "requestDate",
    "result",
    "size",
    "soldDate",
    "startDate",
    "startingAfter",
    "transactionAt",
];

/// The pages of a vendor, when they are there.
fn pages(vendor: &str) -> Option<Vec<(PathBuf, String)>> {
    let folder = root().join("../shared/vendor-docs").join(vendor);
    let mut pages = Vec::new();
    read_folder(&folder, &mut pages)?;
    Some(pages)
}

/// The pages in a folder and in the folders below it.
fn read_folder(folder: &Path, pages: &mut Vec<(PathBuf, String)>) -> Option<()> {
    for entry in std::fs::read_dir(folder).ok()? {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => read_folder(&path, pages)?,
            false => pages.push((path.clone(), std::fs::read_to_string(&path).unwrap())),
        }
    }
    Some(())
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
        let mut in_the_documents = 0;
        for (path, text) in pages {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if WITHOUT_CALLS.contains(&(id, name.as_str())) {
                continue;
            }
            let known = names_from(&vendor, &text);
            let mut documented = documented(&text);
            if MORE_THAN_CALLS.contains(&(id, name.as_str())) {
                // The rest of such a page is what other calls of the vendor have.
                let all = vendor.operations.iter().flat_map(names_of);
                let all: BTreeSet<String> = all.chain(OF_NO_CALL.map(str::to_owned)).collect();
                documented.retain(|field| known.contains(field) || !all.contains(field));
            }
            in_the_documents += documented.len();
            compared += documented.len();
            let lacking = documented.difference(&known);
            missing.extend(lacking.map(|field| format!("{id}/{name}: {field}")));
        }
        let Extent {
            sent,
            received,
            left_out,
            values: _,
            in_korean: _,
        } = Extent::of(&vendor);
        println!(
            "{id}: {in_the_documents} names in the tables of its pages; {sent} fields of requests and {received} members of \
             answers and notifications in the spec, {left_out} left out with a reason"
        );
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

/// A reason for what no page has would say something of the vendor that nobody can look up.
#[test]
fn what_is_left_out_stands_on_the_page() {
    let (mut nowhere, mut looked_up) = (Vec::new(), 0);
    for id in VENDORS {
        let Some(pages) = pages(id) else {
            println!("skipped: there is no ../shared/vendor-docs/{id} to look things up in");
            return;
        };
        let vendor = vendor(id).unwrap();
        for (path, text) in pages {
            let on_page = words(&text);
            let operations = vendor.operations.iter();
            let operations = operations.map(|each| (&each.citation, &each.left_out));
            let notifications = vendor.notifications.iter();
            let notifications = notifications.map(|each| (&each.citation, &each.left_out));
            for (citation, left_out) in operations.chain(notifications) {
                if !is_page(&vendor, citation.document, &text) {
                    continue;
                }
                let names = left_out.iter().map(|left_out| &left_out.name);
                looked_up += left_out.len();
                let lacking = names.filter(|name| !on_page.contains(name.as_str()));
                nowhere.extend(lacking.map(|name| format!("{id}/{}: {name}", path.display())));
            }
        }
    }
    assert!(looked_up > 10, "{looked_up}");
    assert_eq!(nowhere, [] as [String; 0]);
}

/// What could be a name on a page, in its tables, samples and sentences.
fn words(page: &str) -> BTreeSet<&str> {
    page.split(|c: char| !c.is_ascii_alphanumeric() && !"_-".contains(c))
        .collect()
}

/// Whether a document is the page, by its digest.
fn is_page(vendor: &Vendor, document: usize, page: &str) -> bool {
    let digest: String = Sha256::digest(page)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let document = vendor.documents.get(document);
    document.is_some_and(|document| document.sha256.as_ref() == Some(&digest))
}

/// The names of every operation and notification that cites the page, and of what the spec does not cover.
fn names_from(vendor: &Vendor, page: &str) -> BTreeSet<String> {
    let operations = vendor.operations.iter();
    let operations = operations.filter(|each| is_page(vendor, each.citation.document, page));
    let mut names: BTreeSet<String> = operations.flat_map(names_of).collect();
    for notification in &vendor.notifications {
        if is_page(vendor, notification.citation.document, page) {
            members(&notification.fields, &mut names);
            let left_out = notification.left_out.iter();
            names.extend(left_out.map(|left_out| left_out.name.clone()));
        }
    }
    names
}

fn names_of(operation: &Operation) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for field in operation.all_fields() {
        names.insert(field.wire.clone());
        names.extend(field.wire.split('.').map(str::to_owned));
        let items = match &field.facts.content {
            Content::Nested(items) => items.members.as_slice(),
            Content::One(_) | Content::Values(_) => &[],
        };
        names.extend(items.iter().map(|item| item.wire.clone()));
    }
    let left_out = operation.left_out.iter();
    names.extend(left_out.map(|left_out| left_out.name.clone()));
    let code = operation.answer.code.iter();
    names.extend(code.flat_map(|code| code.path.0.clone()));
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
    names.extend(barred_tables(page));
    names.extend(schemas(page));
    names
}

/// Markdown tables with a column for the name and one for the type; a nested member has a cell of its own.
fn barred_tables(page: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut columns = None;
    for line in page.lines() {
        let Some(row) = line.trim().strip_prefix('|') else {
            columns = None;
            continue;
        };
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let is_kind =
            |cell: &str| matches!(cell.to_lowercase().as_str(), "type" | "data type" | "타입");
        let is_name_column = |cell: &str| matches!(cell, "Parameter" | "Name" | "필드");
        if let Some(kind) = cells.iter().position(|cell| is_kind(cell))
            && cells.iter().any(|cell| is_name_column(cell))
        {
            columns = Some(kind);
        } else if let Some(kind) = columns {
            let before = cells.iter().take(kind);
            let named = before.map(|cell| cell.trim_start_matches('\u{3000}'));
            let wire = |cell: &&str| {
                is_name(cell) && !matches!(*cell, "PathVariable" | "RequestBody" | "ResponseBody")
            };
            names.extend(named.filter(wire).map(str::to_owned));
        }
    }
    names
}

/// The parameters and properties of an OpenAPI document.
fn schemas(page: &str) -> BTreeSet<String> {
    fn collect(value: &serde_json::Value, names: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(members) => {
                if let Some(serde_json::Value::Object(properties)) = members.get("properties") {
                    names.extend(properties.keys().cloned());
                }
                if let (Some(name), Some(_)) = (members.get("name"), members.get("in")) {
                    names.extend(name.as_str().map(str::to_owned));
                }
                members.values().for_each(|member| collect(member, names));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
            _ => {}
        }
    }
    let mut names = BTreeSet::new();
    if let Ok(document) = serde_json::from_str(page) {
        collect(&document, &mut names);
    }
    names
}

/// HTML tables with a column `필드` or `Parameter`, and one for the length.
fn html_tables(page: &str) -> BTreeSet<String> {
    let [table, row, heading, cell] =
        ["table", "tr", "th", "td"].map(|tag| Selector::parse(tag).unwrap());
    let mut names = BTreeSet::new();
    for table in Html::parse_document(page).select(&table) {
        let text =
            |element: scraper::ElementRef<'_>| element.text().collect::<String>().trim().to_owned();
        let columns: Vec<String> = table.select(&heading).map(text).collect();
        let is_name_column = |name: &String| matches!(name.as_str(), "필드" | "Parameter");
        let is_length = |name: &String| matches!(name.as_str(), "길이" | "크기" | "Max Length");
        let Some(column) = columns.iter().position(is_name_column) else {
            continue;
        };
        if !columns.iter().any(is_length) {
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
