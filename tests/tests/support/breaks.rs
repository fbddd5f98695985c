//! For every rule of a field, as the model has it, a value that breaks it.

use crate::values::Values;
use kpg_codegen::model::{
    Characters, Content, Count, Decimal, DecimalLimits, Field, FieldCondition, FieldTest, Kind,
    Length, LengthUnit, Operation, Placed, Presence, Rule, Siblings, TimeFormat, TimePart, Vendor,
    Wanted, is_real_time, measure, sample,
};

/// What a field is given.
#[derive(Clone, Debug)]
pub enum Given {
    Nothing,
    Text(String),
    Parts(Vec<String>),
    /// So many good objects.
    Items(usize),
}

/// Who can be shown a broken value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    Both,
    /// The type of the setter leaves no way to write it.
    SandboxOnly,
    /// Why it cannot be sent, or be told apart when it arrives.
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
            Given::Items(_) => panic!("no vendor's request has a list of objects"),
        }
    }

    /// Whether what is broken is that the field is there.
    pub fn is_forbidden(&self) -> bool {
        self.rule.starts_with("ForbiddenWhen")
    }

    /// The same, which no setter takes.
    fn only_sent(self) -> Self {
        Self::sent(self.given)
    }

    /// The same among the values of a list, behind a good one.
    fn beside(self, good: &str) -> Self {
        let given = match self.given {
            Given::Text(text) => Given::Parts(vec![good.to_owned(), text]),
            other => other,
        };
        Self { given, ..self }
    }
}

/// Every way to break a rule of a field that the caller gives. A rule of which this knows no violation does
/// not compile here.
pub fn breaks(vendor: &Vendor, operation: &Operation, placed: Placed<'_>) -> Vec<Break> {
    let field = placed.field;
    let mut breaks = presence(vendor, operation, field);
    for rule in placed.rules(operation.charset, &vendor.enumerations) {
        let by_rule = by_rule(vendor, field, &rule);
        let by_presence = field.presence == Presence::Required;
        let is_whole = !by_rule.is_empty() || cannot_break(&rule, by_presence);
        assert!(is_whole, "{rule:?}");
        breaks.extend(by_rule);
    }
    breaks
}

/// What no number of the setter's type is outside of, and what only a field without items breaks, which presence tells.
fn cannot_break(rule: &Rule, is_required: bool) -> bool {
    match rule {
        Rule::Length(length) => length.min <= 1 && length.max >= 20,
        Rule::Count(Count { min, max: None }) => *min == 0 || (*min == 1 && is_required),
        _ => false,
    }
}

/// The ways to break the rules of a member of a list's objects.
pub fn breaks_of_member(vendor: &Vendor, operation: &Operation, placed: Placed<'_>) -> Vec<Break> {
    let member = placed.field;
    let rules = placed.rules(operation.charset, &vendor.enumerations);
    let broken = rules
        .into_iter()
        .flat_map(|rule| by_rule(vendor, member, &rule));
    let missing = (member.presence == Presence::Required).then(|| Break::sent(Given::Nothing));
    missing.into_iter().chain(broken).collect()
}

/// Whether the setter takes something else than a text, so that it cannot be empty.
fn is_typed(field: &Field) -> bool {
    match &field.facts.content {
        Content::One(
            Kind::Amount { .. }
            | Kind::Integer { .. }
            | Kind::Decimal { .. }
            | Kind::Boolean
            | Kind::Enumeration(_),
        ) => true,
        Content::One(
            Kind::Text
            | Kind::Digits
            | Kind::DateTime(_)
            | Kind::TimeOr(..)
            | Kind::Joined { .. }
            | Kind::EmvQr
            | Kind::Base64,
        )
        | Content::Values(_)
        | Content::Nested(_) => false,
    }
}

/// Whether the setter takes an empty text, which says nothing.
fn can_be_empty(field: &Field) -> bool {
    !is_typed(field) && !field.allows_nothing()
}

