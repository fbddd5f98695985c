//! Single mistakes in good specs: the schema and the compiler refuse the same.

use super::{compiles, read, specs, validator};

/// Single mistakes: the spec, what is in it, and what stands there instead.
const MISTAKES: &[(&str, &str, &str)] = &[
    // Unknown keys, at every level.
    ("packed", "ciphers:", "cyphers:"),
    (
        "packed",
        "name: { en: Packed }",
        "name: { en: Packed, de: Gepackt }",
    ),
    (
        "packed",
        "read: 2026-11-21",
        "read: 2026-11-21, seen: 2026-11-21",
    ),
    (
        "packed",
        "length: 32, secret: true",
        "length: 32, hidden: true",
    ),
    (
        "packed",
        "now: { clock: Asia/Seoul",
        "now: { zone: UTC, clock: Asia/Seoul",
    ),
    (
        "packed",
        "a2: { en: AES-256-CBC,",
        "a2: { en: AES-256-CBC, name: a2,",
    ),
    ("packed", "encode: hex }", "encoding: hex }"),
    (
        "packed",
        "{ key: secret_key, iv:",
        "{ key: secret_key, mac: secret_key, iv:",
    ),
    (
        "packed",
        "iv: { of: secret_key,",
        "iv: { of: secret_key, last: 16,",
    ),
    (
        "packed",
        "{ name: accepted, en: accepted }",
        "{ name: accepted, en: accepted, status: 200 }",
    ),
    (
        "packed",
        "effect: changes",
        "effect: changes\n    retry: never",
    ),
    ("packed", "cardPw: { en:", "cardPw: { required: true, en:"),
    (
        "lists",
        "parts: { en: parts, type: list,",
        "parts: { en: parts, type: list, parts: x,",
    ),
    (
        "lists",
        "kind: { en: kind, open: true,",
        "kind: { en: kind, closed: false,",
    ),
    (
        "lists",
        "CARD: { en: card }",
        "CARD: { en: card, ko: 카드, jp: カード }",
    ),
    ("lists", "message: RESULTMSG,", "text: RESULTMSG,"),
    (
        "charsets",
        "charset: { send: euckr, receive: utf8 }",
        "charset: { send: euckr, read: utf8 }",
    ),
    (
        "methods",
        "with: { tid: tid } }",
        "with: { tid: tid }, after: 3s }",
    ),
    ("outcomes", "lifetime: 10m,", "lifetime: 10m, renew: true,"),
    (
        "tokens",
        "{ seconds: expires_in }",
        "{ minutes: expires_in }",
    ),
    (
        "tokens",
        "{ http: 401, codes: [ \"-1\" ] }",
        "{ status: 401, codes: [ \"-1\" ] }",
    ),
    (
        "notices",
        "authenticity: { member: signature, is: signature_of_notice }",
        "authenticity: { member: signature, is: signature_of_notice, key: x }",
    ),
    ("notices", "content_type: text/html", "type: text/html"),
    ("recipes", "{ literal: KRW }", "{ literal: [ KRW ] }"),
    (
        "recipes",
        "separator: \"|\", absent: skip }",
        "separator: \"|\", missing: skip }",
    ),
    (
        "konaplate",
        "corrects: { length: { from: \"66\",",
        "corrects: { size: { from: \"66\",",
    ),
    ("konaplate", "to: \"67\" } }", "use: \"67\" } }"),
    ("konaplate", "says: Length 66.", "claims: Length 66."),
    (
        "konaplate",
        "{ jwe: { member: encData, key: server_public_key } }",
        "{ jwe: { member: encData, key: server_public_key, alg: x } }",
    ),
    // Missing keys.
    ("methods", "{ literal: \":\" }", "{}"),
    ("packed", "vendor: packed\n", ""),
    ("packed", ", read: 2026-11-21", ""),
    ("packed", "    effect: changes\n", ""),
    ("packed", "    send: json\n", ""),
    ("packed", "    post: /v1/noted\n", ""),
    ("packed", "    success: { resultCode: [ \"0000\" ] }\n", ""),
    ("packed", "{ en: secret key, length", "{ length"),
    (
        "packed",
        "{ of: secret_key, first: 16 }",
        "{ of: secret_key }",
    ),
    ("outcomes", "token: accessToken, ", ""),
    ("outcomes", "lifetime: 10m, ", ""),
    ("outcomes", "operation: net_cancel, ", ""),
    ("outcomes", ", with: { orderId: orderId }", ""),
    ("lists", "code: RESULTCODE, ", ""),
    ("notices", "    receive: json\n", ""),
    (
        "notices",
        "{ member: signature, is: signature_of_notice }",
        "{ is: signature_of_notice }",
    ),
    (
        "notices",
        "{ body: OK, content_type: text/html }",
        "{ content_type: text/html }",
    ),
    ("konaplate", "        says: Length 66.\n", ""),
    ("welcome", "    document: payapi02#2.1\n", ""),
    // Keys that exclude each other.
    (
        "packed",
        "post: /v1/noted",
        "post: /v1/noted\n    put: /v1/noted",
    ),
    (
        "packed",
        "now: { clock: Asia/Seoul }",
        "now: { clock: Asia/Seoul, template: x }",
    ),
    (
        "packed",
        "ecb: { aes_ecb:",
        "ecb: { aes_cbc: { key: secret_key, iv: secret_key, form: text }, aes_ecb:",
    ),
    ("charsets", "without: \",|\"", "without: \",|\", only: a-z"),
    (
        "notices",
        "{ undocumented: Ask",
        "{ member: P_TID, undocumented: Ask",
    ),
    (
        "recipes",
        "{ literal: KRW }",
        "{ literal: KRW, request: path }",
    ),
    (
        "recipes",
        "{ hmac_sha1: sign_key }",
        "{ hmac_sha1: sign_key, hmac_sha256: sign_key }",
    ),
    (
        "konaplate",
        "lengths: characters",
        "quirk: { says: a, seen: b, chosen: c }",
    ),
    // Other shapes.
    ("packed", "name: { en: Packed }", "name: Packed"),
    ("packed", "vendor: packed", "vendor: [ packed ]"),
    ("packed", "secret: true", "secret: [ true ]"),
    ("packed", "send: form", "send: { form: true }"),
    (
        "packed",
        "card_json: { recipe: [ { json: [ cardNo, amount, memo ] } ] }",
        "card_json: { recipe: { json: [ cardNo, amount, memo ] } }",
    ),
    ("packed", "memo: { en: memo }", "memo: memo"),
    (
        "packed",
        "success: { resultCode: [ \"0000\" ] }",
        "success: [ \"0000\" ]",
    ),
    ("packed", "en: Register a card", "en:"),
    (
        "methods",
        "inquiry: { operation: inquire, with: { tid: tid } }",
        "inquiry: inquire",
    ),
    (
        "konaplate",
        "corrects: { length: { from: \"66\", to: \"67\" } }",
        "corrects: length",
    ),
    // Words and notations.
    ("packed", "kpg: 1", "kpg: 2"),
    ("packed", "vendor: packed", "vendor: Packed"),
    ("packed", "read: 2026-11-21", "read: 21.11.2026"),
    (
        "packed",
        "https://packed.example.com",
        "http://packed.example.com",
    ),
    (
        "packed",
        "https://packed.example.com",
        "https://packed.example.com/",
    ),
    ("packed", "read: 2026-11-21", "read: 2026-11-31"),
    ("packed", "document: guide#1", "document: \"guide#\""),
    ("packed", "en: secret key", "en: \"  \""),
    ("outcomes", "lifetime: 10m", "lifetime: 0m"),
    ("packed", "post: /v1/noted", "post: v1/noted"),
    ("packed", "post: /v1/noted", "post: /v1/noted?x=1"),
    ("packed", "length: 14..16", "length: 14-16"),
    ("packed", "length: ..64", "length: \"64..\""),
    ("packed", "length: 6..10", "length: many"),
    ("packed", "secret: true", "secret: yes"),
    ("packed", "  card_json:", "  CardJson:"),
    ("packed", "yyyy-MM-ddTHH:mm:ss.SSSZ", "YYYY-MM-DD"),
    ("outcomes", "lifetime: 10m", "lifetime: 10 min"),
    ("tokens", "lifetime: one_call", "lifetime: one_use"),
    ("tokens", "zone: Asia/Seoul", "zone: Asia/Tokyo"),
    ("tokens", "refused: { http: 401 }", "refused: { http: 4xx }"),
    ("outcomes", "http: 401 }", "http: 99 }"),
    ("outcomes", "http: 400..499", "http: 4xx"),
    ("methods", "separator: \",\"", "separator: \", \""),
    // Keys that belong to a type, and what a word needs.
    (
        "packed",
        "type: digits, length: 12,",
        "type: digits, digits: 12,",
    ),
    ("packed", "type: decimal, places: 2", "places: 2"),
    ("lists", "type: list, of: text", "of: text"),
    (
        "packed",
        "{ level: allow, reason: \"Published recipes join their texts like this.\" }",
        "{ level: allow }",
    ),
    // Lists that say nothing, or one thing twice.
    ("notices", "identity: [ tid, ediDate ]", "identity: []"),
    (
        "notices",
        "receive: [ form, json ]",
        "receive: [ form, form ]",
    ),
    (
        "packed",
        "environments: { test: https://packed.example.com }",
        "environments: {}",
    ),
];

