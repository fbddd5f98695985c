//! What is said of a field, one key after the other.

/// A field before and after something is said of it: the key, and both texts.
pub const CHANGES: &[(&str, &str, &str)] = &[
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
