//! The rules for values.

use std::fmt;

#[cfg(feature = "conditions")]
use super::condition::{Test, write_condition};
#[cfg(feature = "decimal")]
use super::decimal;
#[cfg(feature = "emv")]
use super::emv;
#[cfg(feature = "euckr")]
use crate::Charset;
use crate::value;
use crate::value::shown;

/// The longest part of a value that a violation shows, in characters.
pub(super) const SHOWN: usize = 40;

/// A rule for the value of a field. Limits are inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// The field must be there: what [`Check::required`](super::Check::required) and
    /// [`Check::present`](super::Check::present) ask for. Among rules for a value it asks for
    /// nothing.
    Required,
    /// From so many to so many characters (Unicode scalar values).
    Characters(usize, usize),
    /// From so many to so many bytes in UTF-8.
    Utf8Bytes(usize, usize),
    /// From so many to so many bytes in EUC-KR as Korean systems use it (CP949), and no character
    /// that it cannot hold.
    #[cfg(feature = "euckr")]
    EucKrBytes(usize, usize),
    /// A number of from so many to so many decimal digits.
    Digits(usize, usize),
    /// The digits 0 to 9, at least one, and nothing else.
    DigitsOnly,
    /// A whole number from so much to so much.
    Range(i128, i128),
    /// A decimal number with from so many to so many digits behind the point, from so much to so much.
    #[cfg(feature = "decimal")]
    DecimalRange((u32, u32), &'static str, &'static str),
    /// The field must be given when all tests of one of these lists pass.
    #[cfg(feature = "conditions")]
    RequiredWhen(&'static [&'static [Test]]),
    /// The field must not be given when all tests of one of these lists pass.
    #[cfg(feature = "conditions")]
    ForbiddenWhen(&'static [&'static [Test]]),
    /// Of these fields one must be given, and no other.
    #[cfg(feature = "conditions")]
    ExactlyOneOf(&'static [&'static str]),
    /// Of these fields one must be given, or more.
    #[cfg(feature = "conditions")]
    AtLeastOneOf(&'static [&'static str]),
    /// Of these fields no two may be given.
    #[cfg(feature = "conditions")]
    AtMostOneOf(&'static [&'static str]),
    /// These fields must be given together, or none of them.
    #[cfg(feature = "conditions")]
    AllOrNoneOf(&'static [&'static str]),
    /// The credential must be given because another one is, which is of no use without it.
    RequiredWith(&'static str),
    /// A number greater than zero.
    NotZero,
    /// A text of at least one character.
    NotEmpty,
    /// Printable ASCII on one line, as a header holds it, and not blanks alone.
    HeaderText,
    /// No control character and no separator of lines, and not blanks alone: white space and characters
    /// that show nothing. The empty text is a matter of presence and length.
    OneLine,
    /// As [`Rule::OneLine`], but with line ends and tabs.
    TextLines,
    /// A list of from so many to so many items.
    ItemCount(usize, usize),
    /// None of the joined texts has the character that joins them.
    NoSeparator(char),
    /// The text of an EMV merchant-presented QR code: it ends in `6304` and the CRC of all before it.
    #[cfg(feature = "emv")]
    EmvQr,
    /// Only characters from these ranges, their ends included.
    Only(&'static [(char, char)]),
    /// None of these characters.
    Without(&'static str),
    /// Only characters that EUC-KR as Korean systems use it (CP949) can hold.
    #[cfg(feature = "euckr")]
    InEucKr,
    /// A real date or time in this format (strftime), of so many characters.
    DateTime(&'static str, usize),
    /// Such a date or time, or one of these values.
    DateTimeOr(&'static str, usize, &'static [&'static str]),
}

/// What a rule found instead of what it asks for.
pub(super) enum Actual {
    Nothing,
    Count(usize, &'static str),
    Value(String),
    /// A character, and what is wrong with it where the rule does not say so.
    Character(char, &'static str),
    /// A text that shows nothing.
    Blanks,
    /// Of fields, in words.
    #[cfg(feature = "conditions")]
    Fields(String),
}

impl Rule {
    /// What in a text breaks the rule, if anything does.
    pub(super) fn broken_by(self, text: &str) -> Option<Actual> {
        let whole_unless = |fits: bool| (!fits).then(|| Actual::Value(text.to_owned()));
        match self {
            Self::Required | Self::RequiredWith(_) | Self::ItemCount(..) => None,
            #[cfg(feature = "conditions")]
            Self::RequiredWhen(_)
            | Self::ForbiddenWhen(_)
            | Self::ExactlyOneOf(_)
            | Self::AtLeastOneOf(_)
            | Self::AtMostOneOf(_)
            | Self::AllOrNoneOf(_) => None,
            Self::NotZero => whole_unless(text.bytes().any(|byte| byte != b'0')),
            Self::NotEmpty => whole_unless(!text.is_empty()),
            Self::HeaderText => whole_unless(is_printable(text)).or_else(|| blanks(text)),
            Self::OneLine => {
                let ends = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
                character(text, ends).or_else(|| blanks(text))
            }
            Self::TextLines => {
                let other = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
                character(text, other).or_else(|| blanks(text))
            }
            Self::NoSeparator(separator) => Some(Actual::Value(separator.to_string())),
            #[cfg(feature = "emv")]
            Self::EmvQr => emv::wrong_end(text).map(Actual::Value),
            Self::Characters(min, max) => outside(text.chars().count(), min, max, "character"),
            Self::Utf8Bytes(min, max) => outside(text.len(), min, max, "UTF-8 byte"),
            #[cfg(feature = "euckr")]
            Self::EucKrBytes(min, max) => broken_as_euc_kr(text, min, max),
            Self::Only(ranges) => character(text, |c| !allowed(ranges, c)),
            Self::Without(characters) => {
                character(text, |c| characters.chars().any(|other| other == c))
            }
            #[cfg(feature = "euckr")]
            Self::InEucKr => Charset::EucKr
                .first_not_held(text)
                .map(|c| Actual::Character(c, "")),
            Self::Digits(min, max) => {
                let digits = text.strip_prefix('-').unwrap_or(text);
                let count = || outside(digits.len(), min, max, "digit");
                whole_unless(all_digits(digits)).or_else(count)
            }
            Self::DigitsOnly => whole_unless(all_digits(text)),
            Self::Range(min, max) => whole_unless(within(text, min, max)),
            #[cfg(feature = "decimal")]
            Self::DecimalRange(places, min, max) => {
                decimal::wrong(text, places, (min, max)).map(|wrong| match wrong {
                    decimal::Wrong::Places(count) => Actual::Count(count as usize, "decimal place"),
                    decimal::Wrong::Number => Actual::Value(text.to_owned()),
                })
            }
            Self::DateTime(format, width) => whole_unless(is_time(text, format, width)),
            Self::DateTimeOr(format, width, listed) => {
                whole_unless(listed.contains(&text) || is_time(text, format, width))
            }
        }
    }

    /// What is wrong with a list of so many items, if anything is.
    pub(super) fn broken_by_count(self, count: usize) -> Option<Actual> {
        match self {
            Self::ItemCount(min, max) => outside(count, min, max, "item"),
            _ => None,
        }
    }

    /// Whether a list without items is a value.
    pub(super) fn lets_no_items_through(&self) -> bool {
        matches!(self, Self::ItemCount(0, _))
    }

    /// Whether an empty text is a value.
    pub(super) fn lets_empty_through(&self) -> bool {
        match self {
            Self::Characters(0, _) | Self::Utf8Bytes(0, _) => true,
            #[cfg(feature = "euckr")]
            Self::EucKrBytes(0, _) => true,
            _ => false,
        }
    }
}

impl Actual {
    pub(super) fn count(&self) -> Option<usize> {
        match self {
            Self::Count(count, _) => Some(*count),
            _ => None,
        }
    }

    pub(super) fn describe(&self, sensitive: bool) -> String {
        match self {
            Self::Nothing => "nothing".to_owned(),
            #[cfg(feature = "conditions")]
            Self::Fields(words) => words.clone(),
            Self::Count(count, unit) => format!("{count} {unit}{}", plural(*count)),
            Self::Value(text) if sensitive => match text.chars().count() {
                1 => "1 character that is not shown".to_owned(),
                count => format!("{count} characters that are not shown"),
            },
            Self::Value(text) if text.is_empty() => "an empty text".to_owned(),
            Self::Value(text) => shown(text, SHOWN),
            Self::Blanks => "nothing but blanks".to_owned(),
            Self::Character(_, why) if sensitive => format!("a character that is not shown{why}"),
            Self::Character(character, why) => {
                format!("`{}`{why}", shown(character.encode_utf8(&mut [0; 4]), 1))
            }
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Required => f.write_str("required"),
            #[cfg(feature = "conditions")]
            Self::RequiredWhen(condition) => {
                f.write_str("required when ")?;
                write_condition(f, condition)
            }
            #[cfg(feature = "conditions")]
            Self::ForbiddenWhen(condition) => {
                f.write_str("not allowed when ")?;
                write_condition(f, condition)
            }
            #[cfg(feature = "conditions")]
            Self::ExactlyOneOf(fields) => write!(f, "exactly one of {}", fields.join(", ")),
            #[cfg(feature = "conditions")]
            Self::AtLeastOneOf(fields) => write!(f, "at least one of {}", fields.join(", ")),
            #[cfg(feature = "conditions")]
            Self::AtMostOneOf(fields) => write!(f, "at most one of {}", fields.join(", ")),
            #[cfg(feature = "conditions")]
            Self::AllOrNoneOf(fields) => write!(f, "all or none of {}", fields.join(", ")),
            Self::NotZero => f.write_str("more than zero"),
            Self::NotEmpty => f.write_str("not empty"),
            Self::RequiredWith(field) => write!(f, "required where {field} is given"),
            Self::HeaderText => f.write_str("printable ASCII on one line, not blank"),
            Self::OneLine => f.write_str("one line of text without control characters, not blank"),
            Self::TextLines => {
                f.write_str("text with no control characters but line ends, not blank")
            }
            Self::ItemCount(min, max) => limits(f, min, max, "item"),
            Self::NoSeparator(separator) => write!(f, "no part may contain `{separator}`"),
            #[cfg(feature = "emv")]
            Self::EmvQr => f.write_str("an EMV QR text that ends in the right CRC"),
            Self::Characters(min, max) => limits(f, min, max, "character"),
            Self::Utf8Bytes(min, max) => limits(f, min, max, "UTF-8 byte"),
            #[cfg(feature = "euckr")]
            Self::EucKrBytes(min, max) => limits(f, min, max, "EUC-KR byte"),
            Self::Digits(min, max) => limits(f, min, max, "digit"),
            Self::DigitsOnly => f.write_str("digits only"),
            Self::Range(min, max) => write!(f, "from {min} to {max}"),
            #[cfg(feature = "decimal")]
            Self::DecimalRange((least, most), min, max) => {
                write!(f, "from {min} to {max}, ")?;
                limits(f, least as usize, most as usize, "decimal place")
            }
            Self::Only(ranges) => {
                f.write_str("only the characters")?;
                ranges.iter().try_for_each(|range| match range {
                    (first, last) if first == last => write!(f, " `{first}`"),
                    (first, last) => write!(f, " `{first}`-`{last}`"),
                })
            }
            Self::Without(characters) => write!(f, "none of the characters `{characters}`"),
            #[cfg(feature = "euckr")]
            Self::InEucKr => f.write_str("only characters that EUC-KR can hold"),
            Self::DateTime(format, width) => {
                write!(f, "a real {}, {width} characters", pattern(format))
            }
            Self::DateTimeOr(format, _, listed) => {
                write!(f, "a real {}, or {}", pattern(format), listed.join(" or "))
            }
        }
    }
}

fn limits(f: &mut fmt::Formatter<'_>, min: usize, max: usize, unit: &str) -> fmt::Result {
    let (few, many) = (plural(min), plural(max));
    match (min, max) {
        _ if min == max => write!(f, "exactly {max} {unit}{many}"),
        (_, usize::MAX) => write!(f, "at least {min} {unit}{few}"),
        (0 | 1, _) => write!(f, "at most {max} {unit}{many}"),
        _ => write!(f, "{min} to {max} {unit}{many}"),
    }
}

/// The format as documents of payment gateways write it.
fn pattern(format: &str) -> String {
    [
        ("%Y", "YYYY"),
        ("%y", "YY"),
        ("%m", "MM"),
        ("%d", "DD"),
        ("%H", "hh"),
        ("%M", "mm"),
        ("%S", "ss"),
    ]
    .iter()
    .fold(format.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

fn outside(count: usize, min: usize, max: usize, unit: &'static str) -> Option<Actual> {
    (!(min..=max).contains(&count)).then_some(Actual::Count(count, unit))
}

#[cfg(feature = "euckr")]
fn broken_as_euc_kr(text: &str, min: usize, max: usize) -> Option<Actual> {
    match Charset::EucKr.encode(text) {
        Some(bytes) => outside(bytes.len(), min, max, "EUC-KR byte"),
        None => Charset::EucKr
            .first_not_held(text)
            .map(|c| Actual::Character(c, ", which EUC-KR cannot hold")),
    }
}

/// Whether a character shows nothing: white space, or one of those without width that Unicode does not
/// count as such, the fillers of Hangul among them.
fn is_blank(character: char) -> bool {
    let without_width = matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    let is_filler = matches!(character, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}');
    character.is_whitespace() || without_width || is_filler
}

fn blanks(text: &str) -> Option<Actual> {
    (!text.is_empty() && text.chars().all(is_blank)).then_some(Actual::Blanks)
}

fn allowed(ranges: &[(char, char)], character: char) -> bool {
    ranges
        .iter()
        .any(|(first, last)| (first..=last).contains(&&character))
}

fn character(text: &str, offends: impl Fn(char) -> bool) -> Option<Actual> {
    let found = text.chars().find(|&c| offends(c));
    found.map(|c| Actual::Character(c, ""))
}

/// Whether a header can hold the text as vendors read it: printable ASCII.
pub(crate) fn is_printable(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_graphic() || byte == b' ')
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn within(text: &str, min: i128, max: i128) -> bool {
    all_digits(text.strip_prefix('-').unwrap_or(text))
        && text
            .parse()
            .is_ok_and(|number: i128| (min..=max).contains(&number))
}

fn is_time(text: &str, format: &str, width: usize) -> bool {
    text.chars().count() == width && value::is_real(text, format)
}
