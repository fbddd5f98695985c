//! Values of answer members: made up where nothing better is known, written as their kind demands.

use std::cmp::Ordering;

use aes_gcm::aead::OsRng;
use aes_gcm::aead::rand_core::RngCore;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use kpg_codegen::model::{Decimal, DecimalLimits, Enumeration, Kind, Length, Zone};

use super::emv_qr;
use crate::clock;

/// A picture of one white pixel, in PNG and base64.
const PIXEL: &str = concat!(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR42mNg",
    "AAAAAgAB5Sfe/AAAAABJRU5ErkJggg==",
);

/// A value that obeys the rules of a kind and a length.
pub(super) fn made_up(kind: &Kind, length: Option<Length>, enumerations: &[Enumeration]) -> String {
    match kind {
        Kind::Text => random_hex(width(length, 12)),
        Kind::Digits => random_digits(width(length, 8)),
        Kind::Amount { digits, .. } => {
            let (min, max) = digits.unwrap_or((1, 20));
            let digits = usize::try_from(4.clamp(min, max.max(min))).unwrap_or(4);
            format!("1{}", "0".repeat(digits.saturating_sub(1)))
        }
        Kind::Integer { min, max } => 1.clamp(*min, *max.max(min)).to_string(),
        Kind::Decimal { limits, .. } => decimal(limits),
        Kind::Boolean => "false".to_owned(),
        Kind::Enumeration { id, .. } => {
            let choices = enumerations.get(id.0).map(|found| found.choices.as_slice());
            choices
                .and_then(<[_]>::first)
                .map(|choice| choice.wire.clone())
                .unwrap_or_default()
        }
        Kind::Joined { separator } => joined(*separator, width(length, 12)),
        Kind::EmvQr => emv_qr::made_up(width(length, 64)),
        Kind::Base64 => base64(length),
        Kind::DateTime(format) | Kind::TimeOr(format, _) => {
            clock::render(Zone::Seoul, format, Timestamp::now())
        }
    }
}

/// The least number that is not negative, and none below the least, with as many digits as it must have.
fn decimal(limits: &DecimalLimits) -> String {
    let near = Decimal::ZERO.max(limits.min).min(limits.max);
    near.with_places(limits.places.0)
}

/// A value of a kind that differs from the one that is given.
pub(super) fn another(kind: &Kind, enumerations: &[Enumeration], than: &str) -> String {
    if *kind == Kind::Boolean {
        return (than != "true").to_string();
    }
    let other = listed(kind, enumerations).find(|wire| *wire != than);
    other.map_or_else(|| with_another_end(than), str::to_owned)
}

/// The values that a kind lists.
fn listed<'e>(
    kind: &Kind,
    enumerations: &'e [Enumeration],
) -> impl Iterator<Item = &'e str> + use<'e> {
    let declared = kind.enumeration().and_then(|id| enumerations.get(id.0));
    let choices = declared.into_iter().flat_map(|declared| &declared.choices);
    choices.map(|choice| choice.wire.as_str())
}

/// The same text but for its last letter, which becomes a digit other than zero: those fill up refusals.
fn with_another_end(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let last = letters.pop();
    letters.push(if last == Some('1') { '2' } else { '1' });
    letters.into_iter().collect()
}

/// The text with other digits at its end; nothing where it has too few digits for that.
pub(super) fn like(example: &str) -> Option<String> {
    const DIGITS: usize = 10;
    const FEWEST: usize = 6;
    let ends_in = example.bytes().rev().take(DIGITS);
    let digits = ends_in.take_while(u8::is_ascii_digit).count();
    let start = example
        .split_at_checked(example.len().checked_sub(digits)?)?
        .0;
    (digits >= FEWEST).then(|| format!("{start}{}", random_digits(digits)))
}

/// A token that nobody can guess, as long as the length allows.
pub(super) fn token(length: Option<Length>) -> String {
    random_hex(width(length, 32))
}

