//! Decimal numbers: exact, with the digits behind the point that a vendor documents.

use std::borrow::Cow;

pub use rust_decimal::Decimal;

use crate::Wire;

/// The number without zeros at its end, but with at least so many digits behind the point: what a setter keeps.
#[must_use]
pub fn decimal(least_places: u32, value: impl Into<Decimal>) -> Option<Decimal> {
    let mut value = value.into().normalize();
    if value.scale() < least_places {
        value.rescale(least_places);
    }
    Some(value)
}

impl Wire for Decimal {
    fn wire(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_the_digits_behind_the_point_that_it_needs_and_no_fewer_than_it_must() {
        for (given, least, written) in [
            ("10.5", 2, "10.50"),
            ("10.500", 2, "10.50"),
            ("10.500", 0, "10.5"),
            ("10.555", 2, "10.555"),
            ("100", 0, "100"),
            ("100", 2, "100.00"),
            ("-0.0", 0, "0"),
            ("-0.10", 0, "-0.1"),
            (
                "79228162514264337593543950335",
                0,
                "79228162514264337593543950335",
            ),
        ] {
            let given = Decimal::from_str_exact(given).unwrap();
            let kept = decimal(least, given).unwrap();
            assert_eq!(kept.to_string(), written, "{given}");
        }
    }
}
