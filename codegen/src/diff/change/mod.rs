//! What a change is: what happened, where, and the facts of both sides as values. How changes are found and how they
//! are shown does not belong here.

pub mod facts;

mod bump;
mod class;
mod kind;
mod recipe;
mod record;
mod shared;
mod subject;

pub use bump::Bump;
pub use class::{Rust, Wire};
pub use facts::Fact;
pub use kind::ChangeKind;
pub use shared::{Shared, shared};
pub use subject::{Owner, Subject, SubjectPart, Timeout};

/// One difference in meaning between two specs of a vendor.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<'m> {
    /// What happened.
    pub kind: ChangeKind,
    /// Where.
    pub subject: Subject<'m>,
    /// What the old spec says there; `None` when it says nothing.
    pub old: Option<Fact<'m>>,
    /// What the new spec says there; `None` when it says nothing.
    pub new: Option<Fact<'m>>,
}
