//! The tests of the sandbox, one program of them.
#![cfg(test)]

mod addresses;
mod answers;
mod control;
mod empty;
mod enrolment;
mod notices;
mod packing;
mod records;
mod requests;
mod sealed;
mod service;
mod shapes;
mod support;
mod tokens;
mod vectors;
