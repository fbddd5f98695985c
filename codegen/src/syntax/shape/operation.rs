//! Operations and notifications: addresses, bodies, answers, result codes and what follows a request.

use super::ValueShape::{Flag, MapOf, Mapping, Named, OneOf, OneOrMore, Text, Words, Written};
use super::body::{CHARSET, CONTENT_TYPE};
use super::field::{
    CONDITION, EN, FIELDS, KO, LABELLED, MORE_QUIRKS, NOTE, ONE_PLACE_FOR_QUIRKS, ONE_QUIRK,
    RUST_NAME, TODO,
};
use super::notation::{NAME, PATH, STATUS, STATUSES};
use crate::words::{BodyEncoding, Effect, Reports};

use super::{Key, Rule, Shape, ValueShape, key};

/// Codes as they go on the wire.
pub(super) static CODES: ValueShape = MapOf(&Mapping(&CODE));

static CITED: Key = key(
    "document",
    "Where it is documented: a name under `documents`, and after `#` the section as the document \
     numbers or titles it.",
    Text,
)
.example("guide#2.1");
/// A method and its path.
const fn method(name: &'static str) -> Key {
    key(
        name,
        "Asked with this method, at this path below the environment's address.",
        Written(&PATH),
    )
    .example("/api/v1/payments/{tid}")
}

pub(crate) static OPERATION: Shape = Shape {
    name: "operation",
    doc: "One call of the vendor's API. It becomes a method of the client, with a request and an \
          answer of its own.",
    keys: &[
        KO,
        EN,
        NOTE,
        CITED.required(),
        key(
            "effect",
            "What a lost answer would mean.",
            Words(Effect::WORDS),
        )
        .required()
        .example("moves_money"),
        method("get"),
        method("post"),
        method("put"),
        method("patch"),
        method("delete"),
        key(
            "path",
            "The segments of the path that vary, as required fields: what is `{tid}` in the path \
             is `tid` here.",
            FIELDS,
        ),
        key("query", "The parameters of the query, as fields.", FIELDS),
        key(
            "headers",
            "The names of header sets under `headers`, in their order: `[ caller, proof ]`; or \
             headers of its own as fields.",
            OneOf(&[OneOrMore(&Text), FIELDS]),
        )
        .example("common"),
        key(
            "inputs",
            "What the caller gives and what is not sent by itself, as fields: recipes take it in.",
            FIELDS,
        ),
        key(
            "send",
            "How the body is written; `[ json, form ]` when the vendor takes both, the default \
             first.",
            OneOrMore(&Words(BodyEncoding::WORDS)),
        )
        .example("json"),
        key(
            "receive",
            "How the answer is written. Without it, JSON.",
            Words(BodyEncoding::WORDS),
        )
        .example("form"),
        key(
            "top_list",
            "The name under which a list at the top of the answer is read, because it has none of \
             its own.",
            Text,
        )
        .example("records"),
        CHARSET,
        CONTENT_TYPE,
        key(
            "request",
            "The members of the body, as fields in the order of the document's table. Needs \
             `send`.",
            FIELDS,
        ),
        key(
            "answer",
            "The members of the answer, as fields. A dot leads into an object: `response.code`. \
             One has `role: code`.",
            FIELDS,
        )
        .required(),
        key(
            "encrypted_answer",
            "How the whole answer is encrypted, when it is: `{ jwe: { member: encData, key: \
             client_private_key } }`. A plain answer is read as well.",
            Mapping(&ENVELOPE),
        ),
        key(
            "encrypted_request",
            "How the whole body is encrypted: `{ jwe: { member: encData, key: server_public_key } \
             }`.",
            Mapping(&ENVELOPE),
        ),
        key(
            "success",
            "When the request was accepted (성공): members of the answer and the values that they \
             have, all at once: `{ resultCode: [ \"0000\" ] }`.",
            CONDITION,
        )
        .required(),
        key(
            "pending",
            "When the request was accepted and is not done yet (처리 중): a condition like \
             `success`, or `{ always: what completes it }`.",
            OneOf(&[Mapping(&ALWAYS_PENDING), CONDITION]),
        ),
        key(
            "refused",
            "When the request was refused although its code does not say so: a condition like \
             `success`.",
            CONDITION,
        ),
        key(
            "codes",
            "Its result codes (결과코드): the name of a set under `codes`, or codes of its own.",
            OneOf(&[Text, CODES]),
        )
        .required()
        .example("result"),
        ELSE,
        key(
            "faults",
            "Other shapes that a refusal of this operation can have, by name.",
            Named(&Mapping(&FAULT)),
        ),
        key(
            "account",
            "The account that it belongs to, as a value of the type that `accounts` names.",
            Text,
        )
        .example("1"),
        key(
            "inquiry",
            "The operation that tells what became of a request whose answer was lost (조회), and how \
             its answer says it: `{ operation: inquire, with: { tid: tid }, done: { status: [ PAID ] \
             } }`.",
            Mapping(&INQUIRY),
        ),
        key(
            "net_cancel",
            "The operation that takes back a request whose answer was lost (망취소): `{ operation: \
             net_cancel, with: { orderId: orderId } }`.",
            Mapping(&FOLLOW_UP),
        ),
        key(
            "next",
            "Result codes that mean that another operation is to be called instead, each with that \
             operation: `{ \"9029\": { operation: deposit_then_cancel, with: { tid: tid } } }`.",
            MapOf(&Mapping(&FOLLOW_UP)),
        ),
        key(
            "left_out",
            "Documented members that the spec leaves out, with the reason.",
            MapOf(&Text),
        ),
        ONE_QUIRK,
        MORE_QUIRKS,
        TODO,
    ],
    rules: &[
        LABELLED,
        ONE_PLACE_FOR_QUIRKS,
        Rule::OneOf(&["get", "post", "put", "patch", "delete"]),
        Rule::Needs("request", "send"),
        Rule::Needs("content_type", "send"),
    ],
};

