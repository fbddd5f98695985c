//! Encryption of single fields: block ciphers in CBC or ECB mode with PKCS#7 padding.

#[cfg(feature = "seed")]
mod seed;

use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipher, BlockEncryptMut, KeyInit, KeyIvInit as _};

#[cfg(feature = "euckr")]
use crate::Charset;
use crate::recipe::KeyForm;
use crate::{PrepareError, Wire};

/// A block cipher: which lengths its keys have, and which implementation takes a key.
trait Algorithm {
    /// How many bytes a block, and so an initialisation vector, has.
    const BLOCK: usize;
    /// The lengths of its keys in bytes, for messages.
    const KEYS: &'static str;

    /// The encryption with a key, in CBC mode where there is an initialisation vector, which has the length of a
    /// block; `None` when the key has another length.
    fn with_key(key: &[u8], iv: Option<&[u8]>) -> Option<Encrypt>;
}

/// Encrypts a plain text with the key that it holds.
type Encrypt = Box<dyn Fn(&[u8]) -> Vec<u8> + Send + Sync>;

/// AES-128, AES-192 or AES-256.
#[cfg(feature = "aes")]
struct Aes;

#[cfg(feature = "aes")]
impl Algorithm for Aes {
    const BLOCK: usize = 16;
    const KEYS: &'static str = "16, 24 or 32";

