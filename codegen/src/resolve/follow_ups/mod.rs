//! Requests that follow a request: inquiry, net-cancel, and what a refusal leads to.

mod follow_up;
mod given;
mod recovery;
mod role;

pub(super) use follow_up::follow_ups;
