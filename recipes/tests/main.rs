//! The tests of recipes, one program of them.
#![cfg(test)]

mod judged;
mod judged_as_clients_do;
mod opened;
mod samples;
mod searches;