/// The violations of one rule, in a list among its values.
fn by_rule(vendor: &Vendor, field: &Field, rule: &Rule) -> Vec<Break> {
    let good = sample(field, &vendor.enumerations);
    let broken = match rule {
        Rule::Count(count) => return counts(field, &good, *count),
        Rule::Length(length) => lengths(field, *length),
        Rule::Characters(characters) => vec![strange(field, &good, characters)],
        Rule::OneLine => lines("OneLine", field, &good),
        Rule::Lines => lines("TextLines", field, &good),
        Rule::HeaderText => header(field),
        Rule::InEucKr => vec![Break::new("InEucKr", character(field, '😀'), "😀")],
        Rule::DigitsOnly => digits(field, &good),
        Rule::Amount { digits, negative } => amounts(*digits, *negative),
        Rule::NotZero => vec![Break::new("NotZero", told(field, "0"), "0")],
        Rule::Range { min, max } => range(field, (*min, *max)),
        Rule::Decimal(limits) => decimals(field, limits),
        Rule::Flag => vec![Break::sent(Given::Text("maybe".to_owned()))],
        Rule::Listed(_) => vec![Break::sent(Given::Text("none of them".to_owned()))],
        Rule::Time(format) => {
            let rule = format!("DateTime({:?}, {})", format.strftime(), format.width());
            let wrong = impossible_times(format).into_iter();
            wrong
                .map(|text| Break::new(&rule, told(field, &text), &text))
                .collect()
        }
        Rule::TimeOr(format, id) => {
            let choices = vendor.enumerations[id.0].choices.iter();
            let listed: Vec<&str> = choices.map(|choice| choice.wire.as_str()).collect();
            let rule = format!(
                "DateTimeOr({:?}, {}, {listed:?})",
                format.strftime(),
                format.width()
            );
            let wrong = impossible_times(format).into_iter();
            wrong
                .filter(|text| !listed.contains(&text.as_str()))
                .map(|text| Break::new(&rule, told(field, &text), &text))
                .collect()
        }
        Rule::EmvQr => vec![wrong_crc(field, &good)],
        Rule::Base64 => vec![Break::sent(Given::Text("no base64!".to_owned()))],
        Rule::NoSeparator(separator) => vec![Break {
            rule: format!("NoSeparator({separator:?})"),
            actual: told(field, &separator.to_string()),
            given: Given::Parts(vec![format!("a{separator}b"), "c".to_owned()]),
            readers: Readers::BuilderOnly("what arrives is joined"),
        }],
    };
    let broken = broken.into_iter();
    match &field.facts.content {
        Content::Values(kind) if is_closed(vendor, kind) => {
            broken.map(|each| each.beside(&good).only_sent()).collect()
        }
        Content::Values(_) => broken.map(|each| each.beside(&good)).collect(),
        Content::One(kind) if is_closed(vendor, kind) => broken.map(Break::only_sent).collect(),
        Content::One(_) | Content::Nested(_) => broken.collect(),
    }
}

/// Whether the type of a setter has the listed values and no others.
fn is_closed(vendor: &Vendor, kind: &Kind) -> bool {
    match kind {
        Kind::Enumeration(id) => !vendor.enumerations[id.0].open,
        kind => *kind == Kind::Boolean,
    }
}

/// Numbers beyond the limits, and one with too many digits behind the point.
fn decimals(field: &Field, limits: &DecimalLimits) -> Vec<Break> {
    let ((least, most), max) = (limits.places, limits.max.with_places(limits.places.0));
    let rule = format!(
        "DecimalRange(({least}, {most}), \"{}\", \"{}\")",
        limits.min, limits.max
    );
    let longer = format!("{}1", Decimal::ZERO.with_places(most.max(1)));
    let actual = format!("{} decimal places", most.max(1) + 1);
    let beyond = format!("1{max}");
    vec![
        Break::new(&rule, actual, &longer),
        Break::new(&rule, told(field, &beyond), &beyond),
        Break::sent(Given::Text("1e3".to_owned())),
        Break::sent(Given::Text("+1".to_owned())),
        Break::sent(Given::Text("1,000.00".to_owned())),
    ]
}

fn counts(field: &Field, good: &str, Count { min, max }: Count) -> Vec<Break> {
    let most = max.map_or(usize::MAX, |max| max as usize);
    let of = |count: u32| {
        let given = match field.facts.content {
            Content::Nested(_) => Given::Items(count as usize),
            Content::One(_) | Content::Values(_) => {
                Given::Parts(vec![good.to_owned(); count as usize])
            }
        };
        Break {
            rule: format!("ItemCount({min}, {most})"),
            actual: format!("{count} item{}", plural(count as usize)),
            given,
            readers: Readers::Both,
        }
    };
    let may_be_left_out = field.presence != Presence::Required;
    let few = (min > 1 || min == 1 && may_be_left_out).then(|| of(min - 1));
    let many = max.map(|max| of(max + 1));
    few.into_iter().chain(many).collect()
}

