//! Who supplies which field, and the recipes of what is computed, in an order in which they can be computed.

mod answered;
mod boundary;
mod choice;
mod cipher;
mod disclosed;
mod hashed;
mod inside;
mod numbers;
mod opening;
mod operand;
mod plan;
mod proof;
mod recipe;
mod request;
mod request_field;
mod rewritten;
mod secrecy;
mod selection;
mod sent;
mod source;
mod stored_value;
mod unnamed;

pub(super) use opening::{PlannedOpenings, openings};
pub(super) use proof::{Arrival, Arriving, PlannedProof, proof};
pub(super) use request::{Unplanned, plan};
