//! What the model says in words, in both languages: rules, presence, conditions, lengths. The English words are the model's
//! own; texts of the wire stand between marks until they become code.

use maud::{Markup, html};

use super::language::Language;
use crate::model::{
    Characters, Combination, CombinationWord, Condition, Count, DecimalLimits, Effect, Enumeration,
    FieldCondition, Length, LengthUnit, Presence, PresenceRules, Rule, Siblings, Wanted,
};

/// Stand around a text of the wire; no spec can have them, for they are for private use.
const MARKS: [char; 2] = ['\u{e000}', '\u{e001}'];

/// A text of the wire in a sentence.
pub(super) fn quote(text: &str) -> String {
    let [opens, closes] = MARKS;
    format!("{opens}{text}{closes}")
}

fn quoted(letter: char) -> String {
    quote(letter.encode_utf8(&mut [0; 4]))
}

/// A sentence with its quoted texts as code.
pub(super) fn sentence(text: &str) -> Markup {
    let [opens, closes] = MARKS;
    let (first, rest) = text.split_once(opens).unwrap_or((text, ""));
    html! {
        (first)
        @for part in rest.split(opens) {
            @match part.split_once(closes) {
                Some((value, behind)) => { code { (value) } (behind) }
                None => (part),
            }
        }
    }
}

/// A rule of a field.
pub(super) fn rule(language: Language, rule: &Rule, enumerations: &[Enumeration]) -> String {
    match language {
        Language::English => rule.describe(enumerations, &quote),
        Language::Korean => rule_in_korean(rule, enumerations),
    }
}

fn rule_in_korean(rule: &Rule, enumerations: &[Enumeration]) -> String {
    let listed = |id: &crate::model::EnumerationId| {
        let declared = enumerations.get(id.0);
        let choices = declared.map_or(&[][..], |declared| &declared.choices);
        let values = choices.iter().map(|choice| quote(&choice.wire));
        format!("{} 중 하나", values.collect::<Vec<_>>().join(", "))
    };
    match rule {
        Rule::Count(count) => korean_count(*count),
        Rule::Length(length) => korean_length(*length),
        Rule::Characters(characters) => korean_characters(characters),
        Rule::OneLine => "한 줄".to_owned(),
        Rule::Lines => "여러 줄 가능".to_owned(),
        Rule::HeaderText => "인쇄 가능한 ASCII 한 줄".to_owned(),
        Rule::InEucKr => "EUC-KR로 표현되는 문자만".to_owned(),
        Rule::DigitsOnly => "숫자만".to_owned(),
        Rule::Amount { digits, .. } => match digits {
            Some((min, max)) if min == max => format!("{max}자리 금액"),
            Some((_, max)) => format!("최대 {max}자리 금액(정수)"),
            None => "금액(정수)".to_owned(),
        },
        Rule::NotZero => "0보다 큼".to_owned(),
        Rule::Range { min: 0, max } if *max == u64::MAX.into() => "0 이상의 정수".to_owned(),
        Rule::Range { min, max } => format!("{min}~{max}의 정수"),
        Rule::Decimal(limits) => korean_decimal(*limits),
        Rule::Flag => "true 또는 false".to_owned(),
        Rule::Listed(id) => listed(id),
        Rule::Time(format) => format!("{} 형식의 일시", quote(&format.mask())),
        Rule::TimeOr(format, id) => {
            format!("{} 형식의 일시, 또는 {}", quote(&format.mask()), listed(id))
        }
        Rule::EmvQr => "CRC가 맞는 EMV QR 코드 텍스트".to_owned(),
        Rule::Base64 => "base64로 쓴 바이트".to_owned(),
        Rule::NoSeparator(separator) => format!("여러 값은 {}(으)로 연결", quoted(*separator)),
    }
}

/// A length.
pub(super) fn length(language: Language, length: Length) -> String {
    match language {
        Language::English => length.describe(),
        Language::Korean => korean_length(length),
    }
}

fn korean_length(length: Length) -> String {
    let unit = match length.unit {
        LengthUnit::Characters => "자",
        LengthUnit::Utf8Bytes => "바이트(UTF-8)",
        LengthUnit::EucKrBytes => "바이트(EUC-KR)",
    };
    bounds(length.min, length.max, unit)
}

/// A number of items.
pub(super) fn count(language: Language, count: Count) -> String {
    match language {
        Language::English => count.describe(),
        Language::Korean => korean_count(count),
    }
}

fn korean_count(count: Count) -> String {
    match count.max {
        Some(max) => bounds(count.min, max, "개"),
        None => format!("{}개 이상", count.min),
    }
}

fn bounds(min: u32, max: u32, unit: &str) -> String {
    match (min, max) {
        (min, max) if min == max => format!("{max}{unit}"),
        (0 | 1, max) => format!("최대 {max}{unit}"),
        (min, max) => format!("{min}~{max}{unit}"),
    }
}

fn korean_characters(characters: &Characters) -> String {
    match characters {
        Characters::Only(ranges) => {
            let range = |(first, last): &(char, char)| match first == last {
                true => quoted(*first),
                false => format!("{}~{}", quoted(*first), quoted(*last)),
            };
            let ranges: Vec<String> = ranges.iter().map(range).collect();
            format!("{} 문자만", ranges.join(", "))
        }
        Characters::Without(listed) => {
            let listed: Vec<String> = listed.chars().map(quoted).collect();
            format!("{} 제외", listed.join(", "))
        }
    }
}

