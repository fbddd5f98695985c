//! Values and how they are made: clocks, templates, recipes with their steps, and ciphers.

use super::ValueShape::{
    Flag, ListOf, MapOf, Mapping, Named, OneOf, OneOrMore, Prose, Refers, Renamed, Sequence, Text,
    Words, Written,
};
use super::field::{EN, KO, MORE_QUIRKS, ONE_PLACE_FOR_QUIRKS, ONE_QUIRK};
use super::notation::{BODY_MEMBER, NAME, RANGE};
use super::step::{DERIVATION, FORM_OF_TEXT, MAC_KEY, RANDOM, REPLACEMENT};
use super::table::{joined, keys, names};
use super::{Declared, Key, Rule, Shape, ValueShape, key};
use crate::words::Zone;
use crate::words::{
    Absent, AnswerPart, Branch, Case, Charset, CipherWord, Cut, Derivation, Digest, Encryption,
    Escape, Everything, KeyForm, Mac, ModeWord, One, Operand, Order, Replacement, RequestPart,
    Several, Signature, Step, TextEncoding, Whole,
};

/// A name, what has none, or one of the two under a name of the vendor's.
static OPERAND_VALUE: ValueShape = OneOf(&[
    Refers(Declared::OPERANDS),
    Mapping(&OPERAND),
    Renamed(&OPERAND),
]);
static OPERANDS: ValueShape = OneOrMore(&OPERAND_VALUE);
static OPERANDS_OR_SELECTION: ValueShape = OneOf(&[OPERANDS, Mapping(&SELECTION)]);

static RECIPE: Key = key(
    "recipe",
    "The steps that make it, each from what the one before yields: `[ concat: [ mid, tid, \
     sign_key ], sha256, hex ]`.",
    STEPS,
);
static STEPS: ValueShape = Sequence(
    &OneOf(&[Words(Whole::WORDS), Mapping(&START)]),
    &OneOf(&[
        Words(Charset::WORDS),
        Words(Digest::WORDS),
        Words(TextEncoding::WORDS),
        Words(Case::WORDS),
        Mapping(&STEP),
    ]),
);
static TEMPLATE: Key = key(
    "template",
    "A text with names in braces. `{now:yyyyMMdd}` is a clock in a format, `{random:hex7}` seven \
     random hexadecimal digits, `{random:digits7}` decimal ones.",
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
            "sent_because",
            "Why a value that is made of nothing but secrets is sent all the same, such as the page that asks for it. \
             Nobody must be able to find the secret from it: a digest stands between the two.",
            Prose,
        )
        .example("the payment page wants it as mKey (section 2.1)"),
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
            Words(Zone::WORDS),
        )
        .example("Asia/Seoul"),
        key(
            "random",
            "A text of random bytes, made once for a request: wherever the value is named, it is the same.",
            Mapping(&RANDOM),
        ),
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
        Rule::OneOf(&["clock", "random", "template", "recipe", "choices"]),
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
    keys: &START_KEYS,
    rules: &[Rule::OneKey],
};

static START_KEYS: [Key; One::WORDS.len() + Several::WORDS.len() + Branch::WORDS.len()] =
    joined(&[&ONE_KEYS, &SEVERAL_KEYS, &BRANCH_KEYS]);
static BRANCH_KEYS: [Key; Branch::WORDS.len()] = keys(Branch::WORDS, Mapping(&BRANCHES), None);
static ONE_KEYS: [Key; One::WORDS.len()] = keys(One::WORDS, OPERANDS, Some("sign_key"));
static SEVERAL_KEYS: [Key; Several::WORDS.len()] =
    keys(Several::WORDS, OPERANDS_OR_SELECTION, None);

pub(crate) static BRANCHES: Shape = Shape {
    name: "branches",
    doc: "Several recipes, of which one is chosen by what a text is.",
    keys: &[
        key(
            "by",
            "What makes the text by which one is chosen: `[ { text: kind } ]`.",
            STEPS,
        )
        .required(),
        key(
            "when",
            "The recipes, each under the text for which it is chosen. For any other text there is none: a request is not \
             sent then, and an answer is not proven.",
            MapOf(&STEPS),
        )
        .required(),
    ],
    rules: &[],
};

pub(crate) static STEP: Shape = Shape {
    name: "next_step",
    doc: "A step that takes something beside what comes before it.",
    keys: &STEP_KEYS,
    rules: &[Rule::OneKey],
};

