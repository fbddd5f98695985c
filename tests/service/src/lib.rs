//! What the pages of docs/ show of a merchant's service, built and tested as a crate of its own.

pub mod telemetry;
pub mod webhook;
