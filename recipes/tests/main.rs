//! The tests of recipes, one program of them.
#![cfg(test)]

mod judged;
mod samples;
mod searches;
