//! Encryption of single fields: block ciphers in CBC or ECB mode with PKCS#7 padding.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipher, BlockEncryptMut, KeyInit, KeyIvInit as _};
use zeroize::Zeroizing;

use crate::{PrepareError, Wire};

/// How a credential's text stands for the bytes of a key.
#[derive(Clone, Copy)]
pub enum KeyForm<'a> {
    /// Its UTF-8 bytes.
    Text(&'a dyn Wire),
    /// Hexadecimal digits.
    Hex(&'a dyn Wire),
    /// Standard base64.
    Base64(&'a dyn Wire),
}

opaque!(KeyForm<'_>, "KeyForm");

impl KeyForm<'_> {
    fn bytes(self) -> Result<Zeroizing<Vec<u8>>, PrepareError> {
        let (text, what) = match self {
            Self::Text(text) => return Ok(Zeroizing::new(plain(text).as_bytes().to_vec())),
            Self::Hex(text) => (
                hex::decode(plain(text).as_bytes()).ok(),
                "hexadecimal digits",
            ),
            Self::Base64(text) => (STANDARD.decode(plain(text).as_bytes()).ok(), "base64"),
        };
        let bytes = text.ok_or_else(|| {
            PrepareError::new(format!("a key of the field encryption is no {what}"))
        })?;
        Ok(Zeroizing::new(bytes))
    }
}

fn plain(text: &dyn Wire) -> Zeroizing<String> {
    Zeroizing::new(text.wire().unwrap_or_default().into_owned())
}

/// A block cipher: which lengths its keys have, and which implementation takes a key.
trait Algorithm {
    /// How many bytes a block, and so an initialisation vector, has.
    const BLOCK: usize;
    /// The lengths of its keys in bytes, for messages.
    const KEYS: &'static str;

    /// The encryption with a key; `None` when the key has another length.
    fn with_key(key: &[u8]) -> Option<Encrypt>;
}

/// Encrypts with a key, and with an initialisation vector where the mode is CBC; `None` when one of them does
/// not fit.
type Encrypt = fn(key: &[u8], iv: Option<&[u8]>, plain: &[u8]) -> Option<Vec<u8>>;

/// AES-128, AES-192 or AES-256.
#[cfg(feature = "aes")]
struct Aes;

#[cfg(feature = "aes")]
impl Algorithm for Aes {
    const BLOCK: usize = 16;
    const KEYS: &'static str = "16, 24 or 32";

    fn with_key(key: &[u8]) -> Option<Encrypt> {
        match key.len() {
            16 => Some(encrypt::<aes::Aes128>),
            24 => Some(encrypt::<aes::Aes192>),
            32 => Some(encrypt::<aes::Aes256>),
            _ => None,
        }
    }
}

/// A cipher with its key, ready to encrypt fields.
pub struct Cipher {
    encrypt: Encrypt,
    key: Zeroizing<Vec<u8>>,
    iv: Option<Zeroizing<Vec<u8>>>,
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
        let encrypt = A::with_key(&key).ok_or_else(|| match key.len() {
            0 => PrepareError::new("the credentials have no key for the field encryption"),
            found => PrepareError::new(format!(
                "the key of the field encryption must have {} bytes and has {found}",
                A::KEYS
            )),
        })?;
        Ok(Self {
            encrypt,
            key,
            iv,
            write,
        })
    }

    /// The value's text in UTF-8, encrypted and written down; nothing when the value is absent.
    ///
    /// # Errors
    ///
    /// Never with a cipher that could be made; the signature leaves nothing to unwrap.
    pub fn encrypt(&self, value: &dyn Wire) -> Result<Option<String>, PrepareError> {
        let Some(text) = value.wire() else {
            return Ok(None);
        };
        let iv = self.iv.as_ref().map(|iv| iv.as_slice());
        let encrypted = (self.encrypt)(&self.key, iv, text.as_bytes())
            .ok_or_else(|| PrepareError::new("the field encryption has no usable key"))?;
        Ok(Some((self.write)(encrypted)))
    }
}

fn encrypt<C>(key: &[u8], iv: Option<&[u8]>, plain: &[u8]) -> Option<Vec<u8>>
where
    C: BlockCipher + BlockEncryptMut + KeyInit,
{
    Some(match iv {
        Some(iv) => cbc::Encryptor::<C>::new_from_slices(key, iv)
            .ok()?
            .encrypt_padded_vec_mut::<Pkcs7>(plain),
        None => ecb::Encryptor::<C>::new_from_slice(key)
            .ok()?
            .encrypt_padded_vec_mut::<Pkcs7>(plain),
    })
}

opaque!(Cipher, "Cipher");
