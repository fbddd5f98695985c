//! What follows a request: inquiries, the net-cancel, and where refusals lead.

use super::ValueShape::{MapOf, Mapping, OneOf, Refers, Text, Written};
use super::field::CONDITION;
use super::notation::{NAME, TIME_FORMAT};
use super::{Declared, Key, Rule, Shape, key};

static FOLLOWING: Key = key(
    "operation",
    "The operation that follows.",
    Refers(Declared::OPERATIONS),
)
.example("inquire");
static WITH: Key = key(
    "with",
    "Its members, each with what gives its value: a member of this request (`{ orderId: oid }`), a constant, or the \
     clock of this call.",
    MapOf(&OneOf(&[Text, Mapping(&GIVEN_VALUE)])),
);

pub(crate) static GIVEN_VALUE: Shape = Shape {
    name: "given_value",
    doc: "What gives a value to a request that follows, where it is no member of the first request.",
    keys: &[
        key("constant", "The same in every request.", Text).example("1"),
        key(
            "from",
            "A clock of `values`: when the first request was sent.",
            Written(&NAME),
        )
        .example("now"),
        key("format", "How that time is written.", Written(&TIME_FORMAT)).example("yyyyMMdd"),
    ],
    rules: &[
        Rule::OneOf(&["constant", "from"]),
        Rule::Together("from", "format"),
    ],
};

pub(crate) static FOLLOW_UP: Shape = Shape {
    name: "follow_up",
    doc: "A request that follows another one and takes values from it.",
    keys: &[FOLLOWING.required(), WITH.required()],
    rules: &[],
};

pub(crate) static INQUIRY: Shape = Shape {
    name: "inquiry",
    doc: "A request that asks what became of another one, and what its answer says of it. What \
          none of the conditions holds for stays unknown.",
    keys: &[
        FOLLOWING.required(),
        WITH.required(),
        key(
            "done",
            "When the answer says that the request was executed: members of that answer and the \
             values that they have, all at once.",
            CONDITION,
        ),
        key(
            "refused",
            "When the answer says that the request was not executed and will not be: a condition \
             like `done`. That nothing was found may only mean that it is still on its way.",
            CONDITION,
        ),
        key(
            "pending",
            "When the answer says that the vendor is still working on the request: a condition like \
             `done`.",
            CONDITION,
        ),
    ],
    rules: &[],
};
