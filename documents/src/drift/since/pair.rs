//! Which operation and which field of the old copy is which of the new one. What differs between them does not belong here.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::drift::described::leaf;
use crate::drift::matching::Matching;
use crate::drift::text::folded;
use crate::page::{Address, DocumentedField, DocumentedOperation, Way};
use crate::vocabulary;

/// What the same address or the same title is worth, and at most the names that two operations have in common.
const WORTH: usize = 60;

/// What operations are known by.
struct Known<'p> {
    inbound: bool,
    paths: BTreeSet<&'p str>,
    title: String,
    /// The names of the members, and whether they are of the answer.
    names: BTreeSet<(bool, &'p str)>,
}

impl<'p> Known<'p> {
    fn of(operation: &'p DocumentedOperation) -> Self {
        let title = operation.title.as_ref();
        let title = title.map(|title| vocabulary::unnumbered(&title.text));
        let sent = operation.request.iter().map(|field| (false, field));
        let answered = operation.answer.iter().map(|field| (true, field));
        let names = sent.chain(answered);
        Self {
            inbound: operation.inbound,
            paths: operation
                .addresses
                .iter()
                .filter_map(Address::path)
                .collect(),
            title: folded(title.unwrap_or_default()),
            names: names
                .map(|(way, field)| (way, leaf(&field.wire.text)))
                .collect(),
        }
    }

    /// How much two operations have in common; nothing where that is too little to be one, or the vendor sends one of them only.
    fn likeness(&self, other: &Self) -> Option<usize> {
        let shared = self.names.intersection(&other.names).count();
        let (here, there) = (self.names.len(), other.names.len());
        let (least, most) = (here.min(there), here.max(there).max(1));
        let has_address = !self.paths.is_disjoint(&other.paths);
        let has_other_address = !has_address && !self.paths.is_empty() && !other.paths.is_empty();
        let has_title = !self.title.is_empty() && self.title == other.title;
        // Every vendor has a call that is titled `취소`.
        let is_called_so = has_title && (4 * shared >= least || !has_other_address);
        let is_enough = has_address || is_called_so || 2 * shared >= most;
        let points = usize::from(has_address) + usize::from(has_title);
        let score = points * WORTH + WORTH * shared / most;
        (is_enough && self.inbound == other.inbound).then_some(score)
    }
}

/// Operations of both copies; positions.
pub(super) fn operations(old: &[DocumentedOperation], new: &[DocumentedOperation]) -> Matching {
    let before: Vec<Known<'_>> = old.iter().map(Known::of).collect();
    let after: Vec<Known<'_>> = new.iter().map(Known::of).collect();
    let mut scores = Vec::new();
    for (here, one) in before.iter().enumerate() {
        for (there, other) in after.iter().enumerate() {
            let score = one.likeness(other);
            scores.extend(score.map(|score| (Reverse(score), here.abs_diff(there), here, there)));
        }
    }
    scores.sort_unstable();
    let mut matching = Matching::new(old.len(), new.len());
    for (_, _, here, there) in scores {
        matching.join_one(here, there);
    }
    matching
}

/// So many rows that are new or gone are looked through for one that has another name; a page that has more is another one.
const MOST_RENAMED: usize = 200;

/// Fields of both copies: by direction, nesting, place and name, then by name alone, then by label, or by the fields between
/// which they stand.
pub(super) fn fields(old: &[(Way, &DocumentedField)], new: &[(Way, &DocumentedField)]) -> Matching {
    let mut matching = Matching::new(old.len(), new.len());
    let keys: [KeyOf; 4] = [
        |field| {
            let place = Some(field.place.word());
            (&field.wire.text, place, field.inside.as_deref())
        },
        |field| (&field.wire.text, Some(field.place.word()), None),
        |field| (&field.wire.text, None, None),
        |field| (leaf(&field.wire.text), None, None),
    ];
    for key in keys {
        matching.join_same(|at| keyed(old, at, key), |at| keyed(new, at, key));
    }
    if matching.only_left.len().max(matching.only_right.len()) <= MOST_RENAMED {
        renamed(&mut matching, old, new);
    }
    matching
}

/// A name, and where it stands.
type Key<'f> = (&'f str, Option<&'static str>, Option<&'f str>);

type KeyOf = for<'f> fn(&'f DocumentedField) -> Key<'f>;

/// The key of the field at a position, and which way the field goes.
fn keyed<'f>(list: &[(Way, &'f DocumentedField)], at: usize, key: KeyOf) -> Option<(Way, Key<'f>)> {
    let (way, field) = list.get(at)?;
    Some((*way, key(field)))
}

/// Fields under another name: with the same label or nearly the same name, or in the place of one that is gone.
fn renamed(
    matching: &mut Matching,
    old: &[(Way, &DocumentedField)],
    new: &[(Way, &DocumentedField)],
) {
    let both = |here: usize, there: usize| {
        let ((way, old), (other, new)) = old.get(here).zip(new.get(there))?;
        (way == other && old.inside == new.inside).then_some((*old, *new))
    };
    let label = |field: &DocumentedField| {
        let label = field.label.as_ref().map(|label| folded(&label.text));
        label.filter(|label| !label.is_empty())
    };
    matching.join_renamed(&|here, there| {
        both(here, there).is_some_and(|(old, new)| {
            let names = [old, new].map(|field| field.wire.text.to_lowercase());
            let [before, after] = &names;
            let is_close = strsim::jaro_winkler(before, after) > 0.85;
            let same_label = label(old).is_some() && label(old) == label(new);
            old.place == new.place && (same_label || is_close)
        })
    });
    // Where one row stands in the place of another, between the same rows, it is most likely the same field.
    let neighbours = matching.clone();
    matching.join_renamed(&|here, there| {
        let is_between = |here: Option<usize>, there: Option<usize>| match (here, there) {
            (Some(here), Some(there)) => neighbours.are_joined(here, there),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        both(here, there).is_some()
            && is_between(here.checked_sub(1), there.checked_sub(1))
            && is_between(Some(here + 1), Some(there + 1))
    });
}
