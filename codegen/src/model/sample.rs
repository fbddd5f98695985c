//! Values that obey the rules, for tests and examples: the spec's own example, or one that is made up. Which fields a
//! good request has does not belong here.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{
    Characters, CredentialId, CredentialKind, Decimal, DecimalLimits, Enumeration, Field, Key,
    KeyForm, Kind, Length, Rule, TimeFormat, TimePart, Vendor, broken_rule,
};

/// A text that obeys the rules of a field: its example, or one that is made up.
pub fn sample(field: &Field, enumerations: &[Enumeration]) -> String {
    if let Some(example) = &field.facts.example {
        return example.clone();
    }
    // Objects are put together from their members; they have no text.
    let kind = field.facts.content.kind().unwrap_or(&Kind::Text);
    let text = made_up(kind, field.stated.length(), enumerations);
    field.stated.iter().fold(text, obeying)
}

/// A text with as few changes as make it obey a rule that a spec states.
fn obeying(text: String, rule: &Rule) -> String {
    match rule {
        Rule::Characters(Characters::Only(ranges)) => {
            let allowed = ranges.first().map_or('a', |(first, _)| *first);
            text.chars().map(|_| allowed).collect()
        }
        Rule::Characters(Characters::Without(listed)) => {
            let other = ('a'..='z').find(|letter| !listed.contains(*letter));
            let swap = |letter| match listed.contains(letter) {
                true => other.unwrap_or('a'),
                false => letter,
            };
            text.chars().map(swap).collect()
        }
        // What is made up for a kind and a length obeys these.
        Rule::Count(_)
        | Rule::Length(_)
        | Rule::OneLine
        | Rule::Lines
        | Rule::HeaderText
        | Rule::InEucKr
        | Rule::DigitsOnly
        | Rule::Amount { .. }
        | Rule::NotZero
        | Rule::Range { .. }
        | Rule::Decimal(_)
        | Rule::Flag
        | Rule::Listed(_)
        | Rule::Time(_)
        | Rule::TimeOr(..)
        | Rule::EmvQr
        | Rule::Base64
        | Rule::NoSeparator(_) => text,
    }
}

fn made_up(kind: &Kind, length: Option<Length>, enumerations: &[Enumeration]) -> String {
    let width = |wanted: u32| {
        length.map_or(wanted, |length| {
            wanted.clamp(length.min, length.max.max(length.min))
        })
    };
    let repeated = |letters: &str, width: u32| -> String {
        letters.chars().cycle().take(width as usize).collect()
    };
    match kind {
        Kind::Digits => repeated("1234567890", width(8)),
        Kind::Amount { digits, .. } => {
            let (min, max) = digits.unwrap_or((1, 20));
            repeated("1", 4.clamp(min, max.max(min)))
        }
        Kind::Integer { min, max } => 1.clamp(*min, *max.max(min)).to_string(),
        Kind::Decimal { limits, .. } => decimal(limits),
        Kind::Boolean => "true".to_owned(),
        Kind::Enumeration { id, .. } => {
            let first = enumerations
                .get(id.0)
                .and_then(|found| found.choices.first());
            first.map_or_else(String::new, |choice| choice.wire.clone())
        }
        Kind::DateTime(format) | Kind::TimeOr(format, _) => moment(format),
        Kind::EmvQr => emv_qr(),
        Kind::Base64 => STANDARD.encode("kpg"),
        Kind::Text | Kind::Joined { .. } => repeated("sample", width(6)),
    }
}

/// A number near 1, with as few digits behind the point as it can have.
fn decimal(limits: &DecimalLimits) -> String {
    let one = Decimal::parse("1").unwrap_or(Decimal::ZERO);
    let near = one.max(limits.min).min(limits.max);
    near.with_places(limits.places.0)
}

/// The one moment of all samples: 2026-11-21 12:34:56.789 in Korea.
fn moment(format: &TimeFormat) -> String {
    let part = |part: &TimePart| match part {
        TimePart::Year => "2026".to_owned(),
        TimePart::ShortYear => "26".to_owned(),
        TimePart::Month => "11".to_owned(),
        TimePart::Day => "21".to_owned(),
        TimePart::Hour => "12".to_owned(),
        TimePart::Minute => "34".to_owned(),
        TimePart::Second => "56".to_owned(),
        TimePart::Millisecond => "789".to_owned(),
        TimePart::Offset => "+0900".to_owned(),
        TimePart::OffsetWithColon => "+09:00".to_owned(),
        TimePart::EpochSeconds => "1795232096".to_owned(),
        TimePart::EpochMilliseconds => "1795232096789".to_owned(),
        TimePart::Literal(separator) => separator.to_string(),
        TimePart::Utc(mark) => (*mark).to_owned(),
    };
    format.0.iter().map(part).collect()
}

