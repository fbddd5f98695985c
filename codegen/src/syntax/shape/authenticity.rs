//! How answers and notifications are known to come from the vendor.

use super::ValueShape::{Prose, Refers, Text, Words};
use super::{Declared, Key, Rule, Shape, key};
use crate::words::PresenceWord;

static MEMBER: Key = key(
    "member",
    "The member that proves it. Where it has `presence: required`, everything that arrives must have it; in an \
     answer it can be `on_success`, and then every answer that accepts.",
    Text,
)
.example("signature");
static HEADER: Key = key(
    "header",
    "The header that proves it. Its recipe can take in the `body` as it arrived, and other headers.",
    Text,
)
.example("X-Signature");
static IS: Key = key(
    "is",
    "The value that the member or header must be: a recipe over the other members and credentials. In an answer `{ request: \
     NAME }` is a field of the request, as it was sent.",
    Refers(Declared::SUPPLIES),
)
.example("signature_of_notice");
static FORGEABLE: Key = key(
    "forgeable",
    "Why it is checked although its recipe takes in no secret, such as the page that says so. It then tells what was \
     garbled, not what was forged.",
    Prose,
)
.example("Section 3: the recipe takes in no key.");

static UNSIGNED: Key = key(
    "unsigned",
    "Why an answer without a proof is taken all the same, such as the page that shows one: for a member that may be \
     absent. A proof that is there is always checked.",
    Prose,
)
.example("Section 2: the sample of an accepted answer has no signature.");

pub(crate) static ANSWER_PROOF: Shape = Shape {
    name: "answer_proof",
    doc: "How an answer is known to come from the vendor.",
    keys: &[
        MEMBER,
        HEADER,
        key(
            "presence",
            "Which answers have the header: every one (`required`), or every one that accepts (`on_success`).",
            Words(PresenceWord::WORDS),
        )
        .example("on_success"),
        IS.required(),
        FORGEABLE,
        UNSIGNED,
    ],
    rules: &[
        Rule::OneOf(&["member", "header"]),
        Rule::Needs("header", "presence"),
        Rule::Needs("presence", "header"),
        Rule::NotBoth("unsigned", "header"),
    ],
};

pub(crate) static AUTHENTICITY: Shape = Shape {
    name: "authenticity",
    doc: "How a notification is known to come from the vendor.",
    keys: &[
        MEMBER,
        HEADER,
        IS,
        FORGEABLE,
        key(
            "undocumented",
            "The vendor gives no proof: what to do instead, in words.",
            Prose,
        )
        .example("Ask for the payment before you deliver anything."),
    ],
    rules: &[
        Rule::OneOf(&["member", "header", "undocumented"]),
        Rule::Needs("member", "is"),
        Rule::Needs("header", "is"),
        Rule::NotBoth("is", "undocumented"),
        Rule::NotBoth("forgeable", "undocumented"),
    ],
};