    fn with_key(key: &[u8], iv: Option<&[u8]>) -> Option<Encrypt> {
        match key.len() {
            16 => encryption::<aes::Aes128>(key, iv),
            24 => encryption::<aes::Aes192>(key, iv),
            32 => encryption::<aes::Aes256>(key, iv),
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

    fn with_key(key: &[u8], iv: Option<&[u8]>) -> Option<Encrypt> {
        match key.len() {
            16 => encryption::<aria::Aria128>(key, iv),
            24 => encryption::<aria::Aria192>(key, iv),
            32 => encryption::<aria::Aria256>(key, iv),
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

    fn with_key(key: &[u8], iv: Option<&[u8]>) -> Option<Encrypt> {
        encryption::<seed::Seed>(key, iv)
    }
}

/// A cipher with its key, ready to encrypt fields.
pub struct Cipher {
    encrypt: Encrypt,
    write: fn(Vec<u8>) -> String,
}

/// AES.
#[cfg(feature = "aes")]
impl Cipher {
    /// AES in CBC mode. The key's length, 16, 24 or 32 bytes, chooses the size.
    ///
    /// # Errors
    ///
    /// When the key or the vector has another length or form. Neither is shown.
    pub fn aes_cbc(
        key: KeyForm<'_>,
        iv: KeyForm<'_>,
        write: fn(Vec<u8>) -> String,
    ) -> Result<Self, PrepareError> {
        Self::new::<Aes>(key, Some(iv), write)
    }

    /// AES in ECB mode: equal plain texts have equal cipher texts.
    ///
    /// # Errors
    ///
    /// When the key has another length or form. It is not shown.
    pub fn aes_ecb(key: KeyForm<'_>, write: fn(Vec<u8>) -> String) -> Result<Self, PrepareError> {
        Self::new::<Aes>(key, None, write)
    }
}

/// ARIA.
#[cfg(feature = "aria")]
impl Cipher {
    /// ARIA in CBC mode, with a key of 16, 24 or 32 bytes.
    ///
    /// # Errors
    ///
    /// When the key or the vector has another length or form. Neither is shown.
    pub fn aria_cbc(
        key: KeyForm<'_>,
        iv: KeyForm<'_>,
        write: fn(Vec<u8>) -> String,
    ) -> Result<Self, PrepareError> {
        Self::new::<Aria>(key, Some(iv), write)
    }

    /// ARIA in ECB mode: equal plain texts have equal cipher texts.
    ///
    /// # Errors
    ///
    /// When the key has another length or form. It is not shown.
    pub fn aria_ecb(key: KeyForm<'_>, write: fn(Vec<u8>) -> String) -> Result<Self, PrepareError> {
        Self::new::<Aria>(key, None, write)
    }
}

/// SEED.
#[cfg(feature = "seed")]
impl Cipher {
    /// SEED in CBC mode, with a key of 16 bytes.
    ///
    /// # Errors
    ///
    /// When the key or the vector has another length or form. Neither is shown.
    pub fn seed_cbc(
        key: KeyForm<'_>,
        iv: KeyForm<'_>,
        write: fn(Vec<u8>) -> String,
    ) -> Result<Self, PrepareError> {
        Self::new::<Seed>(key, Some(iv), write)
    }

    /// SEED in ECB mode: equal plain texts have equal cipher texts.
    ///
    /// # Errors
    ///
    /// When the key has another length or form. It is not shown.
    pub fn seed_ecb(key: KeyForm<'_>, write: fn(Vec<u8>) -> String) -> Result<Self, PrepareError> {
        Self::new::<Seed>(key, None, write)
    }
}

impl Cipher {
    /// CBC with an initialisation vector, ECB without.
    fn new<A: Algorithm>(
        key: KeyForm<'_>,
        iv: Option<KeyForm<'_>>,
        write: fn(Vec<u8>) -> String,
    ) -> Result<Self, PrepareError> {
        let iv = iv.map(KeyForm::bytes).transpose()?;
        if let Some(found) = iv
            .as_ref()
            .map(|iv| iv.len())
            .filter(|len| *len != A::BLOCK)
        {
            let block = A::BLOCK;
            return Err(PrepareError::new(format!(
                "the vector of the field encryption must have {block} bytes and has {found}"
            )));
        }
        let key = key.bytes()?;
        let iv = iv.as_ref().map(|iv| iv.as_slice());
        let encrypt = A::with_key(&key, iv).ok_or_else(|| match key.len() {
            0 => PrepareError::new("the credentials have no key for the field encryption"),
            found => PrepareError::new(format!(
                "the key of the field encryption must have {} bytes and has {found}",
                A::KEYS
            )),
        })?;
        Ok(Self { encrypt, write })
    }

    /// The value's text in UTF-8, encrypted and written down; nothing when the value is absent.
    #[must_use]
    pub fn encrypt(&self, value: &dyn Wire) -> Option<String> {
        let text = value.wire()?;
        Some((self.write)((self.encrypt)(text.as_bytes())))
    }

    /// As [`Self::encrypt`], of the text in EUC-KR.
    ///
    /// # Errors
    ///
    /// When EUC-KR cannot hold the text, which is not shown.
    #[cfg(feature = "euckr")]
    pub fn encrypt_euckr(&self, value: &dyn Wire) -> Result<Option<String>, PrepareError> {
        let Some(text) = value.wire() else {
            return Ok(None);
        };
        let bytes = Charset::EucKr.encode(&text).map(Vec::from);
        let bytes = zeroize::Zeroizing::new(bytes.ok_or_else(|| {
            PrepareError::new("a text to be encrypted has a character that EUC-KR cannot hold")
        })?);
        Ok(Some((self.write)((self.encrypt)(&bytes))))
    }
}

/// The schedule of the key is wiped when the cipher is dropped: the feature `zeroize` of the ciphers' crates.
fn encryption<C>(key: &[u8], iv: Option<&[u8]>) -> Option<Encrypt>
where
    C: BlockCipher + BlockEncryptMut + KeyInit + Clone + Send + Sync + 'static,
{
    Some(match iv {
        Some(iv) => {
            let mode = cbc::Encryptor::<C>::new_from_slices(key, iv).ok()?;
            Box::new(move |plain| mode.clone().encrypt_padded_vec_mut::<Pkcs7>(plain))
        }
        None => {
            let mode = ecb::Encryptor::<C>::new_from_slice(key).ok()?;
            Box::new(move |plain| mode.clone().encrypt_padded_vec_mut::<Pkcs7>(plain))
        }
    })
}

opaque!(Cipher, "Cipher");
