//! Presence and the rules of single fields.

use kpg_codegen::model::{Field, FieldRef, FieldTest, Place, Placed, Presence, Request, Vendor};

use crate::exchange::Finding;
use crate::lists;
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
    let broken = |placed: Placed<'_>| {
        let Placed { at, field } = placed;
        let problem = match received.wire(at) {
            None => missing(operation, field, &texts),
            Some(_) => forbidden(operation, field, &texts).or_else(|| {
                let text = received.text(at)?;
                if says_nothing(field, text)
                    && let Some(missing) = missing(operation, field, &texts)
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
    fields(operation).filter_map(broken).collect()
}

/// What the texts of fields are, as far as they are known.
pub(crate) type Texts<'t> = dyn Fn(FieldRef) -> Option<String> + 't;

/// Why a field that is not there, or is there, breaks its presence.
pub(crate) fn broken_presence(
    operation: &Request,
    field: &Field,
    is_there: bool,
    texts: &Texts<'_>,
) -> Option<String> {
    match is_there {
        true => forbidden(operation, field, texts),
        false => missing(operation, field, texts),
    }
}

fn missing(operation: &Request, field: &Field, texts: &Texts<'_>) -> Option<String> {
    match &field.presence {
        Presence::Required => Some("it is missing".to_owned()),
        Presence::RequiredWhen(test) => {
            let when = circumstance(operation, test, texts)?;
            Some(format!("it is missing: it must be there {when}"))
        }
        Presence::Optional | Presence::Conditional(_) | Presence::ForbiddenWhen(_) => None,
    }
}

fn forbidden(operation: &Request, field: &Field, texts: &Texts<'_>) -> Option<String> {
    let Presence::ForbiddenWhen(test) = &field.presence else {
        return None;
    };
    let when = circumstance(operation, test, texts)?;
    Some(format!("it must not be there {when}"))
}

/// When a test holds, in words of the spec; `None` when it does not hold for this request.
fn circumstance(operation: &Request, test: &FieldTest, texts: &Texts<'_>) -> Option<String> {
    let text = texts(test.field)?;
    let name = &operation.field(test.field)?.wire;
    let holds = test.values.contains(&text);
    holds.then(|| format!("when `{name}` is `{}`", test.values.join("` or `")))
}
