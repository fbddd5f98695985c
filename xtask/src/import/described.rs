//! Drafts of OpenAPI documents, which nest, name and demand what no page in prose does: each compiles and does not differ from
//! its own document.

use kpg_codegen::model::Vendor;
use kpg_documents::drift::Difference;

use super::compiled;
use super::tests::document;
use crate::drift::{Spec, against, location_words};

/// A document of one call with these members in its request and its answer, and these schemas.
fn described(request: &str, answer: &str, schemas: &str) -> String {
    format!(
        r##"{{"openapi": "3.0.1", "info": {{"title": "Dune", "version": "1"}},
"servers": [{{"url": "https://api.dune.example", "description": "production"}}],
"paths": {{"/v1/pay": {{"post": {{"summary": "Pay",
"requestBody": {{"content": {{"application/json": {{"schema": {{"type": "object", {request}}}}}}}}},
"responses": {{"200": {{"content": {{"application/json": {{"schema": {{"type": "object", {answer}}}}}}}}},
"default": {{"content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/Failure"}}}}}}}}}}}}}}}},
"components": {{"schemas": {{{schemas}}}}}}}"##
    )
}

const ID: &str = r#""required": ["id"], "properties": {"id": {"type": "string"}}"#;

fn failure(codes: &str) -> String {
    format!(
        r#""Failure": {{"type": "object", "properties": {{"errorCode": {{"type": "string", "enum": [{codes}], "description": "error code"}}}}}}"#
    )
}

/// The draft of a document, as a spec.
fn draft(text: &str) -> Spec {
    let documents = [document(text.as_bytes()).expect(text)];
    let (_, checked) = compiled("acme", &documents).unwrap_or_else(|no| panic!("{text}\n{no}"));
    Spec {
        path: "acme.yaml".into(),
        file: checked.report.file,
        vendor: checked.vendor.unwrap(),
        places: checked.places,
    }
}

/// In what a document differs from a spec, without what the spec leaves open, and what it leaves open.
fn differing(spec: &Spec, text: &str) -> (Vec<Difference>, Vec<Difference>) {
    let document = document(text.as_bytes()).expect(text);
    let (drift, open) = against(spec, &document.page, 0);
    (drift.differences, open)
}

/// The paths of the members of the answer of the only operation, with the greatest lengths of texts.
fn answered(vendor: &Vendor) -> Vec<(String, Option<u32>)> {
    fn walk(
        list: &[kpg_codegen::model::AnswerField],
        above: &str,
        out: &mut Vec<(String, Option<u32>)>,
    ) {
        for field in list {
            let path = format!("{above}{}", field.path.0.join("."));
            out.push((path.clone(), field.length.map(|length| length.max)));
            walk(
                field.members().unwrap_or_default(),
                &format!("{path}."),
                out,
            );
        }
    }
    let mut out = Vec::new();
    walk(&vendor.operations[0].answer.fields, "", &mut out);
    out
}

