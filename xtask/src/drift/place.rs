//! The place of a difference in the text of a spec, and its name in words. What differs does not belong here.

use kpg_codegen::model::{OperationId, Place, Vendor};
use kpg_codegen::{Part, Written};
use kpg_documents::Way;
use kpg_documents::drift::{Difference, DriftKind, Facts, FieldLocation, Location, Owner};

use super::compared::Spec;
use crate::import::codes::STANDS_IN;

/// `operations` or `notifications`, and the key below it.
fn owner(vendor: &Vendor, owner: Owner) -> Option<(&'static str, String)> {
    match owner {
        Owner::Operation(OperationId(index)) => {
            let operation = vendor.operations.get(index)?;
            Some(("operations", operation.name.to_string()))
        }
        Owner::Notification(index) => {
            let notification = vendor.notifications.get(index)?;
            Some(("notifications", notification.name.to_string()))
        }
    }
}

fn part(at: &FieldLocation) -> Part {
    match (at.way, at.place) {
        (Way::Answer, _) => Part::Answer,
        (Way::Notification, _) => Part::Fields,
        (Way::Request, Place::Path) => Part::Path,
        (Way::Request, Place::Query) => Part::Query,
        (Way::Request, Place::Header) => Part::Headers,
        (Way::Request, Place::Body | Place::Received) => Part::Request,
        (Way::Request, Place::Input | Place::Stored) => Part::Inputs,
    }
}

/// The keys of the part of an operation in which a field stands.
pub(crate) fn part_keys(spec: &Spec, at: &FieldLocation) -> Option<Vec<String>> {
    let (kind, name) = owner(&spec.vendor, at.owner)?;
    let part = part(at).key().to_owned();
    Some(vec![kind.to_owned(), name, part])
}

/// What is written there; where that is nothing, what stands around it.
pub(crate) fn written(spec: &Spec, at: &Location) -> Option<Written> {
    let (vendor, places) = (&spec.vendor, &spec.places);
    let inside = |outer: Option<Written>, key: Option<&str>| {
        let outer = outer?;
        let inner = key.and_then(|key| {
            let mut keys: Vec<&str> = outer.keys.iter().map(String::as_str).collect();
            keys.push(key);
            places.find(&keys)
        });
        Some(inner.unwrap_or(outer))
    };
    match at {
        Location::Vendor => places.find(&["operations"]),
        Location::Environment(index) => {
            let name = vendor.environments.get(*index)?.name.to_string();
            inside(places.find(&["environments"]), Some(&name))
        }
        Location::Owner(of, key) => {
            let (kind, name) = owner(vendor, *of)?;
            inside(places.find(&[kind, &name]), *key)
        }
        Location::Field(at, key) => {
            let (kind, name) = owner(vendor, at.owner)?;
            let of = (kind, name.as_str());
            let field = places.field(of, part(at), &at.path);
            let around = || places.find(&[kind, &name, part(at).key()]);
            inside(
                field
                    .or_else(around)
                    .or_else(|| places.find(&[kind, &name])),
                *key,
            )
        }
        Location::Value(index, wire) => {
            let name = vendor.enumerations.get(*index)?.name.to_string();
            inside(places.find(&["types", &name, "values"]), wire.as_deref())
        }
        Location::Code(of, wire) => {
            let (kind, name) = owner(vendor, *of)?;
            let code = wire.as_deref().unwrap_or_default();
            let codes = places.codes(&name, code);
            let codes = codes.or_else(|| places.find(&[kind, &name]));
            inside(codes, wire.as_deref())
        }
        Location::FaultCodes(_, fault) => inside(places.find(&["faults", fault]), Some("codes")),
    }
}

