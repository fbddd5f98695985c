//! Which operation of a page is which of the spec, and which field is which. What differs between two that are the
//! same does not belong here.

use std::collections::BTreeSet;

use kpg_codegen::model::Vendor;

pub(super) use super::described::{Described, both_ways, inside, leaf, leaves_out};
use super::known::Known;
use super::likeness::{self, Likeness};
use super::location::Owner;
use super::text::folded;
use crate::page::{DocumentedField, Page, Way};
use crate::vocabulary::is_korean;

/// An operation of a page and the one of the spec that it is.
#[derive(Clone, Debug)]
pub(super) struct Pair<'m> {
    /// What they have in common.
    pub(super) likeness: Likeness,
    /// The position in the page.
    pub(super) page: usize,
    pub(super) owner: Owner,
    pub(super) described: Described<'m>,
    pub(super) fields: Vec<Known<'m>>,
}

/// Every operation of a page with the one of the spec, the likest first taken.
pub(super) fn operations<'m>(page: &Page, vendor: &'m Vendor, document: usize) -> Vec<Pair<'m>> {
    let candidates: Vec<_> = Described::all(vendor)
        .into_iter()
        .filter(|(_, described)| described.citation().document == document)
        .map(|(owner, described)| (owner, described, described.fields(vendor, owner)))
        .collect();
    let mut scores = Vec::new();
    for (index, operation) in page.operations.iter().enumerate() {
        for (position, (_, described, fields)) in candidates.iter().enumerate() {
            let likeness = likeness::between(vendor, page, operation, (*described, fields));
            if likeness.is_enough() {
                scores.push((likeness, index, position));
            }
        }
    }
    scores.sort_by_key(|(likeness, index, position)| {
        (std::cmp::Reverse(likeness.score()), *index, *position)
    });
    let (mut pages, mut positions) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (likeness, index, position) in scores {
        if pages.contains(&index) || positions.contains(&position) {
            continue;
        }
        let Some((owner, described, fields)) = candidates.get(position) else {
            continue;
        };
        pages.insert(index);
        positions.insert(position);
        pairs.push(Pair {
            likeness,
            page: index,
            owner: *owner,
            described: *described,
            fields: fields.clone(),
        });
    }
    pairs.sort_by_key(|pair| pair.page);
    pairs
}

/// How much of a page is described by the operations that cite a document; less for those that are not on it.
pub(super) fn likeness(page: &Page, vendor: &Vendor, document: usize) -> usize {
    let pairs = operations(page, vendor, document);
    let alike: usize = pairs.iter().map(|pair| pair.likeness.score()).sum();
    let all = Described::all(vendor).into_iter();
    let citing = all.filter(|(_, described)| described.citation().document == document);
    let missing = citing.count().saturating_sub(pairs.len());
    match alike {
        0 => 0,
        alike => alike.saturating_sub(missing * likeness::MISSING).max(1),
    }
}

/// A field of a page and the one of the spec that it is; positions.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    pub(super) both: Vec<(usize, usize)>,
    /// The same, under another name.
    pub(super) renamed: Vec<(usize, usize)>,
    pub(super) added: Vec<usize>,
    pub(super) removed: Vec<usize>,
}

/// Which field is which: by direction, nesting and name, then by name alone, then by label.
pub(super) fn fields(page: &[(Way, &DocumentedField)], spec: &[Known<'_>]) -> Fields {
    let mut result = Fields {
        added: (0..page.len()).collect(),
        removed: (0..spec.len()).collect(),
        ..Fields::default()
    };
    let named = |field: &DocumentedField, known: &Known<'_>| {
        leaf(&field.wire.text) == known.wire() || field.wire.text == known.at.path.join(".")
    };
    let nested =
        |field: &DocumentedField, known: &Known<'_>| inside(field).map(leaf) == known.inside();
    let placed = |field: &DocumentedField, known: &Known<'_>| field.place == known.at.place;
    type Test<'t> = &'t dyn Fn(&DocumentedField, &Known<'_>) -> bool;
    let rounds: [Test<'_>; 4] = [
        &|field, known| named(field, known) && nested(field, known) && placed(field, known),
        &|field, known| named(field, known) && placed(field, known),
        &|field, known| named(field, known) && nested(field, known),
        &named,
    ];
    for round in rounds {
        let pairs = result.take(page, spec, round, false);
        result.both.extend(pairs);
    }
    let labelled = |field: &DocumentedField, known: &Known<'_>| {
        let label = field.label.as_ref().map(|label| folded(&label.text));
        let ours = known
            .label
            .and_then(|label| label.ko.as_deref().or(label.en.as_deref()));
        let close = strsim::jaro_winkler(
            &field.wire.text.to_lowercase(),
            &known.wire().to_lowercase(),
        ) > 0.85;
        let same = label.is_some_and(|label| {
            let ours = ours.map(folded);
            !label.is_empty() && (is_korean(&label) || label.len() > 3) && Some(label) == ours
        });
        // An object is no other name of its member.
        let wire = known.at.path.join(".");
        let holds = wire.strip_prefix(field.wire.text.as_str());
        let holds = holds.is_some_and(|rest| rest.starts_with('.'));
        placed(field, known) && nested(field, known) && !holds && (same || close)
    };
    result.renamed = result.take(page, spec, &labelled, true);
    result.both.sort_unstable();
    result
}

impl Fields {
    /// Takes out what a test pairs; where one is to be sure, only what it pairs with nothing else.
    fn take(
        &mut self,
        page: &[(Way, &DocumentedField)],
        spec: &[Known<'_>],
        test: &dyn Fn(&DocumentedField, &Known<'_>) -> bool,
        only: bool,
    ) -> Vec<(usize, usize)> {
        let like = |here: usize, there: usize| match (page.get(here), spec.get(there)) {
            (Some((way, field)), Some(known)) => *way == known.at.way && test(field, known),
            _ => false,
        };
        let mut pairs = Vec::new();
        for here in self.added.clone() {
            let mut alike = self
                .removed
                .iter()
                .copied()
                .filter(|there| like(here, *there));
            let Some(there) = alike.next() else { continue };
            let ambiguous = alike.next().is_some()
                || self
                    .added
                    .iter()
                    .filter(|other| like(**other, there))
                    .count()
                    > 1;
            if only && ambiguous {
                continue;
            }
            pairs.push((here, there));
            self.added.retain(|other| *other != here);
            self.removed.retain(|other| *other != there);
        }
        pairs
    }
}
