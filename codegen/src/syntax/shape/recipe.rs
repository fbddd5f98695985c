//! Values and how they are made: clocks, templates, recipes with their steps, and ciphers.

use super::ValueShape::{
    Flag, ListOf, Mapping, Named, OneOf, OneOrMore, Sequence, Text, Words, Written,
};
use super::field::{EN, KO, MORE_QUIRKS, ONE_PLACE_FOR_QUIRKS, ONE_QUIRK};
use super::notation::{NAME, RANGE};
use super::words::{
    ABSENCES, BODY, CLOCKS, EVERYTHING, KEY_FORMS, ORDERS, REQUEST_PARTS, STEPS, TEXT_ENCODINGS,
};
use super::{Key, Rule, Shape, ValueShape, key};

/// A name, or what has none.
static OPERAND_VALUE: ValueShape = OneOf(&[Text, Mapping(&OPERAND)]);
static OPERANDS: ValueShape = OneOrMore(&OPERAND_VALUE);
static OPERANDS_OR_SELECTION: ValueShape = OneOf(&[OPERANDS, Mapping(&SELECTION)]);

static RECIPE: Key = key(
    "recipe",
    "The steps that make it, each from what the one before yields: `[ concat: [ mid, tid, \
     sign_key ], sha256, hex ]`.",
    Sequence(
        &OneOf(&[Words(BODY), Mapping(&START)]),
        &OneOf(&[Words(STEPS), Mapping(&STEP)]),
    ),
);
static TEMPLATE: Key = key(
    "template",
    "A text with names in braces. `{now:yyyyMMdd}` is a clock in a format, `{random:hex7}` seven \
     random hexadecimal digits.",
    Text,
)
.example("Bearer {token}");

pub(crate) static VALUE: Shape = Shape {
    name: "value",
    doc: "Something that kpg computes for a request. Fields take it with `from`, recipes by its \
          name.",
    keys: &[
        KO,
        EN,
        key(
            "secret",
            "Whether it must never be sent: a key that is made of a secret.",
            Flag,
        ),
        key(
            "option",
            "The name of the client option that decides between its `choices`. Values with the \
             same choices may share one.",
            Written(&NAME),
        )
        .example("signature_variant"),
        key(
            "clock",
            "The one reading of the clock that serves the whole request, in this zone.",
            Words(CLOCKS),
        )
        .example("Asia/Seoul"),
        TEMPLATE,
        RECIPE,
        key(
            "choices",
            "Two or more ways to make it, by name and with the default first, where the document \
             leaves the way open. The merchant decides when the client is built.",
            Named(&Mapping(&CHOICE_OF_RECIPES)),
        ),
        ONE_QUIRK,
        MORE_QUIRKS,
    ],
    rules: &[
        ONE_PLACE_FOR_QUIRKS,
        Rule::OneOf(&["clock", "template", "recipe", "choices"]),
    ],
};

pub(crate) static CHOICE_OF_RECIPES: Shape = Shape {
    name: "choice",
    doc: "One way to make a value.",
    keys: &[KO, EN, RECIPE, TEMPLATE],
    // Values that share an option need the labels of its choices only once.
    rules: &[Rule::OneOf(&["recipe", "template"])],
};

pub(crate) static START: Shape = Shape {
    name: "first_step",
    doc: "What a recipe takes in.",
    keys: &[
        key(
            "text",
            "One text: `text: sign_key`. Request fields go by their names on the wire, values, \
             credentials and sessions by their own.",
            OPERANDS,
        )
        .example("sign_key"),
        key(
            "concat",
            "Texts one after the other: `concat: [ mid, tid, sign_key ]`, or with a separator \
             `concat: { of: [ mid, tid ], separator: \"|\" }`.",
            OPERANDS_OR_SELECTION,
        ),
        key(
            "pairs",
            "Names and texts: `pairs: [ mid, tid ]` is `mid=…&tid=…`. With `{ of: …, between: …, \
             separator: … }` otherwise.",
            OPERANDS_OR_SELECTION,
        ),
        key(
            "json",
            "A JSON object of these fields: `json: [ cardNo, amount ]`. Absent ones are left out.",
            OPERANDS_OR_SELECTION,
        ),
    ],
    rules: &[Rule::OneKey],
};

