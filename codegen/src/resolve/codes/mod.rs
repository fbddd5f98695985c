//! Result codes and faults: what a vendor answers where it refuses, shared or of one operation.

mod code_set;
mod fault;

pub(super) use code_set::{code_sets, set_of};
pub(super) use fault::{faults, other_codes};
