//! The spec language as JSON Schema, from which editors complete, explain and check specs.
//!
//! It is draft 7: the YAML language server, which serves most editors, and JetBrains' IDEs know that one
//! best. Descriptions stand beside `allOf`, because draft 7 ignores what stands beside `$ref`.

mod corrected;
mod pieces;

use serde_json::{Map, Value, json};

use crate::syntax::shape::{
    CITATION, DEFAULTS_KEY, Declared, FIELD, Key, NAME, Notation, OPERATION, QUIRK, Rule, SPEC,
    Shape, ValueShape, Word,
};
use pieces::{insert, reference, rule};

/// The JSON Schema of specs, `specs/kpg.schema.json`.
pub fn schema() -> String {
    let mut definitions = Definitions::default();
    let root = definitions.mapping(&SPEC);
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "@generated from the shapes of the compiler by `cargo xtask generate`.",
        "title": "kpg spec",
        "description": SPEC.doc,
        "allOf": [root],
        "definitions": definitions.list,
    });
    // Another crate of the build may have asked serde_json to keep the order of insertion.
    schema.sort_all_objects();
    crate::json_layout::text(&schema)
}

/// The shapes that were written so far, by name.
#[derive(Default)]
struct Definitions {
    list: Map<String, Value>,
}

impl Definitions {
    /// A reference to a shape. It is written when it is met for the first time; shapes can hold themselves.
    fn mapping(&mut self, shape: &'static Shape) -> Value {
        if !self.list.contains_key(shape.name) {
            self.list.insert(shape.name.to_owned(), Value::Null);
            let plain = self.plain(shape);
            let definition = if corrected::can_be(shape) {
                self.list.extend(corrected::definitions(shape, plain));
                corrected::choice(shape)
            } else {
                plain
            };
            self.list.insert(shape.name.to_owned(), definition);
        }
        reference(shape.name)
    }

    /// A mapping with the keys of its shape and no other.
    fn plain(&mut self, shape: &'static Shape) -> Value {
        let keys = shape.keys.iter();
        let properties: Map<String, Value> = keys
            .map(|key| (key.name.to_owned(), self.key(shape, key)))
            .collect();
        let required: Vec<&str> = required(shape).collect();
        let rules = shape.rules.iter();
        let rules = rules.filter(|rule| !may_be_defaulted(shape, rule));
        let mut rules: Vec<Value> = rules.map(rule).collect();
        if shape.name == SPEC.name {
            rules.extend(defaulted(&OPERATION));
        }
        let mut plain = json!({
            "description": shape.doc,
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        });
        if !required.is_empty() {
            insert(&mut plain, "required", json!(required));
        }
        if !rules.is_empty() {
            insert(&mut plain, "allOf", json!(rules));
        }
        plain
    }

    fn key(&mut self, shape: &'static Shape, key: &'static Key) -> Value {
        let value = match key.name {
            "quirk" => self.quirk(shape),
            "quirks" => json!({ "type": "array", "items": self.quirk(shape) }),
            _ => self.value(&key.value),
        };
        let mut value = match value.get("$ref") {
            Some(_) => json!({ "allOf": [value] }),
            None => value,
        };
        if key.may_be_empty {
            insert(&mut value, "minProperties", json!(0));
        }
        insert(&mut value, "description", json!(description(key)));
        if let Some(example) = key.example {
            insert(&mut value, "examples", json!([example]));
        }
        value
    }

    /// A list that says something, each thing once where its items are words, codes or names.
    fn list_of(&mut self, item: &'static ValueShape) -> Value {
        let mut list = json!({ "type": "array", "items": self.value(item), "minItems": 1 });
        if item.is_plain() {
            insert(&mut list, "uniqueItems", json!(true));
        }
        list
    }

    /// A quirk of a construct.
    fn quirk(&mut self, shape: &'static Shape) -> Value {
        let name = corrected::quirk_name(shape);
        if !self.list.contains_key(&name) {
            let any = self.mapping(&QUIRK);
            self.list.insert(name.clone(), corrected::quirk(shape, any));
        }
        reference(&name)
    }

    fn value(&mut self, value: &'static ValueShape) -> Value {
        match value {
            ValueShape::Text => json!({ "type": ["string", "number", "boolean"] }),
            // People read it, so it says something.
            ValueShape::Prose => {
                json!({ "type": ["string", "number", "boolean"], "pattern": "\\S" })
            }
            ValueShape::Written(notation) => written(notation),
            ValueShape::Refers(places) if places.iter().all(|place| place.is_own()) => {
                written(&NAME)
            }
            ValueShape::Refers([Declared::Free(_)]) => {
                json!({ "type": ["string", "number", "boolean"], "pattern": CITATION.pattern })
            }
            ValueShape::Refers(_) => self.value(&ValueShape::Text),
            ValueShape::Flag => {
                json!({ "type": ["boolean", "string"], "pattern": "^(true|false)$" })
            }
            ValueShape::Words(words) => closed(&words.iter().collect::<Vec<_>>()),
            ValueShape::OneOrMore(one) => {
                let list = self.list_of(one);
                json!({ "anyOf": [self.value(one), list] })
            }
            ValueShape::ListOf(item) => self.list_of(item),
            ValueShape::Sequence(first, next) => json!({
                "type": "array",
                "items": [self.value(first)],
                "additionalItems": self.value(next),
                "minItems": 1,
            }),
            ValueShape::MapOf(value) => {
                json!({ "type": "object", "additionalProperties": self.value(value) })
            }
            ValueShape::Renamed(shape) => self.renamed(shape),
            ValueShape::Named(value) => json!({
                "type": "object",
                "propertyNames": { "pattern": NAME.pattern },
                "additionalProperties": self.value(value),
                "minProperties": 1,
            }),
            ValueShape::Mapping(shape) => self.mapping(shape),
            ValueShape::Fields => self.fields(),
            ValueShape::OneOf(values) => self.any_of(values),
            ValueShape::Anything => {
                json!({ "type": ["string", "number", "boolean", "object", "array"] })
            }
        }
    }

