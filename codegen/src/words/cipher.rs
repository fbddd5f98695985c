//! The words of ciphers, and how a text stands for the bytes of a key.

use super::{Feature, words};

/// A block cipher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Algorithm {
    /// AES-128, AES-192 or AES-256, by the length of the key.
    Aes,
    /// ARIA-128, ARIA-192 or ARIA-256, by the length of the key (RFC 5794).
    Aria,
    /// SEED (RFC 4269).
    Seed,
}

/// What is known of a block cipher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlgorithmDescription {
    /// What it is called.
    pub title: &'static str,
    /// How the runtime's constructors begin: `aes` in `Cipher::aes_cbc`.
    pub constructor: &'static str,
    /// The cargo feature with which the runtime has it.
    pub feature: Feature,
    /// How many bytes a key can have, the longest first.
    pub key_lengths: &'static [usize],
    /// How many bytes a block, and so an initialisation vector, has.
    pub block: usize,
}

impl Algorithm {
    /// What is known of it.
    pub const fn description(self) -> AlgorithmDescription {
        match self {
            Self::Aes => AlgorithmDescription {
                title: "AES",
                constructor: "aes",
                feature: Feature::Aes,
                key_lengths: &[32, 24, 16],
                block: 16,
            },
            Self::Aria => AlgorithmDescription {
                title: "ARIA",
                constructor: "aria",
                feature: Feature::Aria,
                key_lengths: &[32, 24, 16],
                block: 16,
            },
            Self::Seed => AlgorithmDescription {
                title: "SEED",
                constructor: "seed",
                feature: Feature::Seed,
                key_lengths: &[16],
                block: 16,
            },
        }
    }
}

/// How a block cipher is used for more than one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ModeWord {
    /// Each block depends on the one before it; the first one on an initialisation vector.
    Cbc,
    /// Each block by itself.
    Ecb,
}

impl ModeWord {
    /// How the runtime's constructors end: `cbc` in `Cipher::aes_cbc`.
    pub const fn constructor(self) -> &'static str {
        match self {
            Self::Cbc => "cbc",
            Self::Ecb => "ecb",
        }
    }
}

/// A block cipher in a mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InMode {
    /// The block cipher.
    pub algorithm: Algorithm,
    /// The mode.
    pub mode: ModeWord,
}

const fn in_mode(algorithm: Algorithm, mode: ModeWord) -> InMode {
    InMode { algorithm, mode }
}

words! {
    /// A block cipher in a mode.
    pub enum CipherWord: InMode, "is no cipher" {
        /// AES in CBC mode, with a key of 16, 24 or 32 bytes:
        /// `{ key: encryption_key, iv: encryption_iv, form: text }`.
        AesCbc = "aes_cbc" => in_mode(Algorithm::Aes, ModeWord::Cbc),
        /// AES in ECB mode, with a key of 16, 24 or 32 bytes: `{ key: encryption_key, form: hex }`.
        AesEcb = "aes_ecb" => in_mode(Algorithm::Aes, ModeWord::Ecb),
        /// ARIA in CBC mode, with a key of 16, 24 or 32 bytes: `{ key: encryption_key, iv: zero, form: hex }`.
        AriaCbc = "aria_cbc" => in_mode(Algorithm::Aria, ModeWord::Cbc),
        /// ARIA in ECB mode, with a key of 16, 24 or 32 bytes: `{ key: encryption_key, form: hex }`.
        AriaEcb = "aria_ecb" => in_mode(Algorithm::Aria, ModeWord::Ecb),
        /// SEED in CBC mode, with a key of 16 bytes: `{ key: encryption_key, iv: encryption_iv, form: base64 }`.
        SeedCbc = "seed_cbc" => in_mode(Algorithm::Seed, ModeWord::Cbc),
        /// SEED in ECB mode, with a key of 16 bytes: `{ key: encryption_key, form: base64 }`.
        SeedEcb = "seed_ecb" => in_mode(Algorithm::Seed, ModeWord::Ecb),
    }
}

words! {
    /// How a text stands for the bytes of a key.
    pub enum KeyForm, "is no form of a key" {
        /// The characters of the text are the key.
        Text = "text",
        /// The text is the key in hexadecimal digits.
        Hex = "hex",
        /// The text is the key in base64.
        Base64 = "base64",
    }
}
