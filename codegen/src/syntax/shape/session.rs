//! Sessions: the operation that issues a token, how long tokens live, and how the vendor refuses one.

use super::ValueShape::{Mapping, OneOf, OneOrMore, Refers, Text, Words, Written};
use super::field::{EN, KO, MORE_QUIRKS, ONE_PLACE_FOR_QUIRKS, ONE_QUIRK};
use super::notation::{DURATION, STATUS};
use super::{Declared, Rule, Shape, key};
use crate::words::{TokenUse, Zone};

pub(crate) static SESSION: Shape = Shape {
    name: "session",
    doc: "A token that one operation fetches and others carry. A field takes it with `from`.",
    keys: &[
        KO,
        EN,
        key(
            "operation",
            "The operation that fetches the token; it asks the caller for nothing.",
            Refers(Declared::OPERATIONS),
        )
        .required()
        .example("token"),
        key(
            "token",
            "The member of its answer that holds the token.",
            Text,
        )
        .required()
        .example("access_token"),
        key(
            "lifetime",
            "How long a token is good for: `10m`, in whole seconds at least; `one_call` where no \
             document says that it may be used again; or the member of the answer that tells, \
             `{ seconds: expires_in }` or `{ until: expireAt, zone: Asia/Seoul }`.",
            OneOf(&[
                Words(TokenUse::WORDS),
                Written(&DURATION),
                Mapping(&LIFETIME),
            ]),
        )
        .required()
        .example("10m"),
        key(
            "refused",
            "How the vendor refuses a token that has ended, and so says that it did not look at \
             the request: a result code, `{ http: 401 }`, `{ http: 401, codes: [ A245 ] }`, or a \
             list of them. The client then fetches a new token and makes the call once more.",
            OneOrMore(&OneOf(&[Text, Mapping(&TOKEN_REFUSAL)])),
        )
        .example("A245"),
        ONE_QUIRK,
        MORE_QUIRKS,
    ],
    rules: &[ONE_PLACE_FOR_QUIRKS],
};

pub(crate) static LIFETIME: Shape = Shape {
    name: "lifetime",
    doc: "The member of a token's answer that tells how long the token is good for.",
    keys: &[
        key(
            "seconds",
            "A number of seconds, counted from the answer.",
            Text,
        )
        .example("expires_in"),
        key("until", "A point in time, of type `datetime`.", Text).example("expireAt"),
        key(
            "zone",
            "The zone of that point in time, where its format tells none.",
            Words(Zone::WORDS),
        )
        .example("Asia/Seoul"),
    ],
    rules: &[
        Rule::OneOf(&["seconds", "until"]),
        Rule::Needs("zone", "until"),
    ],
};

pub(crate) static TOKEN_REFUSAL: Shape = Shape {
    name: "token_refusal",
    doc: "A way to refuse a token: by an HTTP status, by result codes, or by both together.",
    keys: &[
        key(
            "http",
            "The HTTP status: 4xx but 408, 409, 425, 429 and 499, or 2xx with `codes`. Without \
             `codes`, the status refuses the token by itself, also with an empty body or a page.",
            Written(&STATUS),
        )
        .example("401"),
        key(
            "codes",
            "The result codes. Without `http`, with any status below 500.",
            OneOrMore(&Text),
        )
        .example("A245"),
    ],
    rules: &[Rule::AnyOf(&["http", "codes"])],
};
