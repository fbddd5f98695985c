//! Values of a field that are as long, as short, as large or as small as they may be.

use kpg_codegen::model::{Kind, Place, Placed};

use kpg_tests::breaks::filler;

/// Values of a field that are as long, as short, as large or as small as they may be.
pub fn just_fitting(Placed { at, field }: Placed<'_>) -> Vec<String> {
    let mut fitting = Vec::new();
    let kind = field.facts.content.one();
    let plain = matches!(kind, Some(Kind::Text | Kind::Digits | Kind::Joined { .. }));
    if let (Some(length), true) = (field.stated.length(), plain) {
        let ends = [length.min.max(1), length.max];
        fitting.extend(ends.map(|count| filler(field, length.unit, count as usize)));
    }
    if at.place == Place::Header && kind == Some(&Kind::Text) {
        fitting.push("! ~".to_owned());
    }
    match kind {
        Some(Kind::Amount { digits, zero, .. }) => {
            let (min, max) = digits.unwrap_or((1, 20));
            let most = match max < 20 {
                true => "9".repeat(max as usize),
                false => u64::MAX.to_string(),
            };
            let least = format!("1{}", "0".repeat(min as usize - 1));
            fitting.extend([most, least]);
            fitting.extend((*zero && min == 1).then(|| "0".to_owned()));
        }
        Some(Kind::Integer { min, max }) => fitting.extend([min.to_string(), max.to_string()]),
        _ => {}
    }
    fitting
}
