//! Limits of texts: how long one may be, and which characters it may have.

use super::LengthUnit;

/// How long a text may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// At least; 1 unless the spec allows the empty text.
    pub min: u32,
    /// At most.
    pub max: u32,
    /// What is counted.
    pub unit: LengthUnit,
}

/// Which characters a text may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Characters {
    /// Only those in these ranges, ends included.
    Only(Vec<(char, char)>),
    /// Any but these.
    Without(String),
}