static STEP_KEYS: [Key; MAC_KEYS.len()
    + SIGNATURE_KEYS.len()
    + CUT_KEYS.len()
    + REPLACEMENT_KEYS.len()
    + ESCAPE_KEYS.len()
    + DERIVATION_KEYS.len()
    + ENCRYPTION_KEYS.len()] = joined(&[
    &MAC_KEYS,
    &SIGNATURE_KEYS,
    &CUT_KEYS,
    &REPLACEMENT_KEYS,
    &ESCAPE_KEYS,
    &DERIVATION_KEYS,
    &ENCRYPTION_KEYS,
]);
static REPLACEMENT_KEYS: [Key; Replacement::WORDS.len()] =
    keys(Replacement::WORDS, Mapping(&REPLACEMENT), None);
static ESCAPE_KEYS: [Key; Escape::WORDS.len()] = keys(
    Escape::WORDS,
    OneOrMore(&Words(Charset::WORDS)),
    Some("utf8"),
);
static DERIVATION_KEYS: [Key; Derivation::WORDS.len()] =
    keys(Derivation::WORDS, Mapping(&DERIVATION), None);
static MAC_KEYS: [Key; Mac::WORDS.len()] = keys(Mac::WORDS, KEY_OF_MAC, Some("sign_key"));
static KEY_OF_MAC: ValueShape = OneOf(&[OneOrMore(&Text), Mapping(&MAC_KEY)]);
static SIGNATURE_KEYS: [Key; Signature::WORDS.len()] =
    keys(Signature::WORDS, OneOrMore(&Text), Some("private_key"));
static CUT_KEYS: [Key; Cut::WORDS.len()] =
    keys(Cut::WORDS, OneOrMore(&Written(&RANGE)), Some("16"));
static ENCRYPTION_KEYS: [Key; Encryption::WORDS.len()] =
    keys(Encryption::WORDS, OneOrMore(&Text), Some("card_cipher"));

/// The keys with which the operand of a step can be written.
pub(crate) const fn keys_of_step(step: Step) -> Option<&'static Shape> {
    match step.description().operand {
        Operand::Secret => Some(&MAC_KEY),
        Operand::Replacement => Some(&REPLACEMENT),
        Operand::Derivation => Some(&DERIVATION),
        Operand::Nothing
        | Operand::PrivateKey
        | Operand::Count
        | Operand::Cipher
        | Operand::Charset => None,
    }
}

pub(crate) static SELECTION: Shape = Shape {
    name: "selection",
    doc: "Which texts a step takes in, and what stands between them.",
    keys: &[
        key(
            "of",
            "The texts, in their order: `[ mid, tid ]`; or `request` for every member of the body.",
            OneOf(&[Words(Everything::WORDS), ListOf(&OPERAND_VALUE)]),
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
            Words(Order::WORDS),
        )
        .example("by_name"),
        key(
            "absent",
            "What becomes of a field that the caller leaves out. Without it, every field must be \
             required.",
            Words(Absent::WORDS),
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
            "A part of the request, or an object of its JSON exactly as it is sent: `body.data`. In the proof of an \
             answer: a field of the request, as it was sent. A notification has its `body` only, for a proof in a header.",
            OneOf(&[Words(RequestPart::WORDS), Written(&BODY_MEMBER), Text]),
        )
        .example("path"),
        key(
            "answer",
            "In the proof of an answer that stands in a header: the `body` of the answer, exactly as it arrived.",
            Words(AnswerPart::WORDS),
        )
        .example("body"),
        key(
            "header",
            "In the proof of an answer or a notification: a header that came with it, as it was sent.",
            Text,
        )
        .example("X-Timestamp"),
        key(
            "stored",
            "In the proof of a notification: what the merchant stored when it made the request, by its name under \
             `stored`.",
            Text,
        )
        .example("time_stamp"),
        key(
            "recipe",
            "What these steps make, without a value of its own.",
            STEPS,
        ),
    ],
    rules: &[Rule::OneKey],
};

pub(crate) static CIPHER: Shape = Shape {
    name: "cipher",
    doc: "How single fields are encrypted: a block cipher with PKCS #7 padding, of the text in the charset of the request.",
    keys: &CIPHER_KEYS,
    rules: &[ONE_PLACE_FOR_QUIRKS, Rule::OneOf(&CIPHER_NAMES)],
};

