//! Lists of values, of texts and of numbers.

use serde_json::{Value, json};

use super::json::insert;
use super::words;
use crate::model::{Enumeration, Label};

/// A list of values that are texts.
pub(super) fn enumeration(declared: &Enumeration) -> Value {
    enumeration_of("string", declared)
}

/// A list of values that are whole numbers.
pub(super) fn enumeration_of_numbers(declared: &Enumeration) -> Value {
    enumeration_of("integer", declared)
}

fn enumeration_of(json_type: &str, declared: &Enumeration) -> Value {
    let choices = declared.choices.iter();
    let choices = choices.map(|choice| (choice.wire.as_str(), choice.name.pascal(), &choice.label));
    let mut listed = listed(json_type, choices.collect());
    let label = words::sentence(&words::label(&declared.label));
    match declared.open {
        true => json!({
            "description": format!("{label} Other values may arrive."),
            "anyOf": [listed, { "type": json_type }],
        }),
        false => {
            insert(&mut listed, [("description", Some(json!(label)))]);
            listed
        }
    }
}

/// A list of values. Generators of clients take names and descriptions from the two members behind it.
pub(super) fn listed(json_type: &str, values: Vec<(&str, String, &Label)>) -> Value {
    let literal = |wire: &str| match json_type {
        "integer" => wire
            .parse::<i64>()
            .map_or_else(|_| json!(wire), Value::from),
        _ => json!(wire),
    };
    let wires = values.iter().map(|(wire, ..)| literal(wire));
    let names = values.iter().map(|(_, name, _)| name.as_str());
    let labels = values.iter().map(|(.., label)| words::label(label));
    json!({
        "type": json_type,
        "enum": wires.collect::<Vec<_>>(),
        "x-enum-varnames": names.collect::<Vec<_>>(),
        "x-enum-descriptions": labels.collect::<Vec<_>>(),
    })
}
