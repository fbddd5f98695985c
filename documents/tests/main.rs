//! The tests of the reader of pages, one program of them.
#![cfg(test)]

mod drift;
mod kinds;
mod mutants;
mod nested;
mod pages;
mod real_pages;
mod robustness;
mod since;
mod truth;
mod wordings;
mod words;
