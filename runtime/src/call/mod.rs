//! A call without its transport: what an operation is, what it gives, why it failed, and what is known then.

mod call_failure;
mod completion;
mod error;
mod facts;
mod failure;
mod identity;
mod kind;
mod operation;
mod outcome;
mod problem;

pub use call_failure::CallFailure;
pub use completion::{Accepted, Completion, Pending, Verdict};
pub use error::CallError;
pub use facts::OperationFacts;
pub(crate) use failure::Failure;
pub use identity::{Call, Effect, Identification};
pub use kind::ErrorKind;
pub use operation::{CallResult, Noted, Opened, Operation, Prepared};
pub use outcome::Outcome;
pub use problem::Problem;
