//! Operations of a page and of the spec: which came and went, and what differs of those that are both. Fields,
//! values and codes are compared elsewhere.

use kpg_codegen::model::{Operation, Vendor};

use super::demand::Demand;
use super::difference::{Difference, Facts};
use super::field::Compared;
use super::location::{Location, Owner};
use super::pair::{self, Described, Pair};
use super::text::folded;
use super::{address, admit, field};
use crate::page::{Address, DocumentedOperation, Page, Way};

pub(super) fn compare(
    page: &Page,
    vendor: &Vendor,
    document: usize,
    pairs: &[Pair<'_>],
    found: &mut Vec<Difference>,
) -> Compared {
    let mut all = Compared::default();
    for (index, operation) in page.operations.iter().enumerate() {
        match pairs.iter().find(|pair| pair.page == index) {
            Some(pair) => {
                let compared = both(vendor, operation, pair, found);
                all.fields += compared.fields;
                all.notes.extend(compared.notes);
            }
            None => found.extend(added(vendor, operation)),
        }
    }
    for (owner, described) in Described::all(vendor) {
        let cited = described.citation().document == document;
        let is_there = pairs
            .iter()
            .any(|pair| pair.owner == owner || is_same_call(pair.described, described));
        if cited && !is_there {
            found.extend(removed(page, owner, described));
        }
    }
    all
}

/// Whether two operations of a spec are one of its document, which the spec has twice: for all of a payment and for a part.
fn is_same_call(one: Described<'_>, other: Described<'_>) -> bool {
    match (one, other) {
        (Described::Operation(one), Described::Operation(other)) => {
            one.method == other.method
                && one.target.path().is_some()
                && one.target.path() == other.target.path()
                && one.citation == other.citation
        }
        (Described::Operation(_) | Described::Notification(_), _) => false,
    }
}

/// What a page says of whether a field must be there is no difference where another operation of the spec, which is the same
/// call of the document, takes it so.
fn is_taken_elsewhere(vendor: &Vendor, pair: &Pair<'_>, difference: &Difference) -> bool {
    let (Facts::Presence { page, .. }, Location::Field(at, _)) =
        (&difference.facts, &difference.at)
    else {
        return false;
    };
    let mut others = Described::all(vendor).into_iter();
    others.any(|(owner, other)| {
        let is_other = owner != pair.owner && is_same_call(pair.described, other);
        let mut fields = other.fields(vendor, owner).into_iter();
        let known = fields.find(|known| known.at.way == at.way && known.at.path == at.path);
        let demand = known.map_or(Demand::Optional, |known| known.presence);
        is_other && admit::presence(*page, demand, at.way)
    })
}

fn both(
    vendor: &Vendor,
    operation: &DocumentedOperation,
    pair: &Pair<'_>,
    found: &mut Vec<Difference>,
) -> Compared {
    if let Described::Operation(ours) = pair.described {
        address::compare(vendor, operation, (pair.owner, ours), found);
        encryption(operation, (pair.owner, ours), found);
    }
    let before = found.len();
    let compared = field::compare(operation, pair, found);
    let fresh = found.split_off(before);
    let fresh = fresh.into_iter();
    found.extend(fresh.filter(|one| !is_taken_elsewhere(vendor, pair, one)));
    compared
}

/// An operation that the spec does not have, unless it says why.
fn added(vendor: &Vendor, operation: &DocumentedOperation) -> Option<Difference> {
    let title = operation.title.as_ref();
    let path = operation.addresses.iter().find_map(Address::path);
    let named = |name: &str, reason: &str| {
        let words = title.map(|title| folded(&title.text));
        let name = folded(name);
        path.is_some_and(|path| reason.contains(path))
            || title.is_some_and(|title| reason.contains(&title.text))
            || words.is_some_and(|words| words.contains(&name))
    };
    let excused = vendor
        .not_covered
        .iter()
        .any(|left_out| named(&left_out.name, &left_out.reason));
    let cell = title.cloned().or_else(|| {
        let first = pair::both_ways(operation).next();
        first.map(|(_, field)| field.wire.clone())
    });
    let facts = Facts::OperationAdded {
        title: title.map(|title| title.text.clone()),
        path: path.map(str::to_owned),
    };
    (!excused).then_some(Difference {
        facts,
        quirk_is_obsolete: false,
        at: Location::Vendor,
        cell,
        edit: None,
    })
}

/// An operation that cites the page and is not on it.
fn removed(page: &Page, owner: Owner, described: Described<'_>) -> Option<Difference> {
    if page.operations.is_empty() && page.codes.is_empty() {
        return None;
    }
    let summary = described.summary().primary().to_owned();
    let first = || {
        let first = page.operations.iter().flat_map(pair::both_ways).next();
        first.map(|(_, field)| field.wire.clone())
    };
    Some(Difference::gone(
        page.title.clone().or_else(first),
        Location::Owner(owner, None),
        Facts::OperationRemoved { summary },
    ))
}

fn encryption(
    operation: &DocumentedOperation,
    (owner, ours): (Owner, &Operation),
    found: &mut Vec<Difference>,
) {
    for (way, cell) in &operation.encrypted {
        let (is_encrypted, key) = match way {
            Way::Answer => (ours.answer.envelope.is_some(), "encrypted_answer"),
            Way::Request | Way::Notification => (ours.envelope.is_some(), "encrypted_request"),
        };
        if !is_encrypted {
            let at = Location::Owner(owner, Some(key));
            found.push(Difference::shown_by(cell, at, Facts::MessageEncryption));
        }
    }
}
