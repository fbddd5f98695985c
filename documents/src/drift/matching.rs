//! Which entries of two lists are the same: pairs of positions, and what is left. By what they are the same does not belong
//! here.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The entries of a left and a right list; positions.
#[derive(Clone, Debug, Default)]
pub(super) struct Matching {
    pub(super) both: Vec<(usize, usize)>,
    /// The same, under another name.
    pub(super) renamed: Vec<(usize, usize)>,
    pub(super) only_left: Vec<usize>,
    pub(super) only_right: Vec<usize>,
    /// An entry of the left list, and those of the right one of which it may be each.
    pub(super) unclear: Vec<(usize, Vec<usize>)>,
}

impl Matching {
    /// Lists of which nothing is known to be the same.
    pub(super) fn new(left: usize, right: usize) -> Self {
        Self {
            only_left: (0..left).collect(),
            only_right: (0..right).collect(),
            ..Self::default()
        }
    }

    /// Joins two entries, where both are free.
    pub(super) fn join_one(&mut self, left: usize, right: usize) {
        if self.only_left.contains(&left) && self.only_right.contains(&right) {
            self.both.push((left, right));
            self.both.sort_unstable();
            self.leave(left, right);
        }
    }

    /// Joins entries with the same key, each with the first that is free; lists may be long.
    pub(super) fn join_same<K: Ord>(
        &mut self,
        left: impl Fn(usize) -> Option<K>,
        right: impl Fn(usize) -> Option<K>,
    ) {
        let mut free: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for at in &self.only_right {
            if let Some(key) = right(*at) {
                free.entry(key).or_default().push_back(*at);
            }
        }
        let mut joined = BTreeSet::new();
        let both = &mut self.both;
        self.only_left.retain(|at| {
            let same = left(*at).and_then(|key| free.get_mut(&key)?.pop_front());
            if let Some(other) = same {
                both.push((*at, other));
                joined.insert(other);
            }
            same.is_none()
        });
        self.only_right.retain(|at| !joined.contains(at));
        self.both.sort_unstable();
    }

    /// Joins what a test holds for, in the order of the left list.
    pub(super) fn join(&mut self, test: &dyn Fn(usize, usize) -> bool) {
        let pairs = self.take(test, false);
        self.both.extend(pairs);
        self.both.sort_unstable();
    }

    /// Joins what a test holds for with nothing else; of left entries that are the same the first.
    pub(super) fn join_sole(
        &mut self,
        test: &dyn Fn(usize, usize) -> bool,
        are_same: &dyn Fn(usize, usize) -> bool,
    ) {
        for left in self.only_left.clone() {
            let right = self.only_right.iter().copied();
            let mut alike = right.filter(|right| test(left, *right));
            let (Some(right), None) = (alike.next(), alike.next()) else {
                continue;
            };
            let mut others = self.only_left.iter().copied();
            if others.all(|other| !test(other, right) || are_same(left, other)) {
                self.both.push((left, right));
                self.leave(left, right);
            }
        }
        self.both.sort_unstable();
    }

    /// Sets apart each entry of the left list for which a test holds with several of the right one, and all of these.
    pub(super) fn set_apart(&mut self, test: &dyn Fn(usize, usize) -> bool) {
        let several = |left: &usize| {
            let right = self.only_right.iter().copied();
            let alike: Vec<usize> = right.filter(|right| test(*left, *right)).collect();
            (alike.len() > 1).then_some((*left, alike))
        };
        self.unclear = self.only_left.iter().filter_map(several).collect();
        for (left, alike) in &self.unclear {
            self.only_left.retain(|other| other != left);
            self.only_right.retain(|other| !alike.contains(other));
        }
    }

    /// Joins what a test holds for under another name: only what it holds for with nothing else.
    pub(super) fn join_renamed(&mut self, test: &dyn Fn(usize, usize) -> bool) {
        let pairs = self.take(test, true);
        self.renamed.extend(pairs);
    }

    /// Whether two entries are joined, under one name or two.
    pub(super) fn are_joined(&self, left: usize, right: usize) -> bool {
        self.both.contains(&(left, right)) || self.renamed.contains(&(left, right))
    }

    fn take(&mut self, test: &dyn Fn(usize, usize) -> bool, only: bool) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for left in self.only_left.clone() {
            let right = self.only_right.iter().copied();
            let mut alike = right.filter(|right| test(left, *right));
            let Some(right) = alike.next() else { continue };
            let others = self.only_left.iter().filter(|other| test(**other, right));
            let is_ambiguous = only && (alike.next().is_some() || others.count() > 1);
            if is_ambiguous {
                continue;
            }
            pairs.push((left, right));
            self.leave(left, right);
        }
        pairs
    }

    fn leave(&mut self, left: usize, right: usize) {
        self.only_left.retain(|other| *other != left);
        self.only_right.retain(|other| *other != right);
    }
}
