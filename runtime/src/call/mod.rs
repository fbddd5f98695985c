//! A call without its transport: what an operation is, what it gives, why it failed, and what is known then.

mod completion;
mod error;
mod failure;
mod identity;
mod operation;
mod outcome;
mod problem;

pub use completion::{Accepted, Completion, Pending, Verdict};
pub use error::{CallError, ErrorKind};
pub(crate) use failure::Failure;
pub use identity::{Call, Effect, Identification};
pub use operation::{CallResult, Noted, Opened, Operation, Prepared};
pub use outcome::Outcome;
pub use problem::Problem;
