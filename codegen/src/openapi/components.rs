//! What a document names: bodies, answers, lists of values and codes, and how requests are authorized.

use serde_json::{Map, Value, json};

use super::json::insert;
use super::{answer, body, words};
use crate::model::{Code, CodeSet, Enumeration, Label, StructureOf, Vendor};

/// The components of a vendor's document.
pub(super) fn components(vendor: &Vendor) -> Value {
    let mut schemas = Map::new();
    let enumerations = vendor.enumerations.iter();
    schemas.extend(enumerations.map(|declared| (declared.name.pascal(), enumeration(declared))));
    let sets = vendor.code_sets.iter();
    let sets = sets.filter(|set| !set.codes.is_empty());
    schemas.extend(sets.map(|set| (set.name.pascal(), codes(set))));
    for request in vendor.requests() {
        let schema = body::schema(vendor, request);
        schemas.extend(schema.map(|schema| (request.name.pascal(), schema)));
    }
    for operation in &vendor.operations {
        let schema = answer::schema(vendor, operation);
        schemas.insert(answer::name(operation), schema);
    }
    for shared in vendor.structures() {
        match shared.of {
            // Each answer has codes of its own.
            StructureOf::Answers(_) => {}
            StructureOf::Objects(_) => {
                let schema = answer::structure(vendor, shared.fields);
                schemas.insert(shared.name.pascal(), schema);
            }
        }
    }
    let mut components = json!({ "schemas": schemas });
    let is_authorized = vendor
        .requests()
        .any(|request| body::authorization(request).is_some());
    let scheme = is_authorized.then(|| {
        json!({ "authorization": {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "The operations say in `x-kpg-authorization` what the header holds.",
        } })
    });
    insert(&mut components, [("securitySchemes", scheme)]);
    components
}

/// A list of values that are texts.
fn enumeration(declared: &Enumeration) -> Value {
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

fn codes(set: &CodeSet) -> Value {
    let described = |code: &Code| -> Label {
        let undecided = code
            .undecided
            .then_some("; the pages do not say whether it refuses");
        let status = code.status.map(|status| format!("; with HTTP {status}"));
        let more = format!(
            "{}{}",
            status.unwrap_or_default(),
            undecided.unwrap_or_default()
        );
        Label {
            ko: code.label.ko.clone(),
            en: code.label.en.as_ref().map(|en| format!("{en}{more}")),
        }
    };
    let labels: Vec<Label> = set.codes.iter().map(described).collect();
    let codes = set.codes.iter().zip(&labels);
    let codes = codes.map(|(code, label)| (code.wire.as_str(), code.name.pascal(), label));
    json!({
        "description": "Result codes. Others may arrive.",
        "anyOf": [listed("string", codes.collect()), { "type": "string" }],
    })
}

/// A list of values. Generators of clients take names and descriptions from the two members behind it.
fn listed(json_type: &str, values: Vec<(&str, String, &Label)>) -> Value {
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
