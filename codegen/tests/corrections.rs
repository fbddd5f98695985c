//! Quirks that correct a documented fact: what is emitted is what they chose, and what they override is watched.

use kpg_codegen::model::{Correction, Vendor};
use kpg_codegen::{Diagnostic, DiagnosticCode, SourceFile, compile, emit};

/// A spec with more keys for its operation and for the one field of its request.
fn spec(operation: &str, field: &str) -> String {
    format!(
        r#"kpg: 1
vendor: acme
name: {{ en: Acme Pay }}
documents:
  guide: {{ title: {{ en: Guide }}, read: 2026-11-21 }}
environments:
  test: https://api.acme.example
lengths: characters
operations:
  cancel:
    en: Cancel a payment
    document: guide
    effect: moves_money
    send: json
    {operation}
    request:
      tid: {{ en: transaction ID, presence: required, {field} }}
    answer:
      code: {{ ko: 응답코드, role: code }}
    success: {{ code: [ "00" ] }}
    codes:
      "00": {{ name: success, en: done }}
"#
    )
}

fn quirk(corrects: &str) -> String {
    format!("quirk: {{ says: a, seen: b, chosen: c, corrects: {corrects} }}")
}

fn vendor(text: &str) -> Vendor {
    compile(&SourceFile::new("acme.yaml", text))
        .unwrap_or_else(|report| panic!("{:?}\n{text}", report.diagnostics))
}

/// The one thing that is wrong.
fn mistake(text: &str) -> Diagnostic {
    let report = compile(&SourceFile::new("acme.yaml", text)).expect_err("something is wrong");
    let [one] = report.diagnostics.as_slice() else {
        panic!("{:?}", report.diagnostics);
    };
    one.clone()
}

