//! Two specs side by side and the changes found so far. What counts as a change does not belong here.

use super::matching::Matches;
use crate::diff::change::{Change, ChangeKind, Fact, Subject};
use crate::model::Vendor;

/// A comparison under way.
#[derive(Debug)]
pub(super) struct Comparison<'m> {
    pub old: &'m Vendor,
    pub new: &'m Vendor,
    pub same: Matches,
    pub changes: Vec<Change<'m>>,
}

impl<'m> Comparison<'m> {
    pub fn new(old: &'m Vendor, new: &'m Vendor) -> Self {
        Self {
            old,
            new,
            same: Matches::new(old, new),
            changes: Vec::new(),
        }
    }

    /// Adds a change.
    pub fn add(
        &mut self,
        kind: ChangeKind,
        subject: &Subject<'m>,
        old: Option<impl Into<Fact<'m>>>,
        new: Option<impl Into<Fact<'m>>>,
    ) {
        self.changes.push(Change {
            kind,
            subject: subject.clone(),
            old: old.map(Into::into),
            new: new.map(Into::into),
        });
    }

    /// Adds a change for which the kind says everything.
    pub fn add_without_facts(&mut self, kind: ChangeKind, subject: &Subject<'m>) {
        self.add(kind, subject, None::<Fact<'m>>, None::<Fact<'m>>);
    }

    /// Adds a change from one fact to another.
    pub fn add_replaced(
        &mut self,
        kind: ChangeKind,
        subject: &Subject<'m>,
        old: impl Into<Fact<'m>>,
        new: impl Into<Fact<'m>>,
    ) {
        self.add(kind, subject, Some(old), Some(new));
    }

    /// Adds something that only the new spec has.
    pub fn add_appeared(
        &mut self,
        kind: ChangeKind,
        subject: &Subject<'m>,
        new: impl Into<Fact<'m>>,
    ) {
        self.add(kind, subject, None::<Fact<'m>>, Some(new));
    }

    /// Adds something that only the old spec has.
    pub fn add_vanished(
        &mut self,
        kind: ChangeKind,
        subject: &Subject<'m>,
        old: impl Into<Fact<'m>>,
    ) {
        self.add(kind, subject, Some(old), None::<Fact<'m>>);
    }

    /// Adds a change when two values differ; `fact` makes a fact of each.
    pub fn compare<T: PartialEq, F: Into<Fact<'m>>>(
        &mut self,
        kind: ChangeKind,
        subject: &Subject<'m>,
        (old, new): (T, T),
        fact: impl Fn(T) -> F,
    ) {
        if old != new {
            self.add(kind, subject, Some(fact(old)), Some(fact(new)));
        }
    }

    /// Adds a change when two values differ, one of which may be absent; `fact` makes a fact of each.
    pub fn compare_optional<T: PartialEq, F: Into<Fact<'m>>>(
        &mut self,
        kind: ChangeKind,
        subject: &Subject<'m>,
        (old, new): (Option<T>, Option<T>),
        fact: impl Fn(T) -> F,
    ) {
        if old != new {
            self.add(kind, subject, old.map(&fact), new.map(&fact));
        }
    }
}
