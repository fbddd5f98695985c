//! What changed in meaning between two specs of a vendor, in three steps: `compare` finds changes, `change` is what they
//! are and how each kind is classed, `words` writes them. Model and model in, changes out: nothing here knows YAML, Rust
//! tokens or the command line.

mod change;
mod compare;
mod words;

pub use change::{
    Bump, Change, ChangeKind, Fact, Owner, Rust, Shared, Subject, SubjectPart, Timeout, Wire,
    facts, shared,
};
pub use words::{changelog, changes_page};

use crate::model::Vendor;
#[cfg(any(feature = "book", feature = "openapi"))]
use crate::model::{Expression, Notification, Operation, Proof, Request};
#[cfg(any(feature = "book", feature = "openapi"))]
use compare::Message;

/// Every difference in meaning, the vendor's first, then those of each operation, form and notification. How a spec is
/// written, and the order of what has none on the wire, is no difference.
pub fn diff<'m>(old: &'m Vendor, new: &'m Vendor) -> Vec<Change<'m>> {
    compare::compare(old, new)
}

/// What makes a value of a request, in words: with options at their defaults, and shortened where it is long.
#[cfg(any(feature = "book", feature = "openapi"))]
pub(crate) fn recipe_in_words(vendor: &Vendor, request: &Request, recipe: &Expression) -> String {
    words::recipe_words(&compare::recipe_of(
        vendor,
        Message::Request(request),
        recipe,
    ))
}

/// What makes the proof of an answer, in words.
#[cfg(any(feature = "book", feature = "openapi"))]
pub(crate) fn answer_proof_in_words(
    vendor: &Vendor,
    operation: &Operation,
    proof: &Proof,
) -> String {
    let message = Message::Answer(operation);
    words::recipe_words(&compare::recipe_of(vendor, message, &proof.expected))
}

/// What makes the proof of a notification, in words.
#[cfg(any(feature = "book", feature = "openapi"))]
pub(crate) fn notification_proof_in_words(
    vendor: &Vendor,
    notification: &Notification,
    proof: &Proof,
) -> String {
    let message = Message::Notification(notification);
    words::recipe_words(&compare::recipe_of(vendor, message, &proof.expected))
}
