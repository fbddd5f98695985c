//! The words of lengths. Nothing but data lives here.

/// Words in a text that call a number in it a length.
pub(crate) const SAID_LENGTHS: &str = "length 길이";

/// Words of a sentence that says what lengths count.
pub(crate) const MEASURES: &str = "기준 단위 계산 measured counted";

/// Words with which a line begins that gives a length or a range by itself.
pub(crate) const LENGTH_LINES: &str = "length min max size 길이 최대 최소";

/// Words for a least number beside a greatest.
pub(crate) const LEAST: &str = "min 최소";

/// What is taken for a bound, and for a word that may stand beside a number.
pub(crate) const AT_MOST: &[&str] = &[
    "최대", "이내", "이하", "maximum", "max", "upto", "atmost", "≤", "<=",
];

/// Words for a least length.
pub(crate) const AT_LEAST: &[&str] = &["최소", "이상", "minimum", "min", "atleast", "≥", ">="];

/// Words for the only length.
pub(crate) const EXACTLY: &[&str] = &["고정", "fixed", "정확히", "exactly"];

/// Words for bytes, the longer ones first.
pub(crate) const BYTES: &[&str] = &["bytes", "byte", "바이트"];

/// Words for characters, the longer ones first.
pub(crate) const CHARACTERS: &[&str] = &[
    "characters",
    "chars",
    "글자수",
    "글자",
    "문자",
    "자리",
    "자",
];

/// Words in a heading for characters.
pub(crate) const CHARACTER_HEADINGS: &[&str] = &["글자", "문자", "자릿수", "자리수", "chars"];

/// Words beside a length that say nothing of it.
pub(crate) const LENGTHS: &[&str] = &[
    "length", "len", "size", "길이", "크기", "varchar2", "varchar", "string", "char", "digits",
    "digit", "숫자", "ahn", "ans", "anp", "ah", "an", "a", "number", "num", "n", "b",
];

/// Words for no limit in a column of lengths.
pub(crate) const UNLIMITED: &str = "n/a na - 제한없음 무제한 unlimited nolimit 제한없슴 없음 가변";