/// Two texts in one where there is room for them.
fn joined(separator: char, width: usize) -> String {
    let mut text = random_hex(width);
    let middle = width / 2;
    if separator.is_ascii() && width >= 3 {
        text.replace_range(middle..=middle, separator.encode_utf8(&mut [0; 4]));
    }
    text
}

/// A picture where it fits, else random bytes.
fn base64(length: Option<Length>) -> String {
    let width = width(length, u32::try_from(PIXEL.len()).unwrap_or(u32::MAX));
    let groups = match width.cmp(&PIXEL.len()) {
        Ordering::Equal => return PIXEL.to_owned(),
        Ordering::Less => width / 4,
        Ordering::Greater => width.div_ceil(4),
    };
    STANDARD.encode(random_bytes(groups * 3))
}

/// ASCII counts the same in every unit of length.
fn width(length: Option<Length>, wanted: u32) -> usize {
    let fitting = length.map_or(wanted, |length| {
        wanted.clamp(length.min, length.max.max(length.min))
    });
    usize::try_from(fitting).unwrap_or_default()
}

fn random_hex(digits: usize) -> String {
    let mut text = hex::encode(random_bytes(digits.div_ceil(2)));
    text.truncate(digits);
    text
}

fn random_digits(digits: usize) -> String {
    random_bytes(digits)
        .iter()
        .map(|byte| char::from(b'0' + byte % 10))
        .collect()
}

fn random_bytes(count: usize) -> Vec<u8> {
    let mut bytes = vec![0; count];
    OsRng.fill_bytes(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpg_codegen::model::{LengthUnit, TimeFormat, TimePart, broken_rule};

    #[test]
    fn what_is_made_up_obeys_the_rules() {
        let kinds = [
            Kind::Text,
            Kind::Digits,
            Kind::Amount {
                digits: None,
                number: true,
                zero: false,
                negative: false,
            },
            Kind::Amount {
                digits: Some((2, 2)),
                number: false,
                zero: false,
                negative: true,
            },
            Kind::Integer { min: 7, max: 9 },
            Kind::Boolean,
            Kind::DateTime(TimeFormat(vec![
                TimePart::ShortYear,
                TimePart::Month,
                TimePart::Day,
            ])),
            Kind::DateTime(TimeFormat(vec![TimePart::EpochMilliseconds])),
            Kind::Joined { separator: '|' },
            Kind::EmvQr,
            Kind::Base64,
        ];
        for kind in kinds {
            let value = made_up(&kind, None, &[]);
            assert_eq!(
                broken_rule(&kind, None, &[], &value),
                None,
                "{kind:?} {value}"
            );
        }
        for (min, max) in [(1, 3), (20, 20), (13, 40)] {
            let length = Some(Length {
                min,
                max,
                unit: LengthUnit::EucKrBytes,
            });
            let joined = Kind::Joined { separator: '|' };
            for kind in [Kind::Text, Kind::Digits, joined, Kind::Base64] {
                // No base64 has fewer than four characters.
                if kind == Kind::Base64 && max < 4 {
                    continue;
                }
                let value = made_up(&kind, length, &[]);
                assert_eq!(
                    broken_rule(&kind, length, &[], &value),
                    None,
                    "{kind:?} {value}"
                );
            }
        }
    }

    #[test]
    fn what_is_made_up_has_its_kind() {
        let pixel = STANDARD.decode(made_up(&Kind::Base64, None, &[])).unwrap();
        assert!(pixel.starts_with(b"\x89PNG\r\n\x1a\n"));
        let two = made_up(&Kind::Joined { separator: '|' }, None, &[]);
        assert_eq!(two.split('|').count(), 2, "{two}");
        let epoch = TimeFormat(vec![TimePart::EpochMilliseconds]);
        let epoch = made_up(&Kind::DateTime(epoch), None, &[]);
        let now = Timestamp::now().as_millisecond();
        assert!(
            (now - 5000..=now).contains(&epoch.parse().unwrap()),
            "{epoch}"
        );
    }
}
