//! Limits of texts and lists: how long a text may be, which characters it may have, how many items a list has.

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

/// How many items a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// At least.
    pub min: u32,
    /// At most; any number when `None`.
    pub max: Option<u32>,
}

impl Count {
    /// Whether a list of so many items obeys.
    pub fn allows(self, items: usize) -> bool {
        let is_few_enough = |max: u32| items <= max as usize;
        items >= self.min as usize && self.max.is_none_or(is_few_enough)
    }

    /// The number nearest to `wanted` that obeys.
    pub fn nearest(self, wanted: u32) -> u32 {
        let at_most = self.max.map_or(wanted, |max| wanted.min(max));
        at_most.max(self.min)
    }
}

/// Which characters a text may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Characters {
    /// Only those in these ranges, ends included.
    Only(Vec<(char, char)>),
    /// Any but these.
    Without(String),
}
