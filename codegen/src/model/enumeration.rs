//! Enumerations: the lists of values that fields share.

use super::{Label, Name};

/// An enumeration that fields share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enumeration {
    /// Its name.
    pub name: Name,
    /// What it says.
    pub label: Label,
    /// Whether values that are not listed must be kept when they arrive.
    pub open: bool,
    /// Its values; at least one.
    pub choices: Vec<Choice>,
}

/// One value of an [`Enumeration`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As it goes on the wire.
    pub wire: String,
    /// As Rust calls it.
    pub name: Name,
    /// What it means.
    pub label: Label,
}
