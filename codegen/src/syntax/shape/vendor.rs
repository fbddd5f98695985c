//! The top level of a spec, and what a vendor declares for its operations.

use super::ValueShape::{
    Fields, Flag, MapOf, Mapping, Named, OneOf, Prose, Refers, Words, Written,
};
use super::charset::{CHARSET, ESCAPE};
use super::codes::{CODES, CODES_TOGETHER, FAULT};
use super::content_type::CONTENT_TYPE;
use super::defaults::{DEFAULTS, DEFAULTS_KEY};
use super::example::TEST_VALUES;
use super::field::{
    EN, KO, LABELLED, MORE_QUIRKS, ONE_PLACE_FOR_QUIRKS, ONE_QUIRK, RUST_NAME, TODO,
};
use super::form::FORM;
use super::notation::{BASE_ADDRESS, DAY, DURATION, RANGE, SHA256, VENDOR_ID, WEB_ADDRESS};
use super::notification::NOTIFICATION;
use super::operation::OPERATION;
use super::record::RECORD;
use super::session::SESSION;
use super::{CIPHER, Declared, Rule, Shape, VALUE, ValueShape, key};
use crate::diagnostic::Level;
use crate::words::{CredentialKind, HeaderCase, LanguageVersion, LengthUnit};

/// The key under which groups of fields are declared.
pub(crate) const GROUPS: &str = "groups";

