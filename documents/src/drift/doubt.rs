//! Whether differences are to be believed: a page that differs in most of an operation is more likely of another one.
//! What differs is found elsewhere.

use std::collections::BTreeSet;

use kpg_codegen::model::Vendor;

use super::difference::{Difference, Doubt, Facts};
use super::location::{FieldLocation, Location};
use super::pair::{Described, Pair};
use crate::page::Page;

/// The fewest fields of which most can differ; a page may well change both of two.
const FEWEST: usize = 4;

/// The doubts about a page.
pub(super) fn doubts(
    page: &Page,
    vendor: &Vendor,
    document: usize,
    pairs: &[Pair<'_>],
    found: &[Difference],
) -> Vec<Doubt> {
    let changed = pairs.iter().filter_map(|pair| most_differs(pair, found));
    let mut doubts: Vec<Doubt> = changed.collect();
    let missing = Described::all(vendor)
        .into_iter()
        .find(|(owner, described)| {
            let cited = described.citation().document == document;
            cited && pairs.iter().all(|pair| pair.owner != *owner)
        });
    let added = found
        .iter()
        .any(|difference| matches!(difference.facts, Facts::OperationAdded { .. }));
    let other = page
        .operations
        .iter()
        .enumerate()
        .find(|(index, _)| pairs.iter().all(|pair| pair.page != *index));
    if let (Some((owner, _)), Some((_, other)), true) = (missing, other, added) {
        let title = other.title.clone();
        doubts.push(Doubt::Unpaired { title, owner });
    }
    doubts
}

fn most_differs(pair: &Pair<'_>, found: &[Difference]) -> Option<Doubt> {
    let added = found.iter().filter(|difference| {
        let is_new = matches!(difference.facts, Facts::FieldAdded { .. });
        is_new && field(difference).is_some_and(|at| at.owner == pair.owner)
    });
    // Those of both sides: what the page has more differs too.
    let fields = pair.fields.len() + added.count();
    let differing: BTreeSet<Vec<&str>> = found
        .iter()
        .filter_map(|difference| field(difference))
        .filter(|at| at.owner == pair.owner)
        .map(|at| at.path.iter().map(String::as_str).collect())
        .collect();
    let differing = differing.len();
    (differing >= FEWEST && differing * 2 > fields).then_some(Doubt::MostDiffers {
        owner: pair.owner,
        differing,
        fields,
    })
}

/// The field that a difference is of, where it is not merely of what the vendor calls it.
fn field(difference: &Difference) -> Option<&FieldLocation> {
    match (&difference.at, &difference.facts) {
        (Location::Field(..), Facts::Label { .. }) => None,
        (Location::Field(at, _), _) => Some(at),
        _ => None,
    }
}
