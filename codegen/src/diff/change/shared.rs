//! Changes that several operations have in common, as one. How changes are found does not belong here.

use super::{Change, Owner};

/// At least so many operations must have a change before it is shown once for all of them.
const ENOUGH: usize = 3;

/// A change, and all that have it.
#[derive(Clone, Debug)]
pub struct Shared<'c, 'm> {
    /// The vendor, or the operations and notifications; at least one.
    pub owners: Vec<Owner<'m>>,
    /// The change as the first of them has it.
    pub change: &'c Change<'m>,
}

/// The changes in their order. A change that many operations have in common, such as one of a shape of refusal that
/// they share, stands once, where the first of them has it.
pub fn shared<'c, 'm>(changes: &'c [Change<'m>]) -> Vec<Shared<'c, 'm>> {
    let mut all: Vec<Shared<'c, 'm>> = Vec::new();
    let mut is_listed = vec![false; changes.len()];
    for (first, change) in changes.iter().enumerate() {
        if is_listed.get(first) == Some(&true) {
            continue;
        }
        let others = changes.iter().enumerate().skip(first);
        let equal = others.filter(|(_, other)| is_equal_but_for_owner(change, other));
        let equal: Vec<(usize, &Change<'m>)> = equal.collect();
        let mut owners: Vec<Owner<'m>> =
            equal.iter().map(|(_, other)| other.subject.owner).collect();
        owners.dedup();
        if owners.len() < ENOUGH || owners.len() != equal.len() {
            owners = vec![change.subject.owner];
        } else {
            for (position, _) in equal {
                is_listed
                    .get_mut(position)
                    .into_iter()
                    .for_each(|is_listed| *is_listed = true);
            }
        }
        all.push(Shared { owners, change });
    }
    all
}

fn is_equal_but_for_owner(one: &Change<'_>, other: &Change<'_>) -> bool {
    let Change {
        kind,
        subject,
        old,
        new,
    } = one;
    *kind == other.kind
        && subject.part == other.subject.part
        && (old, new) == (&other.old, &other.new)
}
