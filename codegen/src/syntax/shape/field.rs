//! Fields of requests and answers, and what every construct may carry: labels and quirks.
#![allow(
    clippy::indexing_slicing,
    reason = "constant evaluation has no iterators; an index that is wrong does not compile"
)]

use super::ValueShape::{
    Anything, Fields, Flag, ListOf, MapOf, Mapping, OneOf, OneOrMore, Prose, Refers, Text, Words,
    Written,
};
use super::notation::{BOUNDS, COUNT, NAME, RANGE, SEPARATOR, TIME_FORMAT};
use super::table::{joined, keys};
use super::{Declared, Key, Rule, Shape, ValueShape, key};
use crate::words::{
    BodyEncoding, CombinationWord, DetailedType, Escaping, LengthUnit, NestedType, PlainType,
    PresenceWord, Repeat, Role, TextRuleWord,
};

pub(super) static KO: Key = key(
    "ko",
    "What it is called in Korean, as the vendor's document labels it (항목명). It reaches the \
     documentation and error messages.",
    Prose,
)
.example("거래ID");
pub(super) static EN: Key = key(
    "en",
    "What it is called in English. It reaches the documentation and error messages; give `ko`, \
     `en` or both.",
    Prose,
)
.example("transaction ID");
pub(super) static NOTE: Key = key(
    "note",
    "What else its documentation says, in whole sentences.",
    Prose,
)
.example("Left out, the whole payment is cancelled.");
pub(super) static CITED: Key = key(
    "document",
    "Where it is documented: a name under `documents`, and after `#` the section as the document \
     numbers or titles it.",
    Refers(Declared::DOCUMENTS),
)
.example("guide#2.1");
pub(super) static RUST_NAME: Key = key(
    "name",
    "What it is called in Rust, where its own name is no good one.",
    Written(&NAME),
)
.example("transaction_id");
pub(super) static ONE_QUIRK: Key = key(
    "quirk",
    "Where the document contradicts itself, its samples or practice, and what kpg does instead.",
    Mapping(&QUIRK),
);
pub(super) static MORE_QUIRKS: Key = key(
    "quirks",
    "Several quirks, as a list; instead of `quirk`.",
    ListOf(&Mapping(&QUIRK)),
);

/// Reported wherever it stands, by the reader of keys.
pub(super) static TODO: Key = key(
    OPEN,
    "What is still to be settled here before the spec says what the vendor's document says, in \
     words; or a list of such. The compiler reports each.",
    OneOrMore(&Prose),
)
.example("The page is silent on whether the length counts bytes.");
/// The key that holds what is still to be settled.
pub(crate) const OPEN: &str = "todo";

/// One of the two must be there, unless what it labels needs none.
pub(super) const LABELLED: Rule = Rule::AnyOf(&["ko", "en"]);
pub(super) const ONE_PLACE_FOR_QUIRKS: Rule = Rule::NotBoth("quirk", "quirks");

/// Members and the values that they may have.
pub(super) static CONDITION: ValueShape = MapOf(&OneOrMore(&Text));

/// Conditions over fields of a request, of which one must hold.
static FIELD_CONDITION: ValueShape =
    OneOrMore(&MapOf(&OneOf(&[OneOrMore(&Text), Mapping(&GIVEN)])));

pub(crate) static GIVEN: Shape = Shape {
    name: "given",
    doc: "What a condition asks of a field whatever its value is.",
    keys: &[key(
        "given",
        "Whether it has a value: `true`, or `false` where it is left out or empty.",
        Flag,
    )
    .required()],
    rules: &[],
};

/// Fields of a request that depend on each other.
pub(super) static COMBINATIONS: Key = key(
    "combinations",
    "Of which fields so many must be given: `[ { exactly_one_of: [ tid, orderNo ] } ]`. Beside the \
     `members` of a list, combinations of these members.",
    ListOf(&Mapping(&COMBINATION)),
);

pub(crate) static COMBINATION: Shape = Shape {
    name: "combination",
    doc: "Fields that the caller gives or leaves out together.",
    keys: &COMBINATION_KEYS,
    rules: &[Rule::OneKey],
};
static COMBINATION_KEYS: [Key; CombinationWord::ALL.len()] =
    keys(CombinationWord::WORDS, ListOf(&Text), None);

pub(crate) static FIELD: Shape = Shape {
    name: "field",
    doc: "A header, a parameter, a member of a request or a member of an answer.",
    keys: &FIELD_KEYS,
    rules: &[
        LABELLED,
        ONE_PLACE_FOR_QUIRKS,
        Rule::NotBoth("only", "without"),
        Rule::NotBoth("from", "constant"),
        Rule::OnlyWith("digits", "type", &[AMOUNT]),
        Rule::OnlyWith("range", "type", &[INTEGER, DECIMAL]),
        Rule::OnlyWith("places", "type", &[DECIMAL]),
        Rule::OnlyWith("separator", "type", &[JOINED]),
        Rule::OnlyWith("of", "type", &[LIST]),
        Rule::OnlyWith("count", "type", &[LIST]),
        Rule::OnlyWith("struct", "type", NESTED),
        Rule::OnlyWith("members", "type", NESTED),
    ],
};

