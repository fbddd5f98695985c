//! Amounts: added and compared exactly.

use std::fmt;

/// So many digits behind the point are kept; no field has more.
const PLACES: usize = 10;

/// A number of up to 28 digits, in units of its last possible place behind the point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Amount(i128);

impl Amount {
    pub const ZERO: Self = Self(0);

    /// The number that a text is, written in digits with at most one point; nothing for any other text, and for less
    /// than zero.
    pub fn parse(text: &str) -> Option<Self> {
        if text.ends_with('.') {
            return None;
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = !whole.is_empty() && whole.len() + PLACES <= 38 && fraction.len() <= PLACES;
        if !fits || !digits(whole) || !digits(fraction) {
            return None;
        }
        format!("{whole}{fraction:0<PLACES$}")
            .parse()
            .ok()
            .map(Self)
    }

    /// The sum; the greatest number where it is greater than that.
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference; nothing where it is less than zero.
    pub fn minus(self, other: Self) -> Option<Self> {
        let difference = self.0.checked_sub(other.0)?;
        (difference >= 0).then_some(Self(difference))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:0>width$}", self.0, width = PLACES + 1);
        let (whole, fraction) = digits
            .split_at_checked(digits.len().saturating_sub(PLACES))
            .unwrap_or((&digits, ""));
        match fraction.trim_end_matches('0') {
            "" => f.write_str(whole),
            fraction => write!(f, "{whole}.{fraction}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        for (text, shown) in [
            ("0", "0"),
            ("1000", "1000"),
            ("0007", "7"),
            ("10.50", "10.5"),
            ("0.01", "0.01"),
            ("9007199254740993", "9007199254740993"),
            (
                "9999999999999999999999999999",
                "9999999999999999999999999999",
            ),
        ] {
            assert_eq!(Amount::parse(text).unwrap().to_string(), shown, "{text}");
        }
        for text in [
            "",
            "-1",
            "1,000",
            "1.",
            "x",
            ".5x",
            "12345678901234567890123456789",
        ] {
            let read = Amount::parse(text).map(|amount| amount.to_string());
            assert_eq!(read, None, "{text}");
        }
        let amount = |text| Amount::parse(text).unwrap();
        assert_eq!(amount("1").minus(amount("0.9")), Some(amount("0.1")));
        assert_eq!(amount("1").minus(amount("1.1")), None);
        assert_eq!(amount("0.1").plus(amount("0.2")), amount("0.3"));
    }
}
