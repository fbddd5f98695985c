//! Fields that are left out where they must be there, and given where they must not.

use super::value::{Break, Given};
use kpg_codegen::model::{
    Content, Field, FieldCondition, FieldTest, Kind, Operation, Presence, Siblings, Vendor, Wanted,
    sample,
};

pub(super) fn presence(vendor: &Vendor, operation: &Operation, field: &Field) -> Vec<Break> {
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
pub(super) fn circumstances(operation: &Operation, condition: &FieldCondition) -> String {
    let example = |at| operation.field(at)?.facts.example.clone();
    let tests = condition.held_by(&example).unwrap_or_default();
    let is_certain = match condition.alternatives.as_slice() {
        [tests] => {
            matches!(&tests[..], [FieldTest { wanted: Wanted::Texts(texts), .. }] if texts.len() == 1)
                || matches!(
                    &tests[..],
                    [FieldTest {
                        wanted: Wanted::Given(_),
                        ..
                    }]
                )
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
pub(super) fn shown(siblings: Siblings<'_>, condition: &FieldCondition) -> String {
    let alternatives = condition.alternatives.iter().map(|tests| {
        let tests = tests.iter().map(|test| {
            let wire = &siblings.field(test.field).unwrap().wire;
            match &test.wanted {
                Wanted::Texts(texts) => format!("Is({wire:?}, {texts:?})"),
                Wanted::Numbers(ranges) => format!("Within({wire:?}, {ranges:?})"),
                Wanted::Given(true) => format!("IsGiven({wire:?})"),
                Wanted::Given(false) => format!("IsLeftOut({wire:?})"),
            }
        });
        format!("[{}]", tests.collect::<Vec<_>>().join(", "))
    });
    format!("[{}]", alternatives.collect::<Vec<_>>().join(", "))
}

/// Whether the setter takes something else than a text, so that it cannot be empty.
fn is_typed(field: &Field) -> bool {
    match &field.facts.content {
        Content::One(
            Kind::Amount { .. }
            | Kind::Integer { .. }
            | Kind::Decimal { .. }
            | Kind::Boolean
            | Kind::Enumeration { .. },
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
