//! Webhooks: what the vendor sends by itself, and what it is answered.

use serde_json::{Map, Value, json};

use super::answer::{member, proved, wrapped};
use super::json::insert;
use super::words;
use crate::model::{Acknowledgement, Authenticity, Notification, Vendor};

/// The webhooks of a vendor; `None` where it sends none.
pub(super) fn webhooks(vendor: &Vendor) -> Option<Value> {
    let notifications = vendor.notifications.iter();
    let webhooks = notifications.map(|notification| {
        (
            notification.name.snake().to_owned(),
            webhook(vendor, notification),
        )
    });
    let webhooks: Map<String, Value> = webhooks.collect();
    (!webhooks.is_empty()).then_some(Value::Object(webhooks))
}

fn webhook(vendor: &Vendor, notification: &Notification) -> Value {
    let fields = notification.fields.iter();
    let members = fields.map(|field| member(vendor, field, None));
    let schema = wrapped(vendor, notification.envelope.as_ref(), members.collect());
    let formats = notification.formats.iter();
    let content: Map<String, Value> = formats
        .map(|format| {
            let media_type = format.encoding.row().media_type;
            (media_type.to_owned(), json!({ "schema": schema }))
        })
        .collect();
    let authenticity = match &notification.authenticity {
        Authenticity::Proof(proof) => {
            let made = crate::diff::notification_proof_in_words(vendor, notification, proof);
            proved(proof, &made)
        }
        Authenticity::None(instead) => format!("It carries no proof. {}", words::sentence(instead)),
    };
    let note = notification.note.as_deref().map(words::sentence);
    let description = words::paragraphs([
        note.unwrap_or_default(),
        authenticity,
        words::source(vendor, &notification.citation),
        words::quirks(&notification.quirks),
    ]);
    let mut responses = Map::new();
    let mut respond = |acknowledgement: &Acknowledgement, taken: &str| {
        let response = response(acknowledgement, taken);
        let status = acknowledgement.status.to_string();
        responses.entry(status).or_insert(response);
    };
    respond(&notification.acknowledgement, "It was taken.");
    if let Some(rejection) = &notification.rejection {
        respond(rejection, "It was not taken.");
    }
    let mut post = json!({
        "operationId": notification.name.snake(),
        "summary": words::label(&notification.summary),
        "description": description,
        "requestBody": { "required": true, "content": content },
        "responses": responses,
    });
    let rejected = notification.rejection.as_ref();
    let rejected = rejected.map(|rejection| json!(rejection.body));
    insert(&mut post, [("x-kpg-rejection", rejected)]);
    json!({ "post": post })
}

fn response(acknowledgement: &Acknowledgement, taken: &str) -> Value {
    let mut response = json!({ "description": taken });
    let body = (!acknowledgement.body.is_empty()).then(|| {
        let example = json!({ "example": acknowledgement.body });
        json!({ &acknowledgement.content_type: example })
    });
    insert(&mut response, [("content", body)]);
    response
}
