//! Paths: the calls of a vendor by address and method. Calls that share both are one for OpenAPI.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::json::{insert, reference};
use super::{answer, body, server, words};
use crate::model::{BodyEncoding, Method, Operation, Request, Target, Vendor};

/// A call: an operation, or a form that a browser posts.
#[derive(Clone, Copy)]
struct Call<'m> {
    request: &'m Request,
    /// What is known of its answer; nothing of a form's.
    operation: Option<&'m Operation>,
}

/// The calls at one address, and the address.
struct Shared<'m> {
    path: &'m str,
    method: Method,
    calls: Vec<Call<'m>>,
}

/// The paths of a document, and the names of the calls that have none, with the reason.
pub(super) fn paths(vendor: &Vendor) -> (Value, Vec<(String, String)>) {
    let operations = vendor.operations.iter().map(|operation| Call {
        request: &operation.request,
        operation: Some(operation),
    });
    let forms = vendor.forms.iter().map(|form| Call {
        request: &form.request,
        operation: None,
    });
    let (mut all, mut left_out): (Vec<Shared<'_>>, Vec<(String, String)>) = Default::default();
    for call in operations.chain(forms) {
        match &call.request.target {
            Target::Path(path) | Target::PathOfNamed { path, .. } => add(path, call, &mut all),
            Target::Given { .. } => left_out.push((
                call.request.name.snake().to_owned(),
                format!(
                    "It goes to {}, and OpenAPI knows fixed addresses alone.",
                    call.request.address()
                ),
            )),
        }
    }
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for shared in &all {
        // Paths that differ only in what their segments are called are one path.
        let known = all
            .iter()
            .find(|other| is_same_path(other.path, shared.path));
        let path = known.map_or(shared.path, |known| known.path);
        let method = shared.method.as_str().to_ascii_lowercase();
        paths
            .entry(path)
            .or_default()
            .insert(method, one(vendor, path, shared));
    }
    (json!(paths), left_out)
}

fn add<'m>(path: &'m str, call: Call<'m>, all: &mut Vec<Shared<'m>>) {
    let method = call.request.method;
    let known = all
        .iter_mut()
        .find(|shared| shared.method == method && is_same_path(shared.path, path));
    match known {
        Some(shared) => shared.calls.push(call),
        None => all.push(Shared {
            path,
            method,
            calls: vec![call],
        }),
    }
}

/// Whether two paths are the same, whatever their segments are called.
fn is_same_path(one: &str, other: &str) -> bool {
    let (one, other) = (one.split('/'), other.split('/'));
    let is_given = |segment: &str| segment.starts_with('{');
    one.clone().count() == other.clone().count()
        && one
            .zip(other)
            .all(|(one, other)| one == other || (is_given(one) && is_given(other)))
}

/// All calls of one address as one operation of OpenAPI.
fn one(vendor: &Vendor, path: &str, shared: &Shared<'_>) -> Value {
    let calls = shared.calls.as_slice();
    let names: Vec<&str> = calls.iter().map(|call| call.request.name.snake()).collect();
    let summaries = calls.iter().map(|call| words::label(&call.request.summary));
    let summaries: Vec<String> = summaries.collect();
    let descriptions = calls.iter().map(|call| {
        let text = describe(vendor, *call);
        match calls.len() {
            1 => text,
            _ => format!("**{}**\n\n{text}", call.request.name),
        }
    });
    let description = words::paragraphs(descriptions);
    let servers = calls.first();
    let servers = servers.and_then(|call| server::of_operation(vendor, call.request.host));
    let parameters = parameters(vendor, path, shared);
    let mut operation = json!({
        "operationId": names.join("_or_"),
        "summary": summaries.join("; or "),
        "description": description,
        "responses": responses(vendor, calls),
    });
    let effects = calls.iter().map(|call| match call.operation {
        Some(operation) => operation.effect.word(),
        None => "browser_form",
    });
    let mut effects: Vec<&str> = effects.collect();
    effects.dedup();
    let authorized = calls
        .iter()
        .find_map(|call| Some((call.request, body::authorization(call.request)?)));
    let security = authorized.map(|_| json!([{ "authorization": [] }]));
    let made_of = authorized.and_then(|(request, field)| words::supplied(vendor, request, field));
    insert(
        &mut operation,
        [
            ("servers", servers.map(|servers| json!(servers))),
            (
                "parameters",
                (!parameters.is_empty()).then(|| json!(parameters)),
            ),
            ("requestBody", request_body(calls)),
            ("security", security),
            ("x-kpg-authorization", made_of.map(Value::from)),
            ("x-kpg-effect", Some(json!(effects.join("; or ")))),
        ],
    );
    operation
}

