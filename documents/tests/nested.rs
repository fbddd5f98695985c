//! Members of equal names in lists and objects: each is compared with the one at its own path; where a page says less than the
//! path, nothing is taken for sure.

use kpg_codegen::model::Vendor;
use kpg_codegen::{SourceFile, Style, compile, render};
use kpg_documents::drift::{Drift, DriftKind, drift};
use kpg_documents::{Page, read};

const SPEC: &str = include_str!("drift/ondal.yaml");

/// What the spec was made from: a buyer and a seller have contacts, in objects of the request and in lists of the answer.
const DOCUMENT: &str = r##"{"openapi": "3.0.1", "info": {"title": "온달페이", "version": "1"},
"servers": [{"url": "https://api.ondal.example"}],
"paths": {"/v1/order": {"post": {"summary": "주문 조회",
"requestBody": {"content": {"application/json": {"schema": {"type": "object", "required": ["orderNo"], "properties": {
"orderNo": {"type": "string", "maxLength": 20, "description": "주문번호"},
"buyer": {"type": "object", "properties": {"contact": {"type": "object", "properties": {
"value": {"type": "string", "maxLength": 30, "description": "값"}}}}},
"seller": {"type": "object", "properties": {"contact": {"type": "object", "properties": {
"value": {"type": "string", "maxLength": 40, "description": "값"}}}}}}}}}},
"responses": {"200": {"content": {"application/json": {"schema": {"type": "object", "required": ["resultCode"], "properties": {
"resultCode": {"type": "string", "maxLength": 4, "description": "결과코드"},
"buyers": {"type": "array", "items": {"type": "object", "properties": {
"contacts": {"type": "array", "items": {"type": "object", "properties": {
"kind": {"type": "string", "enum": ["HOME", "WORK"], "description": "구분"},
"value": {"type": "string", "maxLength": 31, "description": "값"}}}}}}},
"sellers": {"type": "array", "items": {"type": "object", "properties": {
"contacts": {"type": "array", "items": {"type": "object", "properties": {
"kind": {"type": "string", "enum": ["SHOP", "HEAD"], "description": "구분"},
"value": {"type": "string", "maxLength": 41, "description": "값"}}}}}}}}}}}}}}}}}"##;

fn model() -> Vendor {
    let file = SourceFile::new("ondal.yaml", SPEC);
    compile(&file).unwrap_or_else(|report| panic!("{}", render(&report, Style::Plain)))
}

fn page(text: &str) -> Page {
    let page = read(text.as_bytes()).unwrap();
    assert_eq!(page.operations.len(), 1, "{text}");
    page
}

/// The kind of each difference, the path of its field, and whether it would be written.
fn told(drift: &Drift) -> Vec<(DriftKind, String, bool)> {
    let differences = drift.differences.iter();
    let told = differences.map(|one| {
        let path = one.at.field().map(|field| field.path.join("."));
        (one.kind(), path.unwrap_or_default(), one.edit.is_some())
    });
    told.collect()
}

#[test]
fn members_of_equal_names_are_compared_each_with_that_of_its_own_path() {
    use DriftKind::{FieldAdded, FieldRemoved, LengthChanged, ValueAdded, ValueRemoved};
    let at = |kind, path: &str, is_written| (kind, path.to_owned(), is_written);
    let cases = [
        ("", "", vec![]),
        (
            r#""maxLength": 30"#,
            r#""maxLength": 33"#,
            vec![at(LengthChanged, "buyer.contact.value", true)],
        ),
        (
            r#""maxLength": 40"#,
            r#""maxLength": 44"#,
            vec![at(LengthChanged, "seller.contact.value", true)],
        ),
        (
            r#""maxLength": 31"#,
            r#""maxLength": 33"#,
            vec![at(LengthChanged, "buyers.contacts.value", true)],
        ),
        (
            r#""maxLength": 41"#,
            r#""maxLength": 44"#,
            vec![at(LengthChanged, "sellers.contacts.value", true)],
        ),
        (
            r#"["SHOP", "HEAD"]"#,
            r#"["SHOP", "DESK"]"#,
            vec![at(ValueAdded, "", true), at(ValueRemoved, "", false)],
        ),
        // What one of them has no more, the other one does not stand for.
        (
            r#""kind": {"type": "string", "enum": ["HOME", "WORK"], "description": "구분"},"#,
            "",
            vec![at(FieldRemoved, "buyers.contacts.kind", false)],
        ),
        (
            r#""value": {"type": "string", "maxLength": 41,"#,
            r#""note": {"type": "string", "description": "메모"}, "value": {"type": "string", "maxLength": 41,"#,
            vec![at(FieldAdded, "sellers.contacts.note", false)],
        ),
    ];
    let model = model();
    for (from, to, expected) in cases {
        let drift = drift(&page(&DOCUMENT.replacen(from, to, 1)), &model, 0);
        assert_eq!(told(&drift), expected, "{from} -> {to}");
    }
}

/// A page in Markdown with these rows in its answer.
fn flat(rows: &str) -> Page {
    page(&format!(
        "# 온달페이\n\n## 주문 조회\n\nPOST https://api.ondal.example/v1/order\n\n\
         ### 요청\n\n| 필드 | 길이 | 필수 | 설명 |\n|---|---|---|---|\n| orderNo | 20 | O | 주문번호 |\n\n\
         ### 응답\n\n| 필드 | 길이 | 필수 | 설명 |\n|---|---|---|---|\n| resultCode | 4 | O | 결과코드 |\n{rows}"
    ))
}

#[test]
fn what_may_be_several_members_of_the_spec_is_noted_and_never_written() {
    let model = model();
    let found = drift(&flat("| value | 99 | X | 값 |\n"), &model, 0);
    let noted = found.notes.iter().any(|note| {
        let words = "may be `buyers.contacts.value` or `sellers.contacts.value` of the spec";
        note.text.contains(words)
    });
    assert!(noted, "{:?}", found.notes);
    let of_it = |(_, path, _): &(DriftKind, String, bool)| path.ends_with("value");
    let answered = told(&found);
    let answered = answered
        .iter()
        .filter(|(_, path, _)| path.contains("contacts") || path == "value");
    assert_eq!(answered.filter(|one| of_it(one)).count(), 0, "{found:?}");
    assert!(
        found.differences.iter().all(|one| one.edit.is_none()),
        "{found:?}"
    );
    // With the whole path nothing is left to guess.
    let rows =
        "| sellers | | X | 판매자 |\n| - contacts | | X | 연락처 |\n| -- value | 99 | X | 값 |\n";
    let found = drift(&flat(rows), &model, 0);
    let lengths: Vec<_> = told(&found)
        .into_iter()
        .filter(|(kind, ..)| *kind == DriftKind::LengthChanged)
        .collect();
    let expected = (
        DriftKind::LengthChanged,
        "sellers.contacts.value".to_owned(),
        true,
    );
    assert_eq!(lengths, [expected]);
}
