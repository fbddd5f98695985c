//! The command line as people and tools meet it, command by command.
#![cfg(test)]

mod cli;
mod diff;
mod drift;
mod examples;
mod findings;
mod import;
mod sandbox;
mod sandbox_page;
mod solve;
mod support;
mod truth;
