//! The tests of the compiler, one program of them: a module for each part of the language or output.
#![cfg(test)]

mod alone;
mod catalogue;
mod corrections;
mod damage;
mod diagnostics;
mod diff;
mod disk;
mod editor;
mod effects;
mod foreign;
mod hostile;
mod keys;
mod recipe_words;
mod reference;
mod refused;
mod robustness;
mod schema;
mod secrecy;
mod support;
mod threads;
