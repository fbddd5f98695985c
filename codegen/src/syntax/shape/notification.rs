//! What the vendor sends by itself: its members, its proof and the answer to it.

use super::ValueShape::{
    Fields, MapOf, Mapping, Named, OneOf, OneOrMore, Prose, Text, Words, Written,
};
use super::authenticity::AUTHENTICITY;
use super::example::NOTICE_EXAMPLES;
use super::field::{
    CITED, EN, KO, LABELLED, MORE_QUIRKS, NOTE, ONE_PLACE_FOR_QUIRKS, ONE_QUIRK, TODO,
};
use super::notation::{DURATION, NETWORK, STATUS, TIME_FORMAT};
use super::operation::ENVELOPE;
use super::{Rule, Shape, key};
use crate::words::{BodyEncoding, Charset, Zone};

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
        key(
            "charset",
            "The charset in which it is written (문자셋). Without it, that of the vendor's answers, or UTF-8.",
            Words(Charset::WORDS),
        )
        .example("euckr"),
        key(
            "encrypted",
            "How its whole body is encrypted, when it is: `{ cipher: personal, member: DATA, clear: [ mid ] }` or `{ jwe: \
             { member: encData, key: client_private_key } }`. One that is not encrypted is refused.",
            Mapping(&ENVELOPE),
        ),
        key("fields", "Its members, as fields of an answer.", Fields).required(),
        key(
            "stored",
            "What the merchant stored when it made the request, where the proof takes it in; it is asked for once the \
             notification was read.",
            Mapping(&STORED),
        ),
        key(
            "authenticity",
            "How it is known to come from the vendor (위변조 검증): `{ member: signature, is: \
             signature_of_notice }`, or `{ undocumented: what to do instead }`.",
            Mapping(&AUTHENTICITY),
        )
        .required(),
        key(
            "fresh",
            "How old it may be when it arrives, where the document says so: `{ member: sentAt, within: 5m, zone: \
             Asia/Seoul }`, or `{ header: X-Time, format: epoch_s, within: 5m }`. Whoever has recorded an old one and \
             sends it again is refused. The proof must take in the time.",
            Mapping(&FRESH),
        ),
        key(
            "acknowledge",
            "What the vendor wants as answer, exactly: its text, or `{ status, content_type, body \
             }`.",
            OneOf(&[Text, Mapping(&ACKNOWLEDGEMENT)]),
        )
        .required()
        .example("OK"),
        key(
            "reject",
            "What the vendor wants as answer when the notification was not taken, written as under \
             `acknowledge`. Without it, nothing is documented.",
            OneOf(&[Text, Mapping(&ACKNOWLEDGEMENT)]),
        )
        .example("FAIL"),
        key(
            "identity",
            "The members that tell it apart from every other one, also when it comes twice: \
             `[ tid, status ]`; or `{ undocumented: what to do instead }`.",
            OneOf(&[OneOrMore(&Text), Mapping(&IDENTITY)]),
        ),
        key(
            "sources",
            "The addresses from which the vendor sends it, as documentation; where they differ, by the \
             names of environments.",
            OneOf(&[
                OneOrMore(&Written(&NETWORK)),
                Named(&OneOrMore(&Written(&NETWORK))),
            ]),
        ),
        key(
            "left_out",
            "Documented members that the spec leaves out, with the reason.",
            MapOf(&Prose),
        ),
        NOTICE_EXAMPLES,
        ONE_QUIRK,
        MORE_QUIRKS,
        TODO,
    ],
    rules: &[LABELLED, ONE_PLACE_FOR_QUIRKS],
};

pub(crate) static FRESH: Shape = Shape {
    name: "fresh",
    doc: "How old a notification may be when it arrives.",
    keys: &[
        key(
            "member",
            "The member that says when it was sent, of type `datetime`.",
            Text,
        )
        .example("sentAt"),
        key("header", "The header that says when it was sent.", Text).example("X-Time"),
        key(
            "format",
            "How the header writes the time; that of a member stands with the member.",
            Written(&TIME_FORMAT),
        )
        .example("epoch_s"),
        key(
            "zone",
            "The zone of the time, where its format tells none.",
            Words(Zone::WORDS),
        )
        .example("Asia/Seoul"),
        key(
            "within",
            "How far from each other the times of sending and of arrival may be, in whole seconds at least.",
            Written(&DURATION),
        )
        .required()
        .example("5m"),
    ],
    rules: &[
        Rule::OneOf(&["member", "header"]),
        Rule::Needs("header", "format"),
        Rule::NotBoth("member", "format"),
    ],
};

pub(crate) static STORED: Shape = Shape {
    name: "stored",
    doc: "What the merchant stored when it made the request, and the proof of a notification takes in.",
    keys: &[
        key(
            "found_by",
            "The members by which the merchant finds what it stored. Before the notification is proven, nothing else of \
             it can be read.",
            OneOrMore(&Text),
        )
        .required()
        .example("orderNo"),
        key(
            "values",
            "The values, as fields of a request. Recipes name them with `{ stored: NAME }`.",
            Fields,
        )
        .required(),
        key(
            "secret",
            "Which of the values only the vendor and the merchant know, such as a secret that the answer to the request \
             gave. They are never shown, and nobody else can make a proof that takes one in.",
            OneOrMore(&Text),
        )
        .example("order_secret"),
    ],
    rules: &[],
};

pub(crate) static IDENTITY: Shape = Shape {
    name: "identity",
    doc: "That the vendor does not say what tells a notification apart from every other one.",
    keys: &[key(
        "undocumented",
        "What to do about a notification that comes twice, in words.",
        Prose,
    )
    .required()
    .example("Book a payment once, by its transaction number.")],
    rules: &[],
};

pub(crate) static ACKNOWLEDGEMENT: Shape = Shape {
    name: "acknowledgement",
    doc: "What a notification is answered.",
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
