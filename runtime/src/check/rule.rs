//! The rules for values.

use std::fmt;

use encoding_rs::EUC_KR;

use crate::shown::shown;
use crate::time_text;

/// The longest part of a value that a violation shows, in characters.
const SHOWN: usize = 40;

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
    /// that it can not hold.
    EucKrBytes(usize, usize),
    /// A number of from so many to so many decimal digits.
    Digits(usize, usize),
    /// The digits 0 to 9, at least one, and nothing else.
    DigitsOnly,
    /// A number from so much to so much.
    Range(u64, u64),
    /// The field must be given because another one has one of these values.
    RequiredWhen(&'static str, &'static [&'static str]),
    /// The field must not be given because another one has one of these values.
    ForbiddenWhen(&'static str, &'static [&'static str]),
    /// A number greater than zero.
    NotZero,
    /// Printable ASCII on one line, as a header holds it.
    HeaderText,
    /// None of the joined texts has the character that joins them.
    NoSeparator(char),
    /// The text of an EMV merchant-presented QR code: it ends in `6304` and the CRC of all before it.
    EmvQr,
    /// A real date or time in this format (strftime), of so many characters.
    DateTime(&'static str, usize),
}

/// What a rule found instead of what it asks for.
pub(super) enum Finding {
    Nothing,
    Something,
    Count(usize, &'static str),
    Value(String),
    Unholdable(char),
}

impl Rule {
    /// What in a text breaks the rule, if anything does.
    pub(super) fn broken_by(self, text: &str) -> Option<Finding> {
        match self {
            Self::Required | Self::RequiredWhen(..) | Self::ForbiddenWhen(..) => None,
            Self::NotZero if text.bytes().any(|byte| byte != b'0') => None,
            Self::HeaderText
                if text
                    .bytes()
                    .all(|byte| byte.is_ascii_graphic() || byte == b' ') =>
            {
                None
            }
            Self::NotZero | Self::HeaderText => Some(Finding::Value(text.to_owned())),
            Self::NoSeparator(separator) => Some(Finding::Value(separator.to_string())),
            Self::EmvQr if emv_crc_holds(text) => None,
            Self::EmvQr => Some(Finding::Value(
                text.chars()
                    .rev()
                    .take(8)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev()
                    .collect(),
            )),
            Self::Characters(min, max) => outside(text.chars().count(), min, max, "character"),
            Self::Utf8Bytes(min, max) => outside(text.len(), min, max, "UTF-8 byte"),
            Self::EucKrBytes(min, max) => broken_as_euc_kr(text, min, max),
            Self::Digits(min, max) if all_digits(text) => outside(text.len(), min, max, "digit"),
            Self::DigitsOnly if all_digits(text) => None,
            Self::Range(min, max) if within(text, min, max) => None,
            Self::DateTime(format, width) if is_time(text, format, width) => None,
            Self::Digits(..) | Self::DigitsOnly | Self::Range(..) | Self::DateTime(..) => {
                Some(Finding::Value(text.to_owned()))
            }
        }
    }

    /// Whether an empty text is a value.
    pub(super) fn lets_empty_through(&self) -> bool {
        matches!(
            self,
            Self::Characters(0, _) | Self::Utf8Bytes(0, _) | Self::EucKrBytes(0, _)
        )
    }
}

impl Finding {
    pub(super) fn count(&self) -> Option<usize> {
        match self {
            Self::Count(count, _) => Some(*count),
            _ => None,
        }
    }

    pub(super) fn describe(&self, sensitive: bool) -> String {
        match self {
            Self::Nothing => "nothing".to_owned(),
            Self::Something => "a value".to_owned(),
            Self::Count(count, unit) => format!("{count} {unit}{}", plural(*count)),
            Self::Value(text) if sensitive => {
                let count = text.chars().count();
                format!("{count} character{} that are not shown", plural(count))
            }
            Self::Value(text) if text.is_empty() => "an empty text".to_owned(),
            Self::Value(text) => shown(text, SHOWN),
            Self::Unholdable(_) if sensitive => "a character that EUC-KR can not hold".to_owned(),
            Self::Unholdable(character) => {
                let character = shown(character.encode_utf8(&mut [0; 4]), 1);
                format!("`{character}`, which EUC-KR can not hold")
            }
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Required => f.write_str("required"),
            Self::RequiredWhen(field, values) => {
                write!(f, "required when {field} is {}", values.join(" or "))
            }
            Self::ForbiddenWhen(field, values) => {
                write!(f, "not allowed when {field} is {}", values.join(" or "))
            }
            Self::NotZero => f.write_str("more than zero"),
            Self::HeaderText => f.write_str("printable ASCII on one line"),
            Self::NoSeparator(separator) => write!(f, "no part may contain `{separator}`"),
            Self::EmvQr => f.write_str("an EMV QR text that ends in the right CRC"),
            Self::Characters(min, max) => limits(f, min, max, "character"),
            Self::Utf8Bytes(min, max) => limits(f, min, max, "UTF-8 byte"),
            Self::EucKrBytes(min, max) => limits(f, min, max, "EUC-KR byte"),
            Self::Digits(min, max) => limits(f, min, max, "digit"),
            Self::DigitsOnly => f.write_str("digits only"),
            Self::Range(min, max) => write!(f, "from {min} to {max}"),
            Self::DateTime(format, width) => {
                write!(f, "a real {}, {width} characters", pattern(format))
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

fn outside(count: usize, min: usize, max: usize, unit: &'static str) -> Option<Finding> {
    (!(min..=max).contains(&count)).then_some(Finding::Count(count, unit))
}

fn broken_as_euc_kr(text: &str, min: usize, max: usize) -> Option<Finding> {
    let (bytes, _, replaced) = EUC_KR.encode(text);
    if replaced {
        return text.chars().find(|&c| !holds(c)).map(Finding::Unholdable);
    }
    outside(bytes.len(), min, max, "EUC-KR byte")
}

fn holds(character: char) -> bool {
    let (_, _, replaced) = EUC_KR.encode(character.encode_utf8(&mut [0; 4]));
    !replaced
}

/// EMVCo QR code specification for payment systems, merchant-presented mode, §4.7.3.
fn emv_crc_holds(text: &str) -> bool {
    let split = text
        .len()
        .checked_sub(4)
        .and_then(|end| text.split_at_checked(end));
    split.is_some_and(|(payload, crc)| {
        let computed = crc::Crc::<u16>::new(&crc::CRC_16_IBM_3740).checksum(payload.as_bytes());
        payload.ends_with("6304") && crc == format!("{computed:04X}")
    })
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn within(text: &str, min: u64, max: u64) -> bool {
    all_digits(text)
        && text
            .parse()
            .is_ok_and(|number: u64| (min..=max).contains(&number))
}

fn is_time(text: &str, format: &str, width: usize) -> bool {
    text.chars().count() == width && time_text::is_real(text, format)
}
