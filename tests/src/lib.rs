//! What the whole-workspace tests and the demonstration share: test credentials, the sandbox and
//! clients that are pointed at it.

pub mod bench;
pub mod clients;
pub mod failure;
pub mod fixtures;
pub mod hostile;
pub mod recording;
pub mod values;

/// Any error of a test.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;

/// The README's example compiles as a test.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
