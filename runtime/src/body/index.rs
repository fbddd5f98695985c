//! Where in an object a name stands.

use std::borrow::Cow;
use std::collections::HashSet;

/// A name and its value.
type Named<'m, V> = (Cow<'m, str>, V);

/// The members of an object, found by their names.
pub(crate) struct Index<'m, V> {
    members: &'m [Named<'m, V>],
    /// The place of a member plus one, by what its name is mixed to or in the next free slot; 0 where there is none.
    slots: [u8; SLOTS],
}

const SLOTS: usize = 256;

/// Of so many members half of the slots stay free. More are looked for one by one.
const MOST: usize = SLOTS / 2 - 1;

impl<'m, V> Index<'m, V> {
    /// The index of an object without a name that it has twice.
    pub(crate) fn new(members: &'m [Named<'m, V>]) -> Self {
        let mut index = Self::empty(members);
        if members.len() <= MOST {
            members.iter().zip(1..).for_each(|((name, _), number)| {
                index.add(name, number);
            });
        }
        index
    }

    fn empty(members: &'m [Named<'m, V>]) -> Self {
        let slots = [0; SLOTS];
        Self { members, slots }
    }

    /// A name that occurs more than once.
    pub(crate) fn repeated(members: &'m [Named<'m, V>]) -> Option<&'m str> {
        if members.len() > MOST {
            return repeated_among_many(members);
        }
        let mut index = Self::empty(members);
        let mut numbered = members.iter().zip(1..);
        let twice = numbered.find(|((name, _), number)| !index.add(name, *number));
        twice.map(|((name, _), _)| &**name)
    }

    /// The member of a name, be it null.
    pub(crate) fn member(&self, name: &str) -> Option<&'m V> {
        if self.members.len() > MOST {
            let mut members = self.members.iter();
            return members
                .find(|(known, _)| known == name)
                .map(|(_, value)| value);
        }
        let slot = self.slot(name)?;
        self.member_in(slot).map(|(_, value)| value)
    }

    /// Puts the member of this number in its slot, unless one of its name is there.
    fn add(&mut self, name: &str, number: u8) -> bool {
        let slot = self.slot(name);
        let free = slot.filter(|slot| self.member_in(*slot).is_none());
        let free = free.and_then(|slot| self.slots.get_mut(slot));
        free.map(|free| *free = number).is_some()
    }

    /// The slot of a name, or the free one where it would be.
    fn slot(&self, name: &str) -> Option<usize> {
        let first = mixed(name);
        let mut slots = (0..SLOTS).map(|further| (first + further) % SLOTS);
        slots.find(|slot| self.member_in(*slot).is_none_or(|(known, _)| known == name))
    }

    fn member_in(&self, slot: usize) -> Option<&'m Named<'m, V>> {
        let number = usize::from(*self.slots.get(slot)?);
        self.members.get(number.checked_sub(1)?)
    }
}

/// A name as one of the slots. Both ends of it count: names of one vendor often begin alike.
fn mixed(name: &str) -> usize {
    let bytes = name.as_bytes();
    let ends = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => {
            u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29)
        }
        _ => {
            let all = bytes.iter();
            all.fold(0, |number, byte| number << 8 | u64::from(*byte))
        }
    };
    // Fibonacci hashing: the golden ratio in 64 bits, and of the product the upper bits, which depend on all others.
    let [upper, ..] = ends.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
    usize::from(upper)
}

/// Not compared pair by pair, so that a hostile answer with a million members costs no more than reading it.
fn repeated_among_many<'m, V>(members: &'m [Named<'_, V>]) -> Option<&'m str> {
    let mut known = HashSet::new();
    let mut names = members.iter().map(|(name, _)| &**name);
    names.find(|name| !known.insert(*name))
}

#[cfg(test)]
mod tests {
    use super::{Index, MOST, Named};

    fn members(names: impl Iterator<Item = String>) -> Vec<Named<'static, usize>> {
        let numbered = names.zip(0..);
        numbered
            .map(|(name, number)| (name.into(), number))
            .collect()
    }

    #[test]
    fn every_member_is_found_by_its_name_and_no_other_one_is() {
        for count in [0, 1, 50, MOST, MOST + 1, 1_000] {
            let members = members((0..count).map(|number| format!("member_{number}")));
            let index = Index::new(&members);
            for (name, value) in &members {
                let found = index.member(name).unwrap();
                assert!(std::ptr::eq(found, value), "{name} of {count}");
            }
            for absent in ["", "m", "member_", "member_1000", "MEMBER_0"] {
                assert!(index.member(absent).is_none(), "{absent} of {count}");
            }
        }
    }

    #[test]
    fn a_name_that_stands_there_twice_is_told_wherever_it_stands() {
        for count in [2, 50, MOST, MOST + 1, 1_000] {
            let names = |number: usize| format!("member_{number}");
            assert!(Index::repeated(&members((0..count).map(names))).is_none());
            for (first, second) in [(0, 1), (0, count - 1), (count - 2, count - 1)] {
                let names =
                    (0..count).map(|number| names(if number == second { first } else { number }));
                let members = members(names);
                let twice = format!("member_{first}");
                assert_eq!(Index::repeated(&members), Some(&*twice), "of {count}");
            }
        }
    }
}
