//! Encryption of texts: block ciphers, their keys and what they are made of.

use super::{CredentialId, Name, Quirk};
use crate::words::{Algorithm, Charset, Cut, KeyForm, ModeWord, TextEncoding};

/// How texts are encrypted: in a charset, with a block cipher with PKCS#7 padding, and a text encoding.
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
    /// The charset of plain texts.
    pub charset: Charset,
    /// How the result is written.
    pub encoding: TextEncoding,
    /// Contradictions about it.
    pub quirks: Vec<Quirk>,
}

impl Cipher {
    /// Whether equal texts are encrypted to other texts in every request.
    pub fn is_random(&self) -> bool {
        let iv = self.mode.iv();
        iv.is_some_and(|iv| iv.source == KeySource::FirstBlock)
    }

    /// The key, and the initialisation vector where there is one.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        [&self.key].into_iter().chain(self.mode.iv())
    }
}

/// How a block cipher is used for more than one block, with what the mode needs.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// The bytes of a key or of an initialisation vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What they are made of.
    pub source: KeySource,
    /// Which of them are taken; `None` takes all.
    pub part: Option<KeyPart>,
}

/// What the bytes of a key are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// The bytes that a text stands for.
    Text(KeyText, KeyForm),
    /// The bytes that the value of this name yields.
    Bytes(Name),
    /// Zeros, as many as a block has bytes.
    Zero,
    /// The first block of the encrypted bytes; only an initialisation vector is. Of a request it is random.
    FirstBlock,
}

/// A text that stands for the bytes of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyText {
    /// A text credential.
    Credential(CredentialId),
    /// The value of this name.
    Value(Name),
    /// Itself: everybody knows it.
    Literal(String),
}

/// A part of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPart {
    /// From which end.
    pub cut: Cut,
    /// What is counted.
    pub unit: KeyUnit,
    /// How many; at least one.
    pub count: u32,
}

/// What the length of a part of a key counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUnit {
    /// Characters of the text, before it is read as bytes.
    Characters,
    /// Bytes.
    Bytes,
}

impl Key {
    /// The credential whose text it is.
    pub fn credential(&self) -> Option<CredentialId> {
        match &self.source {
            KeySource::Text(KeyText::Credential(id), _) => Some(*id),
            KeySource::Text(KeyText::Value(_) | KeyText::Literal(_), _)
            | KeySource::Bytes(_)
            | KeySource::Zero
            | KeySource::FirstBlock => None,
        }
    }

    /// The name of the value that it is made of.
    pub fn value(&self) -> Option<&Name> {
        match &self.source {
            KeySource::Text(KeyText::Value(name), _) | KeySource::Bytes(name) => Some(name),
            KeySource::Text(KeyText::Credential(_) | KeyText::Literal(_), _)
            | KeySource::Zero
            | KeySource::FirstBlock => None,
        }
    }

    /// How its text stands for bytes, where it has one.
    pub fn form(&self) -> Option<KeyForm> {
        match &self.source {
            KeySource::Text(_, form) => Some(*form),
            KeySource::Bytes(_) | KeySource::Zero | KeySource::FirstBlock => None,
        }
    }
}
