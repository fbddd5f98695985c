//! The rules of a request: presence, and those of single fields.

use kpg_codegen::model::{FieldRef, GivenAs, Place, Placed, Request, Siblings, Vendor};

use crate::exchange::Finding;
use crate::lists;
use crate::presence::{broken_combination, broken_presence, given_as};
use crate::received::Received;
use crate::texts::{broken_text, says_nothing};

/// Every field of an operation that a request shows, with its place.
pub(crate) fn fields(operation: &Request) -> impl Iterator<Item = Placed<'_>> {
    let all = operation.placed_fields();
    all.filter(|placed| placed.at.place != Place::Input)
}

/// What is missing or must not be there, and what breaks the rule of its field.
pub(crate) fn check(vendor: &Vendor, operation: &Request, received: &Received) -> Vec<Finding> {
    let texts = |place| received.text(place).map(str::to_owned);
    let siblings = Siblings::Request(operation);
    let broken = |placed: Placed<'_>| {
        let Placed { at, field } = placed;
        let problem = match received.wire(at) {
            None => broken_presence(siblings, field, false, &texts),
            Some(_) => broken_presence(siblings, field, true, &texts).or_else(|| {
                let text = received.text(at)?;
                if says_nothing(field, text)
                    && let Some(missing) = broken_presence(siblings, field, false, &texts)
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
    let combinations = operation.combinations.iter();
    let combinations =
        combinations.filter_map(|combination| broken_combination(siblings, combination, &given));
    fields(operation)
        .filter_map(broken)
        .chain(combinations)
        .collect()
}
