//! Result codes, what unlisted ones mean, and refusals in other shapes.

use super::ValueShape::{
    Flag, ListOf, MapOf, Mapping, OneOf, OneOrMore, Prose, Refers, Text, Words, Written,
};
use super::field::{CITED, EN, KO, LABELLED, RUST_NAME, TODO};
use super::notation::{STATUS, STATUSES};
use super::{Declared, Key, Rule, Shape, ValueShape, key};
use crate::words::{OpenWhere, Reports};

/// Codes as they go on the wire.
pub(super) static CODES: ValueShape = MapOf(&Mapping(&CODE));

/// A list of sets of the top level, and of codes.
pub(super) static CODES_TOGETHER: ValueShape = ListOf(&OneOf(&[Refers(Declared::CODES), CODES]));

pub(crate) static CODE: Shape = Shape {
    name: "code",
    doc: "A result code (결과코드). Codes that are not listed keep their text.",
    keys: &[
        RUST_NAME,
        KO,
        EN,
        key(
            "http",
            "The HTTP status that it comes with, where documented.",
            Written(&STATUS),
        )
        .example("400"),
        key(
            "undecided",
            "Whether the documents do not say if it means yes or no. The outcome is then unknown. With `elsewhere`, that \
             holds in the operations whose `success` and `pending` do not ask for it.",
            OneOf(&[Flag, Words(OpenWhere::WORDS)]),
        ),
        key(
            "reports",
            "What the vendor refuses with it; the sandbox answers such requests with it.",
            Words(Reports::WORDS),
        )
        .example("signature"),
    ],
    rules: &[LABELLED],
};

pub(crate) static FAULT: Shape = Shape {
    name: "fault",
    doc: "Another shape that a refusal can have, told by the member that holds its code.",
    keys: &[
        KO,
        EN,
        key(
            "code",
            "The member that holds the code; a dot leads into an object.",
            Text,
        )
        .required()
        .example("error.code"),
        key("message", "The member that holds the message.", Text).example("error.message"),
        key(
            "http",
            "The HTTP statuses that it comes with. Without it, any.",
            Written(&STATUSES),
        )
        .example("400..499"),
        CITED,
        key(
            "codes",
            "Codes that come in this shape only, as they go on the wire.",
            CODES,
        ),
        OTHER_CODES_KEY,
        TODO,
    ],
    rules: &[],
};

/// What stands beside `codes`, for all that are not listed there.
pub(super) static OTHER_CODES_KEY: Key = key(
    "other_codes",
    "What the document says of codes that it does not list (그 외): `{ refuse: guide#2.1 }` where it \
     says that every other code is a failure, `{ undocumented: where that was looked for }` where it \
     says nothing. Without `refuse` such a code leaves the outcome unknown.",
    Mapping(&OTHER_CODES),
);

pub(crate) static OTHER_CODES: Shape = Shape {
    name: "other_codes",
    doc: "What the document says of the result codes that it does not list.",
    keys: &[
        key(
            "refuse",
            "Where it says that every other code is a failure: a name under `documents`, and after \
             `#` the section.",
            Text,
        )
        .example("guide#2.1"),
        key(
            "http",
            "The HTTP statuses beside 2xx with which it shows refusals. A range holds for the 4xx in \
             it, but for those that do not say that the request was looked at (408, 409, 425, 429, \
             499); one of these, or a 5xx, is named by itself.",
            OneOrMore(&Written(&STATUSES)),
        )
        .example("400..499"),
        key(
            "details",
            "Where a document lists every detailed code that leaves the outcome open (`role: detail_code`): all \
             others refuse then, where the result code does. Without it, a detailed code that is not listed \
             leaves the outcome unknown. Not in faults.",
            Text,
        )
        .example("guide#5"),
        key(
            "undocumented",
            "That it says nothing of them, and where that was looked for.",
            Prose,
        )
        .example("The page lists success alone."),
    ],
    rules: &[
        Rule::OneOf(&["refuse", "undocumented"]),
        Rule::Needs("http", "refuse"),
        Rule::Needs("details", "refuse"),
    ],
};
