//! Where in a spec a difference is. How the place is found in the text of a spec is the compiler's business.

use kpg_codegen::model::{OperationId, Place};

use crate::page::Way;

/// What a field or an address belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Owner {
    /// An operation.
    Operation(OperationId),
    /// A notification, by its position.
    Notification(usize),
}

/// A field of a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldAt {
    /// What it belongs to.
    pub owner: Owner,
    /// Which way it goes.
    pub way: Way,
    /// Where it is sent; the body, of what arrives.
    pub place: Place,
    /// Its wire name, after those of the members that it is in.
    pub path: Vec<String>,
}

/// A place in a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// The vendor as a whole.
    Vendor,
    /// An environment, by its position.
    Environment(usize),
    /// A fact of an operation or notification, or all of it.
    Owner(Owner, Option<&'static str>),
    /// A field, and the key of a fact of it.
    Field(FieldAt, Option<&'static str>),
    /// An enumeration, by its position, and one of its values.
    Value(usize, Option<String>),
    /// The codes of an operation, and one of them.
    Code(Owner, Option<String>),
}
