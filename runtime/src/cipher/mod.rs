//! Encryption of single fields and whole bodies, and decryption of what arrives: block ciphers in CBC or ECB mode with
//! PKCS#7 padding.

mod direction;
#[cfg(feature = "seed")]
mod seed;

#[cfg(feature = "opening")]
use direction::Decrypts;
use direction::{CipherIn, Direction, Encrypts, Vector};

#[cfg(feature = "euckr")]
use crate::Charset;
use crate::recipe::KeyForm;
use crate::steps::{self, Deed, step};
use crate::{PrepareError, Wire};

/// A cipher with its key, ready to encrypt fields.
pub type Cipher = CipherIn<Encrypts>;

/// A cipher with its key, ready to decrypt what arrived.
#[cfg(feature = "opening")]
pub type Decipher = CipherIn<Decrypts>;

/// A block cipher: which lengths its keys have, and which implementation takes a key.
trait Algorithm {
    /// How many bytes a block, and so an initialisation vector, has.
    const BLOCK: usize;
    /// The lengths of its keys in bytes, for messages.
    const KEYS: &'static str;

    /// What is done with a key, in CBC mode where there is an initialisation vector; `None` when the key has another
    /// length.
    fn with_key<D: Direction>(key: &[u8], vector: Vector<'_>) -> Option<D::Run>;
}

/// AES-128, AES-192 or AES-256.
#[cfg(feature = "aes")]
struct Aes;

#[cfg(feature = "aes")]
impl Algorithm for Aes {
    const BLOCK: usize = 16;
    const KEYS: &'static str = "16, 24 or 32";

    fn with_key<D: Direction>(key: &[u8], vector: Vector<'_>) -> Option<D::Run> {
        match key.len() {
            16 => D::with::<aes::Aes128>(key, vector),
            24 => D::with::<aes::Aes192>(key, vector),
            32 => D::with::<aes::Aes256>(key, vector),
            _ => None,
        }
    }
}

/// ARIA-128, ARIA-192 or ARIA-256.
#[cfg(feature = "aria")]
struct Aria;

#[cfg(feature = "aria")]
impl Algorithm for Aria {
    const BLOCK: usize = 16;
    const KEYS: &'static str = "16, 24 or 32";

    fn with_key<D: Direction>(key: &[u8], vector: Vector<'_>) -> Option<D::Run> {
        match key.len() {
            16 => D::with::<aria::Aria128>(key, vector),
            24 => D::with::<aria::Aria192>(key, vector),
            32 => D::with::<aria::Aria256>(key, vector),
            _ => None,
        }
    }
}

/// SEED.
#[cfg(feature = "seed")]
struct Seed;

#[cfg(feature = "seed")]
impl Algorithm for Seed {
    const BLOCK: usize = 16;
    const KEYS: &'static str = "16";

    fn with_key<D: Direction>(key: &[u8], vector: Vector<'_>) -> Option<D::Run> {
        D::with::<seed::Seed>(key, vector)
    }
}

/// AES.
#[cfg(feature = "aes")]
impl<D: Direction> CipherIn<D> {
    /// AES in CBC mode. The key's length, 16, 24 or 32 bytes, chooses the size.
    ///
    /// # Errors
    ///
    /// When the key or the vector has another length or form. Neither is shown.
    pub fn aes_cbc(
        key: KeyForm<'_>,
        iv: KeyForm<'_>,
        write: D::Writing,
    ) -> Result<Self, PrepareError> {
        Self::new::<Aes>(key, Some(iv), write)
    }

    /// AES in ECB mode: equal plain texts have equal cipher texts.
    ///
    /// # Errors
    ///
    /// When the key has another length or form. It is not shown.
    pub fn aes_ecb(key: KeyForm<'_>, write: D::Writing) -> Result<Self, PrepareError> {
        Self::new::<Aes>(key, None, write)
    }
}

/// ARIA.
#[cfg(feature = "aria")]
impl<D: Direction> CipherIn<D> {
    /// ARIA in CBC mode, with a key of 16, 24 or 32 bytes.
    ///
    /// # Errors
    ///
    /// When the key or the vector has another length or form. Neither is shown.
    pub fn aria_cbc(
        key: KeyForm<'_>,
        iv: KeyForm<'_>,
        write: D::Writing,
    ) -> Result<Self, PrepareError> {
        Self::new::<Aria>(key, Some(iv), write)
    }

