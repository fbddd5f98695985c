//! For every rule of a field, as the model has it, a value that breaks it; and values that just fit.

use kpg_codegen::model::{
    Field, FieldTest, Kind, Length, LengthUnit, Operation, Presence, TimeFormat, TimePart, Vendor,
    is_real_time, measure,
};
use kpg_tests::values::Values;

use super::broken::korean;

/// What a field is given.
#[derive(Clone, Debug)]
pub enum Given {
    Nothing,
    Text(String),
    Parts(Vec<String>),
}

/// Who can be shown a broken value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    Both,
    /// The type of the setter leaves no way to write it.
    SandboxOnly,
    /// Why it can not be sent, or be told apart when it arrives.
    BuilderOnly(&'static str),
}

/// A value that breaks a rule.
#[derive(Clone, Debug)]
pub struct Break {
    /// The rule with its limits, as `Debug` shows it.
    pub rule: String,
    /// What is told of the value.
    pub actual: String,
    pub given: Given,
    pub readers: Readers,
}

impl Break {
    fn new(rule: impl Into<String>, actual: impl Into<String>, given: &str) -> Self {
        Self {
            rule: rule.into(),
            actual: actual.into(),
            given: Given::Text(given.to_owned()),
            readers: Readers::Both,
        }
    }

    /// What no setter takes; the sandbox names the field only.
    fn sent(given: Given) -> Self {
        Self {
            rule: String::new(),
            actual: String::new(),
            given,
            readers: Readers::SandboxOnly,
        }
    }

    /// Good values with the broken one among them.
    pub fn among(&self, values: Values, field: &Field) -> Values {
        match &self.given {
            Given::Nothing => values.without(field),
            Given::Text(text) => values.with(field, text),
            Given::Parts(parts) => values.with_parts(field, parts.iter().map(String::as_str)),
        }
    }
}

/// Every way to break a rule of a field that the caller gives.
pub fn breaks(vendor: &Vendor, operation: &Operation, field: &Field) -> Vec<Break> {
    let mut breaks = presence(operation, field);
    if let (Some(length), false) = (field.length, is_typed(&field.kind)) {
        breaks.extend(lengths(field, length));
    }
    let headers = &operation.headers;
    if headers.iter().any(|header| std::ptr::eq(header, field)) && field.kind == Kind::Text {
        breaks.extend(header(field));
    }
    breaks.extend(kind(vendor, field));
    breaks
}

/// Whether the setter takes something else than a text, so that no length of it can be wrong.
fn is_typed(kind: &Kind) -> bool {
    match kind {
        Kind::Amount { .. } | Kind::Integer { .. } | Kind::Boolean | Kind::Enumeration(_) => true,
        Kind::Text
        | Kind::Digits
        | Kind::DateTime(_)
        | Kind::Joined { .. }
        | Kind::EmvQr
        | Kind::Base64 => false,
        Kind::Values(_)
        | Kind::Items(_)
        | Kind::Object(_)
        | Kind::List(_)
        | Kind::ListOrObject(_)
        | Kind::JsonText(_) => panic!("no vendor's request has one; the small specs do"),
    }
}

fn presence(operation: &Operation, field: &Field) -> Vec<Break> {
    let when = |name: &str, test: &FieldTest| {
        let other = operation.field(test.field).unwrap();
        let example = other.example.as_ref().unwrap();
        assert!(test.values.contains(example), "the example decides it");
        format!("{name}({:?}, {:?})", other.wire, test.values)
    };
    let nothing = |rule: &str| Break::new(rule, "nothing", "");
    let left_out = |rule: &str| Break {
        given: Given::Nothing,
        ..nothing(rule)
    };
    let mut breaks = Vec::new();
    match &field.presence {
        Presence::Required => {
            breaks.push(Break::sent(Given::Nothing));
            breaks.extend((!is_typed(&field.kind)).then(|| nothing("Required")));
        }
        Presence::RequiredWhen(test) => {
            let rule = when("RequiredWhen", test);
            breaks.push(left_out(&rule));
            breaks.extend((!is_typed(&field.kind)).then(|| nothing(&rule)));
        }
        Presence::ForbiddenWhen(test) => {
            let rule = when("ForbiddenWhen", test);
            breaks.push(Break::new(rule, "a value", example(field)));
        }
        Presence::Optional | Presence::Conditional(_) => {}
    }
    breaks
}

fn lengths(field: &Field, length: Length) -> Vec<Break> {
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
    let may_be_left_out = field.presence != Presence::Required;
    if min > 1 || (min == 1 && may_be_left_out) {
        breaks.push(of(min - 1));
    }
    if length.unit == LengthUnit::EucKrBytes {
        let actual = match field.sensitive {
            true => "a character that EUC-KR can not hold",
            false => "`😀`, which EUC-KR can not hold",
        };
        breaks.push(Break::new(&rule, actual, "😀"));
    }
    breaks
}

/// A text of so many units that breaks no rule of the field but its length: Korean where it may be.
pub fn filler(field: &Field, unit: LengthUnit, count: usize) -> String {
    let korean_width = match (&field.kind, unit) {
        (Kind::Digits | Kind::DateTime(_) | Kind::Base64, _) => usize::MAX,
        (_, LengthUnit::Characters) => 1,
        (_, LengthUnit::Utf8Bytes) => 3,
        (_, LengthUnit::EucKrBytes) => 2,
    };
    let text = korean(count / korean_width) + &"1".repeat(count % korean_width);
    assert_eq!(measure(unit, &text), Some(count));
    text
}

