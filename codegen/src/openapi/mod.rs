//! A vendor's API as an OpenAPI 3.1 document, for clients in languages that kpg does not emit. It is JSON Schema of draft
//! 2020-12 wherever that can say what the model says. What it cannot say stands in the descriptions and in members that
//! begin with `x-kpg-`. Model in, text out: nothing here knows specs or Rust.

mod answer;
mod body;
mod components;
mod json;
mod listed;
mod object;
mod path;
mod server;
mod value;
mod webhook;
mod words;

use serde_json::{Map, Value, json};

use crate::json_layout;
use crate::model::Vendor;

/// An OpenAPI document, and what of the vendor's API it cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenApi {
    /// The document as JSON, with a line end.
    pub text: String,
    /// The operations and forms that are not in it, each with the reason.
    pub left_out: Vec<(String, String)>,
}

/// The OpenAPI document of a vendor. The same model makes the same text.
pub fn openapi(vendor: &Vendor) -> OpenApi {
    let (paths, left_out) = path::paths(vendor);
    let servers = server::of_vendor(vendor);
    let members = [
        ("openapi", Some(json!("3.1.0"))),
        ("info", Some(info(vendor))),
        ("servers", (!servers.is_empty()).then(|| json!(servers))),
        ("paths", Some(paths)),
        ("webhooks", webhook::webhooks(vendor)),
        ("components", Some(components::components(vendor))),
        ("x-kpg-left-out", left_out_members(&left_out)),
    ];
    let members = members.into_iter().filter_map(|(name, value)| {
        let mut value = value?;
        // Another crate of the build may have asked serde_json to keep the order of insertion.
        value.sort_all_objects();
        Some((name, value))
    });
    OpenApi {
        text: json_layout::members(&members.collect::<Vec<_>>()),
        left_out,
    }
}

fn info(vendor: &Vendor) -> Value {
    // The vendors number their documents in ways of their own, or not at all.
    let read = vendor.documents.iter().map(|document| &document.read);
    let quirks = words::quirks(&vendor.quirks);
    let description = [
        "Made by kpg from a spec of the vendor's pages. Members that begin with `x-kpg-` say what OpenAPI cannot say: what a \
         signature is made of, what a call does to money, and what is encrypted."
            .to_owned(),
        quirks,
    ];
    json!({
        "title": words::label(&vendor.label),
        "version": read.max().map_or("0", String::as_str),
        "description": words::paragraphs(description),
    })
}

fn left_out_members(left_out: &[(String, String)]) -> Option<Value> {
    let members = left_out
        .iter()
        .map(|(name, reason)| (name.clone(), json!(reason)));
    let members: Map<String, Value> = members.collect();
    (!members.is_empty()).then_some(Value::Object(members))
}
