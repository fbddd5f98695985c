//! Documents of OpenAPI: every one is JSON Schema that holds together, and what requests send by the examples of the specs
//! is valid by it.

use jsonschema::Validator;
use kpg_codegen::model::{BodyEncoding, Envelope, Request, Vendor};
use kpg_recipes::forward::{Given, forward};
use kpg_tests::specs::SPECS;
use serde_json::{Map, Value, json};

fn document(vendor: &Vendor) -> Value {
    serde_json::from_str(&kpg_codegen::openapi(vendor).text).unwrap()
}

/// Every value below a value, itself first.
fn all(value: &Value) -> Vec<&Value> {
    let below: Vec<&Value> = match value {
        Value::Object(members) => members.values().flat_map(all).collect(),
        Value::Array(items) => items.iter().flat_map(all).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    [value].into_iter().chain(below).collect()
}

#[test]
fn every_reference_leads_to_a_schema_and_every_schema_is_one() {
    for vendor in SPECS.iter() {
        let document = document(vendor);
        let references = all(&document);
        let references = references
            .iter()
            .filter_map(|value| value.get("$ref")?.as_str());
        let mut followed = 0;
        for reference in references {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(
                document.pointer(pointer).is_some(),
                "{}: {reference}",
                vendor.id
            );
            followed += 1;
        }
        assert!(followed > vendor.operations.len(), "{}", vendor.id);
        let schemas = document["components"]["schemas"].as_object().unwrap();
        for (name, schema) in schemas {
            if let Err(problem) = jsonschema::meta::validate(schema) {
                panic!("{} {name}: {problem}", vendor.id);
            }
        }
    }
}

#[test]
fn every_operation_form_and_notification_has_its_place_or_a_reason() {
    for vendor in SPECS.iter() {
        let (document, openapi) = (document(vendor), kpg_codegen::openapi(vendor));
        let calls = document["paths"].as_object().unwrap().values();
        let calls = calls.flat_map(|path| path.as_object().unwrap().values());
        let ids: Vec<&str> = calls
            .flat_map(|call| call["operationId"].as_str().unwrap().split("_or_"))
            .collect();
        for request in vendor.requests() {
            let name = request.name.snake();
            let is_left_out = openapi
                .left_out
                .iter()
                .any(|(left_out, _)| left_out == name);
            let stands = ids.contains(&name) || ids.join("_or_").contains(name);
            assert!(stands != is_left_out, "{} {name}", vendor.id);
        }
        for notification in &vendor.notifications {
            let webhook = &document["webhooks"][notification.name.snake()]["post"];
            assert!(webhook["requestBody"].is_object(), "{}", notification.name);
        }
    }
}

/// The schema of a request's body, with what it refers to.
fn validator(document: &Value, request: &Request) -> Validator {
    let reference = format!("#/components/schemas/{}", request.name.pascal());
    let schema = json!({ "$ref": reference, "components": document["components"] });
    jsonschema::validator_for(&schema).unwrap()
}

/// A body as JSON: of a form, its texts, and what the spec has as numbers as numbers.
fn body(request: &Request, encoding: BodyEncoding, bytes: &[u8]) -> Value {
    match encoding {
        BodyEncoding::Json => serde_json::from_slice(bytes).unwrap(),
        BodyEncoding::Form | BodyEncoding::Lines => {
            let mut members: Map<String, Value> = Map::new();
            for (name, text) in form_urlencoded::parse(bytes) {
                let fields = &request.body;
                let field = fields.iter().find(|field| field.wire == name);
                let is_bare = field.is_some_and(|field| field.is_bare());
                let bare = is_bare.then(|| serde_json::from_str(&text).unwrap());
                let value = bare.unwrap_or_else(|| json!(text));
                members.insert(name.into_owned(), value);
            }
            Value::Object(members)
        }
    }
}

#[test]
fn what_the_examples_send_is_valid_and_without_a_required_member_it_is_not() {
    let mut checked = Vec::new();
    for vendor in SPECS.iter() {
        let document = document(vendor);
        for request in vendor.requests() {
            let is_sealed = matches!(request.envelope, Some(Envelope::Cipher(_)));
            let in_lists = request.body.iter().any(|field| field.repeat.is_some());
            if is_sealed || in_lists {
                continue;
            }
            for example in request.examples.list() {
                let given = Given {
                    supply: &example.supply,
                    values: &example.given,
                    body: None,
                    known: &[],
                    signatures: &[],
                };
                let traced = forward(vendor, request, given);
                let (Some(encoding), Some(sent)) = (traced.encoding, &traced.body) else {
                    continue;
                };
                let validator = validator(&document, request);
                let sent = body(request, encoding, &sent.sent);
                let what = format!("{} {} {}", vendor.id, request.name, example.name);
                let problems = validator.iter_errors(&sent).map(|error| error.to_string());
                assert_eq!(problems.collect::<Vec<_>>(), Vec::<String>::new(), "{what}");
                let required =
                    document["components"]["schemas"][request.name.pascal()]["required"].clone();
                for name in required.as_array().into_iter().flatten() {
                    let mut less = sent.clone();
                    less.as_object_mut().unwrap().remove(name.as_str().unwrap());
                    assert!(!validator.is_valid(&less), "{what} without {name}");
                }
                checked.push(what);
            }
        }
    }
    let vendors: std::collections::BTreeSet<&str> = checked
        .iter()
        .filter_map(|what| what.split(' ').next())
        .collect();
    assert!(
        checked.len() > 40 && vendors.len() >= 9,
        "{} {vendors:?}",
        checked.len()
    );
}
