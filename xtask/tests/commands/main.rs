//! The command line as people and tools meet it, command by command.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr
)]

mod cli;
mod diff;
mod drift;
mod findings;
mod import;
mod support;
