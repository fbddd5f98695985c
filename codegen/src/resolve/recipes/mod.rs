//! Who supplies which field, and the recipes of what is computed, in an order in which they can be computed.

pub(super) mod boundary;
pub(super) mod operand;
pub(super) mod plan;
pub(super) mod recipe;
pub(super) mod secrecy;
pub(super) mod selection;
