//! Every key that says something of a value, beside every kind of field: it is an error, or it changes the code
//! that is emitted. What does neither is listed with the reason.

use std::collections::BTreeSet;

use kpg_codegen::{SourceFile, compile, emit};

/// Kinds of fields that a caller gives, and one that a credential supplies.
const KINDS: &[(&str, &str)] = &[
    ("text", ""),
    ("digits", "type: digits"),
    ("amount", "type: amount"),
    ("integer", "type: integer"),
    ("boolean", "type: boolean"),
    ("datetime", "type: datetime, format: yyyyMMdd"),
    ("joined", "type: joined, separator: \"|\""),
    ("base64", "type: base64"),
    ("emv_qr", "type: emv_qr"),
    ("closed", "type: closed"),
    ("open", "type: open"),
    ("texts", "type: list, of: text"),
    ("digits in a list", "type: list, of: digits"),
    ("numbers", "type: list, of: integer"),
    ("flags", "type: list, of: boolean"),
    ("closed in a list", "type: list, of: closed"),
    ("open in a list", "type: list, of: open"),
    (
        "objects",
        "type: list, members: { a: { en: a, length: ..9 } }",
    ),
    ("shown credential", "from: key"),
    ("shown digits", "from: key, type: digits"),
];

/// Keys that state something of a value.
const KEYS: &[(&str, &str)] = &[
    ("length", "length: ..8"),
    ("unit", "length: ..8, unit: utf8_bytes"),
    ("only", "only: \"0-9\""),
    ("without", "without: \",\""),
    ("digits", "digits: ..8"),
    ("range", "range: 1..8"),
    ("zero", "zero: true"),
    ("number", "number: true"),
    ("format", "format: yyMMdd"),
    ("separator", "separator: \";\""),
    ("of", "of: digits"),
    ("count", "count: ..8"),
    ("multiline", "multiline: true"),
    ("members", "members: { b: { en: b } }"),
];

/// What the compiler has checked to hold of every value that there is.
const CHECKED_WHEN_COMPILED: &[(&str, &str)] = &[
    // Every listed value, `true` and `false` fit the length.
    ("boolean", "length"),
    ("boolean", "unit"),
    ("closed", "length"),
    ("closed", "unit"),
    ("closed in a list", "length"),
    ("closed in a list", "unit"),
];

fn spec(field: &str) -> String {
    format!(
        r#"kpg: 1
vendor: keys
name: {{ en: Keys }}
documents: {{ guide: {{ title: {{ en: Guide }}, read: 2026-11-21 }} }}
environments: {{ test: https://keys.example.com }}
lengths: characters
credentials: {{ key: {{ en: key }} }}
types:
  closed: {{ en: closed, values: {{ "11": {{ en: one, name: one }} }} }}
  open: {{ en: open, open: true, values: {{ "11": {{ en: one, name: one }} }} }}
codes: {{ result: {{ "00": {{ en: done, name: done }} }} }}
operations:
  pay:
    en: Pay
    document: guide
    effect: moves_money
    post: /pay
    send: json
    request:
      used: {{ en: used, from: key }}
      first: {{ en: used, type: closed }}
      second: {{ en: used, type: open }}
      it: {{ en: it, {field} }}
    answer: {{ code: {{ en: code, role: code }} }}
    success: {{ code: [ "00" ] }}
    codes: result
"#
    )
}

/// The code of the field's operation and of the credentials, without documentation; `None` when the spec is wrong.
fn code(field: &str) -> Option<String> {
    let vendor = compile(&SourceFile::new("keys.yaml".to_owned(), spec(field))).ok()?;
    let files = emit(&[vendor]);
    let rust = files.iter().filter(|(name, _)| name.ends_with(".rs"));
    let lines = rust.flat_map(|(_, text)| text.lines());
    let code = lines.filter(|line| !line.trim_start().starts_with("//"));
    Some(code.collect::<Vec<_>>().join("\n"))
}

#[test]
fn a_key_beside_a_kind_is_an_error_or_is_enforced() {
    let mut idle = BTreeSet::new();
    let mut enforced = 0;
    for (kind, field) in KINDS {
        let plain = code(field).unwrap_or_else(|| panic!("{kind} does not compile"));
        for (key, stated) in KEYS {
            let name = format!("{key}:");
            // A key that the kind has already is not given twice.
            if field.contains(&name) {
                continue;
            }
            match code(format!("{field}, {stated}").trim_start_matches(", ")) {
                None => {}
                Some(with) if with != plain => enforced += 1,
                Some(_) => {
                    idle.insert((*kind, *key));
                }
            }
        }
    }
    let listed: BTreeSet<(&str, &str)> = CHECKED_WHEN_COMPILED.iter().copied().collect();
    assert_eq!(
        idle, listed,
        "stated and not checked, or listed and checked"
    );
    assert!(enforced > 30, "{enforced}");
}

/// What is checked when the spec is compiled is an error there when it does not hold.
#[test]
fn a_length_that_no_value_has_is_an_error() {
    for (kind, _) in CHECKED_WHEN_COMPILED {
        let (_, field) = KINDS.iter().find(|(name, _)| name == kind).unwrap();
        assert_eq!(code(&format!("{field}, length: 1")), None, "{kind}");
    }
}
