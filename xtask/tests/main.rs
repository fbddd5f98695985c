//! The command line as people and tools meet it, command by command.
#![cfg(test)]

mod against;
mod cli;
mod diff;
mod drift;
mod examples;
mod findings;
mod import;
mod import_report;
mod lsp;
mod places;
mod sandbox;
mod sandbox_page;
mod since;
mod solve;
mod support;
mod truth;