/// The shortest text that EMV calls a QR code: the payload's version, and the CRC over it.
fn emv_qr() -> String {
    let payload = "0002016304";
    let crc = crc::Crc::<u16>::new(&crc::CRC_16_IBM_3740).checksum(payload.as_bytes());
    format!("{payload}{crc:04X}")
}

/// Keys of MACs that are made up have at most so many bytes.
const MOST_KEY_BYTES: usize = 32;

/// A value of a text credential that is fit for what it is used for; none of a key.
pub fn sample_credential(vendor: &Vendor, id: CredentialId) -> Option<String> {
    let key = |count| "k".repeat(count);
    let word = |count| "sample".chars().cycle().take(count).collect();
    credential_of(vendor, id, (&key, 6), &word)
}

/// Makes so many letters or digits of ASCII.
type Letters<'l> = &'l dyn Fn(usize) -> String;

/// A value of a text credential, made of given letters; none of a key. Where nothing says how long it is, it has as
/// many letters as are usual.
pub fn credential_made_of(
    vendor: &Vendor,
    id: CredentialId,
    letters: Letters<'_>,
    usual: u32,
) -> Option<String> {
    credential_of(vendor, id, (letters, usual), letters)
}

fn credential_of(
    vendor: &Vendor,
    id: CredentialId,
    (letters, usual): (Letters<'_>, u32),
    word: Letters<'_>,
) -> Option<String> {
    let credential = vendor.credentials.get(id.0)?;
    if credential.kind != CredentialKind::Text {
        return None;
    }
    let written = |bytes: usize, form: KeyForm| match form {
        KeyForm::Text => letters(bytes),
        KeyForm::Hex => letters(bytes)
            .bytes()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        KeyForm::Base64 => STANDARD.encode(letters(bytes)),
    };
    let used_as = |bytes: usize, key: &Key| {
        let form = key.form().filter(|_| key.credential() == Some(id));
        // Of a longer text a part is taken.
        form.map(|form| written(bytes, form))
    };
    let fits = |text: &String| broken_rule(&Kind::Text, credential.length, &[], text).is_none();
    let as_key = vendor.ciphers.iter().find_map(|cipher| {
        let algorithm = cipher.algorithm.description();
        let lengths = algorithm.key_lengths.iter();
        let keys = lengths.filter_map(|bytes| used_as(*bytes, &cipher.key));
        let iv = cipher.mode.iv();
        let vector = iv.and_then(|iv| used_as(algorithm.block, iv));
        keys.chain(vector).find(fits)
    });
    let in_recipes = vendor.keys_of_recipes().into_iter();
    let mut forms = in_recipes.filter(|(key, form)| *key == id && *form != KeyForm::Text);
    let as_key = as_key.or_else(|| {
        let (_, form) = forms.next()?;
        (1..=MOST_KEY_BYTES)
            .rev()
            .map(|bytes| written(bytes, form))
            .find(fits)
    });
    let width = credential.length.map_or(usual, |length| {
        usual.clamp(length.min, length.max.max(length.min))
    });
    Some(as_key.unwrap_or_else(|| word(width as usize)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LengthUnit;

    #[test]
    fn what_is_made_up_obeys_the_rules() {
        let full = TimeFormat(vec![
            TimePart::Year,
            TimePart::Month,
            TimePart::Day,
            TimePart::Hour,
            TimePart::Minute,
            TimePart::Second,
            TimePart::Millisecond,
            TimePart::OffsetWithColon,
        ]);
        let lengths = [None, Some((1, 2)), Some((7, 7)), Some((20, 40))];
        for (min, max) in lengths.into_iter().flatten() {
            let unit = LengthUnit::EucKrBytes;
            let length = Some(Length { min, max, unit });
            for kind in [Kind::Text, Kind::Digits] {
                let text = made_up(&kind, length, &[]);
                assert_eq!(broken_rule(&kind, length, &[], &text), None, "{text}");
            }
        }
        let kinds = [
            Kind::EmvQr,
            Kind::Base64,
            Kind::Boolean,
            Kind::DateTime(full),
            Kind::Integer { min: 7, max: 9 },
            Kind::Amount {
                digits: Some((2, 3)),
                number: false,
                zero: false,
                negative: false,
            },
            Kind::Integer { min: -9, max: -7 },
            Kind::Decimal {
                limits: DecimalLimits {
                    places: (2, 2),
                    min: Decimal::parse("-3").unwrap(),
                    max: Decimal::parse("-1.25").unwrap(),
                },
                number: false,
            },
        ];
        for kind in kinds {
            let text = made_up(&kind, None, &[]);
            assert_eq!(
                broken_rule(&kind, None, &[], &text),
                None,
                "{kind:?} {text}"
            );
        }
    }
}
