//! Decimal numbers of the model: read from texts, compared exactly, written as texts. They are never computed with.

use std::fmt;

/// A decimal number of at most [`Decimal::DIGITS`] digits, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal {
    /// What stands before the point, with the sign of the number.
    whole: i128,
    /// What stands behind it, in units of its last possible digit and with the same sign.
    fraction: i128,
}

/// The numbers that a field can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecimalLimits {
    /// The least and the greatest number of digits behind the point.
    pub places: (u32, u32),
    /// The least value.
    pub min: Decimal,
    /// The greatest value.
    pub max: Decimal,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self {
        whole: 0,
        fraction: 0,
    };
    /// The most digits that a number has, before and behind its point together.
    pub const DIGITS: usize = 28;

    /// The number that a text is, written as usual: `0`, `-12`, `0.50`; without a plus sign, zeros in front or a
    /// negative zero.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (digits, ""),
        };
        let mut both = whole.bytes().chain(fraction.bytes());
        let is_written_so = both.all(|byte| byte.is_ascii_digit())
            && !whole.is_empty()
            && (whole == "0" || !whole.starts_with('0'))
            && whole.len() + fraction.len() <= Self::DIGITS;
        let number = |digits: &str| digits.parse::<i128>().ok();
        let scaled = format!("{fraction:0<width$}", width = Self::DIGITS);
        let (whole, fraction) = (number(whole)?, number(&scaled)?);
        let is_negative_zero = sign < 0 && whole == 0 && fraction == 0;
        (is_written_so && !is_negative_zero).then_some(Self {
            whole: sign * whole,
            fraction: sign * fraction,
        })
    }

    /// The greatest number with so many digits behind the point.
    pub fn greatest(places: u32) -> Self {
        let before = Self::DIGITS.saturating_sub(places as usize);
        let nines = "9".repeat(before.max(1));
        Self {
            whole: nines.parse().unwrap_or(i128::MAX),
            fraction: 0,
        }
    }

    /// How many digits stand before the point.
    pub fn whole_digits(self) -> usize {
        self.whole.unsigned_abs().to_string().len()
    }

    /// How many digits stand behind the point, zeros at the end not counted.
    pub fn places(self) -> usize {
        let text = self.to_string();
        text.split_once('.').map_or(0, |(_, places)| places.len())
    }

    /// The number with at least so many digits behind the point.
    pub fn with_places(self, least: u32) -> String {
        let (text, missing) = (
            self.to_string(),
            (least as usize).saturating_sub(self.places()),
        );
        match missing {
            0 => text,
            _ if text.contains('.') => text + &"0".repeat(missing),
            _ => format!("{text}.{}", "0".repeat(missing)),
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.whole < 0 || self.fraction < 0 {
            "-"
        } else {
            ""
        };
        write!(f, "{sign}{}", self.whole.unsigned_abs())?;
        let places = format!(
            "{:0>width$}",
            self.fraction.unsigned_abs(),
            width = Self::DIGITS
        );
        match places.trim_end_matches('0') {
            "" => Ok(()),
            places => write!(f, ".{places}"),
        }
    }
}

impl DecimalLimits {
    /// The numbers as a part of a sentence.
    pub(super) fn describe(&self) -> String {
        let places = match self.places {
            (0, 0) => "without digits behind the point".to_owned(),
            (0, most) => format!("with at most {most} digits behind the point"),
            (least, most) if least == most => format!("with {most} digits behind the point"),
            (least, most) => format!("with {least} to {most} digits behind the point"),
        };
        match self.is_bounded() {
            true => format!("a number from {} to {}, {places}", self.min, self.max),
            false => format!("a number of at least {}, {places}", self.min),
        }
    }

    /// Whether the document gives a greatest value: what a number can hold is nobody's limit.
    pub fn is_bounded(&self) -> bool {
        self.max != Decimal::greatest(self.places.1)
    }

    /// Why a text is none of the numbers, in words.
    pub(super) fn broken_by(&self, text: &str) -> Option<String> {
        let Some(number) = Decimal::parse(text) else {
            return Some("it must be a decimal number, such as `0` or `12.50`".to_owned());
        };
        let places = text.split_once('.').map_or(0, |(_, places)| places.len());
        let (least, most) = self.places;
        let fits = (least as usize..=most as usize).contains(&places)
            && (self.min..=self.max).contains(&number);
        (!fits).then(|| format!("it must be {}", self.describe()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_exactly_and_written_as_usual() {
        let sorted = [
            "-10.5", "-1.5", "-1.2", "-0.5", "0", "0.05", "0.5", "1", "1.25", "10",
        ];
        let numbers = sorted.map(|text| Decimal::parse(text).unwrap());
        assert!(numbers.is_sorted_by(|one, other| one < other));
        assert_eq!(numbers.map(|number| number.to_string()), sorted);
        for wrong in [
            "", "-", ".5", "1.", "01", "+1", "-0", "-0.00", "1e3", "1,000", "1 ",
        ] {
            assert_eq!(Decimal::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Decimal::parse(&"9".repeat(29)), None);
        assert_eq!(Decimal::parse("1.50"), Decimal::parse("1.5"));
        let padded = Decimal::parse("1.5").map(|number| number.with_places(3));
        assert_eq!(padded.as_deref(), Some("1.500"));
        assert_eq!(Decimal::ZERO.with_places(2), "0.00");
        assert_eq!(Decimal::greatest(26).to_string(), "99");
    }
}
