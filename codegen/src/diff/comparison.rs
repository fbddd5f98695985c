//! Two specs side by side and the changes found so far. What counts as a change does not belong here.

use super::matching::Matches;
use super::{Change, ChangeKind, Subject};
use crate::model::Vendor;

/// A comparison under way.
#[derive(Debug)]
pub(super) struct Comparison<'m> {
    pub old: &'m Vendor,
    pub new: &'m Vendor,
    pub same: Matches,
    pub changes: Vec<Change>,
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
        at: &Subject,
        old: Option<String>,
        new: Option<String>,
    ) {
        self.changes.push(Change {
            kind,
            subject: at.clone(),
            old,
            new,
        });
    }

    /// Adds a change from something to something else.
    pub fn turned(
        &mut self,
        kind: ChangeKind,
        at: &Subject,
        old: impl ToString,
        new: impl ToString,
    ) {
        self.add(kind, at, Some(old.to_string()), Some(new.to_string()));
    }

    /// Adds something that was not there.
    pub fn appeared(&mut self, kind: ChangeKind, at: &Subject, new: impl ToString) {
        self.add(kind, at, None, Some(new.to_string()));
    }

    /// Adds something that is not there any more.
    pub fn vanished(&mut self, kind: ChangeKind, at: &Subject, old: impl ToString) {
        self.add(kind, at, Some(old.to_string()), None);
    }

    /// Adds a change when two facts differ, each in words of its own.
    pub fn fact<T: PartialEq>(
        &mut self,
        kind: ChangeKind,
        at: &Subject,
        (old, new): (&T, &T),
        words: impl Fn(&T) -> Option<String>,
    ) {
        if old != new {
            self.add(kind, at, words(old), words(new));
        }
    }
}
