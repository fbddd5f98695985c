//! Private keys: what they are asked for, and where they come from.

pub(crate) mod parse;

use std::sync::Arc;
use std::{error, fmt};

use rsa::rand_core::OsRng;
use rsa::{Oaep, Pkcs1v15Sign, RsaPrivateKey};
use sha2::{Digest as _, Sha256};

use crate::{BoxError, PrepareError};

/// An RSA private key in use, wherever it is kept. Implement it to keep keys in an HSM or a key
/// management service.
pub trait KeyHolder: Send + Sync + 'static {
    /// The RSASSA-PKCS1-v1_5 signature with SHA-256 over `message` (not over its digest).
    ///
    /// # Errors
    ///
    /// When the key can not be used; the request is not sent then.
    fn sign_sha256(&self, message: &[u8]) -> Result<Vec<u8>, BoxError>;

    /// Decrypts RSAES-OAEP with SHA-256 for digest and mask, without a label. Only needed where
    /// answers are encrypted.
    ///
    /// # Errors
    ///
    /// When the text was not encrypted for this key, or the holder does not decrypt.
    fn decrypt_oaep_sha256(&self, ciphertext: &[u8]) -> Result<Vec<u8>, BoxError> {
        let _ = ciphertext;
        Err("this holder of the key does not decrypt".into())
    }
}

/// An RSA private key that signs requests or decrypts answers. Never printed; clones share it.
///
/// It has no text, so nothing can send it:
///
/// ```compile_fail,E0277
/// # use kpg_runtime::{Members, PrivateKey};
/// # fn send(members: &mut Members, key: PrivateKey) {
/// members.put("key", &key);
/// # }
/// ```
#[derive(Clone)]
pub struct PrivateKey(Arc<dyn KeyHolder>);

impl PrivateKey {
    /// Reads a key from PEM (PKCS#8 or PKCS#1), also when its lines were joined or indented on
    /// the way through a configuration, or from the bare base64 of one.
    ///
    /// # Errors
    ///
    /// When it is no RSA private key of 1024 bits or more; the error says what it is instead, and
    /// never shows it.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        parse::text(text).map(Self::custom)
    }

    /// Reads a key from the contents of a file: DER (PKCS#8 or PKCS#1), or all that
    /// [`from_pem`](Self::from_pem) reads.
    ///
    /// # Errors
    ///
    /// As [`from_pem`](Self::from_pem).
    pub fn from_pem_or_der(bytes: &[u8]) -> Result<Self, KeyError> {
        match str::from_utf8(bytes) {
            Ok(text) => Self::from_pem(text),
            Err(_) => parse::der(bytes).map(Self::custom),
        }
    }

    /// A key that someone else holds.
    #[must_use]
    pub fn custom(holder: impl KeyHolder) -> Self {
        Self(Arc::new(holder))
    }

    /// The RSASSA-PKCS1-v1_5 signature with SHA-256 over `message`.
    ///
    /// # Errors
    ///
    /// When the holder of the key can not sign.
    pub fn sign_sha256(&self, message: &[u8]) -> Result<Vec<u8>, PrepareError> {
        self.0
            .sign_sha256(message)
            .map_err(|error| PrepareError::because("the private key could not sign", error))
    }

    #[cfg(feature = "jwe")]
    pub(crate) fn decrypt_oaep_sha256(&self, ciphertext: &[u8]) -> Result<Vec<u8>, BoxError> {
        self.0.decrypt_oaep_sha256(ciphertext)
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(***)")
    }
}

/// A key in this process's memory. Both operations are blinded against timing attacks.
struct InMemory(RsaPrivateKey);

impl KeyHolder for InMemory {
    fn sign_sha256(&self, message: &[u8]) -> Result<Vec<u8>, BoxError> {
        let digest = Sha256::digest(message);
        let scheme = Pkcs1v15Sign::new::<Sha256>();
        Ok(self.0.sign_with_rng(&mut OsRng, scheme, &digest)?)
    }

    fn decrypt_oaep_sha256(&self, ciphertext: &[u8]) -> Result<Vec<u8>, BoxError> {
        let scheme = Oaep::new::<Sha256>();
        Ok(self.0.decrypt_blinded(&mut OsRng, scheme, ciphertext)?)
    }
}

/// Why a text or file is no usable private key. Shows nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// It is something else; the words say what.
    NotAnRsaPrivateKey(&'static str),
    /// It is this instead of a public key.
    NotAnRsaPublicKey(&'static str),
    /// It is protected by a passphrase.
    Encrypted,
    /// Its modulus has so many bits, fewer than 1024.
    TooSmall(usize),
    /// It can not be read at all.
    Unreadable,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnRsaPublicKey(found) => write!(f, "this is {found}, not an RSA public key"),
            Self::NotAnRsaPrivateKey(found) => {
                write!(f, "an RSA private key is needed, this is {found}")
            }
            Self::Encrypted => f.write_str(
                "the private key is protected by a passphrase: decrypt it first, with \
                 `openssl pkey -in KEY -out PLAIN_KEY`",
            ),
            Self::TooSmall(bits) => write!(
                f,
                "the private key has {bits} bits, at least 1024 are needed (2048 are advised)"
            ),
            Self::Unreadable => f.write_str(
                "this is no RSA private key in PKCS#8 or PKCS#1, as PEM or DER, unencrypted: \
                 was it cut off, or is it protected by a passphrase?",
            ),
        }
    }
}

impl error::Error for KeyError {}
