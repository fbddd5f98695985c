//! What an operation has in common with those of other vendors.

use super::FieldRef;
use crate::words::{CommonPart, CommonWord};

/// What an operation does that other vendors do too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Common {
    /// What it does; no other operation of the vendor does the same.
    pub does: CommonWord,
    /// The fields that take what a merchant gives every vendor, in the order of the parts. The caller gives each of
    /// them; amounts are whole or decimal numbers, everything else is a text.
    pub given: Vec<(CommonPart, FieldRef)>,
}
