//! The tests of the runtime, one program of them: a module for each decision.
#![cfg(test)]

mod any_errors;
mod audit;
mod blocking;
#[cfg(feature = "forms")]
mod browser_form;
mod checks;
mod ciphers;
mod deadlines;
mod echoes;
mod envelopes;
mod errors;
mod errors_page;
mod judging;
mod kept_bodies;
mod key_errors;
mod keys;
mod messages;
mod no_executor;
mod notifications;
mod odd_members;
mod offload;
mod reading;
mod recipes;
#[cfg(feature = "serde")]
mod records;
mod recovery;
mod refusing;
mod requests;
mod retries;
mod session_lifetimes;
mod session_refusals;
mod sessions;
mod settings;
mod spans;
mod spellings;
mod support;
mod transport;
mod transports;
mod wire;
