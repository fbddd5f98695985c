//! Requests that follow a request: inquiry, net-cancel, and what a refusal leads to.

pub(super) mod follow_up;
pub(super) mod recovery;
