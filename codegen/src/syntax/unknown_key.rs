//! What is reported of a key that a mapping does not have. What is merely misspelt is found by the shapes; here stand words
//! that people bring from other languages, and from what they have read elsewhere.

use super::shape::Shape;
use super::tree::{Entry, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, some_of};

/// Keys of other languages with those of this one that mean the same: mapping, theirs, ours.
const OTHER_NAMES: &[(&str, &str, &str)] = &[
    ("spec", "headers", "groups"),
    ("spec", "servers", "environments"),
    ("operation", "server", "host"),
    ("address", "from", "url"),
    ("form", "request", "fields"),
    ("combination", "one_of", "exactly_one_of"),
    ("combination", "any_of", "at_least_one_of"),
    ("presence", "required_if", "required_when"),
];

/// The key of this language that means what a key of another one does.
pub(super) fn other_name(key: &str, shape: &Shape) -> Option<&'static str> {
    let mut names = OTHER_NAMES.iter();
    let (.., ours) = names.find(|(mapping, theirs, _)| *mapping == shape.name && *theirs == key)?;
    Some(ours)
}

/// Whoever has so many keys of another mapping in one has lost the line above them.
const LOST_LINE: usize = 3;

/// What is reported of the keys that a shape does not have: each, or all of them once where none is like a key of the
/// shape, and the first holds something.
pub(super) fn unknown_keys(entries: Vec<&Entry>, shape: &Shape) -> Vec<Diagnostic> {
    let each: Vec<_> = entries
        .iter()
        .map(|entry| unknown_key(entry, shape))
        .collect();
    let is_like_none = each.iter().all(|told| told.suggestion.is_none());
    let is_lost = |entry: &&Entry| matches!(entry.value.value, Value::Mapping(_));
    match entries.first() {
        Some(first)
            if entries.len() >= LOST_LINE && is_like_none && entries.iter().all(is_lost) =>
        {
            let names: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
            let message = format!("unknown keys {}", some_of(&names));
            let told = Diagnostic::new(DiagnosticCode::UnknownKey, first.key_span, message);
            vec![told.help(
                "a line above is missing that says what they are, or they are indented too little",
            )]
        }
        _ => each,
    }
}

/// What is reported of a key that a shape does not have.
pub(super) fn unknown_key(entry: &Entry, shape: &Shape) -> Diagnostic {
    let unknown = Diagnostic::new(
        DiagnosticCode::UnknownKey,
        entry.key_span,
        format!("unknown key `{}`", entry.key),
    )
    .suggest(&entry.key, shape.names());
    if let Some(ours) = other_name(&entry.key, shape) {
        return unknown.meaning(&entry.key, ours);
    }
    match entry.key.as_str() {
        "required" | "optional" if shape.has("presence") => {
            unknown.help(format!("write `presence: {}`", entry.key))
        }
        "sent" if shape.has("sent_because") => {
            unknown.help("write `sent_because: …`, with the reason why the vendor gets it")
        }
        "refuse" | "failed" | "done" if shape.has("body") && shape.has("content_type") => {
            unknown.help("what a notification is answered that was not taken stands beside `acknowledge`, under `reject`")
        }
        "undocumented" if shape.has("unsigned") => unknown.help(
            "an operation whose answers the vendor does not prove has no `authenticity`; only a notification says that there is none",
        ),
        "environments" | "base_url" if shape.has("host") => unknown.help(
            "give each environment its hosts by name, as in `test: { api: https://api.example.com }`, and name one of them: `host: api`",
        ),
        "values" | "enum" if shape.has("presence") => unknown.help(
            "list the values under `types` at the top, and name the list: `type: NAME`; a flag that is sent as `Y` and `N` is such a list",
        ),
        "minor_units" | "unit_of_currency" | "currency" | "scale" if shape.has("presence") => unknown.help(
            "an amount is a number in the unit in which it is sent; where the vendor writes a point, use `type: decimal` with `places`",
        ),
        "hosts" if shape.has("environments") => unknown.help(
            "give each environment its hosts by name: `environments: { test: { api: https://api.example.com } }`",
        ),
        "allowed" | "hosts" if shape.has("named_by") => unknown.help(
            "list the addresses of the host by name: `environments: { test: { approval: { one: https://… } } }`, with `host: approval` beside the method",
        ),
        "form" | "window" if shape.has("success") => unknown
            .help("what a page of the shop has the buyer's browser post stands under `forms` at the top"),
        "encrypt" | "cipher" | "encryption" if shape.has("encrypted_request") => unknown.help(
            "a whole body is encrypted with `encrypted_request: { cipher: NAME }`, a single field with `encrypt` in the field",
        ),
        "members" | "parameters" if shape.has("success") => {
            unknown.help("write the members of the body under `request`, and a group of them by its name there")
        }
        "send" | "effect" | "answer" if shape.name == "form" => unknown
            .help("a browser posts a form as forms are, and the client calls nobody: remove it"),
        "alg" | "enc" | "algorithm" | "encryption" if shape.name == "jwe" => {
            unknown.help("it is always RSA-OAEP-256 with A128GCM or A256GCM: remove it")
        }
        "max" | "min" | "max_length" | "min_length" | "maxLength" | "size" if shape.has("presence") => unknown.help(
            "up to 40 characters are `length: ..40`; of an amount the digits are `digits: ..12`, of an integer the values `range: 1..99`",
        ),
        "pattern" | "regex" if shape.has("presence") => unknown
            .help("the characters that it may have are `only: \"A-Za-z0-9_-\"`; digits are `type: digits`"),
        "required_unless" if shape.name == "presence" => unknown
            .help("list the values with which it is required: `required_when: { PAY_TYPE: [ CARD, BANK ] }`"),
        "exactly_one_of" | "at_least_one_of" | "at_most_one_of" | "all_or_none_of" | "one_of"
            if shape.name == "presence" =>
        {
            unknown.help("it stands beside the fields: `combinations: [ exactly_one_of: [ tid, orderNo ] ]`")
        }
        // `{ en: amount, in won }` reads as two keys, the second of them with no value.
        key if entry.value.value == Value::Nothing && key.contains(' ') => {
            let comma = "a text with a comma stands in quotes inside braces";
            match key.split(' ').next().filter(|first| shape.has(first)) {
                Some(first) => unknown.help(format!("{comma}; a key ends with a colon: `{first}: …`")),
                None => unknown.help(comma),
            }
        }
        _ => unknown,
    }
}
