//! The tests of the whole, one program of them. What needs a process of its own is beside it.
#![cfg(test)]

mod accounts;
mod architecture;
mod book;
mod budget;
mod commands;
mod coverage;
mod credentials;
mod demo;
mod dependencies;
mod driver;
mod echoes;
mod emitted;
mod explained;
mod faults;
mod faults_interpret;
mod faults_language;
#[path = "generated/main.rs"]
mod generated;
mod merchant;
mod openapi;
mod outcomes;
mod programs;
mod readers;
mod readme;
mod records;
mod refusals;
mod round_trips;
mod round_trips_all;
mod rules;
mod rules_language;
mod secrets;
mod secrets_traced;
mod sessions;
mod shop;
mod vectors;
mod violations_all;
