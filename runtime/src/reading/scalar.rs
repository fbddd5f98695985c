//! How values are written in answers and notifications, and what stands for none.
//!
//! Documents and practice differ in how a value is written. Every spelling that can mean one value
//! only is read; any other is odd, and what is odd is never rounded, cut or guessed at.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use sealed::Sent;

use crate::body::Json;
use crate::body::json::INEXACT;
use crate::{AnsweredChoice, Binary, Choice, Hidden, OpenChoice, Sensitive};

/// A type that a member of an answer can become by itself:
///
/// | type | is written as |
/// |---|---|
/// | `String`, [`Sensitive`] | a text; a number or a flag, as JSON writes them |
/// | `u64` | digits: `1000`, `"1000"`, `"0001000"`; exactly whole: `1000.0`, `1e3`, `"1000.00"`; in groups of three: `"1,000"` |
/// | `i64` | the same, behind a minus sign where it is negative |
/// | `Decimal` | the same, with digits behind the point that are not zero: `"10.50"`, `-0.5` |
/// | `bool` | `true`, `false`, `1`, `0`; a text of one of these, `Y` or `N`, in either case |
/// | [`Binary`] | standard base64, also with line ends in it |
/// | [`Hidden`] | as what it hides |
/// | an [`OpenChoice`], [`AnsweredChoice`] | as a text; one that is not listed is kept |
pub trait Scalar: sealed::Read {}

impl<T: sealed::Read> Scalar for T {}

pub(super) mod sealed {
    use std::fmt;

    use crate::body::Json;

    /// A value as it was sent, which only this crate can look into.
    pub struct Sent<'a>(pub(crate) &'a Json<'a>);

    impl fmt::Debug for Sent<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0.description())
        }
    }

    /// How a type is read.
    pub trait Read: Sized {
        /// What should stand there, in words.
        const EXPECTED: &'static str;
        /// Whether a blank text is a value of the type, and not one that is left out.
        const BLANK_IS_A_VALUE: bool = false;

        fn read(sent: Sent<'_>) -> Option<Self>;

        /// What stands in for a value in an answer that nobody is given.
        fn placeholder() -> Self;
    }
}

/// What vendors write for a member that is not there, besides leaving it out: null, or a text with
/// nothing but blanks in it. Of a text the latter is a value.
///
/// Where an object or a list is due they also write `[]`, `{}` or `false`. That is no value of what
/// is due, and so it is as absent as anything else that is odd there, and noted as that is. An empty
/// object is an object all the same, and an empty list a list.
pub(super) fn is_nothing(json: &Json, blank_is_a_value: bool) -> bool {
    match json {
        Json::Null => true,
        Json::Text(text) => !blank_is_a_value && text.trim().is_empty(),
        Json::Flag(_)
        | Json::Number(_)
        | Json::Broken(_)
        | Json::Unopened(_)
        | Json::List(_)
        | Json::Object(_) => false,
    }
}

impl sealed::Read for String {
    const EXPECTED: &'static str = "a text";
    const BLANK_IS_A_VALUE: bool = true;

    fn read(Sent(json): Sent<'_>) -> Option<Self> {
        json.text().map(Cow::into_owned)
    }

    fn placeholder() -> Self {
        Self::new()
    }
}

impl sealed::Read for Sensitive<String> {
    const EXPECTED: &'static str = String::EXPECTED;
    const BLANK_IS_A_VALUE: bool = true;

    fn read(Sent(json): Sent<'_>) -> Option<Self> {
        json.text().map(|text| Self::new(text.into_owned()))
    }

    fn placeholder() -> Self {
        Self::new(String::new())
    }
}

impl<T: sealed::Read> sealed::Read for Hidden<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const BLANK_IS_A_VALUE: bool = T::BLANK_IS_A_VALUE;

    fn read(sent: Sent<'_>) -> Option<Self> {
        T::read(sent).map(Self::new)
    }

    fn placeholder() -> Self {
        Self::new(T::placeholder())
    }
}

impl sealed::Read for u64 {
    const EXPECTED: &'static str = "a whole number";

    fn read(Sent(json): Sent<'_>) -> Option<Self> {
        match json {
            Json::Number(number) => {
                let whole = || number.as_f64().and_then(whole);
                number.as_u64().or_else(whole)
            }
            Json::Text(text) => whole_text(text),
            _ => None,
        }
    }

    fn placeholder() -> Self {
        0
    }
}

