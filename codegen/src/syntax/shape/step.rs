//! What steps take by keys: pieces of texts, derived keys, keys of HMACs, and random texts.

use super::ValueShape::{Text, Words, Written};
use super::notation::RANGE;
use super::{Key, Shape, key};
use crate::words::{KeyForm, TextEncoding};

pub(super) static FORM_OF_TEXT: Key = key(
    "form",
    "How the text stands for bytes.",
    Words(KeyForm::WORDS),
)
.example("text");
static FORM: Key = FORM_OF_TEXT.required();

pub(super) static REPLACEMENT: Shape = Shape {
    name: "replacement",
    doc: "What is replaced in a text.",
    keys: &[
        key("from", "What is replaced, wherever it stands.", Text)
            .required()
            .example("-"),
        key(
            "to",
            "What stands there instead; nothing where it is empty.",
            Text,
        )
        .required(),
    ],
    rules: &[],
};

pub(super) static DERIVATION: Shape = Shape {
    name: "derivation",
    doc: "How a key is derived from what comes before.",
    keys: &[
        key(
            "salt",
            "The field, credential or value that is the salt.",
            Text,
        )
        .required()
        .example("mid"),
        FORM,
        key("rounds", "How often the HMAC is repeated.", Written(&RANGE))
            .required()
            .example("10000"),
        key("bytes", "How many bytes the key has.", Written(&RANGE))
            .required()
            .example("32"),
    ],
    rules: &[],
};

pub(crate) static RANDOM: Shape = Shape {
    name: "random",
    doc: "A text of random bytes.",
    keys: &[
        key("bytes", "How many bytes.", Written(&RANGE))
            .required()
            .example("16"),
        key(
            "encode",
            "How the bytes are written.",
            Words(TextEncoding::WORDS),
        )
        .required()
        .example("base64"),
    ],
    rules: &[],
};

pub(super) static MAC_KEY: Shape = Shape {
    name: "mac_key",
    doc: "The key of an HMAC whose text stands for other bytes than its own.",
    keys: &[
        key("key", "The credential or value that is the key.", Text)
            .required()
            .example("sign_key"),
        FORM,
    ],
    rules: &[],
};
