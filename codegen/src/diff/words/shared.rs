//! All that have a change, in words.

use super::list::joined;
use crate::diff::change::Shared;

impl Shared<'_, '_> {
    /// The owners in words.
    pub fn owners_in_words(&self) -> String {
        joined(self.owners.iter().map(ToString::to_string), ", ")
    }

    /// The owners and the place, in words.
    pub fn subject_in_words(&self) -> String {
        let subject = &self.change.subject;
        match self.owners.as_slice() {
            [_] => subject.to_string(),
            _ => format!("{}: {}", self.owners_in_words(), subject.place_and_item()),
        }
    }
}
