//! Patches of small specs. What is read off pages is tested with the reader.

use kpg_codegen::{SourceFile, check};
use kpg_documents::read;

use super::patch::{Patched, patched};
use crate::drift::Spec;

const PAGE: &str = include_str!("../../tests/fixtures/updated_page.md");
const SPEC: &str = include_str!("../../tests/fixtures/updated.yaml");

fn spec(text: &str) -> Spec {
    let file = SourceFile::new("updated.yaml", text);
    let checked = check(&file);
    Spec {
        path: "updated.yaml".into(),
        file,
        vendor: checked.vendor.unwrap(),
        places: checked.places,
    }
}

fn after(edits: &[(&str, &str)]) -> Patched {
    let page = edits.iter().fold(PAGE.to_owned(), |page, (old, new)| {
        assert_eq!(page.matches(old).count(), 1, "{old}");
        page.replace(old, new)
    });
    patched(
        spec(SPEC),
        &[(read(page.as_bytes()).unwrap(), 0)],
        "2026-12-24",
    )
}

/// The lines that differ, without those of the document.
fn lines(patched: &Patched) -> Vec<String> {
    let diff = similar::TextDiff::from_lines(SPEC, patched.spec.file.text());
    let changed = diff
        .iter_all_changes()
        .filter(|change| change.tag() != similar::ChangeTag::Equal);
    let lines = changed.map(|change| format!("{}{}", change.tag(), change.value().trim()));
    lines
        .filter(|line| !line.contains("read:") && !line.contains("sha256:"))
        .collect()
}

#[test]
fn a_page_that_says_the_same_changes_its_digest_and_date_only() {
    let same = after(&[]);
    assert_eq!(lines(&same), [""; 0]);
    assert!(same.left.is_empty());
    assert!(
        same.spec
            .file
            .text()
            .contains("read: 2026-12-24 # first read in autumn")
    );
}

#[test]
fn a_length_and_a_label_are_replaced_in_their_places() {
    let patched = after(&[("| 거래번호 | 30 |", "| 원거래번호 | 40 |")]);
    assert_eq!(
        lines(&patched),
        [
            "-tid: { ko: 거래번호, en: transaction, length: ..30, presence: required } # as it came",
            "+tid: { ko: 원거래번호, en: transaction, length: ..40, presence: required } # as it came",
        ]
    );
}

#[test]
fn an_optional_field_a_value_and_a_code_are_added_at_the_end() {
    let patched = after(&[
        ("| reason |", "| memo | 메모 | 50 | X | |\n| reason |"),
        ("1:부분", "1:부분, 2:나머지"),
        ("| E101 |", "| E102 | 기한이 지난 거래 |\n| E101 |"),
    ]);
    assert_eq!(
        lines(&patched),
        [
            "-values: { \"0\": { name: whole, ko: 전체 }, \"1\": { name: part, ko: 부분 } }",
            "+values: { \"0\": { name: whole, ko: 전체 }, \"1\": { name: part, ko: 부분 }, \"2\": { name: value_2, ko: 나머지 } }",
            "+memo: { ko: 메모, length: ..50 }",
            "+E102: { name: code_e102, ko: 기한이 지난 거래 }",
        ]
    );
    assert!(patched.left.is_empty());
}

#[test]
fn what_needs_judgement_is_left_and_keeps_the_digest() {
    let patched = after(&[
        ("| reason | 사유 | 100 | X |", "| reason | 사유 | 100 | ○ |"),
        ("| 거래번호 | 30 |", "| 거래번호 | 20 |"),
    ]);
    assert_eq!(patched.left.len(), 1);
    assert_eq!(patched.taken.len(), 1);
    assert!(patched.spec.file.text().contains("read: 2026-11-21"));
}

#[test]
fn an_edit_that_does_not_compile_is_not_made() {
    // The example of the field would be too long.
    let patched = after(&[("| reason | 사유 | 100 | X |", "| reason | 사유 | 2 | X |")]);
    assert!(lines(&patched).is_empty());
    let (_, _, reason) = patched.left.first().unwrap();
    assert!(
        reason.as_ref().unwrap().contains("would not compile"),
        "{reason:?}"
    );
}
