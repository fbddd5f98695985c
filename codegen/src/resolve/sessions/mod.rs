//! Sessions: the operation that opens one, its token, and how long the token lives.

mod lifetime;
mod session;

pub(super) use session::{refusals_are_known, sessions, sessions_open};
