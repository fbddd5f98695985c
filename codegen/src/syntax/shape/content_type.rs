//! The documented content types of requests.

use super::ValueShape::{Mapping, Text};
use super::{Key, Rule, Shape, key};

pub(super) static CONTENT_TYPE: Key = key(
    "content_type",
    "The `Content-Type` of requests exactly as the vendor documents it, by encoding of the body: `{ form: \
     application/x-www-form-urlencoded }`. Without it, the media type with `; charset=` and the charset.",
    Mapping(&CONTENT_TYPES),
);

pub(crate) static CONTENT_TYPES: Shape = Shape {
    name: "content_types",
    doc: "The `Content-Type` of requests, by the encoding of the body.",
    keys: &[
        key("json", "That of `send: json`.", Text).example("application/json"),
        key("form", "That of `send: form`.", Text)
            .example("application/x-www-form-urlencoded; charset=UTF-8"),
    ],
    rules: &[Rule::AnyOf(&["json", "form"])],
};
