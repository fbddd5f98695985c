//! Texts that break a rule: too long, too short, or with strange characters.

use super::value::{Break, Readers, character, plural, told};
use kpg_codegen::model::{Characters, Field, Kind, Length, LengthUnit, Presence, measure};

/// A character that is not allowed, in a text that is good otherwise.
pub(super) fn strange(field: &Field, good: &str, characters: &Characters) -> Break {
    let rule = match characters {
        Characters::Only(ranges) => format!("Only({ranges:?})"),
        Characters::Without(listed) => format!("Without({listed:?})"),
    };
    let is_strange = |letter: &char| match characters {
        Characters::Only(ranges) => !ranges.iter().any(|(a, b)| (a..=b).contains(&letter)),
        Characters::Without(listed) => listed.contains(*letter),
    };
    let strange = ('!'..='~').chain(['한']).find(is_strange).unwrap();
    Break::new(rule, character(field, strange), &begun_with(strange, good))
}

pub(super) fn begun_with(letter: char, good: &str) -> String {
    let rest = good.chars().skip(1);
    [letter].into_iter().chain(rest).collect()
}

/// A control character that belongs in no text, and texts that show nothing.
pub(super) fn lines(rule: &str, field: &Field, good: &str) -> Vec<Break> {
    let width = good.chars().count();
    let blank = |letters: [char; 2]| {
        let text: String = letters.into_iter().cycle().take(width).collect();
        Break::new(rule, "nothing but blanks", &text)
    };
    let control =
        |letter: char| Break::new(rule, character(field, letter), &begun_with(letter, good));
    let ends = ['\n', '\u{2028}'].into_iter().filter(|_| rule == "OneLine");
    let mut broken = vec![control('\u{7}'), control('\u{7f}')];
    broken.extend(ends.map(control));
    broken.extend([blank([' ', ' ']), blank(['\u{3000}', '\u{3164}'])]);
    broken
}

pub(super) fn lengths(field: &Field, length: Length) -> Vec<Break> {
    let (min, max) = (length.min as usize, length.max as usize);
    let (rule, unit) = match length.unit {
        LengthUnit::Characters => ("Characters", "character"),
        LengthUnit::Utf8Bytes => ("Utf8Bytes", "UTF-8 byte"),
        LengthUnit::EucKrBytes => ("EucKrBytes", "EUC-KR byte"),
    };
    let rule = format!("{rule}({min}, {max})");
    let of = |count: usize| {
        let actual = format!("{count} {unit}{}", plural(count));
        Break::new(&rule, actual, &filler(field, length.unit, count))
    };
    let mut breaks = vec![of(max + 1)];
    // The empty text counts as missing where the field must be there.
    let may_be_left_out =
        field.presence != Presence::Required && field.presence.required_when().is_none();
    if min > 1 || (min == 1 && may_be_left_out) {
        breaks.push(of(min - 1));
    }
    if length.unit == LengthUnit::EucKrBytes {
        let actual = match field.facts.sensitive {
            true => "a character that EUC-KR cannot hold",
            false => "`😀`, which EUC-KR cannot hold",
        };
        breaks.push(Break::new(&rule, actual, "😀"));
    }
    breaks
}

/// A text of so many units that breaks no rule of the field but its length: Korean where it may be.
pub fn filler(field: &Field, unit: LengthUnit, count: usize) -> String {
    if let Some(Characters::Only(ranges)) = field.stated.characters() {
        // Every one that specs list is ASCII.
        return ranges[0].0.to_string().repeat(count);
    }
    let korean_width = match (field.facts.content.kind(), unit) {
        (
            Some(
                Kind::Digits
                | Kind::DateTime(_)
                | Kind::TimeOr(..)
                | Kind::Base64
                | Kind::Decimal { .. }
                | Kind::Amount { .. }
                | Kind::Integer { .. },
            ),
            _,
        ) => usize::MAX,
        (_, LengthUnit::Characters) => 1,
        (_, LengthUnit::Utf8Bytes) => 3,
        (_, LengthUnit::EucKrBytes) => 2,
    };
    let text = korean(count / korean_width) + &"1".repeat(count % korean_width);
    assert_eq!(measure(unit, &text), Some(count));
    text
}

pub(super) fn header(field: &Field) -> Vec<Break> {
    let of = |text: &str, readers| Break {
        readers,
        ..Break::new("HeaderText", told(field, text), text)
    };
    let line_end = Break {
        actual: told(field, "1\\u{d}\\u{a}X-Evil: 1"),
        ..of(
            "1\r\nX-Evil: 1",
            Readers::BuilderOnly("it would be two headers"),
        )
    };
    let blanks = Break {
        actual: "nothing but blanks".to_owned(),
        ..of("  ", Readers::BuilderOnly("HTTP trims it"))
    };
    vec![
        of("한글", Readers::Both),
        of("café", Readers::Both),
        line_end,
        blanks,
    ]
}

pub(super) fn digits(field: &Field, good: &str) -> Vec<Break> {
    let all_but_one = &good[1..];
    let value = |text: &str| Break::new("DigitsOnly", told(field, text), text);
    let mut breaks = vec![
        value(&format!("a{all_but_one}")),
        value(&format!("{all_but_one}１")),
    ];
    if field.stated.length().is_none() && field.presence == Presence::Optional {
        let actual = match field.facts.sensitive {
            true => "0 characters that are not shown",
            false => "an empty text",
        };
        breaks.push(Break::new("DigitsOnly", actual, ""));
    }
    breaks
}

pub(super) fn wrong_crc(field: &Field, good: &str) -> Break {
    let (payload, crc) = good.split_at(good.len() - 4);
    let wrong = if crc == "0000" { "FFFF" } else { "0000" };
    let actual = told(field, &format!("6304{wrong}"));
    Break::new("EmvQr", actual, &format!("{payload}{wrong}"))
}

/// `count` Korean characters: three bytes each, two in EUC-KR.
pub fn korean(count: usize) -> String {
    "가나다라마".chars().cycle().take(count).collect()
}
