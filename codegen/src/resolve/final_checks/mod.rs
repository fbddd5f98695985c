//! Checks of the whole: what nothing uses, what the spec leaves unsaid, and the levels that it sets.

pub(super) mod level;
pub(super) mod unit;
pub(super) mod usage;
