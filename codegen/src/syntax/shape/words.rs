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
