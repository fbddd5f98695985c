//! What the tests of the whole, the demonstration and the fuzzer share: test credentials, the sandbox, clients that are
//! pointed at it, a hostile server, and what is expected of them all.

// Code of tests: what cannot go on has failed. `clippy.toml` allows this in test programs only.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

pub mod bench;
pub mod breaks;
pub mod by_hand;
pub mod clients;
pub mod failure;
pub mod fixtures;
pub mod held;
pub mod hostile;
pub mod marks;
pub mod recording;
pub mod sandboxed;
pub mod specs;
pub mod tracer;
pub mod values;

/// Any error of a test.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;

/// The README's example compiles as a test.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
