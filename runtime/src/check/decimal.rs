//! Limits of decimal numbers.

use crate::Decimal;

/// What breaks the limits of a number.
pub(super) enum Wrong {
    /// It has so many digits behind the point.
    Places(u32),
    /// It is too small or too large, or no number.
    Number,
}

/// What of a number, written as usual, breaks its limits.
pub(super) fn wrong(text: &str, places: (u32, u32), range: (&str, &str)) -> Option<Wrong> {
    let number = |text: &str| Decimal::from_str_exact(text).ok();
    let numbers = number(text).zip(number(range.0).zip(number(range.1)));
    let Some((value, (min, max))) = numbers else {
        return Some(Wrong::Number);
    };
    if !(places.0..=places.1).contains(&value.scale()) {
        return Some(Wrong::Places(value.scale()));
    }
    (!(min..=max).contains(&value)).then_some(Wrong::Number)
}
