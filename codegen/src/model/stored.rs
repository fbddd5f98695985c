//! What a merchant stored when it made a request, and the proof of a notification takes in.

use super::{Field, FieldRef, Path, Place};

/// What a merchant stored when it made a request, and the proof of a notification takes in.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// The members of the notification by which the merchant finds it; one of them is always there.
    pub found_by: Vec<Path>,
    /// The values, in the spec's order.
    pub values: Vec<Field>,
}

impl Stored {
    /// The value that a reference points to.
    pub fn value(&self, at: FieldRef) -> Option<&Field> {
        match at.place {
            Place::Stored => self.values.get(at.index),
            Place::Path
            | Place::Query
            | Place::Header
            | Place::Body
            | Place::Input
            | Place::Received => None,
        }
    }
}
