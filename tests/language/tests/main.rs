//! The tests of the language's constructs, one program of them: a module for each construct.
#![cfg(test)]

mod acme;
mod arrivals;
mod bodies;
mod charsets;
mod common;
mod conditions;
mod echoes;
mod enveloped;
mod fields;
mod follow_ups;
mod forms;
mod headed;
mod hosts;
mod kinds;
mod lines;
mod lists;
mod methods;
mod needs;
mod notices;
mod numbers;
mod odd;
mod outcomes;
mod packed;
mod proven;
mod recipes;
mod recovery;
mod reported;
mod sealed;
mod sessions;
mod signed;
mod statuses;
mod steps;
mod stored;
mod support;
mod tokens;
