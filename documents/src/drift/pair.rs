//! Which operation of a page is which of the spec, and which field is which. What differs between two that are the
//! same does not belong here.

use std::collections::BTreeSet;

use kpg_codegen::model::Vendor;

use super::demand::Demand;
pub(super) use super::described::{Described, both_ways, inside, leaf, leaves_out};
use super::known::Known;
use super::likeness::{self, Likeness};
use super::location::Owner;
use super::matching::Matching;
use super::text::folded;
use crate::page::{DocumentedField, Page, Way};
use crate::path;
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
    let all = Described::all(vendor).into_iter();
    let citing = all.filter(|(_, described)| described.citation().document == document);
    let mut candidates: Vec<Candidate<'_>> = citing
        .map(|(owner, described)| (owner, described, described.fields(vendor, owner)))
        .collect();
    note_same_calls(&mut candidates);
    let is_identical = likeness::is_identical(page, vendor, document);
    let mut scores = Vec::new();
    for (index, operation) in page.operations.iter().enumerate() {
        for (position, (_, described, fields)) in candidates.iter().enumerate() {
            let likeness = likeness::between(vendor, page, operation, (*described, fields));
            if likeness.is_enough(is_identical) {
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

/// An operation of a spec that an operation of a page may be, with its fields.
type Candidate<'m> = (Owner, Described<'m>, Vec<Known<'m>>);

/// Tells each field what the other operations demand of it that are the same call of the document.
fn note_same_calls(candidates: &mut [Candidate<'_>]) {
    let mut noted: Vec<(usize, usize, Demand)> = Vec::new();
    for (position, (owner, described, fields)) in candidates.iter().enumerate() {
        let others = candidates
            .iter()
            .filter(|(other, same, _)| other != owner && described.is_same_call(*same));
        for (_, _, others) in others {
            for (index, field) in fields.iter().enumerate() {
                let same = |other: &&Known<'_>| {
                    other.at.way == field.at.way && other.at.path == field.at.path
                };
                // What the other one does not have may be left out.
                let demand = others.iter().find(same);
                let demand =
                    demand.map(|other| other.corrected_presence().unwrap_or(other.presence));
                noted.push((position, index, demand.unwrap_or(Demand::Optional)));
            }
        }
    }
    for (position, index, demand) in noted {
        let field = candidates
            .get_mut(position)
            .and_then(|(_, _, fields)| fields.get_mut(index));
        if let Some(field) = field {
            field.elsewhere.push(demand);
        }
    }
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

/// Which field of a page is which of the spec: by direction, place and the whole path, then by what a page says of the path,
/// then by name alone, then by label. Less than the whole path makes one of two only where it can be no other.
pub(super) fn fields(page: &[(Way, &DocumentedField)], spec: &[Known<'_>]) -> Matching {
    let mut matching = Matching::new(page.len(), spec.len());
    let paths = path::paths(page);
    let rows: Vec<Row<'_>> = page
        .iter()
        .zip(&paths)
        .map(|((way, field), path)| Row {
            way: *way,
            field,
            path,
        })
        .collect();
    let like = |test: Test<'_>, here: usize, there: usize| match (rows.get(here), spec.get(there)) {
        (Some(row), Some(known)) => row.way == known.at.way && test(row, known),
        _ => false,
    };
    let are_same = |one: usize, other: usize| {
        let both = rows.get(one).zip(rows.get(other));
        both.is_some_and(|(one, other)| one.path == other.path)
    };
    let anywhere: Test<'_> = &|_, _| true;
    let placed: Test<'_> = &|row, known| row.is_placed_as(known);
    let at: Test<'_> = &|row, known| row.is_at(known);
    let parts: [Test<'_>; 3] = [
        &|row, known| row.ends_as(known),
        &|row, known| row.is_nested_as(known),
        &|row, known| row.is_named_as(known),
    ];
    for place in [placed, anywhere] {
        let both = |test, here, there| like(place, here, there) && like(test, here, there);
        matching.join(&|here, there| both(at, here, there));
        for part in parts {
            matching.join_sole(&|here, there| both(part, here, there), &are_same);
        }
    }
    matching.set_apart(&|here, there| like(&|row, known| row.may_be_inside_as(known), here, there));
    matching.join_renamed(&|here, there| {
        like(&|row, known| row.is_called_nearly_as(known), here, there)
    });
    matching
}

/// Whether two paths are one, of which one side may say less than the whole.
pub(super) fn may_be_one<A: AsRef<str>, B: AsRef<str>>(one: &[A], other: &[B]) -> bool {
    let mut ends = one.iter().rev().zip(other.iter().rev());
    ends.all(|(one, other)| one.as_ref() == other.as_ref())
}

type Test<'t> = &'t dyn Fn(&Row<'_>, &Known<'_>) -> bool;

/// A row of a page beside fields of a spec.
struct Row<'p> {
    way: Way,
    field: &'p DocumentedField,
    /// Its name after those of the members that it is in, as far as the page says them.
    path: &'p [&'p str],
}

impl Row<'_> {
    fn is_placed_as(&self, known: &Known<'_>) -> bool {
        self.field.place == known.at.place
    }

    fn is_at(&self, known: &Known<'_>) -> bool {
        self.path.join(".") == known.at.path.join(".")
    }

    /// Whether one of both has the whole path of the other, and the page more than a name.
    fn ends_as(&self, known: &Known<'_>) -> bool {
        self.path.len() > 1 && known.at.path.len() > 1 && may_be_one(self.path, &known.at.path)
    }

    fn is_nested_as(&self, known: &Known<'_>) -> bool {
        self.is_named_as(known) && inside(self.field).map(leaf) == known.inside()
    }

    fn is_named_as(&self, known: &Known<'_>) -> bool {
        let wire = &self.field.wire.text;
        leaf(wire) == known.wire() || *wire == known.at.path.join(".")
    }

    /// Whether the page says less of where it stands than the spec, and all that it says is so.
    fn may_be_inside_as(&self, known: &Known<'_>) -> bool {
        self.path.len() < known.at.path.len() && may_be_one(self.path, &known.at.path)
    }

    /// Whether it is in the same member and has the same label, or nearly the same name.
    fn is_called_nearly_as(&self, known: &Known<'_>) -> bool {
        let field = self.field;
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
        let nested = inside(field).map(leaf) == known.inside();
        self.is_placed_as(known) && nested && !holds && (same || close)
    }
}
