//! Planted changes of an invented page against its old copy, without a spec: each is told at its cells, and edits that change
//! nothing are not.
//!
//! A case of `since/cases.txt` is written as those of `drift/cases.txt`. `> ` is a change: its kind and subject, and the line
//! and the words of the old and of the new copy.

use std::collections::BTreeSet;

use kpg_documents::drift::{PageChange, PageChangeKind, since};
use kpg_documents::{Cell, read};

use super::drift::{Case, cases};

const PAGE: &str = include_str!("since/page.md");
const CASES: &str = include_str!("since/cases.txt");

fn found(case: &Case<'_>) -> Vec<PageChange> {
    let (old, new) = (read(PAGE.as_bytes()).unwrap(), case.edited(PAGE));
    since(&old, &read(new.as_bytes()).unwrap()).changes
}

fn line_of(change: &PageChange) -> String {
    let side = |cell: Option<&Cell>| match cell {
        Some(cell) => format!("{} {}", cell.line, cell.text.replace('\n', " ")),
        None => "()".to_owned(),
    };
    let (old, new) = (side(change.old.as_ref()), side(change.new.as_ref()));
    format!("{} {} | {old} | {new}", change.kind.id(), change.subject)
}

#[test]
fn a_page_has_no_change_since_itself() {
    let page = read(PAGE.as_bytes()).unwrap();
    let revision = since(&page, &page);
    assert_eq!(revision.changes, []);
    assert_eq!((revision.shared, revision.compared), (2, 13));
}

#[test]
fn every_planted_change_of_a_copy_is_told_at_its_cells_and_nothing_else() {
    let mut wrong = String::new();
    for case in cases(CASES) {
        let lines: Vec<String> = found(&case).iter().map(line_of).collect();
        if lines != case.expected {
            wrong.push_str(&format!("# {}\n", case.name));
            for line in lines {
                wrong.push_str(&format!("> {line}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "found instead:\n{wrong}");
}

#[test]
fn there_is_a_case_of_every_kind_of_change() {
    let changes = cases(CASES).iter().flat_map(found).collect::<Vec<_>>();
    let kinds: BTreeSet<PageChangeKind> = changes.iter().map(|change| change.kind).collect();
    let all: BTreeSet<PageChangeKind> = PageChangeKind::ALL.iter().copied().collect();
    assert_eq!(kinds, all);
}

/// What one copy has the other lacks, whichever of them is the old one.
#[test]
fn what_changed_is_told_backwards_too() {
    for case in cases(CASES) {
        let (old, new) = (read(PAGE.as_bytes()).unwrap(), case.edited(PAGE));
        let new = read(new.as_bytes()).unwrap();
        let (there, back) = (since(&old, &new).changes, since(&new, &old).changes);
        assert_eq!(there.len(), back.len(), "{}: {back:#?}", case.name);
    }
}