    /// Fields, a group of them, or a list of both.
    fn fields(&mut self) -> Value {
        const NAME_OF_FIELDS: &str = "fields";
        if !self.list.contains_key(NAME_OF_FIELDS) {
            self.list.insert(NAME_OF_FIELDS.to_owned(), Value::Null);
            let (own, group) = (
                json!({ "type": "object", "additionalProperties": self.mapping(&FIELD) }),
                self.value(&ValueShape::Text),
            );
            let part = json!({ "anyOf": [group, own] });
            let fields = json!({
                "description": "Fields by the names that they have on the wire, the name of a group of them \
                    under `groups`, or a list of groups and fields.",
                "anyOf": [own, group, { "type": "array", "items": part }],
            });
            self.list.insert(NAME_OF_FIELDS.to_owned(), fields);
        }
        reference(NAME_OF_FIELDS)
    }

    /// A shape, or a text, under one name that is not the shape's own.
    fn renamed(&mut self, shape: &'static Shape) -> Value {
        let own: Vec<&str> = shape.names().collect();
        let (text, mapping) = (self.value(&ValueShape::Text), self.mapping(shape));
        let one_key = |value: Value| {
            json!({
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": value,
            })
        };
        let mut other = one_key(json!({ "anyOf": [text, mapping] }));
        insert(
            &mut other,
            "propertyNames",
            json!({ "not": { "enum": own } }),
        );
        json!({ "anyOf": [other, one_key(mapping)] })
    }

    /// One of several. Their words become one list, which editors show as a whole.
    fn any_of(&mut self, values: &'static [ValueShape]) -> Value {
        let words: Vec<&Word> = values.iter().flat_map(|value| value.words()).collect();
        let mut any = Vec::new();
        if !words.is_empty() {
            any.push(closed(&words));
        }
        let others = values
            .iter()
            .filter(|value| !matches!(value, ValueShape::Words(_)));
        any.extend(others.map(|value| self.value(value)));
        json!({ "anyOf": any })
    }
}

/// What a key means, and how its value is written.
fn description(key: &Key) -> String {
    match key.value {
        ValueShape::Written(notation) => format!("{} {}", key.doc, notation.doc),
        _ => key.doc.to_owned(),
    }
}

/// A text that fits a pattern, or the number that YAML makes of it.
fn written(notation: &Notation) -> Value {
    match notation.numbers {
        None => json!({ "type": "string", "pattern": notation.pattern }),
        Some((least, most)) => json!({
            "type": ["string", "integer"],
            "pattern": notation.pattern,
            "minimum": least,
            "maximum": most,
        }),
    }
}

/// A closed list of words. `enumDescriptions` is no keyword of the standard, but what editors read.
fn closed(words: &[&Word]) -> Value {
    let mut values: Vec<Value> = words.iter().map(|word| json!(word.name)).collect();
    let mut docs: Vec<&str> = words.iter().map(|word| word.doc).collect();
    for word in words {
        if let Ok(number) = word.name.parse::<u32>() {
            values.push(json!(number));
            docs.push(word.doc);
        }
    }
    json!({ "enum": values, "enumDescriptions": docs })
}

/// What operations must say where `defaults` does not say it.
fn defaulted(operation: &Shape) -> Vec<Value> {
    let every =
        |must: Value| json!({ "properties": { "operations": { "additionalProperties": must } } });
    let unless = |key: &str, must: Value| {
        let says = json!({ "properties": { DEFAULTS_KEY: { "required": [key] } }, "required": [DEFAULTS_KEY] });
        json!({ "if": says, "else": every(must) })
    };
    let keys = operation.keys.iter();
    let keys = keys.filter(|key| key.required && operation.has_default(key.name));
    let keys = keys.map(|key| unless(key.name, json!({ "required": [key.name] })));
    let rules = operation.rules.iter();
    let rules = rules.filter_map(|one| match one {
        Rule::Needs(_, other) if operation.has_default(other) => Some(unless(other, rule(one))),
        _ => None,
    });
    keys.chain(rules).collect()
}

/// Whether `defaults` may say what a rule wants.
fn may_be_defaulted(shape: &Shape, rule: &Rule) -> bool {
    matches!(rule, Rule::Needs(_, other) if shape.has_default(other))
}

fn required(shape: &Shape) -> impl Iterator<Item = &'static str> {
    let keys = shape.keys.iter();
    let keys = keys.filter(|key| key.required && !shape.has_default(key.name));
    keys.map(|key| key.name)
}