impl sealed::Read for i64 {
    const EXPECTED: &'static str = "a whole number";

    fn read(Sent(json): Sent<'_>) -> Option<Self> {
        let text = json.text().filter(|_| is_number_or_text(json))?;
        match text.strip_prefix('-') {
            Some(digits) => 0_i64.checked_sub_unsigned(whole_text(digits)?),
            None => whole_text(&text)?.try_into().ok(),
        }
    }

    fn placeholder() -> Self {
        0
    }
}

#[cfg(feature = "decimal")]
impl sealed::Read for crate::Decimal {
    const EXPECTED: &'static str = "a decimal number";

    fn read(Sent(json): Sent<'_>) -> Option<Self> {
        let text = json.text().filter(|_| is_number_or_text(json))?;
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", &*text),
        };
        // More digits of a JSON number were not read exactly, and an exponent says nothing of zeros at the end.
        let count = digits.bytes().filter(u8::is_ascii_digit).count();
        if matches!(json, Json::Number(number) if number.is_f64()) && count > EXACT_DIGITS {
            return None;
        }
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let whole = whole_text(whole).filter(|_| is_all(fraction, |byte| byte.is_ascii_digit()))?;
        let fraction = if digits.contains('.') {
            format!(".{fraction}")
        } else {
            String::new()
        };
        Self::from_str_exact(&format!("{sign}{whole}{fraction}")).ok()
    }

    fn placeholder() -> Self {
        Self::ZERO
    }
}

/// So many digits of a JSON number with a fraction are read exactly.
#[cfg(feature = "decimal")]
const EXACT_DIGITS: usize = 15;

/// Whether a number can be read of it; flags have a text too.
fn is_number_or_text(json: &Json) -> bool {
    matches!(json, Json::Number(_) | Json::Text(_))
}

impl sealed::Read for bool {
    const EXPECTED: &'static str = "true or false";

    fn read(Sent(json): Sent<'_>) -> Option<Self> {
        let text = json.text()?;
        let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        match (is(["true", "y", "1"]), is(["false", "n", "0"])) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }

    fn placeholder() -> Self {
        false
    }
}

impl sealed::Read for Binary {
    const EXPECTED: &'static str = "base64";

    fn read(Sent(json): Sent<'_>) -> Option<Self> {
        let Json::Text(text) = json else { return None };
        // No other blank: in a form one may be a plus sign that was not percent-encoded.
        let lines = text.replace(['\r', '\n'], "");
        STANDARD.decode(lines).ok().map(Self::new)
    }

    fn placeholder() -> Self {
        Self::default()
    }
}

impl<C: OpenChoice> sealed::Read for C {
    const EXPECTED: &'static str = String::EXPECTED;

    fn read(Sent(json): Sent<'_>) -> Option<Self> {
        json.text().map(|text| Self::from_wire(&text))
    }

    fn placeholder() -> Self {
        Self::from_wire("")
    }
}

impl<C: Choice + Clone> sealed::Read for AnsweredChoice<C> {
    const EXPECTED: &'static str = String::EXPECTED;

    fn read(Sent(json): Sent<'_>) -> Option<Self> {
        json.text().map(|text| Self::from_wire(&text))
    }

    fn placeholder() -> Self {
        Self::from_wire("")
    }
}

/// The whole number that a binary fraction is, when it is one exactly and no other one was written.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is whole, not negative, and below 10^15"
)]
fn whole(number: f64) -> Option<u64> {
    let is_whole = number.fract() == 0.0 && (0.0..INEXACT).contains(&number);
    is_whole.then_some(number as u64)
}

/// The whole number that a text is: digits, all together or in groups of three, and behind a point
/// nothing but zeros.
fn whole_text(text: &str) -> Option<u64> {
    let digits = match text.split_once('.') {
        Some((digits, zeros)) if is_all(zeros, |byte| byte == b'0') => digits,
        Some(_) => return None,
        None => text,
    };
    // The digits are looked at because `parse` lets a plus sign through.
    if is_all(digits, |byte| byte.is_ascii_digit()) {
        return digits.parse().ok();
    }
    let mut groups = digits.split(',');
    let first = groups.next()?;
    // With a zero in front the comma may be that of a fraction: 0,500.
    let are_groups = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3);
    let together = digits.replace(',', "");
    let is_number = is_all(&together, |byte| byte.is_ascii_digit());
    together.parse().ok().filter(|_| are_groups && is_number)
}

fn is_all(text: &str, is: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(is)
}
