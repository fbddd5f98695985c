//! RSA keys: read from what people store, and used where they are kept.

mod der;
mod error;
#[cfg(feature = "passphrases")]
mod passphrase;
mod pieces;
mod private;
mod public;
mod stored;

pub use error::{KeyError, KeyErrorKind, StoredAs};
pub use private::{KeyHolder, PrivateKey, rsa_sha256};
pub use public::PublicKey;
