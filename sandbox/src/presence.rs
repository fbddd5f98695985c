//! When fields must be there or must not: by themselves, by the values of others, and in combinations.

use kpg_codegen::model::{
    Combination, Field, FieldCondition, FieldRef, GivenAs, Presence, Siblings,
};

use crate::exchange::Finding;
use crate::texts::says_nothing;

/// What the texts of fields are, as far as they are known.
pub(crate) type Texts<'t> = dyn Fn(FieldRef) -> Option<String> + 't;

/// Why a field that is not there, or is there, breaks its presence.
pub(crate) fn broken_presence(
    siblings: Siblings<'_>,
    field: &Field,
    is_there: bool,
    texts: &Texts<'_>,
) -> Option<String> {
    match is_there {
        true => forbidden(siblings, field, texts),
        false => missing(siblings, field, texts),
    }
}

fn missing(siblings: Siblings<'_>, field: &Field, texts: &Texts<'_>) -> Option<String> {
    if field.presence == Presence::Required {
        return Some("it is missing".to_owned());
    }
    let when = circumstance(siblings, field.presence.required_when()?, texts)?;
    Some(format!("it is missing: it must be there {when}"))
}

fn forbidden(siblings: Siblings<'_>, field: &Field, texts: &Texts<'_>) -> Option<String> {
    let when = circumstance(siblings, field.presence.forbidden_when()?, texts)?;
    Some(format!("it must not be there {when}"))
}

/// The part of a condition that holds, in words of the spec; `None` when it does not hold for this request.
fn circumstance(
    siblings: Siblings<'_>,
    condition: &FieldCondition,
    texts: &Texts<'_>,
) -> Option<String> {
    let tests = condition.held_by(texts)?;
    let quote = |text: &str| format!("`{text}`");
    Some(format!("when {}", siblings.describe_tests(tests, &quote)))
}

/// What a combination finds of a field that is there.
pub(crate) fn given_as(field: &Field, text: Option<&str>) -> GivenAs {
    match text.is_some_and(|text| says_nothing(field, text)) {
        true => GivenAs::Empty,
        false => GivenAs::Value,
    }
}

/// What is wrong with a combination, if all of its fields are known.
pub(crate) fn broken_combination(
    siblings: Siblings<'_>,
    combination: &Combination,
    given: &dyn Fn(FieldRef) -> Option<GivenAs>,
) -> Option<Finding> {
    let states: Option<Vec<GivenAs>> = combination.members.iter().map(|at| given(*at)).collect();
    let (position, problem) = combination.broken_by(&states?)?;
    let field = siblings.field(*combination.members.get(position)?)?;
    let quote = |text: &str| format!("`{text}`");
    let asked = siblings.describe_combination(combination, &quote);
    Some(Finding::field(
        &field.wire,
        format!("{problem}, and the vendor asks for {asked}"),
    ))
}