fn header(field: &Field) -> [Break; 3] {
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
    [
        of("한글", Readers::Both),
        of("café", Readers::Both),
        line_end,
    ]
}

fn kind(vendor: &Vendor, field: &Field) -> Vec<Break> {
    let value = |rule: &str, text: &str| Break::new(rule, told(field, text), text);
    let sent = |text: &str| Break::sent(Given::Text(text.to_owned()));
    match &field.kind {
        Kind::Text => Vec::new(),
        Kind::Digits => {
            let all_but_one = &example(field)[1..];
            let mut breaks = vec![
                value("DigitsOnly", &format!("a{all_but_one}")),
                value("DigitsOnly", &format!("{all_but_one}１")),
            ];
            if field.length.is_none() && field.presence == Presence::Optional {
                let actual = match field.sensitive {
                    true => "0 characters that are not shown",
                    false => "an empty text",
                };
                breaks.push(Break::new("DigitsOnly", actual, ""));
            }
            breaks
        }
        Kind::Amount { digits, zero, .. } => {
            let mut breaks = vec![sent("1,000"), sent("-1"), sent(&"9".repeat(21))];
            let (min, max) = digits.unwrap_or((1, 20));
            let of = |count: u32| {
                let text = format!("1{}", "0".repeat(count as usize - 1));
                let actual = format!("{count} digit{}", plural(count as usize));
                Break::new(format!("Digits({min}, {max})"), actual, &text)
            };
            // No `u64` has more than 20 digits.
            breaks.extend((max < 20).then(|| of(max + 1)));
            breaks.extend((min > 1).then(|| of(min - 1)));
            breaks.extend((!zero).then(|| value("NotZero", "0")));
            breaks
        }
        Kind::Integer { min, max } => {
            let rule = format!("Range({min}, {max})");
            let over = max.checked_add(1).map(|over| over.to_string());
            let under = min.checked_sub(1).map(|under| under.to_string());
            let outside = [over, under].into_iter().flatten();
            let mut breaks: Vec<_> = outside.map(|text| value(&rule, &text)).collect();
            breaks.push(sent("ten"));
            breaks
        }
        Kind::Boolean => vec![sent("maybe")],
        Kind::Enumeration(id) => match vendor.enumerations[id.0].open {
            true => Vec::new(),
            false => vec![sent("none of them")],
        },
        Kind::DateTime(format) => {
            let rule = format!("DateTime({:?}, {})", format.strftime(), format.width());
            let wrong = impossible_times(format);
            wrong.iter().map(|text| value(&rule, text)).collect()
        }
        Kind::Joined { separator } => {
            let ambiguous = format!("a{separator}b");
            vec![Break {
                rule: format!("NoSeparator({separator:?})"),
                actual: told(field, &separator.to_string()),
                given: Given::Parts(vec![ambiguous, "c".to_owned()]),
                readers: Readers::BuilderOnly("what arrives is joined"),
            }]
        }
        Kind::EmvQr => {
            let real = example(field);
            let (payload, crc) = real.split_at(real.len() - 4);
            let wrong = if crc == "0000" { "FFFF" } else { "0000" };
            let actual = told(field, &format!("6304{wrong}"));
            vec![Break::new("EmvQr", actual, &format!("{payload}{wrong}"))]
        }
        Kind::Base64 => vec![sent("no base64!")],
        Kind::Values(_)
        | Kind::Items(_)
        | Kind::Object(_)
        | Kind::List(_)
        | Kind::ListOrObject(_)
        | Kind::JsonText(_) => panic!("no vendor's request has one; the small specs do"),
    }
}

/// Dates that no calendar has, hours that no clock has, and letters.
fn impossible_times(format: &TimeFormat) -> Vec<String> {
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

/// Values of a field that are as long, as short, as large or as small as they may be.
pub fn just_fitting(operation: &Operation, field: &Field) -> Vec<String> {
    let mut fitting = Vec::new();
    let plain = matches!(field.kind, Kind::Text | Kind::Digits | Kind::Joined { .. });
    if let (Some(length), true) = (field.length, plain) {
        let ends = [length.min.max(1), length.max];
        fitting.extend(ends.map(|count| filler(field, length.unit, count as usize)));
    }
    let headers = &operation.headers;
    if headers.iter().any(|header| std::ptr::eq(header, field)) && field.kind == Kind::Text {
        fitting.push("! ~".to_owned());
    }
    match &field.kind {
        Kind::Amount { digits, zero, .. } => {
            let (min, max) = digits.unwrap_or((1, 20));
            let most = match max < 20 {
                true => "9".repeat(max as usize),
                false => u64::MAX.to_string(),
            };
            let least = format!("1{}", "0".repeat(min as usize - 1));
            fitting.extend([most, least]);
            fitting.extend((*zero && min == 1).then(|| "0".to_owned()));
        }
        Kind::Integer { min, max } => fitting.extend([min.to_string(), max.to_string()]),
        _ => {}
    }
    fitting
}

/// A value in words: of a sensitive one, only how much of it there is.
fn told(field: &Field, text: &str) -> String {
    match field.sensitive {
        true => {
            let count = text.chars().count();
            format!("{count} character{} that are not shown", plural(count))
        }
        false => text.to_owned(),
    }
}

fn example(field: &Field) -> &str {
    field.example.as_deref().unwrap()
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
