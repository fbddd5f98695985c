//! Which operation and which field of the old copy is which of the new one. What differs between them does not belong here.

use std::collections::BTreeSet;

use crate::drift::described::leaf;
use crate::drift::matching::Matching;
use crate::drift::text::folded;
use crate::page::{Address, DocumentedField, DocumentedOperation, Way};
use crate::vocabulary;

/// What the same address or the same title is worth, and at most the names that two operations have in common.
const WORTH: usize = 60;

/// Operations of both copies; positions.
pub(super) fn operations(old: &[DocumentedOperation], new: &[DocumentedOperation]) -> Matching {
    let mut scores = Vec::new();
    for (here, one) in old.iter().enumerate() {
        for (there, other) in new.iter().enumerate() {
            let score = likeness(one, other);
            if score >= WORTH / 2 {
                scores.push((std::cmp::Reverse(score), here.abs_diff(there), here, there));
            }
        }
    }
    scores.sort_unstable();
    let mut matching = Matching::new(old.len(), new.len());
    for (_, _, here, there) in scores {
        matching.join(&|left, right| (left, right) == (here, there));
    }
    matching
}

/// How much two operations have in common; nothing where the vendor sends one of them only.
fn likeness(old: &DocumentedOperation, new: &DocumentedOperation) -> usize {
    if old.inbound != new.inbound {
        return 0;
    }
    let paths = |one: &DocumentedOperation| -> BTreeSet<String> {
        let paths = one.addresses.iter().filter_map(Address::path);
        paths.map(str::to_owned).collect()
    };
    let title = |one: &DocumentedOperation| {
        let title = one.title.as_ref().map(|title| title.text.as_str());
        folded(vocabulary::unnumbered(title.unwrap_or_default()))
    };
    let names = |one: &DocumentedOperation| -> BTreeSet<(bool, String)> {
        let name = |answer, field: &DocumentedField| (answer, leaf(&field.wire.text).to_owned());
        let sent = one.request.iter().map(|field| name(false, field));
        sent.chain(one.answer.iter().map(|field| name(true, field)))
            .collect()
    };
    let (here, there) = (names(old), names(new));
    let shared = here.intersection(&there).count();
    let most = here.len().max(there.len()).max(1);
    let has_address = !paths(old).is_disjoint(&paths(new));
    let has_title = !title(old).is_empty() && title(old) == title(new);
    let points = usize::from(has_address) + usize::from(has_title);
    points * WORTH + WORTH * shared / most
}

/// Fields of both copies: by direction, nesting, place and name, then by name alone, then by label, or by the fields between
/// which they stand.
pub(super) fn fields(old: &[(Way, &DocumentedField)], new: &[(Way, &DocumentedField)]) -> Matching {
    let mut matching = Matching::new(old.len(), new.len());
    let both = |here: usize, there: usize| {
        let ((way, old), (other, new)) = old.get(here).zip(new.get(there))?;
        (way == other).then_some((*old, *new))
    };
    let test = |test: fn(&DocumentedField, &DocumentedField) -> bool| {
        move |here: usize, there: usize| both(here, there).is_some_and(|(old, new)| test(old, new))
    };
    let named = |old: &DocumentedField, new: &DocumentedField| old.wire.text == new.wire.text;
    matching.join(&test(|old, new| {
        old.wire.text == new.wire.text && old.inside == new.inside && old.place == new.place
    }));
    matching.join(&test(|old, new| {
        old.wire.text == new.wire.text && old.place == new.place
    }));
    matching.join(&test(named));
    matching.join(&test(|old, new| {
        leaf(&old.wire.text) == leaf(&new.wire.text)
    }));
    matching.join_renamed(&test(|old, new| {
        let label = |field: &DocumentedField| {
            let label = field.label.as_ref().map(|label| folded(&label.text));
            label.filter(|label| !label.is_empty())
        };
        let names = [old, new].map(|field| field.wire.text.to_lowercase());
        let [before, after] = &names;
        let is_close = strsim::jaro_winkler(before, after) > 0.85;
        let same_label = label(old).is_some() && label(old) == label(new);
        old.inside == new.inside && old.place == new.place && (same_label || is_close)
    }));
    // Where one row stands in the place of another, between the same rows, it is most likely the same field.
    let neighbours = matching.clone();
    matching.join_renamed(&|here, there| {
        let is_between = |here: Option<usize>, there: Option<usize>| match (here, there) {
            (Some(here), Some(there)) => neighbours.are_joined(here, there),
            (None, None) => true,
            _ => false,
        };
        both(here, there).is_some_and(|(old, new)| old.inside == new.inside)
            && is_between(here.checked_sub(1), there.checked_sub(1))
            && is_between(Some(here + 1), Some(there + 1))
    });
    matching
}
