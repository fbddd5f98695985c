//! Pieces of JSON that every part of a document is made of.

use serde_json::{Value, json};

/// Adds the members that are there to an object.
pub(super) fn insert<'k>(
    object: &mut Value,
    members: impl IntoIterator<Item = (&'k str, Option<Value>)>,
) {
    if let Value::Object(object) = object {
        let members = members.into_iter();
        object.extend(members.filter_map(|(name, value)| Some((name.to_owned(), value?))));
    }
}

/// A reference to a schema of the document.
pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}
