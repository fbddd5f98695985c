//! Operations, put together of their request and their answer.

mod account;
mod operation;
mod role;

pub(super) use operation::{OperationParts, names_differ, operation, operation_name};