const AMOUNT: &str = DetailedType::Amount.word();
const DECIMAL: &str = DetailedType::Decimal.word();
const JOINED: &str = DetailedType::Joined.word();
const INTEGER: &str = PlainType::Integer.word();
const LIST: &str = NestedType::List.word();
const NESTED: &[&str] = &[
    NestedType::Object.word(),
    LIST,
    NestedType::ListOrObject.word(),
    NestedType::JsonText.word(),
];

static FIELD_KEYS: [Key; BEFORE_RULES.len() + TEXT_RULES.len() + AFTER_RULES.len()] =
    joined(&[BEFORE_RULES, &TEXT_RULES, AFTER_RULES]);
/// The rules of texts, each with the example of its word.
static TEXT_RULES: [Key; TextRuleWord::ALL.len()] = {
    let mut keys = keys(TextRuleWord::WORDS, Text, None);
    let mut index = 0;
    while index < keys.len() {
        keys[index].example = Some(TextRuleWord::ALL[index].row());
        index += 1;
    }
    keys
};
static BEFORE_RULES: &[Key] = &[
    RUST_NAME,
    KO,
    EN,
    NOTE,
    key(
        "type",
        "What it holds: a built-in type, or one that the vendor declares under `types`. \
         Without it, a text.",
        OneOf(&[
            Words(PlainType::WORDS),
            Words(DetailedType::WORDS),
            Words(NestedType::WORDS),
            Refers(Declared::TYPES),
        ]),
    )
    .example("amount"),
    key(
        "number",
        "Whether JSON has an amount, a decimal or a listed value as a number, `1000`, and not as a \
         text, `\"1000\"`.",
        Flag,
    ),
    key(
        "text_or_number",
        "Whether the vendor's pages leave open if JSON has an amount, a decimal or a listed value as \
         a text or as a number. The client sends what `number` says; the sandbox takes both.",
        Flag,
    ),
    key("zero", "Whether an amount in a request may be zero.", Flag),
    key("negative", "Whether an amount may be less than zero.", Flag),
    key(
        "length",
        "How long its text is (길이, 크기), or each text of a list, in the vendor's unit of \
         length.",
        Written(&RANGE),
    )
    .example("..40"),
    key(
        "unit",
        "What its length counts, where that is not what the vendor's `lengths` says.",
        Words(LengthUnit::WORDS),
    )
    .example("euckr_bytes"),
    key("digits", "How many digits an amount has.", Written(&RANGE)).example("..10"),
    key(
        "range",
        "Between which values an integer or a decimal lies.",
        Written(&BOUNDS),
    )
    .example("1..9999"),
    key(
        "places",
        "How many digits a decimal has behind the point: `2` is always two, `..2` at most two.",
        Written(&RANGE),
    )
    .example("..2"),
    key(
        "format",
        "How a date or time is written. For `type: datetime`, and for what comes from a clock.",
        Written(&TIME_FORMAT),
    )
    .example("yyyyMMddHHmmss"),
    key(
        "or",
        "Of a date or time: the type whose values may stand in its place, such as `0` for none.",
        Refers(Declared::TYPES),
    )
    .example("no_end"),
];
static AFTER_RULES: &[Key] = &[
    key(
        "of",
        "What the single values of a list are: a plain type, or one that the vendor declares.",
        OneOf(&[Words(PlainType::WORDS), Refers(Declared::TYPES)]),
    )
    .example("integer"),
    key(
        "count",
        "How many items a list has. In an answer it is documentation.",
        Written(&COUNT),
    )
    .example("1..10"),
    key(
        "repeat",
        "In a query or a form: how the items of a list are written, `ids=1&ids=2` or in another way.",
        Words(Repeat::WORDS),
    )
    .example("same_name"),
    key(
        "multiline",
        "In a request: whether its text may have line ends and tabs. Every other text is one \
         line.",
        Flag,
    ),
    key(
        "presence",
        "When it must be there (필수 여부). Without it, it may be left out; what has `from` or \
         `constant` is always sent.",
        OneOf(&[Words(PresenceWord::WORDS), Mapping(&PRESENCE)]),
    )
    .example("required"),
    key(
        "absent",
        "In a request: what the vendor takes its absence for, in words.",
        Prose,
    )
    .example("The whole payment is cancelled."),
    key(
        "encrypt",
        "In a request: the cipher that it is encrypted with, by its name under `ciphers`. \
         Lengths and other rules hold for the plain text.",
        Refers(Declared::CIPHERS),
    )
    .example("card_cipher"),
    key(
        "decrypt",
        "In an answer or a notification: the cipher that it arrives encrypted with, by its name under `ciphers`. All \
         else that is said of it holds for the plain text. It is never shown.",
        Refers(Declared::CIPHERS),
    )
    .example("personal"),
    key(
        "escaped",
        "In an answer or a notification: how its text is escaped, inside JSON or lines, which escape nothing by themselves. \
         It is read without the escapes, before it is decrypted.",
        Words(Escaping::WORDS),
    )
    .example("form_encode"),
    key(
        "content",
        "In an answer or a notification: how an object or a list is written into a text. What arrives encrypted is \
         JSON where nothing is said.",
        Words(BodyEncoding::WORDS),
    )
    .example("form"),
    key(
        "separator",
        "What stands between the texts of `type: joined`.",
        Written(&SEPARATOR),
    )
    .example("|"),
    key(
        "from",
        "In a request: the value, credential or session that supplies it, so that the caller \
         does not give it.",
        Refers(Declared::SUPPLIES),
    )
    .example("merchant_id"),
    key(
        "constant",
        "In a request: the text that it always has (고정값).",
        Text,
    )
    .example("KST"),
    key(
        "sensitive",
        "Whether it is never shown: card numbers (카드번호), tokens, personal data. It is sent \
         all the same.",
        Flag,
    ),
    key(
        "example",
        "A value that obeys the rules of the field. Quote digits: `\"1000\"`.",
        Text,
    )
    .example("T2022110812081400001"),
    key(
        "echoes",
        "In an answer: the request member whose value it must repeat; clients take no other value for an answer.",
        Text,
    )
    .example("tid"),
    key(
        "role",
        "What the vendor uses it for. One member of every answer is the code.",
        Words(Role::WORDS),
    )
    .example("code"),
    key(
        "members",
        "The members of an object, or of each object of a list.",
        Fields,
    ),
    key(
        "struct",
        "In an answer or a notification: the Rust struct that an object becomes, which every object with this name and the \
         same members shares. Without it, each object has a struct of its own.",
        Written(&NAME),
    )
    .example("card"),
    COMBINATIONS,
    key(
        "document",
        "Where it is documented, where that is another document than the one of its operation: a name \
         under `documents`, and after `#` the section.",
        Refers(Declared::DOCUMENTS),
    )
    .example("headers#2"),
    ONE_QUIRK,
    MORE_QUIRKS,
    TODO,
];

