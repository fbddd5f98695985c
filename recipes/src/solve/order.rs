//! The orders in which values can stand in a message: first those that vendors' tables have, then all.

use std::ops::ControlFlow;

/// So many values are taken in every combination; of more, those of which few are in or few are out.
const EVERY_COMBINATION: usize = 12;

/// So few are in, or out.
const FEW: usize = 3;

/// What is called for every order, with positions of values.
pub(super) type Visit<'v> = dyn FnMut(&[usize]) -> ControlFlow<()> + 'v;

/// The orders that tables and rules of vendors have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TableOrder {
    /// The values that are no secrets, in one order.
    pub(super) open: Vec<usize>,
    /// The secrets. They can stand anywhere among the others.
    pub(super) secrets: Vec<usize>,
}

impl TableOrder {
    /// Each selection of the values in this order, with up to two secrets at any place.
    pub(super) fn each(&self, visit: &mut Visit<'_>) -> ControlFlow<()> {
        let mut selected = Vec::new();
        self.select(0, &mut selected, visit)
    }

    fn select(
        &self,
        at: usize,
        selected: &mut Vec<usize>,
        visit: &mut Visit<'_>,
    ) -> ControlFlow<()> {
        let left_out = at - selected.len();
        if self.open.len() > EVERY_COMBINATION && selected.len() > FEW && left_out > FEW {
            return ControlFlow::Continue(());
        }
        match self.open.get(at) {
            Some(value) => {
                selected.push(*value);
                self.select(at + 1, selected, visit)?;
                selected.pop();
                self.select(at + 1, selected, visit)
            }
            None => self.with_secrets(selected, visit),
        }
    }

    fn with_secrets(&self, open: &[usize], visit: &mut Visit<'_>) -> ControlFlow<()> {
        if !open.is_empty() {
            visit(open)?;
        }
        for secret in &self.secrets {
            for place in 0..=open.len() {
                let one = inserted(open, place, *secret);
                visit(&one)?;
                for other in self.secrets.iter().filter(|other| *other != secret) {
                    // Each pair of places once: the second secret stands behind the first.
                    for place in place + 1..=one.len() {
                        visit(&inserted(&one, place, *other))?;
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }
}

fn inserted(list: &[usize], place: usize, value: usize) -> Vec<usize> {
    let mut list = list.to_vec();
    list.insert(place.min(list.len()), value);
    list
}

/// Every order of so many of the values that begins with one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Permutations {
    /// How many values there are.
    pub(super) values: usize,
    /// How many of them stand in the message.
    pub(super) length: usize,
    /// The first.
    pub(super) first: usize,
}

impl Permutations {
    pub(super) fn each(&self, visit: &mut Visit<'_>) -> ControlFlow<()> {
        let mut order = vec![self.first];
        self.grow(&mut order, visit)
    }

    fn grow(&self, order: &mut Vec<usize>, visit: &mut Visit<'_>) -> ControlFlow<()> {
        if order.len() == self.length {
            return visit(order);
        }
        for value in 0..self.values {
            if !order.contains(&value) {
                order.push(value);
                self.grow(order, visit)?;
                order.pop();
            }
        }
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(each: impl Fn(&mut Visit<'_>) -> ControlFlow<()>) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        let mut visit = |order: &[usize]| {
            found.push(order.to_vec());
            ControlFlow::Continue(())
        };
        let _ = each(&mut visit);
        found
    }

    /// Counted by hand: three selections of two values and none, with no secret, or one at each place.
    #[test]
    fn a_secret_stands_at_every_place_of_every_selection() {
        let order = TableOrder {
            open: vec![0, 1],
            secrets: vec![2],
        };
        let mut found = all(|visit| order.each(visit));
        found.sort();
        let mut expected: Vec<Vec<usize>> = vec![
            vec![0],
            vec![1],
            vec![0, 1],
            vec![2],
            vec![2, 0],
            vec![0, 2],
            vec![2, 1],
            vec![1, 2],
            vec![2, 0, 1],
            vec![0, 2, 1],
            vec![0, 1, 2],
        ];
        expected.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn permutations_are_all_there_are() {
        let found: Vec<_> = (0..4)
            .flat_map(|first| {
                let orders = Permutations {
                    values: 4,
                    length: 3,
                    first,
                };
                all(|visit| orders.each(visit))
            })
            .collect();
        let distinct: std::collections::BTreeSet<_> = found.iter().collect();
        assert_eq!((found.len(), distinct.len()), (24, 24));
    }
}
