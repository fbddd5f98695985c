//! How bodies are written: charsets and content types, of the vendor and of single operations.

use super::ValueShape::{Mapping, OneOf, Text, Words};
use super::{Key, Rule, Shape, key};

pub(super) static CHARSET: Key = key(
    "charset",
    "The charset of bodies (문자셋), in both directions or in each: `{ send: euckr, receive: utf8 \
     }`. Without it, that of the vendor, or UTF-8.",
    OneOf(&[Words(crate::words::Charset::WORDS), Mapping(&CHARSETS)]),
)
.example("euckr");

pub(super) static CONTENT_TYPE: Key = key(
    "content_type",
    "The `Content-Type` of requests exactly as the vendor documents it, by encoding of the body: `{ form: \
     application/x-www-form-urlencoded }`. Without it, the media type with `; charset=` and the charset.",
    Mapping(&CONTENT_TYPES),
);

pub(crate) static CHARSETS: Shape = Shape {
    name: "charsets",
    doc: "A charset for each direction.",
    keys: &[
        key(
            "send",
            "The charset of requests.",
            Words(crate::words::Charset::WORDS),
        )
        .example("euckr"),
        key(
            "receive",
            "The charset of answers and notifications.",
            Words(crate::words::Charset::WORDS),
        )
        .example("utf8"),
    ],
    rules: &[],
};

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
