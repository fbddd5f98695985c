//! A description of many operations as OpenAPI 3.0, which progenitor reads: each is a cancel with the fields and limits of
//! a vendor's own, as far as OpenAPI can say them.

use serde_json::{Map, Value, json};

/// A member of an object: its name, its label, and what else is known of its text.
type Member = (&'static str, &'static str, fn() -> Value);

/// What a cancel sends. All but the last are required.
const SENT: [Member; 8] = [
    (
        "payType",
        "Payment method",
        || json!({ "enum": ["card", "hpp", "vbank", "bank"] }),
    ),
    ("mid", "Merchant ID", || json!({ "maxLength": 10 })),
    (
        "tid",
        "Transaction ID of the payment",
        || json!({ "maxLength": 40 }),
    ),
    ("price", "Amount to cancel", amount),
    ("currency", "Currency", || json!({ "enum": ["WON", "USD"] })),
    (
        "timestamp",
        "Time of the request",
        || json!({ "maxLength": 14 }),
    ),
    ("signature", "Signature", || json!({ "maxLength": 64 })),
    (
        "cancelType",
        "Net-cancel option",
        || json!({ "enum": ["C"] }),
    ),
];

/// What it is answered. The first is required.
const ANSWERED: [Member; 8] = [
    ("ResultCode", "Result code", || json!({ "maxLength": 6 })),
    (
        "ResultMsg",
        "Result message",
        || json!({ "maxLength": 100 }),
    ),
    ("Mid", "Merchant ID", || json!({ "maxLength": 10 })),
    ("Tid", "Transaction ID", || json!({ "maxLength": 40 })),
    ("Moid", "Order ID", || json!({ "maxLength": 64 })),
    ("Price", "Cancelled amount", amount),
    (
        "CancelDate",
        "Date of the cancel",
        || json!({ "maxLength": 8 }),
    ),
    (
        "CancelTime",
        "Time of the cancel",
        || json!({ "maxLength": 6 }),
    ),
];

fn amount() -> Value {
    json!({ "type": "integer", "format": "uint64", "minimum": 1 })
}

/// The document of so many operations.
pub fn document(operations: usize) -> String {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for number in 0..operations {
        let (request, answer) = (
            format!("Cancel{number}Request"),
            format!("Cancel{number}Answer"),
        );
        let of = |schema: &str| json!({ "$ref": format!("#/components/schemas/{schema}") });
        let operation = json!({ "post": {
            "operationId": format!("cancel{number}"),
            "summary": "Cancel an approved payment in full",
            "requestBody": {
                "required": true,
                "content": { "application/x-www-form-urlencoded": { "schema": of(&request) } },
            },
            "responses": { "200": {
                "description": "The answer",
                "content": { "application/json": { "schema": of(&answer) } },
            } },
        } });
        paths.insert(format!("/cancel/cancel{number}"), operation);
        schemas.insert(request, object(&SENT, SENT.len() - 1));
        schemas.insert(answer, object(&ANSWERED, 1));
    }
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Cancels", "version": "1" },
        "servers": [{ "url": "https://payapi.example.com" }],
        "paths": paths,
        "components": { "schemas": schemas },
    });
    document.to_string()
}

/// An object of which the first members are required.
fn object(members: &[Member], required: usize) -> Value {
    let names = members.iter().map(|(name, ..)| *name);
    let properties = members.iter().map(|(name, label, known)| {
        let mut property = json!({ "type": "string", "description": label });
        if let (Some(property), Value::Object(known)) = (property.as_object_mut(), known()) {
            property.extend(known);
        }
        ((*name).to_owned(), property)
    });
    json!({
        "type": "object",
        "required": names.take(required).collect::<Vec<_>>(),
        "properties": properties.collect::<Map<_, _>>(),
    })
}
