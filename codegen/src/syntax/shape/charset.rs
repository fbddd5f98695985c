//! The charsets of bodies, and how queries and forms are escaped.

use super::ValueShape::{Mapping, OneOf, Words};
use super::{Key, Shape, key};
use crate::words::{Charset, Escaping};

pub(super) static CHARSET: Key = key(
    "charset",
    "The charset of bodies (문자셋), in both directions or in each: `{ send: euckr, receive: utf8 \
     }`. Without it, that of the vendor, or UTF-8.",
    OneOf(&[Words(Charset::WORDS), Mapping(&CHARSETS)]),
)
.example("euckr");

pub(super) static ESCAPE: Key = key(
    "escape",
    "How the names and values of queries and forms are escaped. Without it, as that of the vendor, or as forms are.",
    Words(Escaping::WORDS),
)
.example("percent_encode");

pub(crate) static CHARSETS: Shape = Shape {
    name: "charsets",
    doc: "A charset for each direction.",
    keys: &[
        key("send", "The charset of requests.", Words(Charset::WORDS)).example("euckr"),
        key(
            "receive",
            "The charset of answers and notifications.",
            Words(Charset::WORDS),
        )
        .example("utf8"),
    ],
    rules: &[],
};
