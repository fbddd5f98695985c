//! Private keys: what they are asked for, and where they come from.

use std::sync::Arc;

use rsa::rand_core::OsRng;
use rsa::traits::PublicKeyParts as _;
use rsa::{Oaep, Pkcs1v15Sign, RsaPrivateKey};
use sha2::{Digest as _, Sha256};

use super::der::{Held, look};
use super::pieces::{large_enough, only};
use super::stored::{Piece, pieces};
use super::{KeyError, KeyErrorKind};
use crate::steps::{Deed, step};
use crate::{BoxError, PrepareError, Secret};

/// An RSA private key in use, wherever it is kept. Implement it to keep keys in an HSM or a key
/// management service.
///
/// Its methods may block: they are called on the thread that polls the call, unless the client was built
/// with [`offload`](crate::CoreBuilder::offload), which has them called where blocking is allowed. A holder
/// that waits keeps its own time-outs. Its errors must hold no secret.
pub trait KeyHolder: Send + Sync + 'static {
    /// The RSASSA-PKCS1-v1_5 signature with SHA-256 over `message` (not over its digest).
    ///
    /// # Errors
    ///
    /// When the key cannot be used; the request is not sent then.
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
    /// Reads a key from PEM (PKCS#8 or PKCS#1), in whichever block of it the key stands, also when its
    /// lines were joined or indented on the way through a configuration; or from the base64 of a key or
    /// of the whole PEM.
    ///
    /// # Errors
    ///
    /// When there is no RSA private key of 1024 bits or more in it, or more than one; the error says what
    /// it is instead and what to do, and never shows it.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        Self::from_pem_or_der(text.as_bytes())
    }

    /// Reads a key from the contents of a file: DER (PKCS#8 or PKCS#1), or all that
    /// [`from_pem`](Self::from_pem) reads, in UTF-8 or UTF-16.
    ///
    /// # Errors
    ///
    /// As [`from_pem`](Self::from_pem).
    pub fn from_pem_or_der(bytes: &[u8]) -> Result<Self, KeyError> {
        read(bytes, None).map(Self::custom)
    }

    /// Reads a key that a passphrase protects: PKCS#8, encrypted with PBES2 or with the triple DES of
    /// PKCS#12, in all the forms that [`from_pem_or_der`](Self::from_pem_or_der) reads. One that is not
    /// protected is read too.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use kpg_runtime::{PrivateKey, Secret};
    ///
    /// let passphrase = Secret::new(std::env::var("KEY_PASSPHRASE")?);
    /// let key = PrivateKey::from_encrypted(&std::fs::read("key.pem")?, &passphrase)?;
    /// # let _ = key;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`from_pem`](Self::from_pem), and when the passphrase is another one, or the key is protected
    /// in another way.
    #[cfg(feature = "passphrases")]
    pub fn from_encrypted(bytes: &[u8], passphrase: &Secret) -> Result<Self, KeyError> {
        read(bytes, Some(passphrase)).map(Self::custom)
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
    /// When the holder of the key cannot sign.
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

opaque!(PrivateKey, "PrivateKey");

/// The RSASSA-PKCS1-v1_5 signature with SHA-256 over the message.
///
/// # Errors
///
/// When the holder of the key cannot sign.
pub fn rsa_sha256(key: &PrivateKey, message: impl AsRef<[u8]>) -> Result<Vec<u8>, PrepareError> {
    let message = message.as_ref();
    Ok(step(
        Deed::Seals,
        "rsa_sha256",
        message,
        key.sign_sha256(message)?,
    ))
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

fn read(bytes: &[u8], passphrase: Option<&Secret>) -> Result<InMemory, KeyError> {
    let keys = pieces(bytes).into_iter().map(|piece| match piece {
        Piece::Der(der) => of_der(&der, passphrase),
        Piece::Known(kind) => Err(kind),
    });
    let same = |one: &RsaPrivateKey, other: &RsaPrivateKey| one == other;
    let key = only(keys.collect(), same).map_err(KeyError::private)?;
    Ok(InMemory(key))
}

fn of_der(der: &[u8], passphrase: Option<&Secret>) -> Result<RsaPrivateKey, KeyErrorKind> {
    match (look(der), passphrase) {
        (Held::Private(key), _) => large_enough(key.n().bits()).map(|()| *key),
        (Held::Encrypted, None) => Err(KeyErrorKind::PassphraseNeeded),
        (Held::Encrypted, Some(passphrase)) => opened(der, passphrase),
        (Held::Public(_, place), _) => Err(KeyErrorKind::Other(place)),
        (Held::Other(found), _) => Err(KeyErrorKind::Other(found)),
        (Held::Unreadable, _) => Err(KeyErrorKind::Unreadable),
    }
}

#[cfg(feature = "passphrases")]
fn opened(der: &[u8], passphrase: &Secret) -> Result<RsaPrivateKey, KeyErrorKind> {
    match look(&super::passphrase::open(der, passphrase)?) {
        Held::Private(key) => large_enough(key.n().bits()).map(|()| *key),
        Held::Other(found @ super::StoredAs::OtherAlgorithm) => Err(KeyErrorKind::Other(found)),
        // What a wrong passphrase makes of it can look as if it had been opened.
        _ => Err(KeyErrorKind::WrongPassphrase),
    }
}

/// Without the feature nobody can give a passphrase.
#[cfg(not(feature = "passphrases"))]
fn opened(_: &[u8], _: &Secret) -> Result<RsaPrivateKey, KeyErrorKind> {
    Err(KeyErrorKind::PassphraseNeeded)
}
