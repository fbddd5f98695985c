//! The fields of a request with their places, and which field of an old request is which of a new one.

use std::collections::BTreeMap;

use crate::diff::compare::matching::{Matched, matched};
use crate::model::{FieldRef, Place, Placed, Request};

/// Every field of a request with its place, in the order in which its builder takes them.
pub(super) fn placed(operation: &Request) -> Vec<Placed<'_>> {
    operation.placed_fields().collect()
}

/// Matches the fields of two requests.
pub(super) fn match_fields(old: &[Placed<'_>], new: &[Placed<'_>]) -> Matched {
    let is_same_place = |a: &Placed<'_>, b: &Placed<'_>| a.at.place == b.at.place;
    matched(
        old,
        new,
        &[
            &|a, b| is_same_place(a, b) && a.field.wire == b.field.wire,
            &|a, b| is_same_place(a, b) && a.field.facts.name == b.field.facts.name,
            // The name of a segment is not sent: its position identifies it.
            &|a, b| a.at.place == Place::Path && a.at == b.at,
            &|a, b| a.field.wire == b.field.wire,
            &|a, b| a.field.facts.name == b.field.facts.name,
            &|a, b| is_same_place(a, b) && a.field.facts.label == b.field.facts.label,
        ],
    )
}

/// Which field of an operation is which.
pub(super) fn same_fields(old: &Request, new: &Request) -> BTreeMap<FieldRef, FieldRef> {
    let (old, new) = (placed(old), placed(new));
    let same = match_fields(&old, &new);
    let pairs = same.pairs(&old, &new).into_iter();
    pairs.map(|(old, new)| (old.at, new.at)).collect()
}
