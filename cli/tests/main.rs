//! The installed program, in one program of tests.
#![cfg(test)]

mod outside;
#[cfg(unix)]
mod private_specs;
mod repository;
