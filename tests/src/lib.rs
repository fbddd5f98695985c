//! What the whole-workspace tests and the demonstration share: test credentials, the sandbox and
//! clients that are pointed at it.
//!
//! # The README, compiled
#![doc = include_str!("../../README.md")]

pub mod clients;
pub mod fixtures;
pub mod recording;

/// Any error of a test.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;