pub(crate) static SPEC: Shape = Shape {
    name: "spec",
    doc: "A vendor's API as its documents describe it.",
    keys: &[
        key(
            "kpg",
            "The version of the spec language.",
            Words(LanguageVersion::WORDS),
        )
        .required()
        .example("1"),
        key(
            "vendor",
            "The vendor's id. It becomes a module, a file and a cargo feature.",
            Written(&VENDOR_ID),
        )
        .required()
        .example("acme"),
        key(
            "name",
            "What the vendor or its product is called: `{ ko: 에이스페이, en: Acme Pay }`.",
            Mapping(&LABEL),
        )
        .required(),
        key(
            "documents",
            "The vendor's documents that the spec was made from, by short names of your own. \
             Operations cite them.",
            MapOf(&Mapping(&DOCUMENT)),
        )
        .required(),
        key(
            "environments",
            "Where requests are sent, by name: `test: https://api.example.com`. An address that \
             the vendor does not publish is `{ undocumented: why }`. With several hosts, each by its \
             name: `test: { pay: https://pay.example.com, api: https://api.example.com }`.",
            Named(&OneOf(&[
                Written(&BASE_ADDRESS),
                Mapping(&UNDOCUMENTED),
                Named(&HOST),
            ])),
        )
        .required(),
        key(
            "timeouts",
            "How long the vendor wants a client to wait. Without it, kpg has its own time-outs.",
            Mapping(&TIMEOUTS),
        ),
        key(
            "levels",
            "What becomes of findings that are a matter of opinion, by their names: `warn`, `deny`, or \
             `{ level: allow, reason: … }`.",
            Named(&OneOf(&[Words(Level::WORDS), Mapping(&LEVEL)])),
        ),
        key(
            "lengths",
            "What the lengths in the vendor's tables count. Without it, characters.",
            Words(LengthUnit::WORDS),
        )
        .example("euckr_bytes"),
        CHARSET,
        CONTENT_TYPE,
        ESCAPE,
        key(
            "header_case",
            "The letter case in which the names of headers are sent over HTTP/1.1, for servers that tell letter cases \
             apart. Without it, `lower`.",
            Words(HeaderCase::WORDS),
        )
        .example("title"),
        ONE_QUIRK,
        MORE_QUIRKS,
        TODO,
        key(
            "credentials",
            "What the vendor gives a merchant (가맹점) to identify and sign with, by name.",
            Named(&Mapping(&CREDENTIAL)),
        ),
        key(
            "accounts",
            "Declares that one merchant has several sets of these credentials, such as one for \
             each kind of payment.",
            Mapping(&ACCOUNTS),
        ),
        key(
            "sessions",
            "Tokens that one operation fetches and others carry, by name. The client fetches them \
             by itself.",
            Named(&Mapping(&SESSION)),
        ),
        key(
            "values",
            "What kpg computes for a request, by name: times, signatures (서명, 해시값), serial \
             numbers.",
            Named(&Mapping(&VALUE)),
        ),
        key(
            "ciphers",
            "How single fields are encrypted, by name; a field names one in `encrypt`.",
            Named(&Mapping(&CIPHER)),
        ),
        key(
            "types",
            "Lists of values that fields have (코드표), by name; a field names one in `type`.",
            Named(&Mapping(&ENUMERATION)),
        ),
        key(
            GROUPS,
            "Groups of fields that operations, notifications, objects and other groups below share, by \
             name. Wherever fields stand, a name of a group, or a list of groups and fields, may stand: \
             `request: [ envelope, { tid: { … } } ]`.",
            MapOf(&Fields),
        ),
        key(
            "codes",
            "Sets of result codes (결과코드) that operations share, by name. What several sets have in common is a set \
             too, which lists of sets and codes name: `[ common, { \"2001\": { … } } ]`.",
            MapOf(&OneOf(&[CODES, CODES_TOGETHER])),
        ),
        key(
            "faults",
            "Other shapes that a refusal of any operation can have, by name: a gateway's in front \
             of the API.",
            Named(&Mapping(&FAULT)),
        ),
        key(
            DEFAULTS_KEY,
            "What operations say alike, said once: `{ send: json, success: { resultCode: [ \"0000\" ] }, codes: result }`. \
             An operation that does not say it takes it.",
            Mapping(&DEFAULTS),
        ),
        key(
            "records",
            "What the vendor remembers between calls, by names of your own, such as payments and billing keys. The \
             sandbox remembers them.",
            Named(&Mapping(&RECORD)),
        ),
        key(
            "operations",
            "The calls of the vendor's API, by name. Each becomes a method of the client.",
            Named(&Mapping(&OPERATION)),
        )
        .required()
        .or_none(),
        key(
            "forms",
            "What a page of the merchant's has the buyer's browser post, such as a payment window (결제창), by name.",
            Named(&Mapping(&FORM)),
        ),
        key(
            "notifications",
            "What the vendor sends to the merchant by itself (노티, 입금 통보), by name.",
            Named(&Mapping(&NOTIFICATION)),
        ),
        key(
            "test_values",
            "What the examples of all operations and notifications have where they say nothing else: the clock, \
             random bytes and credentials, for tests only.",
            Mapping(&TEST_VALUES),
        ),
        key(
            "not_covered",
            "What of the vendor's documents the spec leaves out, with the reason.",
            MapOf(&Prose),
        ),
    ],
    rules: &[ONE_PLACE_FOR_QUIRKS],
};

pub(crate) static LABEL: Shape = Shape {
    name: "label",
    doc: "What something is called: in Korean, in English or both.",
    keys: &[KO, EN],
    rules: &[LABELLED],
};

pub(crate) static DOCUMENT: Shape = Shape {
    name: "document",
    doc: "A document of the vendor's.",
    keys: &[
        key(
            "title",
            "Its title: `{ ko: 결제취소 API, en: Cancel API }`.",
            Mapping(&LABEL),
        )
        .required(),
        key(
            "url",
            "Its public address, where it has one.",
            Written(&WEB_ADDRESS),
        )
        .example("https://docs.example.com/cancel.html"),
        key("read", "The day on which it was read.", Written(&DAY))
            .required()
            .example("2026-11-21"),
        key(
            "sha256",
            "The digest of the file that was read, so that a change of it can be noticed.",
            Written(&SHA256),
        ),
        key(
            "about",
            "What the spec has from it, where nothing in the spec cites it.",
            Prose,
        )
        .example("The headers of every request."),
    ],
    rules: &[],
};

