//! RSA public keys of vendors.

use std::fmt;

use rsa::rand_core::OsRng;
use rsa::traits::PublicKeyParts as _;
use rsa::{Oaep, RsaPublicKey};
use sha2::Sha256;

use super::der::{Held, look};
use super::pieces::{large_enough, only};
use super::stored::{Piece, pieces};
use super::{KeyError, KeyErrorKind, StoredAs};
use crate::PrepareError;

/// An RSA public key that requests are encrypted to.
#[derive(Clone)]
pub struct PublicKey(RsaPublicKey);

impl PublicKey {
    /// Reads a key from PEM (`PUBLIC KEY`, `RSA PUBLIC KEY` or `CERTIFICATE`), in whichever block it stands,
    /// also when its lines were joined or indented; or from the base64 of a key or of the whole PEM.
    ///
    /// Of a certificate only the key is read: whether it is the vendor's is for the caller to know, and its
    /// dates and its issuer are not looked at.
    ///
    /// # Errors
    ///
    /// When there is no RSA public key of 1024 bits or more in it, or more than one; the error says what
    /// it is instead and what to do.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        Self::from_pem_or_der(text.as_bytes())
    }

    /// Reads a key from the contents of a file: DER (SubjectPublicKeyInfo, PKCS#1 or a certificate), or all
    /// that [`from_pem`](Self::from_pem) reads, in UTF-8 or UTF-16.
    ///
    /// # Errors
    ///
    /// As [`from_pem`](Self::from_pem).
    pub fn from_pem_or_der(bytes: &[u8]) -> Result<Self, KeyError> {
        let keys = pieces(bytes).into_iter().map(|piece| match piece {
            Piece::Der(der) => of_der(&der),
            Piece::Known(KeyErrorKind::Other(StoredAs::LegacyEncrypted)) => {
                Err(KeyErrorKind::Other(StoredAs::PrivateKey))
            }
            Piece::Known(kind) => Err(kind),
        });
        let same = |one: &RsaPublicKey, other: &RsaPublicKey| one == other;
        only(keys.collect(), same)
            .map(Self)
            .map_err(KeyError::public)
    }

    #[cfg_attr(
        not(feature = "jwe"),
        allow(dead_code, reason = "only envelopes need it")
    )]
    pub(crate) fn encrypt_oaep_sha256(&self, plain: &[u8]) -> Result<Vec<u8>, PrepareError> {
        let encrypted = self.0.encrypt(&mut OsRng, Oaep::new::<Sha256>(), plain);
        encrypted.map_err(|error| PrepareError::because("the public key cannot encrypt", error))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({} bits)", self.0.n().bits())
    }
}

fn of_der(der: &[u8]) -> Result<RsaPublicKey, KeyErrorKind> {
    match look(der) {
        Held::Public(key, _) => large_enough(key.n().bits()).map(|()| key),
        Held::Private(_) | Held::Encrypted => Err(KeyErrorKind::Other(StoredAs::PrivateKey)),
        Held::Other(found) => Err(KeyErrorKind::Other(found)),
        Held::Unreadable => Err(KeyErrorKind::Unreadable),
    }
}
