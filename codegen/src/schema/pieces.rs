//! Small pieces of a schema.

use serde_json::{Value, json};

use crate::syntax::shape::Rule;

pub(super) fn rule(rule: &Rule) -> Value {
    let one_of = |keys: &[&str]| -> Vec<Value> {
        let keys = keys.iter();
        keys.map(|key| json!({ "required": [key] })).collect()
    };
    match rule {
        Rule::AnyOf(keys) => json!({ "anyOf": one_of(keys) }),
        Rule::OneOf(keys) => json!({ "oneOf": one_of(keys) }),
        Rule::OneKey => json!({ "minProperties": 1, "maxProperties": 1 }),
        Rule::NotBoth(key, other) => json!({ "not": { "required": [key, other] } }),
        Rule::Together(key, other) => {
            json!({ "dependencies": { *key: [other], *other: [key] } })
        }
        Rule::Needs(key, other) => json!({ "dependencies": { *key: [other] } }),
        Rule::OnlyWith(key, other, words) => json!({
            "if": { "required": [key] },
            "then": { "required": [other], "properties": { *other: { "enum": words } } },
        }),
        Rule::WordNeeds(key, word, other) => json!({
            "if": { "required": [key], "properties": { *key: { "enum": [word] } } },
            "then": { "required": [other] },
        }),
    }
}

pub(super) fn reference(definition: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{definition}") })
}

/// Adds a keyword to a schema that is an object.
pub(super) fn insert(schema: &mut Value, keyword: &str, value: Value) {
    if let Some(keywords) = schema.as_object_mut() {
        keywords.insert(keyword.to_owned(), value);
    }
}