static ALWAYS_PENDING: Shape = Shape {
    name: "always_pending",
    doc: "An accepted request is never done at once.",
    keys: &[key("always", "What completes it, in words.", Text)
        .required()
        .example("The deposit of the buyer.")],
    rules: &[],
};

pub(crate) static ENVELOPE: Shape = Shape {
    name: "envelope",
    doc: "How a whole body is encrypted.",
    keys: &[key(
        "jwe",
        "As a compact JWE with RSA-OAEP-256 and AES-GCM: `{ member: encData, key: \
         client_private_key }`.",
        Mapping(&JWE),
    )
    .required()],
    rules: &[],
};

pub(crate) static JWE: Shape = Shape {
    name: "jwe",
    doc: "A body that is one member with a JWE.",
    keys: &[
        key("member", "The one member that the body then has.", Text)
            .required()
            .example("encData"),
        key(
            "key",
            "The credential: a private key that decrypts answers, or a public key that encrypts \
             requests.",
            Written(&NAME),
        )
        .required()
        .example("client_private_key"),
    ],
    rules: &[],
};

static FOLLOWING: Key =
    key("operation", "The operation that follows.", Written(&NAME)).example("inquire");
static WITH: Key = key(
    "with",
    "Its members, each with the member of this request whose value it takes: `{ orderId: oid }`.",
    MapOf(&Text),
);

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
            "Whether the documents do not say if it means yes or no. The outcome is then unknown.",
            Flag,
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
        ELSE,
    ],
    rules: &[],
};

/// What stands beside `codes`, for all that are not listed there.
static ELSE: Key = key(
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
            "undocumented",
            "That it says nothing of them, and where that was looked for.",
            Text,
        )
        .example("The page lists success alone."),
    ],
    rules: &[
        Rule::OneOf(&["refuse", "undocumented"]),
        Rule::Needs("http", "refuse"),
    ],
};

pub(crate) static NOTIFICATION: Shape = Shape {
    name: "notification",
    doc: "Something that the vendor sends to the merchant by itself (노티, 입금 통보).",
    keys: &[
        KO,
        EN,
        NOTE,
        CITED.required(),
        key(
            "receive",
            "How it is written; `[ form, json ]` when it can come in both.",
            OneOrMore(&Words(BodyEncoding::WORDS)),
        )
        .required()
        .example("form"),
        CHARSET,
        key("fields", "Its members, as fields of an answer.", FIELDS).required(),
        key(
            "authenticity",
            "How it is known to come from the vendor (위변조 검증): `{ member: signature, is: \
             signature_of_notice }`, or `{ undocumented: what to do instead }`.",
            Mapping(&AUTHENTICITY),
        )
        .required(),
        key(
            "acknowledge",
            "What the vendor wants as answer, exactly: its text, or `{ status, content_type, body \
             }`.",
            OneOf(&[Text, Mapping(&ACKNOWLEDGEMENT)]),
        )
        .required()
        .example("OK"),
        ONE_QUIRK,
        MORE_QUIRKS,
        TODO,
    ],
    rules: &[LABELLED, ONE_PLACE_FOR_QUIRKS],
};

pub(crate) static AUTHENTICITY: Shape = Shape {
    name: "authenticity",
    doc: "How a notification is known to come from the vendor.",
    keys: &[
        key(
            "member",
            "The member that proves it; it has `presence: required`.",
            Text,
        )
        .example("signature"),
        key(
            "is",
            "The value that the member must be: a recipe over the other members.",
            Written(&NAME),
        )
        .example("signature_of_notice"),
        key(
            "undocumented",
            "The vendor gives no proof: what to do instead, in words.",
            Text,
        )
        .example("Ask for the payment before you deliver anything."),
    ],
    rules: &[
        Rule::OneOf(&["member", "undocumented"]),
        Rule::Together("member", "is"),
    ],
};

pub(crate) static ACKNOWLEDGEMENT: Shape = Shape {
    name: "acknowledgement",
    doc: "What a notification is answered when it was taken.",
    keys: &[
        key(
            "status",
            "The HTTP status. Without it, 200.",
            Written(&STATUS),
        )
        .example("200"),
        key(
            "content_type",
            "The media type. Without it, `text/plain; charset=utf-8`.",
            Text,
        )
        .example("text/html"),
        key("body", "The body, exactly.", Text)
            .required()
            .example("OK"),
    ],
    rules: &[],
};