fn describe(vendor: &Vendor, call: Call<'_>) -> String {
    let does = match call.operation {
        Some(operation) => words::operation(vendor, operation),
        None => {
            "A page of the merchant's has the buyer's browser post it; it is no call of a server."
                .to_owned()
        }
    };
    words::request(vendor, call.request, does)
}

/// The parameters of all calls. One that not every call has is optional, and those of the path are called as in `path`.
fn parameters(vendor: &Vendor, path: &str, shared: &Shared<'_>) -> Vec<Value> {
    let mut all: Vec<(Value, usize)> = Vec::new();
    for call in &shared.calls {
        let own = call.request.target.path().unwrap_or_default();
        for mut parameter in body::parameters(vendor, call.request) {
            if let Some(name) = renamed(&parameter, own, path) {
                insert(&mut parameter, [("name", Some(json!(name)))]);
            }
            let key =
                |parameter: &Value| (parameter.get("name").cloned(), parameter.get("in").cloned());
            let known = all
                .iter_mut()
                .find(|(known, _)| key(known) == key(&parameter));
            match known {
                Some((_, calls)) => *calls += 1,
                None => all.push((parameter, 1)),
            }
        }
    }
    let parameters = all.into_iter().map(|(mut parameter, calls)| {
        if calls < shared.calls.len() && parameter.get("in") != Some(&json!("path")) {
            insert(&mut parameter, [("required", Some(json!(false)))]);
        }
        parameter
    });
    parameters.collect()
}

/// What a segment of a call's own path is called in the path of the document.
fn renamed(parameter: &Value, own: &str, path: &str) -> Option<String> {
    let name = parameter.get("name")?.as_str()?;
    let wanted = format!("{{{name}}}");
    let mut segments = own.split('/').zip(path.split('/'));
    let (_, called) = segments.find(|(own, _)| *own == wanted)?;
    Some(called.trim_matches(['{', '}']).to_owned())
}

fn request_body(calls: &[Call<'_>]) -> Option<Value> {
    let mut contents: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for call in calls {
        for encoding in &call.request.encodings {
            let schema = reference(&call.request.name.pascal());
            let media_type = media_type(call.request, *encoding);
            contents.entry(media_type).or_default().push(schema);
        }
    }
    let content = contents
        .into_iter()
        .map(|(media_type, schemas)| (media_type, json!({ "schema": any_of(schemas) })));
    let content: Map<String, Value> = content.collect();
    (!content.is_empty()).then(|| json!({ "required": true, "content": content }))
}

/// The media type of a body: as the vendor documents it, or that of its encoding.
fn media_type(request: &Request, encoding: BodyEncoding) -> String {
    let documented = request.content_types.get(&encoding);
    documented.map_or_else(|| encoding.row().media_type.to_owned(), Clone::clone)
}

/// What comes with one status, or with some.
#[derive(Default)]
struct Response {
    /// What the answers mean, each in words.
    told: Vec<String>,
    /// Their schemas, by media type.
    content: BTreeMap<String, Vec<Value>>,
}

fn responses(vendor: &Vendor, calls: &[Call<'_>]) -> Value {
    let mut all: BTreeMap<String, Response> = BTreeMap::new();
    for call in calls {
        let Some(operation) = call.operation else {
            let shown = "A page that the browser shows; no document describes it.".to_owned();
            let response = all.entry("default".to_owned()).or_default();
            response.told.push(shown);
            continue;
        };
        let media_type = operation.answer.format.encoding.row().media_type;
        for (status, shapes) in answer::by_status(vendor, operation) {
            let response = all.entry(status).or_default();
            for (words, schema) in shapes {
                if !response.told.contains(&words) {
                    response.told.push(words);
                }
                response
                    .content
                    .entry(media_type.to_owned())
                    .or_default()
                    .push(schema);
            }
        }
    }
    let responses = all.into_iter().map(|(status, Response { told, content })| {
        let content = content
            .into_iter()
            .map(|(media_type, schemas)| (media_type, json!({ "schema": any_of(schemas) })));
        let content: Map<String, Value> = content.collect();
        let mut response = json!({ "description": words::paragraphs(told) });
        insert(
            &mut response,
            [("content", (!content.is_empty()).then(|| json!(content)))],
        );
        (status, response)
    });
    Value::Object(responses.collect())
}

/// Each schema once.
fn any_of(schemas: Vec<Value>) -> Value {
    let mut each: Vec<Value> = Vec::new();
    for schema in schemas {
        if !each.contains(&schema) {
            each.push(schema);
        }
    }
    match each.as_slice() {
        [one] => one.clone(),
        _ => json!({ "anyOf": each }),
    }
}
