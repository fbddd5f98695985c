//! Facts of a field, in words.

use super::list::joined;
use super::recipe::reference_words;
use super::subject::place_of_field;
use crate::diff::change::facts::{
    Combination, FieldCondition, FieldFact, GivenField, Presence, RustType, ValueKind, ValueRules,
};
use crate::model::{Enumeration, EnumerationId, Layout, Rule};

pub(super) fn field_words(fact: &FieldFact<'_>) -> String {
    match fact {
        FieldFact::Given(GivenField { presence, rules }) => {
            format!("{}, {}", presence_words(presence), rules_words(rules))
        }
        FieldFact::Place(place) => place_of_field(*place).to_owned(),
        FieldFact::Presence(presence) => presence_words(presence),
        FieldFact::Combination(combination) => combination_words(combination),
        FieldFact::Kind(kind) => kind_words(kind),
        FieldFact::Rules(rules) => rules_words(rules),
        FieldFact::Rule(rule, enumerations) => rule_words(rule, enumerations),
        FieldFact::RustType(rust_type, enumerations) => type_words(rust_type, enumerations),
        FieldFact::IsBare(true) => "without quotes".to_owned(),
        FieldFact::IsBare(false) => "in quotes".to_owned(),
        FieldFact::IsTextOrNumber(true) => "a text or a number in JSON".to_owned(),
        FieldFact::IsTextOrNumber(false) => "one of the two in JSON".to_owned(),
        FieldFact::Repeat(repeat) => repeat.word().to_owned(),
        FieldFact::IsSensitive(true) => "never shown".to_owned(),
        FieldFact::IsSensitive(false) => "shown".to_owned(),
    }
}

fn presence_words(presence: &Presence<'_>) -> String {
    match presence {
        Presence::Required => "required".to_owned(),
        Presence::Optional => "optional".to_owned(),
        Presence::Conditional(circumstances) => format!("conditional: {circumstances}"),
        Presence::ByRule {
            required_when,
            forbidden_when,
        } => {
            let required = required_when.iter();
            let forbidden = forbidden_when.iter();
            let required = required.map(|it| format!("required when {}", condition_words(it)));
            let forbidden = forbidden.map(|it| format!("forbidden when {}", condition_words(it)));
            joined(required.chain(forbidden), ", ")
        }
    }
}

fn condition_words(condition: &FieldCondition<'_>) -> String {
    let quote = |text: &str| format!("`{text}`");
    let alternatives = condition.alternatives.iter().map(|tests| {
        let tests = tests.iter().map(|(field, wanted)| {
            format!("{} is {}", reference_words(*field), wanted.describe(&quote))
        });
        joined(tests, " and ")
    });
    joined(alternatives, ", or ")
}

fn combination_words(combination: &Combination<'_>) -> String {
    let members = combination
        .members
        .iter()
        .map(|member| reference_words(*member));
    let how_many = combination.word.word().replace('_', " ");
    format!("{how_many} {}", joined(members, ", "))
}

fn rules_words(rules: &ValueRules<'_>) -> String {
    let ValueRules {
        kind,
        rules,
        enumerations,
    } = rules;
    let rules = rules.iter().map(|rule| rule_words(rule, enumerations));
    joined(std::iter::once(kind_words(kind)).chain(rules), ", ")
}

fn rule_words(rule: &Rule, enumerations: &[Enumeration]) -> String {
    rule.describe(enumerations, &|text| format!("`{}`", text.escape_debug()))
}

/// What a kind demands beside its Rust type.
pub(super) fn kind_words(kind: &ValueKind<'_>) -> String {
    let words = match kind {
        ValueKind::Text => "text",
        ValueKind::Digits => "digits",
        ValueKind::Amount {
            digits,
            number,
            zero,
            negative,
        } => {
            let digits = digits.map(|(min, max)| format!(" of {min} to {max} digits"));
            let number = if *number { ", a JSON number" } else { "" };
            let zero = if *zero { ", or zero" } else { "" };
            let negative = if *negative { ", or less than zero" } else { "" };
            return format!(
                "amount{}{number}{zero}{negative}",
                digits.unwrap_or_default()
            );
        }
        ValueKind::Decimal { limits, number } => {
            let number = if *number { ", a JSON number" } else { "" };
            let numbers = rule_words(&Rule::Decimal(*limits), &[]);
            return format!("decimal, {numbers}{number}");
        }
        ValueKind::Integer { min, max } => return format!("integer from {min} to {max}"),
        ValueKind::Boolean => "boolean",
        ValueKind::Enumeration { name, number } => {
            let number = if *number { ", a JSON number" } else { "" };
            return format!("{}{number}", name.map_or("", |name| name.snake()));
        }
        ValueKind::DateTime(format) => return format!("time as {}", format.mask()),
        ValueKind::TimeOr(format, name) => {
            let name = name.map_or("", |name| name.snake());
            return format!("time as {}, or `{name}`", format.mask());
        }
        ValueKind::Joined(separator) => return format!("texts joined by `{separator}`"),
        ValueKind::EmvQr => "EMV QR code",
        ValueKind::Base64 => "base64",
        ValueKind::Values(inner) => return format!("list of {}", kind_words(inner)),
        ValueKind::Nested(Layout::Object) => "object",
        ValueKind::Nested(Layout::List) => "list of objects",
        ValueKind::Nested(Layout::ListOrObject) => "list of objects, or one object",
        ValueKind::Nested(Layout::JsonText) => "object as JSON in a text",
    };
    words.to_owned()
}

/// A type as people know it.
fn type_words(rust_type: &RustType, enumerations: &[Enumeration]) -> String {
    let words = match rust_type {
        RustType::Text => "String",
        RustType::SensitiveText => "Sensitive<String>",
        RustType::Time => "TimeText",
        RustType::Number => "u64",
        RustType::Signed => "i64",
        RustType::Decimal => "Decimal",
        RustType::TimeOr(id) => {
            return format!("TimeOr<{}>", enumeration_words(*id, enumerations));
        }
        RustType::Flag => "bool",
        RustType::Bytes => "Binary",
        RustType::Joined(separator) => return format!("Joined<{separator:?}>"),
        RustType::Enumeration(id) => return enumeration_words(*id, enumerations),
        RustType::AnsweredChoice(id) => {
            return format!("AnsweredChoice<{}>", enumeration_words(*id, enumerations));
        }
        RustType::Hidden(inner) => {
            return format!("Hidden<{}>", type_words(inner, enumerations));
        }
        RustType::Values(inner) => return format!("list of {}", type_words(inner, enumerations)),
        RustType::Objects => "list of objects",
        RustType::Object => "object",
    };
    words.to_owned()
}

fn enumeration_words(id: EnumerationId, enumerations: &[Enumeration]) -> String {
    let enumeration = enumerations.get(id.0);
    enumeration.map_or_else(String::new, |found| found.name.pascal())
}
