//! The rules that the value of a field can have: what each is called, how it is described, and whether a text
//! obeys it. Which rules a field has does not belong here.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{
    Characters, Count, DecimalLimits, Enumeration, EnumerationId, Length, LengthUnit, TimeFormat,
    TimePart,
};

/// What the value of a field must obey, beside its presence. In a list all but [`Rule::Count`] hold for
/// each value.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// How many items a list has.
    Count(Count),
    /// How long the text is.
    Length(Length),
    /// Which characters the text has.
    Characters(Characters),
    /// No control character and no separator of lines, and not blank characters alone.
    OneLine,
    /// As [`Rule::OneLine`], but with line ends and tabs.
    Lines,
    /// Printable ASCII, and not blanks alone, as a header holds it.
    HeaderText,
    /// Only characters that EUC-KR can hold; a length in EUC-KR bytes implies it.
    InEucKr,
    /// The digits 0 to 9, at least one.
    DigitsOnly,
    /// A whole amount, with its least and greatest number of digits where they are documented.
    Amount {
        /// The least and the greatest number of digits.
        digits: Option<(u32, u32)>,
        /// Whether it may be less than zero.
        negative: bool,
    },
    /// An amount of more than zero.
    NotZero,
    /// A whole number between these.
    Range {
        /// The least value.
        min: i128,
        /// The greatest value.
        max: i128,
    },
    /// One of these decimal numbers.
    Decimal(DecimalLimits),
    /// `true` or `false`.
    Flag,
    /// One of the values of a closed enumeration.
    Listed(EnumerationId),
    /// A time that exists, in this format.
    Time(TimeFormat),
    /// Such a time, or one of the values of a closed enumeration.
    TimeOr(TimeFormat, EnumerationId),
    /// An EMV QR code's text with the right CRC.
    EmvQr,
    /// Standard base64.
    Base64,
    /// None of the joined texts has the separator.
    NoSeparator(char),
}

/// The rules that a spec states of a field's value, at most one of each sort, in the order in which they are
/// documented.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stated(Vec<Rule>);

impl Stated {
    /// The rules, in the order in which they are documented.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.0.iter()
    }

    /// The rule of the same sort as `rule`, whatever its limits.
    pub fn same_sort(&self, rule: &Rule) -> Option<&Rule> {
        self.iter().find(|stated| stated.is_same_sort(rule))
    }

    /// How long the text may be, or each text of a list.
    pub fn length(&self) -> Option<Length> {
        self.iter().find_map(|rule| match rule {
            Rule::Length(length) => Some(*length),
            _ => None,
        })
    }

    /// States another length, or none.
    pub fn set_length(&mut self, length: Option<Length>) {
        self.0.retain(|rule| !matches!(rule, Rule::Length(_)));
        if let Some(length) = length {
            self.0.insert(0, Rule::Length(length));
        }
    }

    /// Which characters the text may have.
    pub fn characters(&self) -> Option<&Characters> {
        self.iter().find_map(|rule| match rule {
            Rule::Characters(characters) => Some(characters),
            _ => None,
        })
    }

    /// Whether the text may have several lines.
    pub(super) fn has_lines(&self) -> bool {
        self.0.contains(&Rule::Lines)
    }
}

impl FromIterator<Rule> for Stated {
    fn from_iter<I: IntoIterator<Item = Rule>>(rules: I) -> Self {
        Self(rules.into_iter().collect())
    }
}

