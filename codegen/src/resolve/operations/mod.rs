//! Operations, put together of their request and their answer.

pub(super) mod operation;
