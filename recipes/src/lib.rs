//! What the steps of recipes make: digests, MACs, escapes and charsets; and the search for the recipe that makes an
//! expected signature.
//!
//! It is independent of the generated clients and their runtime, so that the sandbox, which stands on it, is a second
//! reader of every spec. It touches neither disk nor network, and prints nothing.
#![warn(missing_docs)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)
)]

pub mod arriving;
pub mod charset;
pub mod cipher;
pub mod clock;
pub mod crypto;
pub mod escapes;
pub mod evaluate;
pub mod examples;
pub mod forward;
pub mod genuine;
pub mod json_body;
pub mod judge;
pub mod jwe;
pub mod keys;
mod opened;
pub mod rsa_keys;
mod seed;
pub mod solve;
mod spelling;
pub mod texts;
pub mod tree;
