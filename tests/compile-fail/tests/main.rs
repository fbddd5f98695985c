//! What rustc says of emitted code, one program of tests.
#![cfg(test)]

mod changes;
mod compile_fail;
mod emitted_code_compiles;
mod names;
mod support;
