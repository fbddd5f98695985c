//! Whether a rule allows every value that another one allows, and which change that is. Which fields have rules does not
//! belong here.

use crate::diff::change::ChangeKind;
use crate::model::{Characters, Count, DecimalLimits, Kind, Length, Rule, TimeFormat};

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It allows the same values.
    Same,
    /// It allows every value that it allowed, and more.
    Looser,
    /// It allows fewer values, or others.
    Tighter,
}

impl Turn {
    /// From whether each of two rules allows every value that the other one allows.
    fn new(new_has_old: bool, old_has_new: bool) -> Self {
        match (new_has_old, old_has_new) {
            (true, true) => Self::Same,
            (true, false) => Self::Looser,
            (false, _) => Self::Tighter,
        }
    }
}

/// What became of a length.
pub(super) fn compare_lengths(old: Option<Length>, new: Option<Length>) -> Turn {
    let has = |outer: Option<Length>, inner: Option<Length>| match (outer, inner) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(outer), Some(inner)) => {
            let Length { min, max, unit } = outer;
            unit == inner.unit && min <= inner.min && max >= inner.max
        }
    };
    Turn::new(has(new, old), has(old, new))
}

/// What became of a rule that one of two fields states, or both with other limits; both rules are of one sort.
pub(super) fn compare_rules(old: Option<&Rule>, new: Option<&Rule>) -> Turn {
    let Some(either) = old.or(new) else {
        return Turn::Same;
    };
    match either {
        Rule::Count(_) => {
            let [old, new] = [old, new].map(|rule| rule.and_then(item_bounds));
            Turn::new(has_bounds(new, old), has_bounds(old, new))
        }
        Rule::Length(_) => {
            let [old, new] = [old, new].map(|rule| match rule {
                Some(Rule::Length(length)) => Some(*length),
                _ => None,
            });
            compare_lengths(old, new)
        }
        Rule::Characters(_) => {
            let [old, new] = [old, new].map(|rule| match rule {
                Some(Rule::Characters(characters)) => Some(characters),
                _ => None,
            });
            compare_characters(old, new)
        }
        // To state it allows more than a field does that does not.
        Rule::Lines => Turn::new(
            new.is_some() || old.is_none(),
            old.is_some() || new.is_none(),
        ),
        Rule::OneLine
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
        | Rule::NoSeparator(_) => {
            let has = |outer: Option<&Rule>, inner| outer.is_none() || outer == inner;
            Turn::new(has(new, old), has(old, new))
        }
    }
}

/// Which change it is that a rule of this sort has become tighter or looser.
pub(super) fn rule_change(rule: &Rule, turn: Turn) -> ChangeKind {
    let (tightened, loosened) = match rule {
        Rule::Length(_) => (ChangeKind::LengthTightened, ChangeKind::LengthLoosened),
        Rule::Count(_) => (ChangeKind::CountTightened, ChangeKind::CountLoosened),
        Rule::Characters(_)
        | Rule::OneLine
        | Rule::Lines
        | Rule::HeaderText
        | Rule::InEucKr
        | Rule::DigitsOnly
        | Rule::NoSeparator(_) => (
            ChangeKind::CharactersTightened,
            ChangeKind::CharactersLoosened,
        ),
        Rule::Amount { .. }
        | Rule::NotZero
        | Rule::Range { .. }
        | Rule::Decimal(_)
        | Rule::Flag
        | Rule::Listed(_)
        | Rule::Time(_)
        | Rule::TimeOr(..)
        | Rule::EmvQr
        | Rule::Base64 => (ChangeKind::ValuesTightened, ChangeKind::ValuesLoosened),
    };
    match turn {
        Turn::Same | Turn::Looser => loosened,
        Turn::Tighter => tightened,
    }
}

/// The rule that holds for a text where this one is not stated.
pub(super) fn unless_stated(rule: &Rule) -> Option<&'static Rule> {
    static ONE_LINE: Rule = Rule::OneLine;
    (*rule == Rule::Lines).then_some(&ONE_LINE)
}

