//! Operations: addresses, bodies, answers.

use super::ValueShape::{
    Fields, MapOf, Mapping, Named, OneOf, OneOrMore, Prose, Refers, Text, Words, Written,
};
use super::field::{
    CITED, COMBINATIONS, CONDITION, EN, KO, LABELLED, MORE_QUIRKS, NOTE, ONE_PLACE_FOR_QUIRKS,
    ONE_QUIRK, TODO,
};
use super::notation::{NAME, PATH};
use crate::words::{BodyEncoding, Effect};

use super::authenticity::ANSWER_PROOF;
use super::charset::{CHARSET, ESCAPE};
use super::codes::{CODES, CODES_TOGETHER, FAULT, OTHER_CODES_KEY};
use super::common::COMMON;
use super::content_type::CONTENT_TYPE;
use super::example::EXAMPLES;
use super::follow_up::{FOLLOW_UP, INQUIRY};
use super::record::RECORD_USE;
use super::{Declared, Key, Rule, Shape, ValueShape, key};

static ADDRESSES: ValueShape = OneOf(&[Written(&PATH), Mapping(&ADDRESS)]);

/// A method and where it goes.
const fn method(name: &'static str) -> Key {
    key(
        name,
        "Asked with this method, at this path below the environment's address; or at an address that \
         an earlier answer gave: `{ url: authUrl, named_by: idc_name }`.",
        ADDRESSES,
    )
    .example("/api/v1/payments/{tid}")
}

pub(crate) static ADDRESS: Shape = Shape {
    name: "address",
    doc: "An address that depends on what an earlier answer said.",
    keys: &[
        key(
            "url",
            "The input, or another field of the request, that holds the whole address. It must lead to the operation's host.",
            Text,
        )
        .example("authUrl"),
        key(
            "path",
            "The path, below the address that `named_by` names.",
            Written(&PATH),
        )
        .example("/payment/approve"),
        key(
            "named_by",
            "The input, or another field of the request, whose value names one of the addresses of the host.",
            Text,
        )
        .example("idc_name"),
    ],
    rules: &[
        Rule::OneOf(&["url", "path"]),
        Rule::Needs("path", "named_by"),
    ],
};

pub(super) static HOST: Key = key(
    "host",
    "The host to which it goes, where the environments name several.",
    Text,
)
.example("api");

pub(super) static HEADERS: Key = key("headers", "The headers, as fields.", Fields);

pub(super) static SEND: Key = key(
    "send",
    "How the body is written; `[ json, form ]` when the vendor takes both, the default \
             first.",
    OneOrMore(&Words(BodyEncoding::WORDS)),
)
.example("json");

pub(super) static RECEIVE: Key = key(
    "receive",
    "How the answer is written. Without it, JSON.",
    Words(BodyEncoding::WORDS),
)
.example("form");

pub(super) static SUCCESS: Key = key(
            "success",
            "When the request was accepted (성공): members of the answer and the values that they \
             have, all at once: `{ resultCode: [ \"0000\" ] }`. `http` is the HTTP status, which says it alone \
             where answers have no result code: `{ http: 200 }`.",
            CONDITION,
        )
        .required();

