//! Whether a text obeys a field's rules. The compiler checks examples with it and the sandbox requests.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Characters, Enumeration, Kind, Length, LengthUnit, TimeFormat, TimePart};

/// The first rule that a text on the wire breaks, in words; `None` when it obeys all.
pub fn broken_rule(
    kind: &Kind,
    length: Option<Length>,
    enumerations: &[Enumeration],
    text: &str,
) -> Option<String> {
    length
        .and_then(|length| broken_length(length, text))
        .or_else(|| broken_kind(kind, enumerations, text))
}

/// How much of what a length counts a text has; `None` when the charset can not hold it.
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
pub fn broken_characters(characters: &Characters, text: &str) -> Option<String> {
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
        return Some("it has characters that EUC-KR can not hold".to_owned());
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

fn broken_kind(kind: &Kind, enumerations: &[Enumeration], text: &str) -> Option<String> {
    let digits_only = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match kind {
        Kind::Text => None,
        Kind::Digits => (!digits_only).then(|| "it must have digits only".to_owned()),
        Kind::Amount { zero: false, .. } if digits_only && text.bytes().all(|b| b == b'0') => {
            Some("it must be more than zero".to_owned())
        }
        Kind::Amount { digits, .. } => {
            let (min, max) = digits.unwrap_or((1, 20));
            let fits = digits_only
                && (min as usize..=max as usize).contains(&text.len())
                && text.parse::<u64>().is_ok();
            (!fits).then(|| match min == max {
                true => format!("it must be a whole amount of {max} digits"),
                false => format!("it must be a whole amount of {min} to {max} digits"),
            })
        }
        Kind::Integer { min, max } => {
            let fits = digits_only
                && text
                    .parse::<u64>()
                    .is_ok_and(|number| (*min..=*max).contains(&number));
            (!fits).then(|| format!("it must be a whole number from {min} to {max}"))
        }
        Kind::Boolean => {
            (!matches!(text, "true" | "false")).then(|| "it must be `true` or `false`".to_owned())
        }
        Kind::Enumeration(id) => {
            let enumeration = enumerations.get(id.0)?;
            let listed =
                enumeration.open || enumeration.choices.iter().any(|choice| choice.wire == text);
            (!listed).then(|| format!("it is none of the values of `{}`", enumeration.name))
        }
        Kind::DateTime(format) => (!is_real_time(format, text))
            .then(|| format!("it is no time in the format `{}`", format.mask())),
        // Each of a list's values is held to its own kind.
        Kind::Values(inner) => broken_kind(inner, enumerations, text),
        Kind::Joined { .. }
        | Kind::Items(_)
        | Kind::Object(_)
        | Kind::List(_)
        | Kind::ListOrObject(_)
        | Kind::JsonText(_) => None,
        Kind::EmvQr => (!emv_crc_holds(text))
            .then(|| "its last four characters are not the CRC of the rest".to_owned()),
        Kind::Base64 => STANDARD
            .decode(text)
            .is_err()
            .then(|| "it is no standard base64".to_owned()),
    }
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
    if format.0 == [TimePart::EpochMilliseconds] {
        return true;
    }
    let Ok(time) = jiff::fmt::strtime::BrokenDownTime::parse(format.strftime(), text) else {
        return false;
    };
    let has_day = format.0.contains(&TimePart::Day);
    let has_year = format
        .0
        .iter()
        .any(|part| matches!(part, TimePart::Year | TimePart::ShortYear));
    !(has_day && has_year && format.0.contains(&TimePart::Month)) || time.to_date().is_ok()
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