/// A character that is not allowed, in a text that is good otherwise.
fn strange(field: &Field, good: &str, characters: &Characters) -> Break {
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

fn begun_with(letter: char, good: &str) -> String {
    let rest = good.chars().skip(1);
    [letter].into_iter().chain(rest).collect()
}

/// A control character that belongs in no text, and texts that show nothing.
fn lines(rule: &str, field: &Field, good: &str) -> Vec<Break> {
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

fn presence(vendor: &Vendor, operation: &Operation, field: &Field) -> Vec<Break> {
    let siblings = Siblings::Request(operation);
    let nothing = |rule: &str| match field.facts.content.is_list() {
        true => Break {
            given: Given::Parts(Vec::new()),
            ..Break::new(rule, "nothing", "")
        },
        false => Break::new(rule, "nothing", ""),
    };
    let left_out = |rule: &str| Break {
        given: Given::Nothing,
        ..nothing(rule)
    };
    let mut breaks = Vec::new();
    match &field.presence {
        Presence::Required => {
            breaks.push(Break::sent(Given::Nothing));
            breaks.extend(can_be_empty(field).then(|| nothing("Required")));
        }
        Presence::Optional | Presence::Conditional(_) | Presence::ByRule(_) => {}
    }
    if let Some(condition) = field.presence.required_when() {
        let rule = format!("RequiredWhen({})", shown(siblings, condition));
        breaks.push(left_out(&rule));
        breaks.extend(can_be_empty(field).then(|| nothing(&rule)));
    }
    if let Some(condition) = field.presence.forbidden_when() {
        let rule = format!("ForbiddenWhen({})", shown(siblings, condition));
        let good = sample(field, &vendor.enumerations);
        let actual = format!("a value{}", circumstances(operation, condition));
        breaks.push(Break::new(rule, actual, &good));
    }
    breaks
}

/// What is told of the fields that make a condition hold, with the examples of the spec: nothing where the condition
/// leaves them one value.
fn circumstances(operation: &Operation, condition: &FieldCondition) -> String {
    let example = |at| operation.field(at)?.facts.example.clone();
    let tests = condition.held_by(&example).unwrap_or_default();
    let is_certain = match condition.alternatives.as_slice() {
        [tests] => {
            matches!(&tests[..], [FieldTest { wanted: Wanted::Texts(texts), .. }] if texts.len() == 1)
        }
        _ => false,
    };
    if is_certain || tests.is_empty() {
        return String::new();
    }
    let given = tests.iter().map(|test| {
        let wire = &operation.field(test.field).unwrap().wire;
        format!("{wire} is {}", example(test.field).unwrap())
    });
    format!(", where {}", given.collect::<Vec<_>>().join(" and "))
}

/// A condition as `Debug` shows it.
fn shown(siblings: Siblings<'_>, condition: &FieldCondition) -> String {
    let alternatives = condition.alternatives.iter().map(|tests| {
        let tests = tests.iter().map(|test| {
            let wire = &siblings.field(test.field).unwrap().wire;
            match &test.wanted {
                Wanted::Texts(texts) => format!("Is({wire:?}, {texts:?})"),
                Wanted::Numbers(ranges) => format!("Within({wire:?}, {ranges:?})"),
            }
        });
        format!("[{}]", tests.collect::<Vec<_>>().join(", "))
    });
    format!("[{}]", alternatives.collect::<Vec<_>>().join(", "))
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

fn header(field: &Field) -> Vec<Break> {
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

fn digits(field: &Field, good: &str) -> Vec<Break> {
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

fn amounts(digits: Option<(u32, u32)>, negative: bool) -> Vec<Break> {
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

fn range(field: &Field, (min, max): (i128, i128)) -> Vec<Break> {
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

fn wrong_crc(field: &Field, good: &str) -> Break {
    let (payload, crc) = good.split_at(good.len() - 4);
    let wrong = if crc == "0000" { "FFFF" } else { "0000" };
    let actual = told(field, &format!("6304{wrong}"));
    Break::new("EmvQr", actual, &format!("{payload}{wrong}"))
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
            TimePart::Offset => "+0900".to_owned(),
            TimePart::OffsetWithColon => "+09:00".to_owned(),
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

/// A value in words: of a sensitive one, only how much of it there is.
fn told(field: &Field, text: &str) -> String {
    match field.facts.sensitive {
        true => {
            let count = text.chars().count();
            format!("{count} character{} that are not shown", plural(count))
        }
        false => text.to_owned(),
    }
}

/// A character in words, unless the field is sensitive.
fn character(field: &Field, letter: char) -> String {
    match field.facts.sensitive {
        true => "a character that is not shown".to_owned(),
        false if letter.is_control() || letter == '\u{2028}' => {
            format!("`{}`", letter.escape_unicode())
        }
        false => format!("`{letter}`"),
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// `count` Korean characters: three bytes each, two in EUC-KR.
pub fn korean(count: usize) -> String {
    "가나다라마".chars().cycle().take(count).collect()
}