/// Whether a difference is what the spec marks as open. Of the very page that the spec was made from that is whatever differs
/// in a construct with a `todo`, or in a field that a `todo` of its operation names. Of another copy it is how a field is
/// encrypted, which member has the result code, what stands in for the code of success, and an address that a `todo` names;
/// what else such a page says is told.
pub(crate) fn is_open(spec: &Spec, difference: &Difference, is_identical: bool) -> bool {
    let Some(keys) = construct(spec, &difference.at) else {
        return false;
    };
    let find = |keys: &[String], key: &str| {
        let keys = keys.iter().map(String::as_str).chain([key]);
        spec.places.find(&keys.collect::<Vec<_>>())
    };
    let words = |todo: &Written| {
        let words = spec.file.text().get(todo.value.start..todo.value.end);
        words.unwrap_or_default().to_owned()
    };
    let Some(todo) = find(&keys, "todo") else {
        let at = difference.at.field();
        let owned = at.and_then(|at| find(&owned(spec, at.owner)?, "todo"));
        let words = owned.as_ref().map(words).unwrap_or_default();
        let path = at.map_or(&[][..], |at| &at.path);
        // A member, or an object that it is in, by as much of its path as the page writes.
        let ends = 1..=path.len();
        let mut names = ends.flat_map(|end| (0..end).filter_map(move |from| path.get(from..end)));
        return is_identical && names.any(|name| words.contains(&format!("`{}`", name.join("."))));
    };
    let is_about_it = match (difference.kind(), &difference.facts) {
        (DriftKind::EncryptionChanged, _) => true,
        (DriftKind::FieldRemoved, _) => find(&keys, "role").is_some(),
        (_, Facts::CodeRemoved { label, .. }) => label == STANDS_IN,
        (_, Facts::Path { page, .. } | Facts::Url { page, .. }) => words(&todo).contains(page),
        _ => false,
    };
    is_identical || is_about_it
}

/// The keys of an operation or a notification.
fn owned(spec: &Spec, of: Owner) -> Option<Vec<String>> {
    let (kind, name) = owner(&spec.vendor, of)?;
    Some(vec![kind.to_owned(), name])
}

/// The keys of the construct that a difference is of: of a field, or of what it belongs to where the spec does not have it.
/// Environments are of the spec as a whole, which has no keys above it.
fn construct(spec: &Spec, at: &Location) -> Option<Vec<String>> {
    match at {
        Location::Field(at, _) => {
            let (kind, name) = owner(&spec.vendor, at.owner)?;
            let field = spec.places.field((kind, &name), part(at), &at.path);
            field
                .map(|field| field.keys)
                .or_else(|| owned(spec, at.owner))
        }
        Location::Owner(of, _) | Location::Code(of, _) => owned(spec, *of),
        Location::FaultCodes(_, fault) => Some(vec!["faults".to_owned(), fault.clone()]),
        Location::Environment(_) => Some(Vec::new()),
        Location::Vendor | Location::Value(..) => None,
    }
}

/// The place in words.
pub(crate) fn location_words(vendor: &Vendor, at: &Location) -> String {
    let of = |of: Owner| match owner(vendor, of) {
        Some(("notifications", name)) => format!("notification `{name}`"),
        Some((_, name)) => format!("operation `{name}`"),
        None => "operation".to_owned(),
    };
    let fact = |fact: Option<&str>| fact.map_or_else(String::new, |fact| format!(", `{fact}`"));
    match at {
        Location::Vendor => "operations".to_owned(),
        Location::Environment(index) => {
            let environment = vendor.environments.get(*index);
            let name = environment.map(|environment| environment.name.to_string());
            format!("environment `{}`", name.unwrap_or_default())
        }
        Location::Owner(owner, key) => format!("{}{}", of(*owner), fact(*key)),
        Location::Field(at, key) => {
            let way = match (at.way, at.place) {
                (Way::Answer, _) => "answer member",
                (Way::Notification, _) => "member",
                (Way::Request, Place::Body) => "request member",
                (Way::Request, place) => place.word(),
            };
            format!(
                "{}, {way} `{}`{}",
                of(at.owner),
                at.path.join("."),
                fact(*key)
            )
        }
        Location::Value(index, wire) => {
            let enumeration = vendor.enumerations.get(*index);
            let name = enumeration.map(|enumeration| enumeration.name.to_string());
            format!(
                "type `{}`{}",
                name.unwrap_or_default(),
                fact(wire.as_deref())
            )
        }
        Location::FaultCodes(_, fault) => format!("codes of fault `{fault}`"),
        Location::Code(owner, wire) => format!("codes of {}{}", of(*owner), fact(wire.as_deref())),
    }
}