pub(crate) static STEP: Shape = Shape {
    name: "next_step",
    doc: "A step that takes something beside what comes before it.",
    keys: &[
        key(
            "hmac_sha1",
            "The HMAC with SHA-1, keyed with this credential or value, as bytes.",
            OneOrMore(&Text),
        )
        .example("sign_key"),
        key(
            "hmac_sha256",
            "The HMAC with SHA-256, keyed with this credential or value, as bytes.",
            OneOrMore(&Text),
        )
        .example("sign_key"),
        key(
            "hmac_sha512",
            "The HMAC with SHA-512, keyed with this credential or value, as bytes.",
            OneOrMore(&Text),
        )
        .example("sign_key"),
        key(
            "rsa_sha256",
            "The RSA signature with SHA-256 (전자서명, PKCS #1 v1.5) by this private key, as bytes.",
            OneOrMore(&Text),
        )
        .example("private_key"),
        key(
            "first",
            "The first so many characters of the text.",
            OneOrMore(&Written(&RANGE)),
        )
        .example("16"),
        key(
            "encrypt",
            "The text, encrypted with this cipher.",
            OneOrMore(&Text),
        )
        .example("card_cipher"),
    ],
    rules: &[Rule::OneKey],
};

pub(crate) static SELECTION: Shape = Shape {
    name: "selection",
    doc: "Which texts a step takes in, and what stands between them.",
    keys: &[
        key(
            "of",
            "The texts, in their order: `[ mid, tid ]`; or `request` for every member of the body.",
            OneOf(&[Words(EVERYTHING), ListOf(&OPERAND_VALUE)]),
        )
        .required()
        .example("request"),
        key(
            "except",
            "Members that `of: request` does not take in, such as the signature itself.",
            OneOrMore(&Text),
        )
        .example("signature"),
        key(
            "separator",
            "What stands between the texts: nothing in `concat`, `&` in `pairs`.",
            Text,
        )
        .example("|"),
        key(
            "between",
            "In `pairs`: what stands between a name and its text. Without it, `=`.",
            Text,
        )
        .example(":"),
        key(
            "order",
            "In which order they stand. Without it, as listed.",
            Words(ORDERS),
        )
        .example("by_name"),
        key(
            "absent",
            "What becomes of a field that the caller leaves out. Without it, every field must be \
             required.",
            Words(ABSENCES),
        )
        .example("skip"),
    ],
    rules: &[],
};

pub(crate) static OPERAND: Shape = Shape {
    name: "operand",
    doc: "Something that a step takes in and that has no name.",
    keys: &[
        key("literal", "This text.", Text).example("KRW"),
        key(
            "encrypted",
            "A field of the request as it goes on the wire, after its encryption.",
            Text,
        )
        .example("cardNumber"),
        key(
            "request",
            "A part of the request; a notification has its `body` only.",
            Words(REQUEST_PARTS),
        )
        .example("path"),
    ],
    rules: &[Rule::OneKey],
};

pub(crate) static CIPHER: Shape = Shape {
    name: "cipher",
    doc: "How single fields are encrypted: AES with PKCS #7 padding, of the text in UTF-8.",
    keys: &[
        key(
            "aes_cbc",
            "AES in CBC mode: `{ key: encryption_key, iv: encryption_iv, form: text }`.",
            Mapping(&AES_CBC),
        ),
        key(
            "aes_ecb",
            "AES in ECB mode: `{ key: encryption_key, form: hex }`.",
            Mapping(&AES_ECB),
        ),
        key(
            "encode",
            "How the encrypted bytes are written.",
            Words(TEXT_ENCODINGS),
        )
        .required()
        .example("base64"),
        ONE_QUIRK,
        MORE_QUIRKS,
    ],
    rules: &[ONE_PLACE_FOR_QUIRKS, Rule::OneOf(&["aes_cbc", "aes_ecb"])],
};

static CIPHER_KEY: Key = key(
    "key",
    "The credential that is the key, or `{ of: …, first: 16 }` for its first characters. Its \
     length decides between AES-128, AES-192 and AES-256.",
    OneOf(&[Written(&NAME), Mapping(&KEY_PART)]),
)
.required()
.example("encryption_key");
static FORM: Key = key(
    "form",
    "How the credential's text stands for bytes.",
    Words(KEY_FORMS),
)
.required()
.example("text");

pub(crate) static AES_CBC: Shape = Shape {
    name: "aes_cbc",
    doc: "AES in CBC mode.",
    keys: &[
        CIPHER_KEY,
        key(
            "iv",
            "The credential that is the initialisation vector, or `{ of: …, first: 16 }` for its \
             first characters.",
            OneOf(&[Written(&NAME), Mapping(&KEY_PART)]),
        )
        .required()
        .example("encryption_iv"),
        FORM,
    ],
    rules: &[],
};

pub(crate) static AES_ECB: Shape = Shape {
    name: "aes_ecb",
    doc: "AES in ECB mode.",
    keys: &[CIPHER_KEY, FORM],
    rules: &[],
};

pub(crate) static KEY_PART: Shape = Shape {
    name: "part_of_key",
    doc: "The first characters of a credential.",
    keys: &[
        key("of", "The credential.", Written(&NAME))
            .required()
            .example("secret_key"),
        key("first", "How many characters of it.", Written(&RANGE))
            .required()
            .example("16"),
    ],
    rules: &[],
};
