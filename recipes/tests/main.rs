//! The tests of recipes, one program of them.
#![cfg(test)]

mod judged;
mod opened;
mod samples;
mod searches;
