//! Encryption of single fields: AES in CBC or ECB mode with PKCS#7 padding.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockEncryptMut as _, KeyInit as _, KeyIvInit as _};
use aes::{Aes128, Aes192, Aes256};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
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

/// A cipher with its key, ready to encrypt fields.
pub struct Cipher {
    key: Zeroizing<Vec<u8>>,
    iv: Option<Zeroizing<[u8; 16]>>,
    write: fn(Vec<u8>) -> String,
}

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
        let iv = iv.bytes()?;
        let fitted = <[u8; 16]>::try_from(iv.as_slice()).map_err(|_| {
            let found = iv.len();
            PrepareError::new(format!(
                "the vector of the field encryption must have 16 bytes and has {found}"
            ))
        })?;
        Ok(Self {
            key: key_bytes(key)?,
            iv: Some(Zeroizing::new(fitted)),
            write,
        })
    }

    /// AES in ECB mode: equal plain texts have equal cipher texts.
    ///
    /// # Errors
    ///
    /// When the key has another length or form. It is not shown.
    pub fn aes_ecb(key: KeyForm<'_>, write: fn(Vec<u8>) -> String) -> Result<Self, PrepareError> {
        Ok(Self {
            key: key_bytes(key)?,
            iv: None,
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
        let bytes = match self.key.len() {
            16 => self.with::<Aes128>(text.as_bytes()),
            24 => self.with::<Aes192>(text.as_bytes()),
            _ => self.with::<Aes256>(text.as_bytes()),
        };
        let encrypted =
            bytes.ok_or_else(|| PrepareError::new("the field encryption has no usable key"))?;
        Ok(Some((self.write)(encrypted)))
    }

    fn with<A>(&self, plain: &[u8]) -> Option<Vec<u8>>
    where
        A: aes::cipher::BlockCipher
            + aes::cipher::BlockEncryptMut
            + aes::cipher::KeyInit
            + aes::cipher::BlockSizeUser<BlockSize = aes::cipher::consts::U16>,
    {
        let encrypted = match &self.iv {
            Some(iv) => {
                let mode = cbc::Encryptor::<A>::new_from_slices(&self.key, iv.as_slice()).ok()?;
                mode.encrypt_padded_vec_mut::<Pkcs7>(plain)
            }
            None => {
                let mode = ecb::Encryptor::<A>::new_from_slice(&self.key).ok()?;
                mode.encrypt_padded_vec_mut::<Pkcs7>(plain)
            }
        };
        Some(encrypted)
    }
}

opaque!(Cipher, "Cipher");

fn key_bytes(key: KeyForm<'_>) -> Result<Zeroizing<Vec<u8>>, PrepareError> {
    let bytes = key.bytes()?;
    match bytes.len() {
        16 | 24 | 32 => Ok(bytes),
        0 => Err(PrepareError::new(
            "the credentials have no key for the field encryption",
        )),
        found => Err(PrepareError::new(format!(
            "the key of the field encryption must have 16, 24 or 32 bytes and has {found}"
        ))),
    }
}
