//! Objects: members by the way to them, and what the values of some say of others.

use serde_json::{Map, Value, json};

use super::value::{literal, object};
use crate::model::{
    Combination, CombinationWord, Field, FieldCondition, FieldRef, FieldTest, Siblings, Wanted,
};

/// A member of a body.
pub(super) struct Member {
    /// The names on the way to it; at least one.
    pub path: Vec<String>,
    pub schema: Value,
    pub is_required: bool,
}

/// The object that has these members, in their order. A member behind dots makes the objects around it; they are
/// required where one of their members is.
pub(super) fn nested(members: Vec<Member>) -> Value {
    let mut names: Vec<String> = Vec::new();
    for name in members.iter().filter_map(|member| member.path.first()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let (mut properties, mut required) = (Map::new(), Vec::new());
    let mut rest = members;
    for name in &names {
        let (of_name, others): (Vec<Member>, Vec<Member>) = rest
            .into_iter()
            .partition(|member| member.path.first() == Some(name));
        rest = others;
        if of_name.iter().any(|member| member.is_required) {
            required.push(name.clone());
        }
        properties.insert(name.clone(), one(of_name));
    }
    object(properties, &required)
}

/// The member that all these are, or are inside of.
fn one(members: Vec<Member>) -> Value {
    let (itself, inside): (Vec<Member>, Vec<Member>) = members
        .into_iter()
        .partition(|member| member.path.len() == 1);
    let inside = inside.into_iter().map(|member| Member {
        path: member.path.into_iter().skip(1).collect(),
        ..member
    });
    let inside: Vec<Member> = inside.collect();
    let itself = itself.into_iter().next().map(|member| member.schema);
    match (itself, inside.is_empty()) {
        (Some(schema), true) => schema,
        (Some(schema), false) => with_inside(schema, nested(inside)),
        (None, _) => nested(inside),
    }
}

/// A member that has a schema, and members inside that are told apart from it: in each item, where it is a list.
fn with_inside(mut schema: Value, inside: Value) -> Value {
    match schema.get_mut("items") {
        Some(items) => {
            *items = json!({ "allOf": [items, inside] });
            schema
        }
        None => json!({ "allOf": [schema, inside] }),
    }
}

/// The names of members in their order, which signatures and picky servers may ask for.
pub(super) fn order(fields: &[&Field]) -> Value {
    let names = fields.iter().map(|field| field.wire.as_str());
    json!(names.collect::<Vec<_>>())
}

/// What the values of some fields say of others, where JSON Schema can say it: between members of one object.
/// `is_member` tells which references are such members.
pub(super) fn conditions(
    siblings: Siblings<'_>,
    (fields, combinations): (&[&Field], &[Combination]),
    is_member: &dyn Fn(FieldRef) -> bool,
) -> Vec<Value> {
    let of_presence = fields.iter().flat_map(|field| {
        let required = field.presence.required_when();
        let required = required.map(|when| (when, json!({ "required": [field.wire] })));
        let forbidden = field.presence.forbidden_when();
        let forbidden =
            forbidden.map(|when| (when, json!({ "properties": { &field.wire: false } })));
        [required, forbidden].into_iter().flatten()
    });
    let of_presence = of_presence.filter_map(|(when, then)| {
        let holds = holds(siblings, when, is_member)?;
        Some(json!({ "if": holds, "then": then }))
    });
    let combined = combinations
        .iter()
        .filter(|combination| combination.members.iter().all(|member| is_member(*member)))
        .map(|combination| combined(siblings, combination));
    of_presence.chain(combined).collect()
}

/// A schema that holds where a condition does.
fn holds(
    siblings: Siblings<'_>,
    condition: &FieldCondition,
    is_member: &dyn Fn(FieldRef) -> bool,
) -> Option<Value> {
    let alternatives = condition.alternatives.iter().map(|tests| {
        let tests = tests.iter();
        let tests: Option<Vec<Value>> = tests
            .map(|test| is_member(test.field).then(|| has(siblings, test))?)
            .collect();
        Some(json!({ "allOf": tests? }))
    });
    let alternatives: Option<Vec<Value>> = alternatives.collect();
    Some(json!({ "anyOf": alternatives? }))
}

fn has(siblings: Siblings<'_>, test: &FieldTest) -> Option<Value> {
    let field = siblings.field(test.field)?;
    let given = json!({ "required": [field.wire] });
    let one_of =
        |wanted: Value| json!({ "required": [field.wire], "properties": { &field.wire: wanted } });
    match &test.wanted {
        Wanted::Given(true) => Some(given),
        Wanted::Given(false) => Some(json!({ "not": given })),
        Wanted::Texts(texts) => {
            let kind = field.facts.content.one()?;
            let values = texts.iter().map(|text| literal(kind, text));
            Some(one_of(json!({ "enum": values.collect::<Vec<_>>() })))
        }
        Wanted::Numbers(ranges) if field.is_bare() => {
            let ranges = ranges
                .iter()
                .map(|(least, most)| json!({ "minimum": least, "maximum": most }));
            Some(one_of(json!({ "anyOf": ranges.collect::<Vec<_>>() })))
        }
        // JSON Schema does not compare texts as numbers.
        Wanted::Numbers(_) => None,
    }
}

fn combined(siblings: Siblings<'_>, combination: &Combination) -> Value {
    let members = combination.members.iter();
    let wires: Vec<String> = members
        .filter_map(|member| siblings.wire(*member))
        .collect();
    let each: Vec<Value> = wires
        .iter()
        .map(|wire| json!({ "required": [wire] }))
        .collect();
    match combination.word {
        CombinationWord::ExactlyOneOf => json!({ "oneOf": each }),
        CombinationWord::AtLeastOneOf => json!({ "anyOf": each }),
        CombinationWord::AtMostOneOf => {
            json!({ "anyOf": [{ "not": { "anyOf": each } }, { "oneOf": each }] })
        }
        CombinationWord::AllOrNoneOf => {
            json!({ "anyOf": [{ "required": wires }, { "not": { "anyOf": each } }] })
        }
    }
}
