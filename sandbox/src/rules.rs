//! Presence and the rules of single fields.

use kpg_codegen::model::{
    Field, FieldCondition, FieldRef, GivenAs, Group, Operation, Place, Placed, Presence, Siblings,
    Vendor, describe_tests,
};

use crate::exchange::Finding;
use crate::lists;
use crate::received::Received;
use crate::texts::{broken_text, says_nothing};

/// Every field of an operation that a request shows, with its place.
pub(crate) fn fields(operation: &Operation) -> impl Iterator<Item = Placed<'_>> {
    let all = operation.placed_fields();
    all.filter(|placed| placed.at.place != Place::Input)
}

/// What is missing or must not be there, and what breaks the rule of its field.
pub(crate) fn check(vendor: &Vendor, operation: &Operation, received: &Received) -> Vec<Finding> {
    let texts = |place| received.text(place).map(str::to_owned);
    let siblings = Siblings::Request(operation);
    let broken = |placed: Placed<'_>| {
        let Placed { at, field } = placed;
        let problem = match received.wire(at) {
            None => missing(siblings, field, &texts),
            Some(_) => forbidden(siblings, field, &texts).or_else(|| {
                let text = received.text(at)?;
                if says_nothing(field, text)
                    && let Some(missing) = missing(siblings, field, &texts)
                {
                    return Some(missing);
                }
                match field.facts.content.is_list() {
                    true => lists::broken(vendor, operation.charset, placed, text),
                    false => broken_text(vendor, operation.charset, placed, text),
                }
            }),
        };
        problem.map(|text| Finding::field(&field.wire, text))
    };
    let given = |at: FieldRef| {
        let field = operation.field(at)?;
        match (at.place, received.wire(at), received.text(at)) {
            // What is no field of the message is known later.
            (Place::Input, _, _) => None,
            (_, None, _) => Some(GivenAs::Absent),
            (_, Some(_), text) => Some(given_as(field, text)),
        }
    };
    let groups = operation.groups.iter();
    let groups = groups.filter_map(|group| broken_group(siblings, group, &given));
    fields(operation).filter_map(broken).chain(groups).collect()
}

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
    Some(format!("when {}", describe_tests(tests, siblings, &quote)))
}

/// What a group finds of a field that is there.
pub(crate) fn given_as(field: &Field, text: Option<&str>) -> GivenAs {
    match text.is_some_and(|text| says_nothing(field, text)) {
        true => GivenAs::Empty,
        false => GivenAs::Value,
    }
}

/// What is wrong with a group, if all of its fields are known.
pub(crate) fn broken_group(
    siblings: Siblings<'_>,
    group: &Group,
    given: &dyn Fn(FieldRef) -> Option<GivenAs>,
) -> Option<Finding> {
    let states: Option<Vec<GivenAs>> = group.members.iter().map(|at| given(*at)).collect();
    let (position, problem) = group.broken_by(&states?)?;
    let field = siblings.field(*group.members.get(position)?)?;
    let quote = |text: &str| format!("`{text}`");
    let asked = group.describe(siblings, &quote);
    Some(Finding::field(
        &field.wire,
        format!("{problem}, and the vendor asks for {asked}"),
    ))
}
