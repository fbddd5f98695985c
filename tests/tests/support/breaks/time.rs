//! Times that no calendar and no clock has.

use kpg_codegen::model::{TimeFormat, TimePart, is_real_time};

/// Dates that no calendar has, hours that no clock has, and letters.
pub(super) fn impossible_times(format: &TimeFormat) -> Vec<String> {
    let of = |day: &str, month: &str, hour: &str, minute: &str, second: &str| {
        let parts = format.0.iter().map(|part| match part {
            TimePart::Year => "2026".to_owned(),
            TimePart::ShortYear => "26".to_owned(),
            TimePart::Month => month.to_owned(),
            TimePart::Day => day.to_owned(),
            TimePart::Hour => hour.to_owned(),
            TimePart::Minute => minute.to_owned(),
            TimePart::Second => second.to_owned(),
            TimePart::Literal(literal) => literal.to_string(),
            TimePart::Offset => "+0900".to_owned(),
            TimePart::OffsetWithColon => "+09:00".to_owned(),
            TimePart::Utc(mark) => (*mark).to_owned(),
            other => "0".repeat(other.width()),
        });
        parts.collect::<String>()
    };
    let good = of("28", "02", "23", "59", "59");
    assert!(is_real_time(format, &good), "{good}");
    let mut wrong = vec![
        of("30", "02", "23", "59", "59"),
        of("00", "02", "23", "59", "59"),
        of("28", "13", "23", "59", "59"),
        of("28", "00", "23", "59", "59"),
        of("28", "02", "24", "59", "59"),
        of("28", "02", "23", "60", "59"),
        of("28", "02", "23", "59", "61"),
        format!("a{}", &good[1..]),
    ];
    wrong.retain(|text| *text != good);
    wrong.dedup();
    assert!(wrong.iter().all(|text| !is_real_time(format, text)));
    wrong
}