impl Rule {
    /// Whether two rules say the same sort of thing, with whatever limits.
    pub fn is_same_sort(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// The one description of the rule, as a part of a sentence. `quote` shows a text as a value.
    pub fn describe(&self, enumerations: &[Enumeration], quote: &dyn Fn(&str) -> String) -> String {
        match self {
            Self::Count(count) => count.describe(),
            Self::Length(length) => length.describe(),
            Self::Characters(characters) => describe_characters(characters, quote),
            Self::OneLine => "one line".to_owned(),
            Self::Lines => "may have several lines".to_owned(),
            Self::HeaderText => "printable ASCII on one line".to_owned(),
            Self::InEucKr => "only characters that EUC-KR can hold".to_owned(),
            Self::DigitsOnly => "digits only".to_owned(),
            Self::Decimal(limits) => limits.describe(),
            Self::Amount { digits, .. } => match digits {
                Some((min, max)) if min == max => format!("an amount of {max} digits"),
                Some((_, max)) => format!("a whole amount of at most {max} digits"),
                None => "a whole amount".to_owned(),
            },
            Self::NotZero => "more than zero".to_owned(),
            Self::Range { min: 0, max } if *max == u64::MAX.into() => "a whole number".to_owned(),
            Self::Range { min, max } => format!("a whole number from {min} to {max}"),
            Self::Flag => "true or false".to_owned(),
            Self::Listed(id) => describe_choices(*id, enumerations, quote),
            Self::Time(format) => format!("a time written as {}", quote(&format.mask())),
            Self::TimeOr(format, id) => {
                let choices = describe_choices(*id, enumerations, quote);
                format!("a time written as {}, or {choices}", quote(&format.mask()))
            }
            Self::EmvQr => "the text of an EMV QR code, with a correct CRC".to_owned(),
            Self::Base64 => "bytes, as base64".to_owned(),
            Self::NoSeparator(separator) => {
                let separator = quote(&separator.to_string());
                format!("one text or several, joined by {separator}")
            }
        }
    }
}

impl Length {
    /// The length as a part of a sentence, with its unit.
    pub fn describe(self) -> String {
        let (one, many) = match self.unit {
            LengthUnit::Characters => ("character", "characters"),
            LengthUnit::Utf8Bytes => ("byte in UTF-8", "bytes in UTF-8"),
            LengthUnit::EucKrBytes => ("byte in EUC-KR", "bytes in EUC-KR"),
        };
        bounds(self.min, self.max, one, many)
    }
}

impl Count {
    /// The number of items as a part of a sentence.
    pub fn describe(self) -> String {
        match self.max {
            Some(max) => bounds(self.min, max, "item", "items"),
            None if self.min == 1 => "at least 1 item".to_owned(),
            None => format!("at least {} items", self.min),
        }
    }
}

fn bounds(min: u32, max: u32, one: &str, many: &str) -> String {
    let unit = if max == 1 { one } else { many };
    match (min, max) {
        (min, max) if min == max => format!("exactly {max} {unit}"),
        (1, max) => format!("at most {max} {unit}"),
        (min, max) => format!("{min} to {max} {unit}"),
    }
}

fn describe_characters(characters: &Characters, quote: &dyn Fn(&str) -> String) -> String {
    let quote = |letter: char| quote(letter.encode_utf8(&mut [0; 4]));
    match characters {
        Characters::Only(ranges) => {
            let range = |(first, last): &(char, char)| match first == last {
                true => quote(*first),
                false => format!("{} to {}", quote(*first), quote(*last)),
            };
            let ranges: Vec<String> = ranges.iter().map(range).collect();
            format!("only the characters {}", ranges.join(", "))
        }
        Characters::Without(listed) => {
            let listed: Vec<String> = listed.chars().map(quote).collect();
            format!("without {}", listed.join(", "))
        }
    }
}

fn describe_choices(
    id: EnumerationId,
    enumerations: &[Enumeration],
    quote: &dyn Fn(&str) -> String,
) -> String {
    let declared = enumerations.get(id.0);
    let choices = declared.map_or(&[][..], |declared| &declared.choices);
    let list: Vec<String> = choices.iter().map(|choice| quote(&choice.wire)).collect();
    format!("one of {}", list.join(", "))
}

/// How much of what a length counts a text has; `None` when the charset cannot hold it.
pub fn measure(unit: LengthUnit, text: &str) -> Option<usize> {
    match unit {
        LengthUnit::Characters => Some(text.chars().count()),
        LengthUnit::Utf8Bytes => Some(text.len()),
        LengthUnit::EucKrBytes => {
            let (bytes, _, replaced) = encoding_rs::EUC_KR.encode(text);
            (!replaced).then_some(bytes.len())
        }
    }
}

/// The first character of a text that it may not have, in words.
fn broken_characters(characters: &Characters, text: &str) -> Option<String> {
    let allowed = |letter: char| match characters {
        Characters::Only(ranges) => ranges
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&letter)),
        Characters::Without(listed) => !listed.contains(letter),
    };
    let bad = text.chars().find(|letter| !allowed(*letter))?;
    Some(format!(
        "it has `{}`, which is not allowed",
        bad.escape_debug()
    ))
}

