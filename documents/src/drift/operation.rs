//! Operations of a page and of the spec: which came and went, and what differs of those that are both. Fields,
//! values and codes are compared elsewhere.

use kpg_codegen::model::{Operation, Vendor};

use super::difference::{Difference, Facts};
use super::field::Compared;
use super::location::{Location, Owner};
use super::pair::{self, Described, Pair};
use super::text::folded;
use super::{address, field};
use crate::page::{Address, DocumentedOperation, Format, Page, Way};

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
                let compared = both(vendor, (page.format, operation), pair, found);
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
            .any(|pair| pair.owner == owner || pair.described.is_same_call(described));
        if cited && !is_there {
            found.extend(removed(page, owner, described));
        }
    }
    all
}

fn both(
    vendor: &Vendor,
    (format, operation): (Format, &DocumentedOperation),
    pair: &Pair<'_>,
    found: &mut Vec<Difference>,
) -> Compared {
    if let Described::Operation(ours) = pair.described {
        address::compare(vendor, operation, (pair.owner, ours), found);
        encryption(operation, (pair.owner, ours), found);
    }
    field::compare((format, operation), pair, found)
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
