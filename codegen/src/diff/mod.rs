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

/// Every difference in meaning, the vendor's first, then those of each operation, form and notification. How a spec is
/// written, and the order of what has none on the wire, is no difference.
pub fn diff<'m>(old: &'m Vendor, new: &'m Vendor) -> Vec<Change<'m>> {
    compare::compare(old, new)
}