fn broken_length(length: Length, text: &str) -> Option<String> {
    let Some(count) = measure(length.unit, text) else {
        return Some("it has characters that EUC-KR cannot hold".to_owned());
    };
    let unit = match length.unit {
        LengthUnit::Characters => "characters",
        LengthUnit::Utf8Bytes => "bytes in UTF-8",
        LengthUnit::EucKrBytes => "bytes in EUC-KR",
    };
    let (min, max) = (length.min as usize, length.max as usize);
    (count < min || count > max).then(|| match min == max {
        true => format!("it has {count} {unit} and must have {max}"),
        false => format!("it has {count} {unit} and must have {min} to {max}"),
    })
}

impl Rule {
    /// Why a text breaks the rule, in words; `None` when it obeys. A count is for [`Rule::broken_by_count`],
    /// and what was joined shows no separator of its own.
    pub fn broken_by(&self, enumerations: &[Enumeration], text: &str) -> Option<String> {
        let digits_only = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let unless = |fits: bool, why: &str| (!fits).then(|| why.to_owned());
        match self {
            Self::Count(_) | Self::NoSeparator(_) => None,
            Self::Length(length) => broken_length(*length, text),
            Self::Characters(characters) => broken_characters(characters, text),
            Self::OneLine => broken_lines(text, |_| false),
            Self::Lines => broken_lines(text, |c| "\n\r\t\u{2028}\u{2029}".contains(c)),
            Self::HeaderText => {
                let printable = text.bytes().all(|b| b.is_ascii_graphic() || b == b' ');
                unless(printable, "it must be printable ASCII on one line")
                    .or_else(|| broken_lines(text, |_| false))
            }
            Self::InEucKr => unless(
                measure(LengthUnit::EucKrBytes, text).is_some(),
                "it has characters that EUC-KR cannot hold",
            ),
            Self::DigitsOnly => unless(digits_only, "it must have digits only"),
            Self::NotZero => unless(
                !digits_only || text.bytes().any(|b| b != b'0'),
                "it must be more than zero",
            ),
            Self::Amount { digits, negative } => {
                broken_amount(digits.unwrap_or((1, 20)), *negative, text)
            }
            Self::Range { min, max } => {
                let fits = whole_number(text).is_some_and(|number| (min..=max).contains(&&number));
                (!fits).then(|| format!("it must be a whole number from {min} to {max}"))
            }
            Self::Decimal(limits) => limits.broken_by(text),
            Self::Flag => unless(
                matches!(text, "true" | "false"),
                "it must be `true` or `false`",
            ),
            Self::Listed(id) => broken_choice(enumerations.get(id.0)?, text),
            Self::TimeOr(format, id) => {
                let broken = broken_choice(enumerations.get(id.0)?, text)?;
                let mask = format.mask();
                (!is_real_time(format, text))
                    .then(|| format!("it is no time in the format `{mask}`, and {broken}"))
            }
            Self::Time(format) => (!is_real_time(format, text))
                .then(|| format!("it is no time in the format `{}`", format.mask())),
            Self::EmvQr => unless(
                emv_crc_holds(text),
                "its last four characters are not the CRC of the rest",
            ),
            Self::Base64 => unless(STANDARD.decode(text).is_ok(), "it is no standard base64"),
        }
    }

    /// Why a list of so many items breaks the rule, in words; `None` when it obeys.
    pub fn broken_by_count(&self, count: usize) -> Option<String> {
        let Self::Count(allowed) = self else {
            return None;
        };
        let fits = allowed.allows(count);
        (!fits).then(|| format!("it has {count} items and must have {}", allowed.describe()))
    }
}

fn broken_choice(enumeration: &Enumeration, text: &str) -> Option<String> {
    let is_listed = enumeration.choices.iter().any(|choice| choice.wire == text);
    (!is_listed).then(|| format!("it is none of the values of `{}`", enumeration.name))
}

