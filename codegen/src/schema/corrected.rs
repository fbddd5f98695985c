//! Constructs with quirks: a key that a quirk corrects holds what the document gives, which need not be
//! anything that kpg could use, and a key that must be there may be supplied by the correction.

use serde_json::{Map, Value, json};

use super::pieces::{insert, reference, rule};
use crate::syntax::shape::{Rule, Shape};

/// The condition that a construct has corrections.
const CORRECTED: &str = "has_corrections";

/// Whether quirks can stand in a mapping.
pub(super) fn can_be(shape: &Shape) -> bool {
    shape.has("quirk")
}

/// The definitions that [`choice`] refers to; `plain` is the construct without a correction.
pub(super) fn definitions(shape: &Shape, plain: Value) -> [(String, Value); 3] {
    [
        (plain_name(shape), plain),
        (corrected_name(shape), corrected(shape)),
        (CORRECTED.to_owned(), has_corrections()),
    ]
}

/// The construct as it is checked with a correction in it, and without one.
pub(super) fn choice(shape: &Shape) -> Value {
    json!({
        "if": reference(CORRECTED),
        "then": reference(&corrected_name(shape)),
        "else": reference(&plain_name(shape)),
    })
}

/// That a quirk of a construct corrects something.
fn has_corrections() -> Value {
    let corrects = json!({ "type": "object", "required": ["corrects"] });
    let several = json!({ "type": "array", "contains": corrects });
    json!({ "anyOf": [
        { "required": ["quirk"], "properties": { "quirk": corrects } },
        { "required": ["quirks"], "properties": { "quirks": several } },
    ] })
}

/// A quirk of a construct, made of what any quirk is; it corrects nothing but keys that the construct can have.
pub(super) fn quirk(shape: &Shape, any: Value) -> Value {
    let facts: Vec<&str> = shape.names().filter(|key| !is_quirk(key)).collect();
    let corrects = json!({ "corrects": { "propertyNames": { "enum": facts } } });
    json!({ "allOf": [any, { "properties": corrects }] })
}

pub(super) fn quirk_name(shape: &Shape) -> String {
    format!("{}.quirk", shape.name)
}

fn is_quirk(key: &str) -> bool {
    matches!(key, "quirk" | "quirks")
}

fn plain_name(shape: &Shape) -> String {
    format!("{}.plain", shape.name)
}

fn corrected_name(shape: &Shape) -> String {
    format!("{}.corrected", shape.name)
}

/// Every key is held to its shape unless a quirk corrects it.
fn corrected(shape: &Shape) -> Value {
    let mut properties = Map::new();
    let mut parts = vec![rule(&Rule::NotBoth("quirk", "quirks"))];
    for key in shape.keys {
        let pointer = format!("{}/properties/{}", plain_name(shape), key.name);
        if is_quirk(key.name) {
            properties.insert(key.name.to_owned(), reference(&pointer));
            continue;
        }
        properties.insert(key.name.to_owned(), json!({ "description": key.doc }));
        let mut held = json!({ "properties": { key.name: reference(&pointer) } });
        if key.required && !shape.has_default(key.name) {
            insert(&mut held, "required", json!([key.name]));
        }
        parts.push(json!({ "if": not_corrected(key.name), "then": held }));
    }
    json!({
        "description": shape.doc,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "allOf": parts,
    })
}

/// That no quirk corrects a key.
fn not_corrected(key: &str) -> Value {
    let corrects = json!({
        "required": ["corrects"],
        "properties": { "corrects": { "required": [key] } },
    });
    json!({ "properties": {
        "quirk": { "not": corrects },
        "quirks": { "not": { "contains": corrects } },
    } })
}
