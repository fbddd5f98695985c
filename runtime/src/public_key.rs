//! RSA public keys of vendors.

use std::fmt;

use rsa::pkcs1::DecodeRsaPublicKey as _;
use rsa::pkcs8::DecodePublicKey as _;
use rsa::rand_core::OsRng;
use rsa::traits::PublicKeyParts as _;
use rsa::{Oaep, RsaPublicKey};
use sha2::Sha256;

use crate::private_key::parse;
use crate::{KeyError, PrepareError};

/// The smallest key that is taken, in bits.
const SMALLEST: usize = 1024;

/// An RSA public key that requests are encrypted to.
#[derive(Clone)]
pub struct PublicKey(RsaPublicKey);

impl PublicKey {
    /// Reads a key from PEM (`PUBLIC KEY` or `RSA PUBLIC KEY`), also when its lines were joined or
    /// indented, or from the bare base64 of one.
    ///
    /// # Errors
    ///
    /// When it is no RSA public key of 1024 bits or more.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        match parse::pem(text)? {
            ("" | "PUBLIC KEY" | "RSA PUBLIC KEY", content) => {
                Self::from_der(&parse::decode(content)?)
            }
            (other, _) if other.ends_with("PRIVATE KEY") => {
                Err(KeyError::NotAnRsaPublicKey("a private key"))
            }
            (other, _) => Err(KeyError::NotAnRsaPublicKey(parse::named(other))),
        }
    }

    /// Reads a key from DER (SubjectPublicKeyInfo or PKCS#1).
    ///
    /// # Errors
    ///
    /// When it is no RSA public key of 1024 bits or more.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let key = RsaPublicKey::from_public_key_der(der)
            .or_else(|_| RsaPublicKey::from_pkcs1_der(der))
            .map_err(|_| KeyError::Unreadable)?;
        match key.n().bits() {
            bits if bits < SMALLEST => Err(KeyError::TooSmall(bits)),
            _ => Ok(Self(key)),
        }
    }

    #[cfg_attr(
        not(feature = "jwe"),
        allow(dead_code, reason = "only envelopes need it")
    )]
    pub(crate) fn encrypt_oaep_sha256(&self, plain: &[u8]) -> Result<Vec<u8>, PrepareError> {
        let encrypted = self.0.encrypt(&mut OsRng, Oaep::new::<Sha256>(), plain);
        encrypted.map_err(|error| PrepareError::because("the public key can not encrypt", error))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({} bits)", self.0.n().bits())
    }
}
