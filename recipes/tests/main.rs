//! The tests of recipes, one program of them.
#![cfg(test)]

mod samples;
mod searches;