fn broken_amount((min, max): (u32, u32), negative: bool, text: &str) -> Option<String> {
    let digits = match text.strip_prefix('-') {
        Some(digits) if negative && digits.bytes().any(|byte| byte != b'0') => digits,
        Some(_) | None => text,
    };
    let fits = (min as usize..=max as usize).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.parse::<u64>().is_ok();
    (!fits).then(|| match min == max {
        true => format!("it must be a whole amount of {max} digits"),
        false => format!("it must be a whole amount of {min} to {max} digits"),
    })
}

/// A whole number as its digits, behind a minus sign where it is less than zero.
fn whole_number(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse::<i128>().ok().filter(|_| is_digits)?;
    (number != 0 || !text.starts_with('-')).then_some(number)
}

/// A control character or a separator of lines that is not allowed, or nothing but blanks. The empty text is no matter of this
/// rule: presence and length say whether it may be.
fn broken_lines(text: &str, allowed: impl Fn(char) -> bool) -> Option<String> {
    let ends = |c: &char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let control = text.chars().find(|c| ends(c) && !allowed(*c));
    let blank = !text.is_empty() && text.chars().all(is_blank);
    match control {
        Some(control) => Some(format!(
            "it has the control character `{}`",
            control.escape_unicode()
        )),
        None => blank.then(|| "it has nothing but blanks".to_owned()),
    }
}

/// Whether a character shows nothing: white space, or one of those without width that Unicode does not
/// count as such, the fillers of Hangul among them.
pub(super) fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '\u{200b}'
                ..='\u{200d}'
                    | '\u{2060}'
                    | '\u{feff}'
                    | '\u{115f}'
                    | '\u{1160}'
                    | '\u{3164}'
                    | '\u{ffa0}'
        )
}

/// EMVCo QR code specification for payment systems, merchant-presented mode, §4.7.3: CRC-16 with
/// polynomial 1021 and initial value FFFF over everything before the CRC, its tag and length included.
fn emv_crc_holds(text: &str) -> bool {
    let Some((payload, crc)) = text
        .len()
        .checked_sub(4)
        .and_then(|end| text.split_at_checked(end))
    else {
        return false;
    };
    let computed = crc::Crc::<u16>::new(&crc::CRC_16_IBM_3740).checksum(payload.as_bytes());
    payload.ends_with("6304") && crc == format!("{computed:04X}")
}

/// Whether a text is a time that exists, in a format of exactly its width.
pub fn is_real_time(format: &TimeFormat, text: &str) -> bool {
    if !has_shape(format, text) {
        return false;
    }
    if format.is_epoch() {
        return true;
    }
    let Ok(time) = jiff::fmt::strtime::BrokenDownTime::parse(format.strftime(), text) else {
        return false;
    };
    let has = |part: TimePart| format.0.contains(&part);
    let has_day = has(TimePart::Month) && has(TimePart::Day);
    match has(TimePart::Year) || has(TimePart::ShortYear) {
        _ if !has_day => true,
        true => time.to_date().is_ok(),
        // Without a year, a day that some year has.
        false => day_of_a_leap_year(time.month(), time.day()),
    }
}

fn day_of_a_leap_year(month: Option<i8>, day: Option<i8>) -> bool {
    let both = month.zip(day);
    both.is_some_and(|(month, day)| jiff::civil::Date::new(2024, month, day).is_ok())
}

/// The parser takes `1` for `%d`; a vendor's fixed-width format does not.
fn has_shape(format: &TimeFormat, text: &str) -> bool {
    let mut rest = text;
    for part in &format.0 {
        let Some((taken, after)) = rest.split_at_checked(part.width()) else {
            return false;
        };
        let fits = match part {
            TimePart::Literal(separator) => taken.starts_with(*separator),
            TimePart::Offset | TimePart::OffsetWithColon => taken.starts_with(['+', '-']),
            TimePart::Utc(mark) => taken == *mark,
            // The parser takes a leap second; Korean clocks and vendors do not show one.
            TimePart::Second => taken.bytes().all(|b| b.is_ascii_digit()) && taken < "60",
            _ => taken.bytes().all(|b| b.is_ascii_digit()),
        };
        if !fits {
            return false;
        }
        rest = after;
    }
    rest.is_empty()
}
