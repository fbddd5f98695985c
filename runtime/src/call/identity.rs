//! Which operation of which vendor a call is, and what it does.

use std::fmt;

/// Which operation of which vendor a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Call {
    /// The vendor's name in its specification.
    pub vendor: &'static str,
    /// The operation's name in its specification.
    pub operation: &'static str,
    /// What the operation, executed, has done.
    pub effect: Effect,
}

/// What an executed operation has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Money has moved.
    MovesMoney,
    /// Something at the vendor has changed, and no money has moved.
    Changes,
    /// Nothing has changed.
    Reads,
}

impl Call {
    /// An operation of a vendor.
    #[must_use]
    pub const fn new(vendor: &'static str, operation: &'static str, effect: Effect) -> Self {
        Self {
            vendor,
            operation,
            effect,
        }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.vendor, self.operation)
    }
}
