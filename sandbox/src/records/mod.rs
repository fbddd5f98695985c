//! What a vendor remembers between calls: its records, and the answers to requests with an idempotency key. What a
//! request does with them is found out first (`plan`), and done once it is clear that the vendor carries the request out.
//! How requests are read and answers written does not belong here.

mod amount;
mod held;
mod kept;
mod plan;
mod replies;
mod violation;

pub(crate) use amount::Amount;
pub(crate) use held::{Held, Told};
pub(crate) use kept::Records;
pub(crate) use plan::{Asked, Plan, plan};
pub(crate) use replies::Replies;
pub(crate) use violation::Violation;