fn korean_decimal(limits: DecimalLimits) -> String {
    let DecimalLimits {
        places: (least, most),
        min,
        max,
    } = limits;
    let places = match (least, most) {
        (0, 0) => "소수점 이하 없음".to_owned(),
        (least, most) if least == most => format!("소수점 이하 {most}자리"),
        (0, most) => format!("소수점 이하 최대 {most}자리"),
        (least, most) => format!("소수점 이하 {least}~{most}자리"),
    };
    match limits.is_bounded() {
        true => format!("{min}~{max}, {places}"),
        false => format!("{min} 이상, {places}"),
    }
}

/// When a field of a request must be there.
pub(super) fn presence(language: Language, siblings: Siblings<'_>, presence: &Presence) -> Markup {
    match presence {
        Presence::Required => html! { strong { (language.say("필수", "required")) } },
        Presence::Optional => html! { (language.say("선택", "optional")) },
        Presence::Conditional(words) => html! {
            (language.say("조건부", "conditional")) ": " (language.prose(words))
        },
        Presence::ByRule(rules) => by_rule(language, siblings, rules),
    }
}

/// What the values of other fields say of the presence of one.
pub(super) fn by_rule(language: Language, siblings: Siblings<'_>, rules: &PresenceRules) -> Markup {
    let when = |words: &str, when: &FieldCondition| {
        html! { (words) " " (sentence(&condition(language, siblings, when))) }
    };
    let required = language.say("다음일 때 필수:", "required when");
    let forbidden = language.say("다음일 때 보내지 않음:", "not allowed when");
    html! {
        @if let Some(condition) = &rules.required_when { (when(required, condition)) }
        @if rules.required_when.is_some() && rules.forbidden_when.is_some() { br; }
        @if let Some(condition) = &rules.forbidden_when { (when(forbidden, condition)) }
    }
}

fn condition(language: Language, siblings: Siblings<'_>, condition: &FieldCondition) -> String {
    if language == Language::English {
        return siblings.describe_condition(condition, &quote);
    }
    let alternatives = condition.alternatives.iter().map(|tests| {
        let tests = tests.iter().map(|test| {
            let name = siblings.wire(test.field).unwrap_or_default();
            format!("{} {}", quote(&name), korean_wanted(&test.wanted))
        });
        tests.collect::<Vec<_>>().join(" 그리고 ")
    });
    alternatives.collect::<Vec<_>>().join(", 또는 ")
}

fn korean_wanted(wanted: &Wanted) -> String {
    match wanted {
        Wanted::Given(true) => "있음".to_owned(),
        Wanted::Given(false) => "없음".to_owned(),
        Wanted::Texts(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| quote(text)).collect();
            format!("= {}", texts.join(" 또는 "))
        }
        Wanted::Numbers(ranges) => {
            let range = |(least, most): &(u64, u64)| match (least, most) {
                (least, most) if least == most => format!("= {least}"),
                (least, &u64::MAX) => format!("{least} 이상"),
                (0, most) => format!("{most} 이하"),
                (least, most) => format!("{least}~{most}"),
            };
            ranges.iter().map(range).collect::<Vec<_>>().join(" 또는 ")
        }
    }
}

/// How many of several fields must be given.
pub(super) fn combination(
    language: Language,
    siblings: Siblings<'_>,
    combination: &Combination,
) -> String {
    if language == Language::English {
        return siblings.describe_combination(combination, &quote);
    }
    let members = combination.members.iter();
    let wires = members.filter_map(|member| siblings.wire(*member));
    let names: Vec<String> = wires.map(|wire| quote(&wire)).collect();
    let how_many = match combination.word {
        CombinationWord::ExactlyOneOf => "중 정확히 하나",
        CombinationWord::AtLeastOneOf => "중 하나 이상",
        CombinationWord::AtMostOneOf => "중 많아야 하나",
        CombinationWord::AllOrNoneOf => "모두 함께 보내거나 모두 생략",
    };
    format!("{} {how_many}", names.join(", "))
}

/// What an answer must say.
pub(super) fn test(language: Language, condition: &Condition) -> String {
    let or = language.say(" 또는 ", " or ");
    let statuses: Vec<String> = condition.statuses.iter().map(u16::to_string).collect();
    let statuses = (!statuses.is_empty()).then(|| format!("HTTP {}", statuses.join(or)));
    let tests = condition.tests.iter().map(|test| {
        let values: Vec<String> = test.values.iter().map(|value| quote(value)).collect();
        format!("{} = {}", quote(&test.path.to_string()), values.join(or))
    });
    let all: Vec<String> = statuses.into_iter().chain(tests).collect();
    all.join(language.say(" 그리고 ", " and "))
}

/// What an executed operation has done, and what that means for an answer that is lost.
pub(super) fn effect(language: Language, effect: Effect) -> &'static str {
    match effect {
        Effect::MovesMoney => language.say(
            "돈이 움직입니다. 응답을 받지 못했다면 처리되었을 수 있으므로 다시 보내지 마십시오.",
            "Moves money. Where no answer came it may have been executed: do not send it again.",
        ),
        Effect::Changes => language.say(
            "PG사의 상태를 바꾸며 돈은 움직이지 않습니다.",
            "Changes something at the vendor, and moves no money.",
        ),
        Effect::Reads => language.say(
            "조회만 하므로 다시 보낼 수 있습니다.",
            "Only reads: it can be sent again.",
        ),
    }
}

/// The same in a word.
pub(super) fn effect_word(language: Language, effect: Effect) -> &'static str {
    match effect {
        Effect::MovesMoney => language.say("돈이 움직임", "moves money"),
        Effect::Changes => language.say("상태 변경", "changes"),
        Effect::Reads => language.say("조회", "reads"),
    }
}
