//! Lists in JSON requests: of values, or of objects with members of their own.

use kpg_codegen::model::{Charset, Expression, Field, Kind, Place, Presence, Source, Vendor};

use crate::charset;
use crate::json_body::{self, Scalar};
use crate::received::typed;
use crate::texts::broken_text;

/// The first thing that is wrong with a list, letter by letter as JSON wrote it.
pub(crate) fn broken(
    vendor: &Vendor,
    charset: Charset,
    field: &Field,
    list: &str,
) -> Option<String> {
    let items = json_body::items(list);
    let may_be_empty = field.count.is_some_and(|(min, _)| min == 0);
    // What is no list at all was told before.
    if !list.trim_start().starts_with('[') {
        return None;
    }
    if items.is_empty() && field.presence == Presence::Required && !may_be_empty {
        return Some("it is missing: it has no items".to_owned());
    }
    if let Some((min, max)) = field.count
        && !(min as usize..=max as usize).contains(&items.len())
    {
        return Some(format!(
            "it has {} items and must have {min} to {max}",
            items.len()
        ));
    }
    let items = items.into_iter().enumerate();
    items
        .filter_map(|(position, item)| {
            let problem = match &field.kind {
                Kind::Items(members) => broken_object(vendor, charset, members, item),
                Kind::Values(kind) => {
                    let scalar = json_body::scalar(item);
                    broken_value(vendor, charset, field, kind, scalar)
                }
                _ => None,
            }?;
            Some(format!("item {position} of it: {problem}"))
        })
        .next()
}

fn broken_value(
    vendor: &Vendor,
    charset: Charset,
    field: &Field,
    kind: &Kind,
    scalar: Scalar,
) -> Option<String> {
    let (text, problem) = typed(kind, scalar);
    let name = || charset::name(charset).to_uppercase();
    problem
        .or_else(|| {
            charset::encode(charset, &text)
                .is_none()
                .then(|| format!("it has characters that {} can not hold", name()))
        })
        .or_else(|| broken_text(vendor, charset, (Place::Body, field), &text))
}

/// The members of an object in a list are held to their rules as those of the request are.
fn broken_object(
    vendor: &Vendor,
    charset: Charset,
    fields: &[Field],
    item: &str,
) -> Option<String> {
    let members = match json_body::members(item) {
        Ok(members) => members,
        Err(_) => return Some("it must be an object".to_owned()),
    };
    for field in fields {
        let mut found = members.iter().filter(|(name, _)| *name == field.wire);
        let problem = match (found.next(), found.next()) {
            (None, _) => (field.presence == Presence::Required).then(|| "it is missing".to_owned()),
            (Some(_), Some(_)) => Some("the member is there more than once".to_owned()),
            (Some((_, value)), None) => broken_member(vendor, charset, field, value.clone()),
        };
        if let Some(problem) = problem {
            return Some(format!("`{}`: {problem}", field.wire));
        }
    }
    let strange = members
        .iter()
        .find(|(name, _)| !fields.iter().any(|field| field.wire == *name));
    strange.map(|(name, _)| format!("it has no member `{name}`"))
}

fn broken_member(
    vendor: &Vendor,
    charset: Charset,
    field: &Field,
    value: Scalar,
) -> Option<String> {
    if let (Kind::Values(_) | Kind::Items(_), Scalar::List(list)) = (&field.kind, &value) {
        return broken(vendor, charset, field, list);
    }
    let constant = match &field.source {
        Source::Supplied(Expression::Literal(constant)) => Some(constant.clone()),
        _ => None,
    };
    let (text, _) = typed(&field.kind, value.clone());
    broken_value(vendor, charset, field, &field.kind, value).or_else(|| {
        let constant = constant.filter(|constant| *constant != text)?;
        Some(format!("it must be `{constant}`"))
    })
}