pub(crate) static UNDOCUMENTED: Shape = Shape {
    name: "undocumented",
    doc: "What the vendor does not publish.",
    keys: &[key(
        "undocumented",
        "Where it comes from instead, in words.",
        Prose,
    )
    .required()
    .example("To be asked of the vendor with the contract.")],
    rules: &[],
};

/// A host of an environment; with several addresses, each by the name that the vendor's answers have for it.
static HOST: ValueShape = OneOf(&[
    Written(&BASE_ADDRESS),
    Mapping(&UNDOCUMENTED),
    MapOf(&Written(&BASE_ADDRESS)),
]);

pub(crate) static TIMEOUTS: Shape = Shape {
    name: "timeouts",
    doc: "How long a client waits, as far as it is documented; kpg's own values are for the others.",
    keys: &[
        key("connect", "For the connection.", Written(&DURATION)).example("3s"),
        key(
            "read",
            "For the next piece of the answer, from the one before. Without it, as `total`.",
            Written(&DURATION),
        )
        .example("10s"),
        key(
            "total",
            "For the whole call, from its start; not shorter than `connect`.",
            Written(&DURATION),
        )
        .example("20s"),
    ],
    rules: &[Rule::AnyOf(&["connect", "read", "total"])],
};

pub(crate) static CREDENTIAL: Shape = Shape {
    name: "credential",
    doc: "Something that the vendor gives a merchant.",
    keys: &[
        KO,
        EN,
        key(
            "type",
            "A text or a key. Without it, a text.",
            Words(CredentialKind::WORDS),
        )
        .example("rsa_private_key"),
        key(
            "secret",
            "Whether it never leaves the process (비밀키): it goes into digests and signatures, and \
             is never sent or shown.",
            Flag,
        ),
        key(
            "sensitive",
            "Whether it is sent to the vendor but never shown.",
            Flag,
        ),
        key(
            "optional",
            "Whether a client can be built without it.",
            Flag,
        ),
        key("length", "How long its text is.", Written(&RANGE)).example("..10"),
        TODO,
    ],
    rules: &[LABELLED],
};

pub(crate) static LEVEL: Shape = Shape {
    name: "level",
    doc: "What becomes of a finding that is a matter of opinion, and why.",
    keys: &[
        key("level", "The level.", Words(Level::WORDS)).required(),
        key(
            "reason",
            "Why; required with `allow`, so that the next reader knows what was decided.",
            Prose,
        ),
    ],
    rules: &[Rule::WordNeeds("level", Level::Allow.word(), "reason")],
};

pub(crate) static ACCOUNTS: Shape = Shape {
    name: "accounts",
    doc: "Several sets of credentials of one merchant, one for each value of a type.",
    keys: &[
        KO,
        EN,
        key(
            "by",
            "The type whose values tell the accounts apart, by its name under `types`; not an \
             open one.",
            Refers(Declared::TYPES),
        )
        .required()
        .example("payment_kind"),
        ONE_QUIRK,
        MORE_QUIRKS,
    ],
    rules: &[LABELLED, ONE_PLACE_FOR_QUIRKS],
};

pub(crate) static ENUMERATION: Shape = Shape {
    name: "type",
    doc: "A list of values that a field can have (코드표). It becomes a Rust enum.",
    keys: &[
        KO,
        EN,
        key(
            "open",
            "Whether other values may come. Types of answers are open, because vendors add values.",
            Flag,
        ),
        key(
            "values",
            "The values as they go on the wire, at least one. Quote digits: `\"01\"`.",
            MapOf(&Mapping(&CHOICE)),
        ),
        TODO,
    ],
    rules: &[LABELLED],
};

pub(crate) static CHOICE: Shape = Shape {
    name: "type_value",
    doc: "One value of a type.",
    keys: &[RUST_NAME, KO, EN],
    rules: &[LABELLED],
};
