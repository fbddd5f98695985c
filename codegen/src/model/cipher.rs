//! Encryption of single fields.

use super::{CredentialId, Name, Quirk, TextEncoding};

/// How fields are encrypted: UTF-8, a block cipher with PKCS#7 padding, and a text encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cipher {
    /// Its name.
    pub name: Name,
    /// The key; its length chooses between AES-128, AES-192 and AES-256.
    pub key: Key,
    /// The initialisation vector of CBC mode; without one the mode is ECB.
    pub iv: Option<Key>,
    /// How the result is written.
    pub encoding: TextEncoding,
    /// Contradictions about it.
    pub quirks: Vec<Quirk>,
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

/// How a text stands for the bytes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyForm {
    /// Its UTF-8 bytes.
    Text,
    /// Hexadecimal digits.
    Hex,
    /// Standard base64.
    Base64,
}
