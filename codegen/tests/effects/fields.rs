//! Every key of a field at every place where fields stand.

use std::collections::BTreeSet;

use super::{Effect, Outcome};

/// What stands above the operations of every spec here.
const HEAD: &str = r#"kpg: 1
vendor: effects
name: { en: Effects }
documents: { guide: { title: { en: Guide }, read: 2026-11-21 } }
environments: { test: https://effects.example.com }
lengths: characters
charset: utf8
credentials: { key: { en: key }, more: { en: more, optional: true }, hex_key: { en: key, secret: true } }
ciphers: { sealed: { aes_cbc: { key: hex_key, iv: hex_key, form: hex }, encode: base64 } }
types:
  closed: { en: closed, values: { "11": { en: one, name: one } } }
  open: { en: open, open: true, values: { "11": { en: one, name: one } } }
  never: { en: never, values: { "0": { en: never, name: no_day } } }
values:
  moment: { clock: Asia/Seoul }
  digest: { recipe: [ text: key, { hmac_sha256: hex_key }, hex ] }
levels: { unused: { level: allow, reason: The place of a field decides which are used. } }
codes: { result: { "00": { en: done, name: done }, "99": { en: failed, name: failed } } }
"#;

/// The places where fields stand, each with the spec below its head; `IT` is the field.
const PLACES: &[(&str, &str)] = &[
    (
        "json",
        "post: /pay\n    send: json\n    request: { user: { en: user }, IT }",
    ),
    (
        "form",
        "post: /pay\n    send: form\n    request: { user: { en: user }, IT }",
    ),
    (
        "json or form",
        "post: /pay\n    send: [ json, form ]\n    request: { user: { en: user }, IT }",
    ),
    ("query", "get: /pay\n    query: { user: { en: user }, IT }"),
    (
        "header",
        "get: /pay\n    headers: { user: { en: user }, IT }",
    ),
    ("path", "get: \"/pay/{it}\"\n    path: { IT }"),
    (
        "input",
        "post: /pay\n    send: json\n    inputs: { IT }\n    request: { made: { en: made, from: made } }",
    ),
    (
        "json item",
        "post: /pay\n    send: json\n    request: { items: { en: items, type: list, members: { user: { en: user }, IT } } }",
    ),
    (
        "form item",
        "post: /pay\n    send: form\n    request: { items: { en: items, type: list, repeat: indexed, members: { user: { en: user }, IT } } }",
    ),
    ("browser", "FORM"),
    ("answer", "ANSWER IT"),
    (
        "answer object",
        "ANSWER inner: { en: inner, type: object, members: { IT } }",
    ),
    (
        "answer item",
        "ANSWER inner: { en: inner, type: list, members: { IT } }",
    ),
    ("notification", "NOTICE"),
    ("stored", "STORED"),
];

/// A field before and after something is said of it: the key, and both texts.
const CHANGES: &[(&str, &str, &str)] = &[
    ("name", "en: it", "en: it, name: other"),
    ("ko", "en: it", "en: it, ko: 그것"),
    ("en", "ko: 그것", "ko: 그것, en: it"),
    ("note", "en: it", "en: it, note: More of it."),
    ("type", "en: it", "en: it, type: digits"),
    (
        "number",
        "en: it, type: amount",
        "en: it, type: amount, number: true",
    ),
    (
        "number",
        "en: it, type: decimal, places: 2",
        "en: it, type: decimal, places: 2, number: true",
    ),
    (
        "number",
        "en: it, type: closed",
        "en: it, type: closed, number: true",
    ),
    (
        "number",
        "en: it, type: open",
        "en: it, type: open, number: true",
    ),
    (
        "text_or_number",
        "en: it, type: amount",
        "en: it, type: amount, text_or_number: true",
    ),
    (
        "zero",
        "en: it, type: amount",
        "en: it, type: amount, zero: true",
    ),
    (
        "negative",
        "en: it, type: amount",
        "en: it, type: amount, negative: true",
    ),
    ("document", "en: it", "en: it, document: guide#9"),
    ("length", "en: it", "en: it, length: ..8"),
    (
        "unit",
        "en: it, length: ..8",
        "en: it, length: ..8, unit: utf8_bytes",
    ),
    (
        "digits",
        "en: it, type: amount",
        "en: it, type: amount, digits: ..8",
    ),
    (
        "range",
        "en: it, type: integer",
        "en: it, type: integer, range: 1..8",
    ),
    (
        "places",
        "en: it, type: decimal, places: 2",
        "en: it, type: decimal, places: ..2",
    ),
    (
        "format",
        "en: it, type: datetime, format: yyyyMMdd",
        "en: it, type: datetime, format: yyMMdd",
    ),
    (
        "or",
        "en: it, type: datetime, format: yyyyMMdd",
        "en: it, type: datetime, format: yyyyMMdd, or: never",
    ),
    ("only", "en: it", "en: it, only: 0-9"),
    ("without", "en: it", "en: it, without: \"|\""),
    (
        "of",
        "en: it, type: list, of: text",
        "en: it, type: list, of: digits",
    ),
    (
        "of",
        "en: it, type: list, of: text, repeat: brackets",
        "en: it, type: list, of: digits, repeat: brackets",
    ),
    (
        "count",
        "en: it, type: list, of: text",
        "en: it, type: list, of: text, count: 1..8",
    ),
    (
        "count",
        "en: it, type: list, of: text, repeat: brackets",
        "en: it, type: list, of: text, repeat: brackets, count: 1..8",
    ),
    (
        "repeat",
        "en: it, type: list, of: text",
        "en: it, type: list, of: text, repeat: brackets",
    ),
    (
        "repeat",
        "en: it, type: list, of: text, repeat: same_name",
        "en: it, type: list, of: text, repeat: brackets",
    ),
    ("multiline", "en: it", "en: it, multiline: true"),
    ("presence", "en: it", "en: it, presence: required"),
    ("presence", "en: it", "en: it, presence: on_success"),
    (
        "presence",
        "en: it",
        "en: it, presence: { conditional: when it is known }",
    ),
    (
        "presence",
        "en: it",
        "en: it, presence: { required_when: { user: [ A ] } }",
    ),
    (
        "presence",
        "en: it",
        "en: it, presence: { forbidden_when: { user: [ A ] } }",
    ),
    (
        "presence",
        "en: it, presence: { required_when: { user: { given: true } } }",
        "en: it, presence: { required_when: { user: { given: false } } }",
    ),
    ("absent", "en: it", "en: it, absent: Nothing."),
    ("encrypt", "en: it", "en: it, encrypt: sealed"),
    ("decrypt", "en: it", "en: it, decrypt: sealed"),
    ("escaped", "en: it", "en: it, escaped: percent_encode"),
    (
        "content",
        "en: it, type: object, members: { x: { en: x } }",
        "en: it, type: object, members: { x: { en: x } }, content: form",
    ),
    (
        "separator",
        "en: it, type: joined, separator: \"|\"",
        "en: it, type: joined, separator: \";\"",
    ),
    ("from", "en: it", "en: it, from: key"),
    ("constant", "en: it", "en: it, constant: KST"),
    ("sensitive", "en: it", "en: it, sensitive: true"),
    ("example", "en: it", "en: it, example: abc"),
    ("echoes", "en: it", "en: it, echoes: user"),
    ("role", "en: it", "en: it, role: message"),
    ("role", "en: it", "en: it, role: detail_code"),
    ("role", "en: it", "en: it, role: correlation_id"),
    (
        "role",
        "en: it, presence: required",
        "en: it, presence: required, role: idempotency_key",
    ),
    (
        "members",
        "en: it, type: list, members: { a: { en: a } }",
        "en: it, type: list, members: { a: { en: a }, b: { en: b } }",
    ),
    (
        "members",
        "en: it, type: list, repeat: indexed, members: { a: { en: a } }",
        "en: it, type: list, repeat: indexed, members: { a: { en: a }, b: { en: b } }",
    ),
    (
        "struct",
        "en: it, type: list, members: { a: { en: a } }",
        "en: it, type: list, members: { a: { en: a } }, struct: kept",
    ),
    (
        "combinations",
        "en: it, type: list, members: { a: { en: a }, b: { en: b } }",
        "en: it, type: list, members: { a: { en: a }, b: { en: b } }, combinations: [ { exactly_one_of: [ a, b ] } ]",
    ),
    (
        "combinations",
        "en: it, type: list, repeat: indexed, members: { a: { en: a }, b: { en: b } }",
        "en: it, type: list, repeat: indexed, members: { a: { en: a }, b: { en: b } }, combinations: [ { exactly_one_of: [ a, b ] } ]",
    ),
    (
        "quirk",
        "en: it",
        "en: it, quirk: { says: A., seen: B., chosen: C. }",
    ),
    (
        "quirks",
        "en: it",
        "en: it, quirks: [ { says: A., seen: B., chosen: C. } ]",
    ),
    ("todo", "en: it", "en: it, todo: Ask."),
    // Beside what the client supplies.
    (
        "name",
        "en: it, from: key",
        "en: it, from: key, name: other",
    ),
    (
        "note",
        "en: it, from: key",
        "en: it, from: key, note: More of it.",
    ),
    (
        "type",
        "en: it, from: key",
        "en: it, from: key, type: digits",
    ),
    (
        "length",
        "en: it, from: key",
        "en: it, from: key, length: ..8",
    ),
    (
        "length",
        "en: it, from: digest",
        "en: it, from: digest, length: 63",
    ),
    ("only", "en: it, from: key", "en: it, from: key, only: 0-9"),
    (
        "presence",
        "en: it, from: key",
        "en: it, from: key, presence: required",
    ),
    (
        "presence",
        "en: it, from: more",
        "en: it, from: more, presence: required",
    ),
    (
        "presence",
        "en: it, constant: KST",
        "en: it, constant: KST, presence: required",
    ),
    (
        "absent",
        "en: it, from: key",
        "en: it, from: key, absent: Nothing.",
    ),
    (
        "encrypt",
        "en: it, from: key",
        "en: it, from: key, encrypt: sealed",
    ),
    (
        "sensitive",
        "en: it, from: key",
        "en: it, from: key, sensitive: true",
    ),
    (
        "example",
        "en: it, from: key",
        "en: it, from: key, example: abc",
    ),
    (
        "type",
        "en: it, constant: KST",
        "en: it, constant: KST, type: integer",
    ),
    (
        "number",
        "en: it, constant: \"1\", type: amount",
        "en: it, constant: \"1\", type: amount, number: true",
    ),
    (
        "length",
        "en: it, constant: KST",
        "en: it, constant: KST, length: 2",
    ),
    (
        "only",
        "en: it, constant: KST",
        "en: it, constant: KST, only: 0-9",
    ),
    (
        "sensitive",
        "en: it, constant: KST",
        "en: it, constant: KST, sensitive: true",
    ),
    (
        "example",
        "en: it, constant: KST",
        "en: it, constant: KST, example: KST",
    ),
    (
        "note",
        "en: it, constant: KST",
        "en: it, constant: KST, note: More of it.",
    ),
    (
        "format",
        "en: it, from: moment, format: yyyyMMdd",
        "en: it, from: moment, format: yyMMdd",
    ),
    (
        "multiline",
        "en: it, from: key",
        "en: it, from: key, multiline: true",
    ),
];

/// Keys that are documentation and nothing else.
const DOCUMENTATION: &[&str] = &[
    "ko", "en", "note", "absent", "example", "document", "quirk", "quirks",
];

/// Keys that are documentation where something arrives: it is read, and never checked.
const DOCUMENTATION_OF_WHAT_ARRIVES: &[&str] = &[
    "type",
    "length",
    "unit",
    "digits",
    "range",
    "places",
    "of",
    "count",
    "separator",
];

/// What agrees with the document and with what happens in any case, and changes nothing: the client always sends these.
const SENT_ANYWAY: &[&str] = &[
    "en: it, from: key, presence: required",
    "en: it, constant: KST, presence: required",
];

/// How much a change must show.
fn least(place: &str, key: &str, after: &str) -> Effect {
    let arrives = place.starts_with("answer") || place == "notification";
    let supplied = after.contains("from: ") || after.contains("constant: ");
    let is_documentation = DOCUMENTATION.contains(&key)
        || (arrives && DOCUMENTATION_OF_WHAT_ARRIVES.contains(&key))
        // What the caller does not give has no name but in the documentation.
        || (key == "name" && supplied)
        || after.contains("conditional: ");
    // The sandbox answers with a number or with a text, and tests of it show that; clients read both.
    let is_of_the_sandbox = arrives && key == "number" || key == "text_or_number";
    if is_of_the_sandbox || SENT_ANYWAY.contains(&after) {
        return Effect::None;
    }
    match is_documentation {
        true => Effect::Documentation,
        false => Effect::Code,
    }
}

/// The spec of a place with a field.
fn spec(below: &str, field: &str) -> String {
    let operation = |below: &str, answer: &str| {
        format!(
            "operations:\n  pay:\n    en: Pay\n    document: guide\n    effect: moves_money\n    {below}\n    \
             answer: {{ code: {{ en: code, role: code }}{answer} }}\n    success: {{ code: [ \"00\" ] }}\n    codes: result\n"
        )
    };
    let supplied = ["presence:", "from:", "constant:"]
        .iter()
        .any(|key| field.contains(key));
    let is_needed = below.contains("path:") || below.contains("inputs:");
    let it = match is_needed && !supplied {
        true => format!("it: {{ {field}, presence: required }}"),
        false => format!("it: {{ {field} }}"),
    };
    let plain = operation(
        "post: /pay\n    send: json\n    request: { user: { en: user } }",
        "",
    );
    let below = match below {
        "FORM" => format!(
            "{plain}forms:\n  window: {{ en: Window, document: guide, post: /window, fields: {{ user: {{ en: user }}, {it} }} }}\n"
        ),
        "NOTICE" => format!(
            "{plain}notifications:\n  paid:\n    en: Paid\n    document: guide\n    receive: json\n    \
             fields: {{ user: {{ en: user }}, {it} }}\n    authenticity: {{ undocumented: nothing }}\n    identity: {{ undocumented: nothing }}\n    acknowledge: OK\n"
        ),
        "STORED" => format!(
            "{plain}notifications:\n  paid:\n    en: Paid\n    document: guide\n    receive: json\n    \
             fields: {{ order: {{ en: order, presence: required }}, mark: {{ en: mark, presence: required }} }}\n    \
             stored: {{ found_by: [ order ], values: {{ user: {{ en: user }}, {it} }} }}\n    \
             authenticity: {{ member: mark, is: stored_mark }}\n    identity: [ order ]\n    acknowledge: OK\n"
        ),
        _ => match below.strip_prefix("ANSWER ") {
            Some(members) => operation(
                "get: /pay\n    query: { user: { en: user } }",
                &format!(", {}", members.replace("IT", &it)),
            ),
            None => operation(&below.replace("IT", &it), ""),
        },
    };
    let made = match (below.contains("from: made"), below.contains("stored_mark")) {
        (true, _) => "made: { template: \"{it}\" }",
        (_, true) => {
            "stored_mark: { recipe: [ json: { of: [ order, { user: { stored: user } }, { it: { stored: it } } ], \
             absent: skip }, hmac_sha256: hex_key, hex ] }"
        }
        (false, false) => return HEAD.to_owned() + &below,
    };
    HEAD.replace("values:\n", &format!("values:\n  {made}\n")) + &below
}

#[test]
fn what_is_said_of_a_field_has_an_effect_at_every_place() {
    let mut idle = Vec::new();
    let mut seen = BTreeSet::new();
    for (place, below) in PLACES {
        let mut tried = 0;
        for (key, before, after) in CHANGES {
            let least = least(place, key, after);
            let (before, after) = (spec(below, before), spec(below, after));
            let was = Outcome::of(&before);
            // A segment and an input are required whether or not the row says so.
            if !was.compiles || before == after {
                continue;
            }
            tried += 1;
            let effect = was.effect(&Outcome::of(&after));
            if effect < least {
                let line = after.lines().find(|line| line.contains("it: {"));
                let line = line.unwrap_or_default().trim();
                idle.push(format!("{place}, {key}: {effect:?} of {line}"));
            }
            if effect >= least {
                seen.insert(*key);
            }
        }
        assert!(tried > 30, "{tried} changes could be tried at {place}");
    }
    assert!(idle.is_empty(), "these say nothing:\n{}", idle.join("\n"));
    let all: BTreeSet<_> = CHANGES.iter().map(|(key, ..)| *key).collect();
    assert_eq!(seen, all);
}

/// The keys that have a row here.
pub(super) fn keys() -> impl Iterator<Item = String> {
    let of_fields = CHANGES.iter().map(|(key, ..)| format!("field.{key}"));
    let of_presence = ["conditional", "required_when", "forbidden_when"];
    let of_presence = of_presence.map(|key| format!("presence.{key}"));
    of_fields
        .chain(of_presence)
        .chain(["given.given".to_owned()])
}
