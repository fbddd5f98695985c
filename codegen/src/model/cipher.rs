//! Encryption of single fields.

use super::{CredentialId, Name, Quirk};
use crate::words::{Algorithm, KeyForm, ModeWord, TextEncoding};

/// How fields are encrypted: UTF-8, a block cipher with PKCS#7 padding, and a text encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cipher {
    /// Its name.
    pub name: Name,
    /// The block cipher.
    pub algorithm: Algorithm,
    /// How it is used for more than one block.
    pub mode: Mode,
    /// The key; its length is one of the algorithm's.
    pub key: Key,
    /// How the result is written.
    pub encoding: TextEncoding,
    /// Contradictions about it.
    pub quirks: Vec<Quirk>,
}

/// How a block cipher is used for more than one block, with what the mode needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Each block depends on the one before it, the first one on an initialisation vector.
    Cbc {
        /// The initialisation vector, one block long.
        iv: Key,
    },
    /// Each block by itself: equal plain texts have equal cipher texts.
    Ecb,
}

impl Mode {
    /// The initialisation vector, where the mode has one.
    pub fn iv(&self) -> Option<&Key> {
        match self {
            Self::Cbc { iv } => Some(iv),
            Self::Ecb => None,
        }
    }

    /// The mode without what it needs.
    pub fn word(&self) -> ModeWord {
        match self {
            Self::Cbc { .. } => ModeWord::Cbc,
            Self::Ecb => ModeWord::Ecb,
        }
    }
}

/// A text credential whose bytes are a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The credential.
    pub credential: CredentialId,
    /// How the text stands for bytes.
    pub form: KeyForm,
    /// How many characters of the text are taken, from its start; `None` takes all.
    pub first: Option<u32>,
}
