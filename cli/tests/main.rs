//! The installed program, in one program of tests.
#![cfg(test)]

#[cfg(unix)]
mod container;
mod outside;
#[cfg(unix)]
mod private_specs;
mod repository;
