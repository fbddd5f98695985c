//! Changes that several operations have alike, told once. How changes are found does not belong here.

use super::{Change, Owner};

/// So many operations must have a change before it is told once for all of them.
const ENOUGH: usize = 3;

/// A change, and all that have it.
#[derive(Clone, Debug)]
pub struct Shared<'c> {
    /// The vendor, or the operations and notifications; at least one.
    pub owners: Vec<&'c Owner>,
    /// The change as the first of them has it.
    pub change: &'c Change,
}

impl Shared<'_> {
    /// The owners in words.
    pub fn owners(&self) -> String {
        let owners: Vec<String> = self.owners.iter().map(ToString::to_string).collect();
        owners.join(", ")
    }

    /// The owners and the place, in words.
    pub fn subject(&self) -> String {
        match self.owners.as_slice() {
            [_] => self.change.subject.to_string(),
            _ => format!("{}: {}", self.owners(), self.change.subject.place()),
        }
    }
}

/// The changes in their order; one that many operations have alike, such as a shape of refusal that they share,
/// stands once, where the first has it.
pub fn shared(changes: &[Change]) -> Vec<Shared<'_>> {
    let mut all: Vec<Shared<'_>> = Vec::new();
    let mut told = vec![false; changes.len()];
    for (at, change) in changes.iter().enumerate() {
        if told.get(at) == Some(&true) {
            continue;
        }
        let others = changes.iter().enumerate().skip(at);
        let alike: Vec<(usize, &Change)> = others
            .filter(|(_, other)| are_alike(change, other))
            .collect();
        let mut owners: Vec<&Owner> = alike
            .iter()
            .map(|(_, other)| &other.subject.owner)
            .collect();
        owners.dedup();
        if owners.len() < ENOUGH || owners.len() != alike.len() {
            owners = vec![&change.subject.owner];
        } else {
            for (other, _) in alike {
                told.get_mut(other)
                    .into_iter()
                    .for_each(|told| *told = true);
            }
        }
        all.push(Shared { owners, change });
    }
    all
}

fn are_alike(one: &Change, other: &Change) -> bool {
    let facts = |change: &Change| {
        let Change {
            kind,
            subject,
            old,
            new,
        } = change.clone();
        (kind, subject.part, subject.item, old, new)
    };
    one.kind == other.kind && facts(one) == facts(other)
}
