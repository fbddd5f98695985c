//! Files that import each other, directly or through others.

use std::collections::{BTreeMap, BTreeSet};

/// The groups of two files and more of which each reaches each other one, biggest first.
pub fn circles<'n>(edges: impl Iterator<Item = (&'n str, &'n str)>) -> Vec<BTreeSet<&'n str>> {
    let mut next = BTreeMap::<&str, BTreeSet<&str>>::new();
    for (from, to) in edges {
        next.entry(from).or_default().insert(to);
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> = next
        .keys()
        .map(|start| (*start, reachable(start, &next)))
        .collect();
    let reaches = |from: &str, to: &str| reached.get(from).is_some_and(|all| all.contains(to));
    let mut found = BTreeSet::new();
    for (start, below) in &reached {
        let circle: BTreeSet<&str> = below
            .iter()
            .filter(|other| reaches(other, start))
            .copied()
            .collect();
        if circle.len() > 1 {
            found.insert(circle);
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    found
}

fn reachable<'n>(start: &'n str, next: &BTreeMap<&'n str, BTreeSet<&'n str>>) -> BTreeSet<&'n str> {
    let mut found = BTreeSet::new();
    let mut open = vec![start];
    while let Some(one) = open.pop() {
        for other in next.get(one).into_iter().flatten() {
            if found.insert(*other) {
                open.push(other);
            }
        }
    }
    found
}
