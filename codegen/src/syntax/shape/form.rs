//! Forms: what a browser posts to the vendor.

use super::ValueShape::{Fields, MapOf, Prose, Text, Words, Written};
use super::example::EXAMPLES;
use super::field::{
    CITED, COMBINATIONS, EN, KO, LABELLED, MORE_QUIRKS, NOTE, ONE_PLACE_FOR_QUIRKS, ONE_QUIRK, TODO,
};
use super::notation::PATH;
use super::{Shape, key};
use crate::words::Charset;

pub(crate) static FORM: Shape = Shape {
    name: "form",
    doc: "What a page of the merchant's has the buyer's browser post to the vendor, such as a payment window \
          (결제창). It becomes a method of the client that gives the signed values and the HTML, and calls nobody.",
    keys: &[
        KO,
        EN,
        NOTE,
        CITED.required(),
        key(
            "post",
            "The path to which the browser posts, below the environment's address.",
            Written(&PATH),
        )
        .required()
        .example("/payment/window"),
        key(
            "host",
            "The host to which it goes, where the environments name several.",
            Text,
        )
        .example("window"),
        key(
            "charset",
            "The charset in which the browser posts (문자셋). Without it, that of the vendor's requests, or UTF-8.",
            Words(Charset::WORDS),
        )
        .example("euckr"),
        key(
            "path",
            "The segments of the path that vary, as required fields.",
            Fields,
        ),
        key("query", "The parameters of the address, as fields.", Fields),
        key(
            "inputs",
            "What the caller gives and what is not posted by itself, as fields: recipes take it in.",
            Fields,
        ),
        key(
            "fields",
            "The inputs of the HTML form, as fields in the order of the document's table.",
            Fields,
        )
        .required(),
        COMBINATIONS,
        key(
            "account",
            "The account that it belongs to, as a value of the type that `accounts` names.",
            Text,
        )
        .example("1"),
        key(
            "left_out",
            "Documented fields that the spec leaves out, with the reason.",
            MapOf(&Prose),
        ),
        EXAMPLES,
        ONE_QUIRK,
        MORE_QUIRKS,
        TODO,
    ],
    rules: &[LABELLED, ONE_PLACE_FOR_QUIRKS],
};