/// Mistakes in structure and notation that the compiler refuses and the schema cannot say: the order of two limits, words
/// that Rust keeps, what another part of the spec declares, and notations in parts.
const OUT_OF_REACH: &[(&str, &str, &str)] = &[
    (
        "packed",
        "type: joined, separator: \"|\", encrypt: by_hex",
        "type: joined, encrypt: by_hex",
    ),
    ("packed", "length: 14..16", "length: 16..14"),
    ("packed", "range: -5..5", "range: 5..-5"),
    (
        "packed",
        "type: integer, range: -5..5",
        "type: integer, length: 2",
    ),
    (
        "packed",
        "{ en: memo, encrypt: by_base64 }",
        "{ en: memo, zero: true, encrypt: by_base64 }",
    ),
    (
        "packed",
        "from: now, format: yyyyMMdd, encrypt: by_hex",
        "from: now, encrypt: by_hex",
    ),
    (
        "packed",
        "levels: { ambiguous_concatenation:",
        "levels: { ambiguous:",
    ),
    (
        "packed",
        "secret_key ] }, sha256, hex ] }",
        "secret_key ] }, hex, sha256 ] }",
    ),
    (
        "packed",
        "name: card_number, type: digits, length: 14..16",
        "name: fn, type: digits, length: 14..16",
    ),
    (
        "outcomes",
        "headers: { X-Ticket: {",
        "headers: { X Ticket: {",
    ),
    (
        "outcomes",
        "get: /orders/{orderId}",
        "get: /orders/{orderId}/{orderId}",
    ),
    ("outcomes", "get: /orders/{orderId}", "get: /orders/{order}"),
    (
        "outcomes",
        "template: \"Bearer {token}\"",
        "template: \"Bearer {token\"",
    ),
    (
        "outcomes",
        "template: \"{random:hex8}\"",
        "template: \"{random:hex}\"",
    ),
    ("outcomes", "http: 400..499, codes", "http: 499..400, codes"),
];

