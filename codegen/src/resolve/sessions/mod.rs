//! Sessions: the operation that opens one, its token, and how long the token lives.

pub(super) mod lifetime;
pub(super) mod session;
