//! Numbers that break a rule: beyond a limit, or written in another way.

use super::value::{Break, Given, plural, told};
use kpg_codegen::model::{Decimal, DecimalLimits, Field, Kind};

/// Numbers beyond the limits, and one with too many digits behind the point.
pub(super) fn decimals(field: &Field, limits: &DecimalLimits) -> Vec<Break> {
    let ((least, most), max) = (limits.places, limits.max.with_places(limits.places.0));
    let rule = format!(
        "DecimalRange(({least}, {most}), \"{}\", \"{}\")",
        limits.min, limits.max
    );
    let longer = format!("{}1", Decimal::ZERO.with_places(most.max(1)));
    let actual = format!("{} decimal places", most.max(1) + 1);
    let beyond = format!("1{max}");
    let is_bare = field.facts.content.one().is_some_and(Kind::is_bare);
    // A number of JSON may be written with an exponent: it is the same number.
    let exponent = (!is_bare).then_some("1e3");
    let texts = ["+1", "1,000.00"].into_iter().chain(exponent);
    let texts = texts.map(|text| Break::sent(Given::Text(text.to_owned())));
    let told = [
        Break::new(&rule, actual, &longer),
        Break::new(&rule, told(field, &beyond), &beyond),
    ];
    told.into_iter().chain(texts).collect()
}

pub(super) fn amounts(digits: Option<(u32, u32)>, negative: bool) -> Vec<Break> {
    let sent = |text: &str| Break::sent(Given::Text(text.to_owned()));
    let minus = if negative { "-0" } else { "-1" };
    let mut breaks = vec![sent("1,000"), sent(minus), sent(&"9".repeat(21))];
    let (min, max) = digits.unwrap_or((1, 20));
    let of = |count: u32| {
        let text = format!("1{}", "0".repeat(count as usize - 1));
        let actual = format!("{count} digit{}", plural(count as usize));
        Break::new(format!("Digits({min}, {max})"), actual, &text)
    };
    // No `u64` has more than 20 digits.
    breaks.extend((max < 20).then(|| of(max + 1)));
    breaks.extend((min > 1).then(|| of(min - 1)));
    breaks
}

pub(super) fn range(field: &Field, (min, max): (i128, i128)) -> Vec<Break> {
    let rule = format!("Range({min}, {max})");
    let (least, most) = match min < 0 {
        true => (i64::MIN.into(), i64::MAX.into()),
        false => (0, u64::MAX.into()),
    };
    let outside = [max + 1, min - 1].into_iter();
    let outside = outside.filter(|number| (least..=most).contains(number));
    let outside = outside.map(|number| number.to_string());
    let mut breaks: Vec<_> = outside
        .map(|text| Break::new(&rule, told(field, &text), &text))
        .collect();
    breaks.push(Break::sent(Given::Text("ten".to_owned())));
    breaks
}
