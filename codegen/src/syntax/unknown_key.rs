//! What is reported of a key that a mapping does not have. What is merely misspelt is found by the shapes; here stand words
//! that people bring from other languages, and from what they have read elsewhere.

use super::shape::Shape;
use super::tree::{Entry, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode};

/// Keys of other languages with those of this one that mean the same: mapping, theirs, ours.
const OTHER_NAMES: &[(&str, &str, &str)] = &[
    ("spec", "headers", "groups"),
    ("spec", "servers", "environments"),
    ("operation", "server", "host"),
    ("address", "from", "url"),
];

/// The key of this language that means what a key of another one does.
pub(super) fn other_name(key: &str, shape: &Shape) -> Option<&'static str> {
    let mut names = OTHER_NAMES.iter();
    let (.., ours) = names.find(|(mapping, theirs, _)| *mapping == shape.name && *theirs == key)?;
    Some(ours)
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
        // `{ en: amount, in won }` reads as two keys, the second of them with no value.
        key if entry.value.value == Value::Nothing && key.contains(' ') => {
            unknown.help("a text with a comma stands in quotes inside braces")
        }
        _ => unknown,
    }
}