/// The lines of code of a client, without its documentation.
fn code(text: &str) -> Vec<String> {
    let files = emit(&[vendor(text)]);
    let lines = files.values().flat_map(|file| file.lines());
    lines
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn what_is_emitted_is_what_a_quirk_chose() {
    let post = "post: /cancel";
    for (documented, corrects, chosen) in [
        (
            "length: 13",
            "{ length: { from: \"13\", to: \"14\" } }",
            "length: 14",
        ),
        ("length: 13", "{ length: { from: \"13\" } }", "note: x"),
        ("note: x", "{ length: { to: \"14\" } }", "length: 14"),
        (
            "length: 13, digits: 1..2",
            "{ length: { from: \"13\" }, digits: { from: 1..2, to: ..3 }, type: { to: amount } }",
            "type: amount, digits: ..3",
        ),
    ] {
        let with = |field: &str| spec(post, field);
        let corrected = with(&format!("{documented}, {}", quirk(corrects)));
        assert_eq!(code(&corrected), code(&with(chosen)), "{corrects}");
    }
}

#[test]
fn an_operation_is_sent_where_its_quirk_says() {
    let documented = format!(
        "post: /cancel\n    {}",
        quirk("{ post: { from: /cancel, to: /api/cancel } }")
    );
    let client = code(&spec(&documented, "length: 13"));
    assert_eq!(client, code(&spec("post: /api/cancel", "length: 13")));
    assert!(client.iter().any(|line| line.contains("/api/cancel")));
}

#[test]
fn a_stale_correction_is_reported_at_the_changed_value() {
    let corrects = quirk("{ length: { from: \"13\", to: \"14\" } }");
    let text = spec("post: /cancel", &format!("length: 17, {corrects}"));
    let stale = mistake(&text);
    assert_eq!(stale.code, DiagnosticCode::StaleQuirk);
    let (at, expected) = (stale.primary.span, stale.secondary[0].span);
    assert_eq!(&text[at.start..at.end], "17");
    assert_eq!(&text[expected.start..expected.end], "\"13\"");
}

/// Nothing was documented when the quirk was written; now something is.
#[test]
fn a_quirk_on_a_silent_document_notices_that_it_speaks() {
    let corrects = quirk("{ length: { to: \"14\" } }");
    let text = spec("post: /cancel", &format!("length: 17, {corrects}"));
    let stale = mistake(&text);
    assert_eq!(stale.code, DiagnosticCode::StaleQuirk);
    assert_eq!(
        &text[stale.primary.span.start..stale.primary.span.end],
        "17"
    );
}

/// What is wrong with the chosen value is wrong where it was chosen.
#[test]
fn mistakes_in_what_is_chosen_are_reported_there() {
    let corrects = quirk("{ length: { from: \"13\", to: many } }");
    let text = spec("post: /cancel", &format!("length: 13, {corrects}"));
    let wrong = mistake(&text);
    assert_eq!(wrong.code, DiagnosticCode::BadValue);
    assert_eq!(
        &text[wrong.primary.span.start..wrong.primary.span.end],
        "many"
    );
}

/// Lists and mappings are compared whole, wherever they stand and however they are quoted.
#[test]
fn whole_constructs_are_corrected_and_their_own_quirks_hold() {
    let inner = quirk("{ length: { from: '13', to: '14' } }");
    let documented = format!(
        "post: /cancel\n    headers: {{ X-A: {{ en: a, constant: \"1\" }} }}\n    {}",
        quirk(&format!(
            "{{ headers: {{ from: {{ X-A: {{ en: 'a', constant: 1 }} }}, \
             to: {{ X-B: {{ en: b, length: 13, {inner} }} }} }} }}"
        ))
    );
    let chosen = "post: /cancel\n    headers: { X-B: { en: b, length: 14 } }";
    assert_eq!(
        code(&spec(&documented, "length: 13")),
        code(&spec(chosen, "length: 13"))
    );
}

/// A vendor may call a member or a header `quirk`, and another `corrects`.
#[test]
fn members_that_are_called_like_quirks_are_members() {
    let headers = "post: /cancel\n    headers: { quirk: { en: a }, corrects: { en: b } }";
    let text = spec(headers, "length: 13");
    assert_eq!(vendor(&text).operations[0].headers.len(), 2);
}

#[test]
fn the_model_and_the_documentation_tell_both_sides() {
    let corrects = "{ length: { from: \"13\", to: \"14\" }, note: { from: [ x, y ] }, \
                    example: { to: \" 0123456789012\" } }";
    let text = spec(
        "post: /cancel",
        &format!("length: 13, note: [ x, y ], {}", quirk(corrects)),
    );
    let vendor = vendor(&text);
    let text = |text: &str| Some(text.to_owned());
    let correction = |fact: &str, documented, used| Correction {
        fact: fact.to_owned(),
        documented,
        used,
    };
    assert_eq!(
        vendor.operations[0].body[0].facts.quirks[0].corrections,
        [
            correction("length", text("13"), text("14")),
            correction("note", text("[x, y]"), None),
            correction("example", None, text("\" 0123456789012\"")),
        ]
    );
    let files = emit(&[vendor]);
    let shown = files.values().cloned().collect::<String>();
    for line in [
        "/// - Corrects `length`: documented `13`, used `14`.",
        "/// - Corrects `note`: documented `[x, y]`, not used.",
        "/// - Corrects `example`: not documented, used `\" 0123456789012\"`.",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
}

/// A vendor that mends its table of headers makes the quirk on it stale.
#[test]
fn a_quirk_of_a_real_spec_goes_stale_with_its_document() {
    let spec = include_str!("../../specs/konaplate.yaml");
    let (before, after) = ("      length: 66\n", "      length: 67\n");
    assert_eq!(spec.matches(before).count(), 1);
    let text = spec.replace(before, after);
    let stale = mistake(&text);
    assert_eq!(stale.code, DiagnosticCode::StaleQuirk);
    assert_eq!(stale.primary.span.start, text.find(after).unwrap() + 14);
    assert!(
        stale.message.ends_with("as the quirk chose"),
        "{}",
        stale.message
    );
}
