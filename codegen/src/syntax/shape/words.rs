//! Closed lists of words, with what each of them means.

use crate::words::Word;

/// The words alone.
pub(crate) fn names(words: &[Word]) -> impl Iterator<Item = &str> {
    words.iter().map(|word| word.name)
}

const fn word(name: &'static str, doc: &'static str) -> Word {
    Word { name, doc }
}

pub(super) static VERSIONS: &[Word] = &[word("1", "The version that this compiler reads.")];

pub(super) static LENGTH_UNITS: &[Word] = &[
    word("characters", "Every character counts one, Korean ones too."),
    word(
        "utf8_bytes",
        "Bytes in UTF-8: a Korean character counts three.",
    ),
    word(
        "euckr_bytes",
        "Bytes in EUC-KR: a Korean character counts two.",
    ),
];

pub(super) static LEVELS: &[Word] = &[
    word("allow", "It is not reported; the reason says why."),
    word("warn", "It is reported, and the spec compiles."),
    word("deny", "It is an error."),
];

pub(super) static CHARSETS: &[Word] = &[
    word("utf8", "UTF-8; what is used where nothing is said."),
    word("euckr", "EUC-KR with the extensions of CP949 (완성형)."),
];

pub(super) static ENCODINGS: &[Word] = &[
    word(
        "json",
        "A JSON object; dots in the names of members lead into objects.",
    ),
    word("form", "An HTML form: `name=value` joined with `&`."),
];

pub(super) static CREDENTIAL_TYPES: &[Word] = &[
    word("text", "A text; what is used where nothing is said."),
    word(
        "rsa_private_key",
        "A private RSA key (개인키), always secret.",
    ),
    word("rsa_public_key", "A public RSA key (공개키)."),
];

pub(super) static CLOCKS: &[Word] = &[
    word("Asia/Seoul", "Korean time (한국 표준시)."),
    word("UTC", "Universal time."),
];

pub(super) static LIFETIMES: &[Word] = &[word(
    "one_call",
    "A token is fetched for every call: no document says that one may be used again.",
)];

pub(super) static EFFECTS: &[Word] = &[
    word(
        "moves_money",
        "A payment, a cancel, a refund: money may move. What became of a lost answer must be \
         asked.",
    ),
    word(
        "changes",
        "Something changes at the vendor, and no money moves: a token, a registration.",
    ),
    word(
        "reads",
        "Nothing changes: an inquiry (조회). It can be repeated safely.",
    ),
];

pub(super) static REPORTS: &[Word] = &[
    word("signature", "The signature was not accepted (서명 오류)."),
    word(
        "field",
        "A field of the request was not accepted (파라미터 오류).",
    ),
    word(
        "credential",
        "A key, an ID or a token was not accepted (인증 오류).",
    ),
];

pub(super) static ROLES: &[Word] = &[
    word(
        "code",
        "In an answer: the result code (결과코드), by which the answer is judged.",
    ),
    word(
        "message",
        "In an answer: what the vendor says about the result (결과메시지); shown with every error.",
    ),
    word(
        "correlation_id",
        "In a request, a header: the number by which the vendor traces a call (추적 번호); told \
         with errors, traces and audits.",
    ),
    word(
        "idempotency_key",
        "In a request: a key of which the vendor promises to execute it once only (멱등키). A lost \
         answer may then be asked for again with the same bytes.",
    ),
];

pub(super) static PRESENCES: &[Word] = &[
    word(
        "required",
        "It must be there: ○ or 필수 in the vendor's table.",
    ),
    word(
        "optional",
        "It may be left out; what is assumed in an answer where nothing is said.",
    ),
    word(
        "on_success",
        "In an answer: it is there whenever the request was accepted.",
    ),
];

/// Types that their names say all about; the values of a list can have them.
pub(crate) static PLAIN_TYPES: &[Word] = &[
    word("text", "A text; what is used where nothing is said."),
    word("digits", "A text of the digits 0 to 9."),
    word("integer", "A whole number; see `range`."),
    word("boolean", "`true` or `false`."),
];

/// Types of single fields only, of which other keys may say more.
pub(crate) static DETAILED_TYPES: &[Word] = &[
    word("emv_qr", "A text of a QR code by EMV, with its checksum."),
    word("base64", "Bytes in base64."),
    word(
        "amount",
        "A whole amount of money (금액); see `digits`, `number` and `zero`.",
    ),
    word("datetime", "A date, a time or both; needs `format`."),
    word("joined", "Several texts in one; needs `separator`."),
];

/// Types of fields that hold others.
pub(crate) static NESTED_TYPES: &[Word] = &[
    word("object", "In an answer: an object; needs `members`."),
    word(
        "list",
        "A list: of objects with `members`, or of single values with `of`.",
    ),
    word(
        "list_or_object",
        "In an answer: a list of objects that comes as one object when there is only one; needs \
         `members`.",
    ),
    word(
        "json_text",
        "In an answer: a text that holds an object as JSON; needs `members`.",
    ),
];
