//! What the tests of several modules call: one vendor's client, operations for one question each, and a vendor that
//! answers from a script.

pub mod once;
pub mod probe;
pub mod sample;
pub mod script;
