//! One cause, one report, where it is: a slip in one of the small specs that show the language, and what is pointed at.
//! Nothing else is told of it, however much else could not be read because of it.

use std::collections::HashSet;
use std::path::Path;

use kpg_codegen::{Diagnostic, DiagnosticCode, SourceFile, check};

/// What was done, as (spec, what is in it, what stands there instead, what is pointed at).
type Slip = (&'static str, &'static str, &'static str, &'static str);

const UNKNOWN_KEYS: &[Slip] = &[
    // The label, the address, the type and the codes are missing then.
    ("lists", "{ en: quantities,", "{ zzz: quantities,", "zzz"),
    ("packed", "    post: /v1/noted", "    zzz: /v1/noted", "zzz"),
    (
        "packed",
        "{ en: rate, type: decimal",
        "{ en: rate, zzz: decimal",
        "zzz",
    ),
    (
        "tokens",
        "    codes: result\n  pay_by_both:",
        "    zzz: result\n  pay_by_both:",
        "zzz",
    ),
    (
        "packed",
        "name: accepted, en: accepted",
        "zzz: accepted, en: accepted",
        "zzz",
    ),
    (
        "packed",
        "{ key: hex_key, form: hex }",
        "{ key: hex_key, zzz: hex }",
        "zzz",
    ),
    ("steps", "{ literal: ", "{ litreal: ", "litreal"),
];

const UNREAD_VALUES: &[Slip] = &[
    (
        "packed",
        "{ en: rate, type: decimal",
        "{ en: rate, type: dcimal",
        "dcimal",
    ),
    (
        "packed",
        "{ en: rate, type: decimal",
        "{ en: rate, type: zzz",
        "zzz",
    ),
    (
        "lists",
        "code: { en: result code, role: code }",
        "code: { en: result code, role: zzz }",
        "zzz",
    ),
    (
        "lists",
        "code: { en: result code, role: code }",
        "code: { en: result code, role: [ code ] }",
        "[ code ]",
    ),
    (
        "outcomes",
        "path: { orderId: { en: order, name: order_id, length: ..64, presence: required }",
        "path: { orderId: { en: order, name: order_id, length: ..64, presence: [ required ] }",
        "[ required ]",
    ),
    (
        "packed",
        "\"0000\": { name: accepted,",
        "\"0000\": { name: [ accepted ],",
        "[ accepted ]",
    ),
    (
        "packed",
        "flag: { en: flag, constant: Y }",
        "flag: zzz",
        "zzz",
    ),
    (
        "packed",
        "      idNo: { en: date of birth or business number, name: identity_number, type: digits, length: 6..10, sensitive: true, presence: required }",
        "      idNo: zzz",
        "zzz",
    ),
    ("packed", "from: card_json }", "from: zzz }", "zzz"),
    (
        "outcomes",
        "headers: [ carried ]\n    send: json\n    request:\n      orderId",
        "headers: [ zzz ]\n    send: json\n    request:\n      orderId",
        "zzz",
    ),
    (
        "signed",
        "newer_key: { en: key of the newer notifications, secret: true }",
        "newer_key: { en: key of the newer notifications, secret: [ true ] }",
        "[ true ]",
    ),
    (
        "packed",
        "secret_key: { en: secret key, length: 32, secret: true }",
        "secret_key: {}",
        "secret_key",
    ),
    (
        "packed",
        "guide: { title: { en: Guide }, read: 2026-11-21 }",
        "guide: {}",
        "guide",
    ),
];

/// A declaration under another name is one mistake, wherever it is named.
const DECLARATIONS: &[Slip] = &[
    (
        "lines",
        "documents: { guide:",
        "documents: { guie:",
        "guide",
    ),
    (
        "lists",
        "  kind: { en: kind, open",
        "  knd: { en: kind, open",
        "kind",
    ),
];

const COLONS: &[Slip] = &[
    (
        "packed",
        "{ en: rate, type: decimal",
        "{ en: rate, type： decimal",
        "type： decimal",
    ),
    (
        "packed",
        "{ en: rate, type: decimal",
        "{ en: rate, type:decimal",
        "type:decimal",
    ),
    (
        "packed",
        "{ en: rate, type: decimal",
        "{ en:rate, type: decimal",
        "en:rate",
    ),
    (
        "packed",
        "{ en: rate, type: decimal",
        "{ en rate, type: decimal",
        "en rate",
    ),
    (
        "packed",
        "{ concat: [ orderId",
        "{ concat:[ orderId",
        "concat:",
    ),
    (
        "packed",
        "{ concat: [ orderId",
        "{ concat [ orderId",
        "concat",
    ),
    (
        "packed",
        "{ concat: [ orderId",
        "{ concat： [ orderId",
        "concat：",
    ),
    ("packed", "\"0000\": { name", "\"0000\" { name", "\"0000\""),
    ("packed", "  ecb: { aes_ecb", "  ecb:{ aes_ecb", "ecb:"),
    ("packed", "  ecb: { aes_ecb", "  ecb { aes_ecb", "ecb"),
    (
        "packed",
        "environments: { test",
        "environments： { test",
        "environments：",
    ),
    (
        "packed",
        "environments: { test",
        "environments { test",
        "environments",
    ),
    ("packed", "    en: Give values", "    en Give values", "en"),
];

const QUOTES: &[Slip] = &[
    (
        "packed",
        "[ account, { literal: \"|\" }, holder ] }, sha256",
        "[ account, { literal: \"| }, holder ] }, sha256",
        "\"",
    ),
    (
        "tokens",
        "{ http: 401, codes: [ \"-1\" ] }",
        "{ http: 401, codes: [ \"-1 ] }",
        "\"",
    ),
];