static CIPHER_NAMES: [&str; CipherWord::WORDS.len()] = names(CipherWord::WORDS);
static CIPHER_KEYS: [Key; CipherWord::WORDS.len() + BESIDE_THE_CIPHER.len()] =
    joined(&[&MODE_KEYS, &BESIDE_THE_CIPHER]);
static MODE_KEYS: [Key; CipherWord::WORDS.len()] = mode_keys();
static BESIDE_THE_CIPHER: [Key; 4] = [
    key(
        "charset",
        "The charset of the plain text. Without it, that of the request.",
        Words(Charset::WORDS),
    )
    .example("utf8"),
    key(
        "encode",
        "How the encrypted bytes are written.",
        Words(TextEncoding::WORDS),
    )
    .required()
    .example("base64"),
    ONE_QUIRK,
    MORE_QUIRKS,
];

/// A key for each cipher, with what its mode needs.
#[allow(
    clippy::indexing_slicing,
    reason = "evaluated when kpg itself is compiled; constant evaluation has no iterators"
)]
const fn mode_keys() -> [Key; CipherWord::WORDS.len()] {
    let mut keys = keys(CipherWord::WORDS, Text, None);
    let mut index = 0;
    while index < keys.len() {
        keys[index].value = Mapping(keys_of_cipher(CipherWord::ALL[index].row().mode));
        index += 1;
    }
    keys
}

/// What a cipher needs in a mode.
pub(crate) const fn keys_of_cipher(mode: ModeWord) -> &'static Shape {
    match mode {
        ModeWord::Cbc => &CBC,
        ModeWord::Ecb => &ECB,
    }
}

static CIPHER_KEY: Key = key(
    "key",
    "The credential or value that is the key; or `{ of: …, first: 16 }` for a part of it. Its length is one that the \
     cipher takes.",
    OneOf(&[Refers(Declared::SUPPLIES), Mapping(&KEY_PART)]),
)
.required()
.example("encryption_key");
static FORM_OF_KEYS: Key = key(
    "form",
    "How the texts of `key` and `iv` stand for bytes, where they do not say so themselves. A value that yields bytes \
     has no form.",
    Words(KeyForm::WORDS),
)
.example("text");

static CBC: Shape = Shape {
    name: "cbc",
    doc: "What a cipher needs in CBC mode.",
    keys: &[
        CIPHER_KEY,
        key(
            "iv",
            "The credential or value that is the initialisation vector, or a part of it; `zero` for a block of zeros; \
             `first_block` where the encrypted bytes begin with it; or `{ literal: …, form: hex }`.",
            OneOf(&[Refers(Declared::SUPPLIES), Mapping(&KEY_PART)]),
        )
        .required()
        .example("encryption_iv"),
        FORM_OF_KEYS,
    ],
    rules: &[],
};

static ECB: Shape = Shape {
    name: "ecb",
    doc: "What a cipher needs in ECB mode.",
    keys: &[CIPHER_KEY, FORM_OF_KEYS],
    rules: &[],
};

pub(crate) static KEY_PART: Shape = Shape {
    name: "part_of_key",
    doc: "A key that is a part of a text, or has a form of its own.",
    keys: &[
        key("of", "The credential or value.", Refers(Declared::SUPPLIES)).example("secret_key"),
        key(
            "literal",
            "In `iv`: this text, which everybody knows.",
            Text,
        )
        .example("0000000000000000"),
        key(
            "first",
            "How many characters of the text, from its start.",
            Written(&RANGE),
        )
        .example("16"),
        key(
            "last",
            "How many characters of the text, from its end.",
            Written(&RANGE),
        )
        .example("16"),
        key(
            "first_bytes",
            "How many bytes, from the start of those that the text stands for.",
            Written(&RANGE),
        )
        .example("16"),
        key(
            "last_bytes",
            "How many bytes, from the end of those that the text stands for.",
            Written(&RANGE),
        )
        .example("16"),
        FORM_OF_TEXT,
    ],
    rules: &[
        Rule::OneOf(&["of", "literal"]),
        Rule::AnyOf(&[
            "literal",
            "first",
            "last",
            "first_bytes",
            "last_bytes",
            "form",
        ]),
        Rule::NotBoth("first", "last"),
        Rule::NotBoth("first", "first_bytes"),
        Rule::NotBoth("first", "last_bytes"),
        Rule::NotBoth("last", "first_bytes"),
        Rule::NotBoth("last", "last_bytes"),
        Rule::NotBoth("first_bytes", "last_bytes"),
    ],
};
