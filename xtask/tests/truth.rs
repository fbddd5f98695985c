//! Pages of a manual that nobody prepared, held against what a person read off them: `truth/nicepay.txt`. Counts the
//! fields that are right in name, direction, length and presence, and what was read that stands in no table.

use std::collections::BTreeMap;
use std::path::Path;

use kpg_documents::{DocumentedField, Page, PresenceWord, Said, read};

const TRUTH: &str = include_str!("truth/nicepay.txt");

/// The pages of the truth, each with the facts of its rows by their lines.
fn truth() -> Vec<(&'static str, BTreeMap<usize, &'static str>)> {
    let mut pages: Vec<(&str, BTreeMap<usize, &str>)> = Vec::new();
    for line in TRUTH.lines().filter(|line| !line.starts_with('#')) {
        if let Some(page) = line.strip_prefix("> ") {
            pages.push((page, BTreeMap::new()));
            continue;
        }
        let (number, facts) = line.split_once(' ').unwrap();
        let (_, rows) = pages.last_mut().unwrap();
        rows.insert(number.parse().unwrap(), facts);
    }
    pages
}

#[test]
fn ninety_eight_of_a_hundred_fields_of_a_manual_are_read_and_nothing_else_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join("../shared/vendor-docs/nicepay/api");
    if !folder.is_dir() {
        eprintln!("skipped: the manual is not here");
        return;
    }
    let (mut fields, mut right, mut wrong) = (0, 0, Vec::new());
    for (name, rows) in truth() {
        let page = read(&std::fs::read(folder.join(name)).unwrap()).unwrap();
        let found = found(&page);
        for (line, facts) in &rows {
            fields += 1;
            match found.get(line) {
                Some(found) if found == facts => right += 1,
                other => wrong.push(format!("{name}:{line}: {facts}, and not {other:?}")),
            }
        }
        for (line, facts) in found {
            assert!(
                rows.contains_key(&line),
                "{name}:{line}: {facts} is in no table"
            );
        }
    }
    println!("{right} of {fields} fields are right in name, direction, length and presence");
    wrong.iter().for_each(|wrong| println!("  {wrong}"));
    assert!(fields > 500, "{fields}");
    assert!(right * 100 >= fields * 98, "{right} of {fields}");
}

/// What was read of a page, by the lines of its rows.
fn found(page: &Page) -> BTreeMap<usize, String> {
    let mut found = BTreeMap::new();
    for operation in &page.operations {
        for (way, list) in [
            ("request", &operation.request),
            ("answer", &operation.answer),
        ] {
            found.extend(
                list.iter()
                    .map(|field| (field.line(), format!("{way} {}", facts(field)))),
            );
        }
    }
    found
}

fn facts(field: &DocumentedField) -> String {
    let inside = field.inside.as_ref().map(|inside| format!("{inside}."));
    let length = match &field.length {
        Said::Given(fact) => fact.value.bound.to_string(),
        Said::Blank(_) => "blank".to_owned(),
        Said::Unclear(_) | Said::Silent => "-".to_owned(),
    };
    let presence = match &field.presence {
        Said::Given(fact) => match fact.value {
            PresenceWord::Required => "required",
            PresenceWord::Optional => "optional",
            PresenceWord::Conditional => "conditional",
        },
        Said::Blank(_) => "blank",
        Said::Unclear(_) | Said::Silent => "-",
    };
    let name = &field.wire.text;
    format!("{}{name} {length} {presence}", inside.unwrap_or_default())
}