/// The least and the greatest number of items.
fn item_bounds(rule: &Rule) -> Option<(u32, u32)> {
    match rule {
        Rule::Count(Count { min, max }) => Some((*min, max.unwrap_or(u32::MAX))),
        _ => None,
    }
}

fn has_bounds(outer: Option<(u32, u32)>, inner: Option<(u32, u32)>) -> bool {
    match (outer, inner) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(outer), Some(inner)) => outer.0 <= inner.0 && outer.1 >= inner.1,
    }
}

/// What became of the characters that are allowed.
fn compare_characters(old: Option<&Characters>, new: Option<&Characters>) -> Turn {
    let (old, new) = (allowed(old), allowed(new));
    Turn::new(has_all(&new, &old), has_all(&old, &new))
}

/// Ranges of scalar values, in order, apart from each other.
type Ranges = Vec<(u32, u32)>;

fn allowed(characters: Option<&Characters>) -> Ranges {
    let all = (0, u32::from(char::MAX));
    match characters {
        None => vec![all],
        Some(Characters::Only(ranges)) => {
            let ranges = ranges.iter();
            joined(
                ranges
                    .map(|(first, last)| (u32::from(*first), u32::from(*last)))
                    .collect(),
            )
        }
        Some(Characters::Without(listed)) => {
            let mut listed: Vec<u32> = listed.chars().map(u32::from).collect();
            listed.sort_unstable();
            let mut ranges = Vec::new();
            let mut next = all.0;
            for one in listed {
                if one > next {
                    ranges.push((next, one - 1));
                }
                next = next.max(one + 1);
            }
            ranges.push((next, all.1));
            ranges
        }
    }
}

fn joined(mut ranges: Ranges) -> Ranges {
    ranges.retain(|(first, last)| first <= last);
    ranges.sort_unstable();
    let mut apart: Ranges = Vec::new();
    for (first, last) in ranges {
        match apart.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            _ => apart.push((first, last)),
        }
    }
    apart
}

fn has_all(outer: &Ranges, inner: &Ranges) -> bool {
    let has = |(first, last): &(u32, u32)| {
        let mut around = outer.iter();
        around.any(|(start, end)| start <= first && end >= last)
    };
    inner.iter().all(has)
}

/// What became of the values of a kind, where both kinds are of one Rust type.
pub(super) fn compare_kinds(old: &Kind, new: &Kind) -> Turn {
    match (old, new) {
        (Kind::Amount { .. } | Kind::Integer { .. }, _) => {
            let (old, new) = (range(old), range(new));
            let has =
                |outer: (i128, i128), inner: (i128, i128)| outer.0 <= inner.0 && outer.1 >= inner.1;
            Turn::new(has(new, old), has(old, new))
        }
        (Kind::Decimal { limits: old, .. }, Kind::Decimal { limits: new, .. }) => {
            Turn::new(has_decimals(new, old), has_decimals(old, new))
        }
        (old, new) => {
            let (old, new) = (text_rule(old), text_rule(new));
            let has =
                |outer: TextRule<'_>, inner: TextRule<'_>| outer == TextRule::Any || outer == inner;
            Turn::new(has(new, old), has(old, new))
        }
    }
}

/// Whether a kind has all numbers of another one.
fn has_decimals(outer: &DecimalLimits, inner: &DecimalLimits) -> bool {
    let places = outer.places.0 <= inner.places.0 && outer.places.1 >= inner.places.1;
    places && outer.min <= inner.min && outer.max >= inner.max
}

/// What a kind demands of a text.
#[derive(Clone, Copy, PartialEq)]
enum TextRule<'k> {
    Any,
    Digits,
    Time(&'k TimeFormat),
    TimeOrChoice(&'k TimeFormat),
    EmvQr,
}

fn text_rule(kind: &Kind) -> TextRule<'_> {
    match kind {
        Kind::Digits => TextRule::Digits,
        Kind::DateTime(format) => TextRule::Time(format),
        Kind::TimeOr(format, _) => TextRule::TimeOrChoice(format),
        Kind::EmvQr => TextRule::EmvQr,
        Kind::Text
        | Kind::Amount { .. }
        | Kind::Integer { .. }
        | Kind::Decimal { .. }
        | Kind::Boolean
        | Kind::Enumeration { .. }
        | Kind::Joined { .. }
        | Kind::Base64 => TextRule::Any,
    }
}

