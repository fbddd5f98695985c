//! How values are written in what arrives: which spellings mean a value of a kind, and which mean one and the same. What
//! documents and practice differ in is in the page of answers of the spec language.

use kpg_codegen::model::{Basis, Kind};

use crate::json_body::Scalar;

/// What a text, number or flag is, read as a value of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelled {
    /// A value.
    Value,
    /// No value: null, or a blank text where that is none.
    Nothing,
    /// Neither.
    Odd,
}

/// What stands in a member, read as a value of a kind.
pub fn spelled(kind: &Kind, written: &Scalar) -> Spelled {
    let text = match written {
        Scalar::Other("null") => return Spelled::Nothing,
        Scalar::List(_) | Scalar::Other(_) => return Spelled::Odd,
        Scalar::Text(text) if text.trim().is_empty() => {
            return match kind {
                Kind::Text | Kind::Digits | Kind::Joined { .. } | Kind::EmvQr => Spelled::Value,
                Kind::Amount { .. }
                | Kind::Integer { .. }
                | Kind::Decimal { .. }
                | Kind::Boolean
                | Kind::Enumeration { .. }
                | Kind::DateTime(_)
                | Kind::TimeOr(..)
                | Kind::Base64 => Spelled::Nothing,
            };
        }
        Scalar::Text(text) | Scalar::Number(text) | Scalar::Boolean(text) => text,
    };
    let is_number = matches!(written, Scalar::Number(_));
    let is_flag = matches!(written, Scalar::Boolean(_));
    let fits = match kind.basis() {
        Basis::Text | Basis::Choice | Basis::TimeOrChoice | Basis::Parts(_) => true,
        Basis::Number | Basis::Signed if is_flag => false,
        Basis::Number => number(text, is_number).is_some_and(|one| one.is_whole() && !one.negative),
        Basis::Signed => number(text, is_number).is_some_and(|one| one.is_whole()),
        Basis::Decimal => !is_flag && number(text, is_number).is_some(),
        Basis::Flag => flag(text).is_some(),
        Basis::Bytes => !is_number && !is_flag && is_base64(text),
    };
    match fits {
        true => Spelled::Value,
        false => Spelled::Odd,
    }
}

/// Whether two texts say the same as values of a kind. Blanks around a text do not count.
pub fn say_the_same(kind: &Kind, one: &str, other: &str) -> bool {
    let (one, other) = (one.trim_matches(' '), other.trim_matches(' '));
    let as_values = match kind.basis() {
        Basis::Number | Basis::Signed | Basis::Decimal => {
            number(one, true).is_some_and(|one| number(other, true) == Some(one))
        }
        Basis::Flag => flag(one).is_some_and(|one| flag(other) == Some(one)),
        Basis::Text | Basis::Choice | Basis::TimeOrChoice | Basis::Bytes | Basis::Parts(_) => false,
    };
    as_values || one == other
}

/// A number, whatever zeros and commas it is written with.
#[derive(PartialEq, Eq)]
struct Number {
    negative: bool,
    /// Without zeros in front.
    whole: String,
    /// Without zeros at the end.
    fraction: String,
}

impl Number {
    fn is_whole(&self) -> bool {
        self.fraction.is_empty()
    }
}

/// Digits, all together or in groups of three, perhaps behind a minus sign and with digits behind a point; of JSON also with an
/// exponent.
fn number(text: &str, is_json: bool) -> Option<Number> {
    let plain = match is_json && text.contains(['e', 'E']) {
        true => text.parse::<f64>().ok()?.to_string(),
        false => text.to_owned(),
    };
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if fraction.is_some_and(|fraction| !all_digits(fraction)) {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let groups: Vec<&str> = groups.collect();
    let is_grouped = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.iter().all(|group| group.len() == 3);
    let together = format!("{first}{}", groups.concat());
    if !all_digits(&together) || !(groups.is_empty() || is_grouped) {
        return None;
    }
    let whole = together.trim_start_matches('0').to_owned();
    let fraction = fraction
        .unwrap_or_default()
        .trim_end_matches('0')
        .to_owned();
    let is_zero = whole.is_empty() && fraction.is_empty();
    Some(Number {
        negative: digits.len() < plain.len() && !is_zero,
        whole,
        fraction,
    })
}

fn flag(text: &str) -> Option<bool> {
    let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    match (is(["true", "y", "1"]), is(["false", "n", "0"])) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

fn is_base64(text: &str) -> bool {
    let lines = text.replace(['\r', '\n'], "");
    crate::crypto::decode(kpg_codegen::model::TextEncoding::Base64, &lines).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const AMOUNT: Kind = Kind::Amount {
        digits: None,
        number: false,
        zero: true,
        negative: false,
    };

    #[test]
    fn amounts_are_read_in_every_spelling_that_means_one_number() {
        let text = |text: &str| Scalar::Text(text.to_owned());
        let json = |text: &str| Scalar::Number(text.to_owned());
        for (written, expected) in [
            (text("1000"), Spelled::Value),
            (text("0001000"), Spelled::Value),
            (text("1,000"), Spelled::Value),
            (text("1000.00"), Spelled::Value),
            (json("1000.0"), Spelled::Value),
            (json("1e3"), Spelled::Value),
            (text("1e3"), Spelled::Odd),
            (text("0,500"), Spelled::Odd),
            (text("1,00"), Spelled::Odd),
            (json("1000.5"), Spelled::Odd),
            (json("-1000"), Spelled::Odd),
            (text("free"), Spelled::Odd),
            (Scalar::Boolean("true".into()), Spelled::Odd),
            (Scalar::List("[]".into()), Spelled::Odd),
            (text(" "), Spelled::Nothing),
            (Scalar::Other("null"), Spelled::Nothing),
        ] {
            assert_eq!(spelled(&AMOUNT, &written), expected, "{written:?}");
        }
        assert_eq!(spelled(&Kind::Text, &text("")), Spelled::Value);
        assert_eq!(spelled(&Kind::Boolean, &text("n")), Spelled::Value);
        assert_eq!(spelled(&Kind::Boolean, &text("no")), Spelled::Odd);
    }

    #[test]
    fn values_are_compared_and_not_their_spellings() {
        for (kind, one, other, same) in [
            (AMOUNT, "1000", "1,000.00", true),
            (AMOUNT, "1000", "1000.5", false),
            (AMOUNT, "0", "-0", true),
            (Kind::Boolean, "Y", "true", true),
            (Kind::Text, "01", "1", false),
            (Kind::Text, "T1", " T1", true),
        ] {
            assert_eq!(say_the_same(&kind, one, other), same, "{one} {other}");
        }
    }
}