    /// ARIA in ECB mode: equal plain texts have equal cipher texts.
    ///
    /// # Errors
    ///
    /// When the key has another length or form. It is not shown.
    pub fn aria_ecb(key: KeyForm<'_>, write: D::Writing) -> Result<Self, PrepareError> {
        Self::new::<Aria>(key, None, write)
    }
}

/// SEED.
#[cfg(feature = "seed")]
impl<D: Direction> CipherIn<D> {
    /// SEED in CBC mode, with a key of 16 bytes.
    ///
    /// # Errors
    ///
    /// When the key or the vector has another length or form. Neither is shown.
    pub fn seed_cbc(
        key: KeyForm<'_>,
        iv: KeyForm<'_>,
        write: D::Writing,
    ) -> Result<Self, PrepareError> {
        Self::new::<Seed>(key, Some(iv), write)
    }

    /// SEED in ECB mode: equal plain texts have equal cipher texts.
    ///
    /// # Errors
    ///
    /// When the key has another length or form. It is not shown.
    pub fn seed_ecb(key: KeyForm<'_>, write: D::Writing) -> Result<Self, PrepareError> {
        Self::new::<Seed>(key, None, write)
    }
}

impl<D: Direction> CipherIn<D> {
    /// CBC with an initialisation vector, ECB without.
    fn new<A: Algorithm>(
        key: KeyForm<'_>,
        iv: Option<KeyForm<'_>>,
        write: D::Writing,
    ) -> Result<Self, PrepareError> {
        let key = key.key_bytes()?;
        let run = match iv {
            None => A::with_key::<D>(&key, Vector::None),
            Some(KeyForm::FirstBlock) => A::with_key::<D>(&key, Vector::FirstBlock),
            Some(iv) => {
                let iv = iv.bytes()?;
                has_a_block::<A>(iv.len())?;
                A::with_key::<D>(&key, Vector::Fixed(&iv))
            }
        };
        let run = run.ok_or_else(|| match key.len() {
            0 => PrepareError::new("the credentials have no key for the field encryption"),
            found => PrepareError::new(format!(
                "the key of the field encryption must have {} bytes and has {found}",
                A::KEYS
            )),
        })?;
        Ok(Self { run, write })
    }
}

fn has_a_block<A: Algorithm>(found: usize) -> Result<(), PrepareError> {
    let block = A::BLOCK;
    if found == block {
        return Ok(());
    }
    Err(PrepareError::new(format!(
        "the vector of the field encryption must have {block} bytes and has {found}"
    )))
}

impl Cipher {
    /// The value's text in UTF-8, encrypted and written down; nothing when the value is absent.
    #[must_use]
    pub fn encrypt(&self, value: &dyn Wire) -> Option<String> {
        steps::reads(value);
        let text = value.wire()?;
        Some(self.encrypt_bytes(text.as_bytes()))
    }

    pub(crate) fn encrypt_bytes(&self, plain: &[u8]) -> String {
        let sealed = step(Deed::Seals, "encrypt", plain, (self.run)(plain));
        (self.write)(sealed)
    }

    /// As [`Self::encrypt`], of the text in EUC-KR.
    ///
    /// # Errors
    ///
    /// When EUC-KR cannot hold the text, which is not shown.
    #[cfg(feature = "euckr")]
    pub fn encrypt_euckr(&self, value: &dyn Wire) -> Result<Option<String>, PrepareError> {
        steps::reads(value);
        let Some(text) = value.wire() else {
            return Ok(None);
        };
        let bytes = Charset::EucKr.encode(&text).map(Vec::from);
        let bytes = zeroize::Zeroizing::new(bytes.ok_or_else(|| {
            PrepareError::new("a text to be encrypted has a character that EUC-KR cannot hold")
        })?);
        let bytes = step(Deed::Encodes, "euckr", value, bytes);
        Ok(Some(self.encrypt_bytes(&bytes)))
    }
}

#[cfg(feature = "opening")]
impl Decipher {
    /// Whether a text is one of encrypted bytes that were written down.
    pub(crate) fn could_decrypt(&self, text: &str) -> bool {
        (self.write)(text).is_some()
    }

    /// The bytes that were encrypted and written down as this text; `None` when they were not with this key.
    pub(crate) fn decrypt(&self, text: &str) -> Option<zeroize::Zeroizing<Vec<u8>>> {
        (self.run)(&(self.write)(text)?)
    }
}