/// How many in a hundred of these mistakes the schema refuses, as docs/editor.md tells.
const REFUSED_IN_A_HUNDRED: usize = 86;

#[test]
fn the_schema_refuses_most_of_what_the_compiler_refuses_for_structure() {
    let (validator, specs) = (validator(), specs());
    for (spec, from, to) in OUT_OF_REACH {
        let good = &specs[*spec];
        assert!(good.contains(from), "{spec} has no `{from}`");
        let wrong = good.replacen(from, to, 1);
        assert!(!compiles(&wrong), "the compiler takes `{to}` in {spec}");
        let taken = validator.is_valid(&read(&wrong));
        assert!(taken, "`{to}` in {spec}: it belongs to the others");
    }
    let all = MISTAKES.len() + OUT_OF_REACH.len();
    assert_eq!(MISTAKES.len() * 100 / all, REFUSED_IN_A_HUNDRED, "{all}");
}

#[test]
fn a_mistake_is_refused_by_both() {
    let (validator, specs) = (validator(), specs());
    let mut taken = Vec::new();
    for (spec, from, to) in MISTAKES {
        let good = &specs[*spec];
        assert!(good.contains(from), "{spec} has no `{from}`");
        let wrong = good.replacen(from, to, 1);
        if compiles(&wrong) {
            taken.push(format!("the compiler takes `{to}` in {spec}"));
        }
        if validator.is_valid(&read(&wrong)) {
            taken.push(format!("the schema takes `{to}` in {spec}"));
        }
    }
    assert!(taken.is_empty(), "{}", taken.join("\n"));
}
