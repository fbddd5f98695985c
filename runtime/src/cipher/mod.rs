//! Encryption of single fields: AES in CBC or ECB mode with PKCS#7 padding.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::consts::U16;
use aes::cipher::{self, BlockCipher, BlockEncryptMut, BlockSizeUser, KeyInit, KeyIvInit as _};
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
    key: Key,
    /// The initialisation vector of CBC; ECB has none.
    iv: Option<Zeroizing<[u8; 16]>>,
    write: fn(Vec<u8>) -> String,
}

/// A key of AES, whose length chooses the size.
enum Key {
    Aes128(Zeroizing<[u8; 16]>),
    Aes192(Zeroizing<[u8; 24]>),
    Aes256(Zeroizing<[u8; 32]>),
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
            key: Key::new(key)?,
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
            key: Key::new(key)?,
            iv: None,
            write,
        })
    }

    /// The value's text in UTF-8, encrypted and written down; nothing when the value is absent.
    #[must_use]
    pub fn encrypt(&self, value: &dyn Wire) -> Option<String> {
        let text = value.wire()?;
        let encrypted = match &self.key {
            Key::Aes128(key) => self.with::<Aes128>((&**key).into(), text.as_bytes()),
            Key::Aes192(key) => self.with::<Aes192>((&**key).into(), text.as_bytes()),
            Key::Aes256(key) => self.with::<Aes256>((&**key).into(), text.as_bytes()),
        };
        Some((self.write)(encrypted))
    }

    fn with<A>(&self, key: &cipher::Key<A>, plain: &[u8]) -> Vec<u8>
    where
        A: BlockCipher + BlockEncryptMut + KeyInit + BlockSizeUser<BlockSize = U16>,
    {
        match &self.iv {
            Some(iv) => {
                cbc::Encryptor::<A>::new(key, (&**iv).into()).encrypt_padded_vec_mut::<Pkcs7>(plain)
            }
            None => ecb::Encryptor::<A>::new(key).encrypt_padded_vec_mut::<Pkcs7>(plain),
        }
    }
}

opaque!(Cipher, "Cipher");

impl Key {
    fn new(key: KeyForm<'_>) -> Result<Self, PrepareError> {
        let bytes = key.bytes()?;
        if let Ok(key) = <[u8; 16]>::try_from(bytes.as_slice()) {
            Ok(Self::Aes128(Zeroizing::new(key)))
        } else if let Ok(key) = <[u8; 24]>::try_from(bytes.as_slice()) {
            Ok(Self::Aes192(Zeroizing::new(key)))
        } else if let Ok(key) = <[u8; 32]>::try_from(bytes.as_slice()) {
            Ok(Self::Aes256(Zeroizing::new(key)))
        } else if bytes.is_empty() {
            Err(PrepareError::new(
                "the credentials have no key for the field encryption",
            ))
        } else {
            let found = bytes.len();
            Err(PrepareError::new(format!(
                "the key of the field encryption must have 16, 24 or 32 bytes and has {found}"
            )))
        }
    }
}
