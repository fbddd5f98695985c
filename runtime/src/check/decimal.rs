//! Limits of decimal numbers.

use super::rule::Actual;
use crate::Decimal;

/// What of a number, written as usual, breaks its limits.
pub(super) fn broken(text: &str, places: (u32, u32), range: (&str, &str)) -> Option<Actual> {
    let whole = || Actual::Value(text.to_owned());
    let number = |text: &str| Decimal::from_str_exact(text).ok();
    let (Some(value), Some(min), Some(max)) = (number(text), number(range.0), number(range.1))
    else {
        return Some(whole());
    };
    if !(places.0..=places.1).contains(&value.scale()) {
        return Some(Actual::Count(
            value.scale() as usize,
            "digit behind the point",
        ));
    }
    (!(min..=max).contains(&value)).then(whole)
}