/// The least and the greatest whole number of a kind.
fn range(kind: &Kind) -> (i128, i128) {
    match kind {
        Kind::Integer { min, max } => (*min, *max),
        Kind::Amount {
            digits,
            number: _,
            zero,
            negative,
        } => {
            let (least, most) = digits.unwrap_or((1, 20));
            let power = |digits: u32| 10_i128.checked_pow(digits).unwrap_or(i128::MAX);
            let greatest = (power(most) - 1).min(u64::MAX.into());
            let first = match least {
                _ if *negative => -greatest,
                0 | 1 => i128::from(!zero),
                digits => power(digits - 1),
            };
            (first, greatest)
        }
        Kind::Text
        | Kind::Digits
        | Kind::DateTime(_)
        | Kind::TimeOr(..)
        | Kind::EmvQr
        | Kind::Decimal { .. }
        | Kind::Boolean
        | Kind::Enumeration { .. }
        | Kind::Joined { .. }
        | Kind::Base64 => (0, u64::MAX.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LengthUnit;

    #[test]
    fn characters_are_compared_as_sets() {
        let only = |ranges: &[(char, char)]| Characters::Only(ranges.to_vec());
        let without = |listed: &str| Characters::Without(listed.to_owned());
        for (old, new, turn) in [
            (
                only(&[('a', 'm'), ('n', 'z')]),
                only(&[('a', 'z')]),
                Turn::Same,
            ),
            (
                only(&[('a', 'm')]),
                only(&[('0', '9'), ('a', 'z')]),
                Turn::Looser,
            ),
            (only(&[('a', 'm')]), only(&[('b', 'z')]), Turn::Tighter),
            (only(&[('a', 'z')]), without(","), Turn::Looser),
            (only(&[('+', '-')]), without(","), Turn::Tighter),
            (without(",;"), without(";"), Turn::Looser),
            (without(";,"), without(",;,"), Turn::Same),
            (without("\0\u{10ffff}"), without("\0"), Turn::Looser),
        ] {
            assert_eq!(
                compare_characters(Some(&old), Some(&new)),
                turn,
                "{old:?} {new:?}"
            );
        }
        assert_eq!(compare_characters(None, Some(&without(","))), Turn::Tighter);
        assert_eq!(compare_characters(Some(&without("")), None), Turn::Same);
    }

    #[test]
    fn lengths_in_other_units_are_other_lengths() {
        let length_of = |min, max, unit| Some(Length { min, max, unit });
        let ten = length_of(1, 10, LengthUnit::Characters);
        for (new, turn) in [
            (length_of(1, 10, LengthUnit::Characters), Turn::Same),
            (length_of(0, 10, LengthUnit::Characters), Turn::Looser),
            (length_of(2, 20, LengthUnit::Characters), Turn::Tighter),
            (length_of(1, 30, LengthUnit::EucKrBytes), Turn::Tighter),
            (None, Turn::Looser),
        ] {
            assert_eq!(compare_lengths(ten, new), turn, "{new:?}");
        }
    }

    #[test]
    fn numbers_are_compared_as_ranges() {
        let amount = |digits, zero| Kind::Amount {
            digits,
            number: false,
            zero,
            negative: false,
        };
        let integer = |min, max| Kind::Integer { min, max };
        for (old, new, turn) in [
            (amount(Some((1, 3)), false), integer(1, 999), Turn::Same),
            (
                amount(Some((1, 3)), false),
                amount(Some((1, 3)), true),
                Turn::Looser,
            ),
            (amount(Some((2, 3)), true), integer(10, 999), Turn::Same),
            (amount(None, true), integer(0, u64::MAX.into()), Turn::Same),
            (integer(0, 9), integer(1, 90), Turn::Tighter),
        ] {
            assert_eq!(compare_kinds(&old, &new), turn, "{old:?} {new:?}");
        }
    }
}