#[test]
fn members_of_equal_names_in_nested_lists_are_drafted_each_in_its_list() {
    let people = |names: &str, most: u32, kinds: &str| {
        format!(
            r#""{names}": {{"type": "array", "items": {{"type": "object", "properties": {{"contacts": {{"type": "array", "items": {{"type": "object", "properties": {{
"kind": {{"type": "string", "enum": [{kinds}]}}, "text": {{"type": "string", "maxLength": {most}}}}}}}}}}}}}}}"#
        )
    };
    let buyers = people("buyers", 31, r#""HOME", "WORK""#);
    let sellers = people("sellers", 41, r#""SHOP", "HEAD""#);
    let answer = format!(
        r#""required": ["id"], "properties": {{"id": {{"type": "string"}}, {buyers}, {sellers}}}"#
    );
    let text = described(ID, &answer, &failure(r#""LATE""#));
    let spec = draft(&text);
    let members = answered(&spec.vendor);
    for expected in [("buyers.contacts.text", 31), ("sellers.contacts.text", 41)] {
        let expected = (expected.0.to_owned(), Some(expected.1));
        assert!(members.contains(&expected), "{members:?}");
    }
    let lists = spec.vendor.enumerations.iter();
    let lists: Vec<Vec<&str>> = lists
        .map(|one| {
            one.choices
                .iter()
                .map(|choice| choice.wire.as_str())
                .collect()
        })
        .collect();
    for expected in [["HOME", "WORK"], ["SHOP", "HEAD"]] {
        assert!(lists.contains(&expected.to_vec()), "{lists:?}");
    }
    assert_eq!(differing(&spec, &text).0, [], "{}", spec.file.text());
}

#[test]
fn an_object_that_is_demanded_without_its_members_is_open_and_no_difference() {
    let member = r#""a": {"type": "string"}, "b": {"type": "object", "required": ["c"], "properties": {"c": {"type": "string"}}}"#;
    let object = |name: &str, required: &str, members: &str| {
        format!(
            r#""{name}": {{"type": "object", "required": [{required}], "properties": {{{members}}}}}"#
        )
    };
    let outer = object("outer", r#""order""#, &object("order", "", member));
    let list = format!(
        r#""lines": {{"type": "array", "items": {{"type": "object", "required": ["order"], "properties": {{{}}}}}}}"#,
        object("order", "", member)
    );
    let cases = [
        ("alone", object("order", "", member), r#""order""#, 1),
        ("in one that must be there", outer.clone(), r#""outer""#, 2),
        ("in one that may be absent", outer, "", 0),
        ("in a list that must be there", list, r#""lines""#, 1),
        (
            "with one that must be there",
            object("order", r#""a""#, member),
            r#""order""#,
            0,
        ),
        (
            "with one below it that must be there",
            object("order", r#""b""#, member),
            r#""order""#,
            0,
        ),
    ];
    for (what, members, required, count) in cases {
        let request = format!(r#""required": [{required}], "properties": {{{members}}}"#);
        let text = described(&request, ID, &failure(r#""LATE""#));
        let spec = draft(&text);
        let (told, left) = differing(&spec, &text);
        assert_eq!(told, [], "{what}\n{}", spec.file.text());
        let left = left
            .iter()
            .filter(|one| one.kind().id() == "presence_changed");
        assert_eq!(left.count(), count, "{what}\n{}", spec.file.text());
        let notes = spec
            .file
            .text()
            .matches("and of none of its members that it must");
        assert_eq!(notes.count(), count, "{what}\n{}", spec.file.text());
    }
}

#[test]
fn a_new_code_of_a_fault_is_told_at_the_fault() {
    let text = described(ID, ID, &failure(r#""LATE""#));
    let spec = draft(&text);
    assert_eq!(differing(&spec, &text).0, []);
    let more = described(ID, ID, &failure(r#""LATE", "NO_MONEY""#));
    let (told, _) = differing(&spec, &more);
    let [new] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(new.kind().id(), "code_added");
    assert_eq!(
        location_words(&spec.vendor, &new.at),
        "codes of fault `failure`"
    );
    assert_eq!(new.edit, None);
}

#[test]
fn names_that_no_spec_can_have_are_made_shorter_or_other_ones() {
    let parts = [
        "contextOfThePayment",
        "authenticationResult",
        "liabilityShiftOfTheIssuer",
        "indicator",
    ];
    let [outer, inner, last, member] = parts;
    let request = format!(
        r#""properties": {{"{outer}": {{"type": "object", "properties": {{"{inner}": {{"type": "object", "properties": {{
"{last}": {{"type": "object", "properties": {{"{member}": {{"type": "string", "enum": ["UNKNOWN", "CARD"]}}}}}}}}}}}}}}}}"#
    );
    let text = described(&request, ID, &failure(r#""UNKNOWN""#));
    let spec = draft(&text);
    assert_eq!(differing(&spec, &text).0, []);
    let [field] = spec.vendor.operations[0].body.as_slice() else {
        panic!("{}", spec.file.text());
    };
    assert_eq!(field.wire, parts.join("."));
    let [list] = spec.vendor.enumerations.as_slice() else {
        panic!("{}", spec.file.text());
    };
    let names: Vec<&str> = list
        .choices
        .iter()
        .map(|choice| choice.name.snake())
        .collect();
    assert_eq!(names, ["value_unknown", "card"]);
    for name in [&field.facts.name, &list.name] {
        assert!(name.snake().len() <= 60, "{}", name.snake());
    }
    let fault = spec.file.text().contains("UNKNOWN: { name: code_unknown,");
    assert!(fault, "{}", spec.file.text());
}

/// A list inside a list of a request is left out, and the type of what is in it with it.
#[test]
fn a_type_that_no_field_of_the_draft_has_is_not_declared() {
    let request = r#""required": ["lines"], "properties": {"lines": {"type": "array", "items": {"type": "object", "required": ["no"], "properties": {
"no": {"type": "string"}, "parts": {"type": "array", "items": {"type": "object", "properties": {
"kind": {"type": "string", "enum": ["WOOD", "STONE"]}}}}}}}}"#;
    let text = described(request, ID, &failure(r#""LATE""#));
    let spec = draft(&text);
    assert!(!spec.file.text().contains("WOOD"), "{}", spec.file.text());
    assert_eq!(spec.vendor.enumerations.len(), 0);
    assert_eq!(differing(&spec, &text).0, []);
}