pub(crate) static PRESENCE: Shape = Shape {
    name: "presence",
    doc: "When a field of a request must be there, where that depends on something.",
    keys: &[
        key(
            "conditional",
            "When it must be there, in words (조건부 필수); kpg leaves it to the caller.",
            Prose,
        )
        .example("Only for virtual accounts."),
        key(
            "required_when",
            "It must be there when other fields have these values, and kpg checks it: `{ QR_TYPE: \
             \"2\", AMOUNT: 50000.. }`; or when one has any value or none: `{ cardNo: { given: true } }`. \
             Of several conditions in a list, one must hold.",
            FIELD_CONDITION,
        ),
        key(
            "forbidden_when",
            "It must be left out when other fields have these values, and kpg checks it: `{ \
             QR_TYPE: [ \"1\", \"3\" ] }`.",
            FIELD_CONDITION,
        ),
    ],
    rules: &[
        Rule::AnyOf(&["conditional", "required_when", "forbidden_when"]),
        Rule::NotBoth("conditional", "required_when"),
        Rule::NotBoth("conditional", "forbidden_when"),
    ],
};

pub(crate) static QUIRK: Shape = Shape {
    name: "quirk",
    doc: "A place where the document contradicts itself, its samples or practice. It reaches the \
          documentation.",
    keys: &[
        key("says", "What the document says.", Prose)
            .required()
            .example("Length 66."),
        key(
            "seen",
            "What contradicts it, and where that was seen.",
            Prose,
        )
        .required()
        .example("The sample of the guide has 67 characters."),
        key("chosen", "What the spec does.", Prose)
            .required()
            .example("Length 67."),
        key("why", "Why that was chosen.", Prose),
        key(
            "corrects",
            "The keys beside the quirk that are used otherwise than the document gives them: `{ \
             length: { from: \"66\", to: \"67\" } }`. The construct keeps the documented value.",
            MapOf(&Mapping(&CORRECTION)),
        ),
    ],
    rules: &[],
};

pub(crate) static CORRECTION: Shape = Shape {
    name: "correction",
    doc: "What a quirk makes of one documented fact.",
    keys: &[
        key(
            "from",
            "What the document gives, exactly as it stands in the construct. Leave it out when \
             the document gives nothing.",
            Anything,
        )
        .example("66"),
        key(
            "to",
            "What is used instead. Leave it out when the fact is not used.",
            Anything,
        )
        .example("67"),
    ],
    rules: &[Rule::AnyOf(&["from", "to"])],
};