const COLUMNS: &[Slip] = &[
    (
        "packed",
        "      holder: { en: holder, length: ..10",
        "       holder: { en: holder, length: ..10",
        "holder:",
    ),
    (
        "packed",
        "      names:  { en: names, type: joined, separator: \"|\", encrypt: by_base64 }",
        "       names:  { en: names, type: joined, separator: \"|\", encrypt: by_base64 }",
        "names:",
    ),
    ("lines", "  approve:\n", "approve:\n", "approve"),
    ("lines", "    en: Approve\n", "    - en: Approve\n", "-"),
    (
        "notices",
        "  seal: { aes_cbc",
        "\u{a0}\u{a0}seal: { aes_cbc",
        "seal:",
    ),
    ("signed", "operations:\n", "", "ping"),
];

const CHARACTERS: &[Slip] = &[
    (
        "packed",
        "  sign_data: {",
        "  sign\u{3164}_data: {",
        "sign\u{3164}_data",
    ),
    (
        "packed",
        "  sign_data: {",
        "  sign_d\u{fe0f}ata: {",
        "sign_d\u{fe0f}ata",
    ),
    ("packed", "  sign_data: {", "  ѕign_data: {", "ѕign_data"),
    (
        "packed",
        "  sign_data: {",
        "  sign\u{a0}_data: {",
        "sign\u{a0}_data",
    ),
    (
        "packed",
        "\"9999\": { name",
        "\"99\u{2800}99\": { name",
        "\"99\u{2800}99\"",
    ),
    (
        "packed",
        "constant: \"0200\"",
        "constant: \"02\u{2013}00\"",
        "\"02\u{2013}00\"",
    ),
    (
        "packed",
        "constant: \"0200\"",
        "constant: \"02\u{1d7ce}0\"",
        "\"02\u{1d7ce}0\"",
    ),
    (
        "packed",
        "constant: \"0200\"",
        "constant: \"020\u{338}0\"",
        "\"020\u{338}0\"",
    ),
    (
        "packed",
        "type: decimal, places",
        "type: dec\u{3000}imal, places",
        "dec\u{3000}imal",
    ),
];

const LISTS: &[Slip] = &[
    (
        "recent",
        "authenticity: { member: sign, is: proof }",
        "authenticity: {}",
        "authenticity",
    ),
    ("outcomes", "headers: [ carried ]", "headers: []", "[]"),
    (
        "notices",
        "identity: [ tid, ediDate ]",
        "identity: []",
        "[]",
    ),
    (
        "packed",
        "environments: { test: https://packed.example.com }",
        "environments: {}",
        "{}",
    ),
    ("notices", "receive: [ form, json ]", "receive: []", "[]"),
    (
        "outcomes",
        "done: { state: [ done ]",
        "done: { state: [ done, done ]",
        "done",
    ),
    (
        "tokens",
        "codes: [ \"-1\" ] }",
        "codes: [ \"-1\", \"-1\" ] }",
        "\"-1\"",
    ),
];

const KINDS: &[(&str, &[Slip])] = &[
    ("an unknown key", UNKNOWN_KEYS),
    ("a value that is not read", UNREAD_VALUES),
    ("a declaration under another name", DECLARATIONS),
    ("a colon", COLONS),
    ("a quote", QUOTES),
    ("a column", COLUMNS),
    ("a character", CHARACTERS),
    ("a list", LISTS),
];

fn spec(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/language/specs");
    std::fs::read_to_string(folder.join(format!("{name}.yaml"))).unwrap()
}

fn diagnostics(name: &str, text: &str) -> Vec<Diagnostic> {
    let file = SourceFile::new(format!("{name}.yaml"), text);
    check(&file).report.diagnostics
}

/// What is told of a spec without a slip: opinions.
fn opinions(name: &str) -> HashSet<(DiagnosticCode, String)> {
    let told = diagnostics(name, &spec(name)).into_iter();
    told.map(|each| (each.code, each.message)).collect()
}

fn faults(kind: &str, (name, from, to, culprit): Slip) -> Option<String> {
    let good = spec(name);
    assert!(good.contains(from), "{name} has no `{from}`");
    let wrong = good.replacen(from, to, 1);
    let known = opinions(name);
    let told = diagnostics(name, &wrong).into_iter();
    let told = told.filter(|each| !known.contains(&(each.code, each.message.clone())));
    let found: Vec<(String, String)> = told
        .map(|each| {
            let place = each.primary.span;
            (wrong[place.start..place.end].to_owned(), each.message)
        })
        .collect();
    let places: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
    (places != [culprit]).then(|| format!("{kind}: `{to}` in {name}: {found:#?}"))
}

#[test]
fn a_slip_is_told_once_where_it_is() {
    let slips = KINDS
        .iter()
        .flat_map(|(kind, slips)| slips.iter().map(|slip| (*kind, *slip)));
    let faults: Vec<String> = slips
        .filter_map(|(kind, slip)| faults(kind, slip))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What has another cause is told beside it.
#[test]
fn another_mistake_is_told_too() {
    let two = spec("packed")
        .replacen("{ en: rate, type: decimal", "{ en: rate, type: zzz", 1)
        .replacen(
            "flag: { en: flag, constant: Y }",
            "flag: { en: flag, constant: Y, digits: 3 }",
            1,
        )
        .replacen("    effect: changes\n", "", 1);
    let known = opinions("packed");
    let told = diagnostics("packed", &two).into_iter();
    let told = told.filter(|each| !known.contains(&(each.code, each.message.clone())));
    let codes: Vec<DiagnosticCode> = told.map(|each| each.code).collect();
    let expected = [
        DiagnosticCode::MissingKey,
        DiagnosticCode::Conflict,
        DiagnosticCode::UnknownName,
    ];
    assert_eq!(codes, expected);
}