pub(super) static CODES_OF_OPERATION: Key = key(
            "codes",
            "Its result codes (결과코드): the name of a set under `codes`, codes of its own, or a list of sets and \
             codes, which are codes of its own too: `[ result, { \"2001\": { … } } ]`. Where the HTTP status says \
             whether it was accepted they may be left out, and are those of `faults`.",
            OneOf(&[Refers(Declared::CODES), CODES, CODES_TOGETHER]),
        )
        .example("result");

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
        HOST,
        key(
            "path",
            "The segments of the path that vary, as required fields: what is `{tid}` in the path \
             is `tid` here.",
            Fields,
        ),
        key("query", "The parameters of the query, as fields.", Fields),
        HEADERS,
        key(
            "inputs",
            "What the caller gives and what is not sent by itself, as fields: recipes take it in.",
            Fields,
        ),
        SEND,
        RECEIVE,
        key(
            "top_list",
            "The name under which a list at the top of the answer is read, because it has none of \
             its own.",
            Text,
        )
        .example("records"),
        CHARSET,
        CONTENT_TYPE,
        ESCAPE,
        key(
            "request",
            "The members of the body, as fields in the order of the document's table. Needs \
             `send`.",
            Fields,
        ),
        COMBINATIONS,
        key(
            "answer",
            "The members of the answer, as fields. A dot leads into an object: `response.code`. \
             One has `role: code`, unless `success` asks for an HTTP status.",
            Fields,
        )
        .required(),
        key(
            "answer_struct",
            "The Rust struct that the answer becomes, which every operation with this name and the same members of the \
             answer shares. Without it, each operation has a struct of its own.",
            Written(&NAME),
        )
        .example("payment_state"),
        key(
            "encrypted_answer",
            "How the whole answer is encrypted, when it is: `{ jwe: { member: encData, key: \
             client_private_key } }` or `{ cipher: personal, member: DATA }`. A plain answer is read as well.",
            Mapping(&ENVELOPE),
        ),
        key(
            "encrypted_request",
            "How the whole body is encrypted: `{ jwe: { member: encData, key: server_public_key } \
             }` or `{ cipher: personal, member: DATA, clear: [ CPID ] }`.",
            Mapping(&ENVELOPE),
        ),
        key(
            "authenticity",
            "How its answers are known to come from the vendor (위변조 검증): `{ member: signature, is: \
             signature_of_answer }`. An answer that does not prove it says nothing: what became of the request is \
             unknown then.",
            Mapping(&ANSWER_PROOF),
        ),
        SUCCESS,
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
        CODES_OF_OPERATION,
        OTHER_CODES_KEY,
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
             } }`. Of a list of them, each is asked when the one before it does not tell.",
            OneOrMore(&Mapping(&INQUIRY)),
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
            "identified_by",
            "The field by which a merchant knows what a request is about, such as an order number or a transaction \
             ID (주문번호, 거래번호): errors and logs show it. Without it, the `transaction` or `order` of `common`.",
            Text,
        )
        .example("orderId"),
        key(
            "common",
            "What the operation does that other vendors do too, and which fields take what a merchant gives all of \
             them: `{ does: cancel, transaction: tid, amount: cancelAmt, reason: cancelMsg }`; a list of them where it \
             does several.",
            OneOrMore(&Mapping(&COMMON)),
        ),
        key(
            "records",
            "What it does with what the vendor remembers, or a list of that: `{ spends: payment, keys: { tid: tid }, \
             amount: cancelAmt }`. The sandbox acts on it.",
            OneOrMore(&Mapping(&RECORD_USE)),
        ),
        key(
            "left_out",
            "Documented fields and members that the spec leaves out, with the reason; where the page has one of that \
             name in both messages, by message: `{ reserved: { answer: The page calls it unused. } }`.",
            MapOf(&OneOf(&[Prose, Mapping(&LEFT_OUT)])),
        ),
        EXAMPLES,
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
        Rule::Needs("encrypted_request", "send"),
    ],
};

static ALWAYS_PENDING: Shape = Shape {
    name: "always_pending",
    doc: "An accepted request is never done at once.",
    keys: &[key("always", "What completes it, in words.", Prose)
        .required()
        .example("The deposit of the buyer.")],
    rules: &[],
};

pub(crate) static ENVELOPE: Shape = Shape {
    name: "envelope",
    doc: "How a whole body is encrypted.",
    keys: &[
        key(
            "jwe",
            "As a compact JWE with RSA-OAEP-256 and AES-GCM: `{ member: encData, key: \
             client_private_key }`.",
            Mapping(&JWE),
        ),
        key(
            "cipher",
            "With this cipher. Its text is the whole body, or a member of it.",
            Refers(Declared::CIPHERS),
        )
        .example("personal"),
        key(
            "member",
            "The member that holds the text of the cipher. Without it, the text is the whole body.",
            Text,
        )
        .example("DATA"),
        key(
            "clear",
            "The members that stand beside the text, not encrypted.",
            OneOrMore(&Text),
        )
        .example("CPID"),
        key(
            "content",
            "How what is encrypted is written, where the body around it is written otherwise.",
            Words(BodyEncoding::WORDS),
        )
        .example("json"),
    ],
    rules: &[
        Rule::OneOf(&["jwe", "cipher"]),
        Rule::Needs("member", "cipher"),
        Rule::Needs("clear", "member"),
        Rule::Needs("content", "member"),
    ],
};

pub(crate) static LEFT_OUT: Shape = Shape {
    name: "left_out",
    doc: "Why a member is left out that the page has in both messages, or that the spec has in the other one.",
    keys: &[
        key("request", "Why the request does not have it.", Prose)
            .example("Only the older module sends it."),
        key("answer", "Why it is not read from the answer.", Prose)
            .example("The page calls it reserved."),
    ],
    rules: &[Rule::AnyOf(&["request", "answer"])],
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
            Refers(Declared::CREDENTIALS),
        )
        .required()
        .example("client_private_key"),
    ],
    rules: &[],
};
