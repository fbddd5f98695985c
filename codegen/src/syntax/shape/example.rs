//! Examples of single messages, with their sources.

use super::ValueShape::{
    Anything, ListOf, MapOf, Mapping, Named, OneOf, Prose, Refers, Text, Words, Written,
};
use super::field::CITED;
use super::notation::{HEX, MOMENT, STATUS};
use super::{Declared, Key, Rule, Shape, ValueShape, key};
use crate::words::{AnswerOutcome, NoticeOutcome};

static CLOCK: Key = key(
    "clock",
    "The moment of the message, with its distance from UTC.",
    Written(&MOMENT),
)
.example("2022-11-08T12:08:14.608+09:00");
static RANDOM: Key = key(
    "random",
    "The random bytes, as hexadecimal digits: every random value begins with them, and repeats them as often as it needs.",
    Written(&HEX),
)
.example("0a1b2c3d");
static CREDENTIALS: Key = key(
    "credentials",
    "The credentials, by name; a key as its PEM. Values for tests only.",
    Named(&Text),
);
static PUBLISHED: Key = key(
    "published",
    "Why these credentials protect nothing: where the vendor publishes them, or how they were made for tests.",
    Text,
)
.example("The page prints them for its test environment.");
static COMPUTED: Key = key(
    "computed",
    "How the expected values were computed elsewhere: the command or the library. Beside or instead of `document`.",
    Text,
)
.example("printf %s \"$TEXT\" | openssl dgst -sha256");

/// The examples of an operation or a form.
pub(super) static EXAMPLES: Key = key(
    "examples",
    "Single messages from the vendor's page or computed elsewhere, by names of your own: `cargo xtask check` holds the \
     spec to them, and they become tests of the client. `{ undocumented: why there is none }` where none can be had.",
    OneOf(&[Mapping(&NO_EXAMPLES), Named(&Mapping(&EXAMPLE))]),
);
/// The examples of a notification.
pub(super) static NOTICE_EXAMPLES: Key = key(
    "examples",
    "Single notifications from the vendor's page or computed elsewhere, by names of your own: `cargo xtask check` holds \
     the spec to them, and they become tests of the client. `{ undocumented: why there is none }` where none can be had.",
    OneOf(&[Mapping(&NO_EXAMPLES), Named(&Mapping(&NOTICE_EXAMPLE))]),
);

pub(crate) static NO_EXAMPLES: Shape = Shape {
    name: "no_examples",
    doc: "That there is no example from outside.",
    keys: &[key("undocumented", "Why there is none, in words.", Prose)
        .required()
        .example("The page prints no signature with the values that it is made of.")],
    rules: &[],
};

pub(crate) static TEST_VALUES: Shape = Shape {
    name: "test_values",
    doc: "What examples have where they say nothing else.",
    keys: &[CLOCK, RANDOM, CREDENTIALS, PUBLISHED],
    rules: &[],
};

pub(crate) static EXAMPLE: Shape = Shape {
    name: "example",
    doc: "One request, what must be sent for it, and what an answer to it means.",
    keys: &[
        CITED,
        COMPUTED,
        CLOCK,
        RANDOM,
        CREDENTIALS,
        PUBLISHED,
        key(
            "environment",
            "The environment, where the address matters. Without it, the first one with a published address.",
            Refers(&[Declared::Section("environments")]),
        )
        .example("test"),
        key(
            "options",
            "What the client is built with, by the names of options.",
            Named(&Text),
        ),
        key(
            "tokens",
            "The tokens of sessions, by their names.",
            Named(&Text),
        ),
        key(
            "given",
            "What the caller gives, by names on the wire: texts, lists, and objects in lists. What an expected value \
             does not need may be left out.",
            MapOf(&GIVEN),
        ),
        key(
            "sends",
            "What must be sent: as much of it as the source says.",
            Mapping(&EXPECTED_REQUEST),
        ),
        key(
            "answer",
            "An answer, and what it means.",
            Mapping(&EXPECTED_ANSWER),
        ),
    ],
    rules: &[
        Rule::AnyOf(&["document", "computed"]),
        Rule::AnyOf(&["sends", "answer"]),
    ],
};

static GIVEN: ValueShape = OneOf(&[Text, ListOf(&OneOf(&[Text, MapOf(&Anything)]))]);

pub(crate) static EXPECTED_REQUEST: Shape = Shape {
    name: "expected_request",
    doc: "What must be sent.",
    keys: &[
        key("url", "The whole address, its query included.", Text)
            .example("https://api.example.com/v1/cancel"),
        key("body", "The whole body, exactly.", Text).example("tid=T1&amt=1000"),
        key(
            "fields",
            "Members, headers, parameters and segments of the path, by names on the wire, as they are sent.",
            MapOf(&Text),
        ),
        key(
            "values",
            "Values that the spec declares under `values`, by name: they are compared first, so that the first \
             difference is found.",
            Named(&Text),
        ),
        key(
            "covers",
            "The text that a field's digest, MAC, signature or encryption is made of, by the field's name on the wire.",
            MapOf(&Text),
        ),
    ],
    rules: &[Rule::AnyOf(&["url", "body", "fields", "values", "covers"])],
};

pub(crate) static EXPECTED_ANSWER: Shape = Shape {
    name: "expected_answer",
    doc: "An answer, and what it means.",
    keys: &[
        key(
            "status",
            "The HTTP status. Without it, 200.",
            Written(&STATUS),
        )
        .example("200"),
        key("body", "The body, exactly as it arrives.", Text)
            .required()
            .example("{\"resultCode\":\"0000\"}"),
        key("outcome", "What it means.", Words(AnswerOutcome::WORDS)).required(),
        key("code", "Its result code.", Text).example("0000"),
        key(
            "fields",
            "Members, by their names, and what they say. A dot leads into an object.",
            MapOf(&Text),
        ),
    ],
    rules: &[],
};

pub(crate) static NOTICE_EXAMPLE: Shape = Shape {
    name: "notice_example",
    doc: "One notification, and whether it is genuine.",
    keys: &[
        CITED,
        COMPUTED,
        CREDENTIALS,
        PUBLISHED,
        key("headers", "Its headers, by name.", MapOf(&Text)),
        key(
            "stored",
            "What the merchant stored when it made the request, by the names under `stored` of the notification.",
            MapOf(&Text),
        ),
        key("body", "The body, exactly as it arrives.", Text)
            .required()
            .example("tid=T1&status=PAID"),
        key("outcome", "What it is.", Words(NoticeOutcome::WORDS)).required(),
        key(
            "fields",
            "Members, by their names, and what they say. A dot leads into an object.",
            MapOf(&Text),
        ),
    ],
    rules: &[Rule::AnyOf(&["document", "computed"])],
};
