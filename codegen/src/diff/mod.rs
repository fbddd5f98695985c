//! What changed in meaning between two specs of a vendor: model and model in, changes out. Nothing here knows
//! YAML, Rust tokens or the command line.
//!
//! Every struct of the model is taken apart without `..`, so that a fact that the model learns cannot be
//! forgotten here: the compiler asks what becomes of it.

mod answer;
mod builder;
mod change;
mod changelog;
mod class;
mod comparison;
mod documentation;
mod echo;
mod expression;
mod field;
mod follow_up;
mod kind;
mod limit;
mod matching;
mod notification;
mod operation;
mod page;
mod placed;
mod recipe;
mod request;
mod rust;
mod scope;
mod session;
mod shared;
mod types;
mod value;
mod vendor;
mod words;

pub use change::{Bump, Change, Owner, Subject};
pub use changelog::changelog;
pub use class::{Rust, Wire};
pub use kind::ChangeKind;
pub use page::changes_page;
pub use shared::{Shared, shared};

use comparison::Comparison;

use crate::model::Vendor;

/// Every difference in meaning, the vendor's first, then those of each operation and notification. How a
/// spec is written, and the order of what has none on the wire, is no difference.
pub fn diff(old: &Vendor, new: &Vendor) -> Vec<Change> {
    let mut comparison = Comparison::new(old, new);
    vendor::compare(&mut comparison);
    comparison.changes
}
