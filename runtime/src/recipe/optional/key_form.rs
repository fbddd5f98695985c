//! Keys whose texts stand for bytes, and the MACs that are keyed with other bytes than those of a text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::Hmac;
use sha2::{Sha256, Sha512};
use zeroize::Zeroizing;

use crate::recipe::digest::hmac;
use crate::steps::{self, Deed, Keyed, step};
use crate::{PrepareError, Wire};

/// The bytes of a key, or how a text stands for them.
#[derive(Clone, Copy)]
pub enum KeyForm<'a> {
    /// Its UTF-8 bytes.
    Text(&'a dyn Wire),
    /// Hexadecimal digits.
    Hex(&'a dyn Wire),
    /// Standard base64.
    Base64(&'a dyn Wire),
    /// The bytes themselves.
    Bytes(&'a [u8]),
    /// So many bytes of another key, from its start; all of it when it has no more.
    FirstBytes(usize, &'a KeyForm<'a>),
    /// So many bytes of another key, from its end; all of it when it has no more.
    LastBytes(usize, &'a KeyForm<'a>),
    /// So many bytes that are zero: an initialisation vector that is none.
    Zero(usize),
    /// An initialisation vector with which the encrypted bytes begin. It is no key by itself.
    FirstBlock,
}

opaque!(KeyForm<'_>, "KeyForm");

impl KeyForm<'_> {
    /// The bytes of the key.
    pub(crate) fn bytes(self) -> Result<Zeroizing<Vec<u8>>, PrepareError> {
        let (text, what) = match self {
            Self::Text(text) => return Ok(Zeroizing::new(plain(text).as_bytes().to_vec())),
            Self::Hex(text) => (
                hex::decode(plain(text).as_bytes()).ok(),
                "hexadecimal digits",
            ),
            Self::Base64(text) => (STANDARD.decode(plain(text).as_bytes()).ok(), "base64"),
            Self::Bytes(bytes) => return Ok(Zeroizing::new(bytes.to_vec())),
            Self::FirstBytes(count, key) => {
                let bytes = key.bytes()?.iter().take(count).copied().collect();
                return Ok(Zeroizing::new(bytes));
            }
            Self::LastBytes(count, key) => {
                let whole = key.bytes()?;
                let before = whole.len().saturating_sub(count);
                return Ok(Zeroizing::new(whole.iter().skip(before).copied().collect()));
            }
            Self::Zero(count) => return Ok(Zeroizing::new(vec![0; count])),
            Self::FirstBlock => {
                return Err(PrepareError::new(
                    "only an initialisation vector can be the first of the encrypted bytes",
                ));
            }
        };
        let bytes = text.ok_or_else(|| PrepareError::new(format!("a key is no {what}")))?;
        Ok(Zeroizing::new(bytes))
    }

    /// The bytes of a key, which is never shown, whatever it was made of.
    pub(crate) fn key_bytes(self) -> Result<Zeroizing<Vec<u8>>, PrepareError> {
        if let Self::Hex(text) | Self::Base64(text) = self {
            steps::hides(plain(text).as_bytes());
        }
        let bytes = self.bytes()?;
        steps::hides(&bytes);
        Ok(bytes)
    }

    /// The bytes of a key, of which there must be one: anybody could sign with an empty one.
    fn some_bytes(self) -> Result<Zeroizing<Vec<u8>>, PrepareError> {
        let bytes = self.key_bytes()?;
        match bytes.is_empty() {
            true => Err(PrepareError::new(
                "the credentials have no key for the signature",
            )),
            false => Ok(bytes),
        }
    }
}

fn plain(text: &dyn Wire) -> Zeroizing<String> {
    steps::reads(text);
    Zeroizing::new(text.wire().unwrap_or_default().into_owned())
}

/// HMAC-SHA-256 of the message, keyed with the bytes that the key's text stands for.
///
/// # Errors
///
/// When the text is not in that form, or empty. It is not shown.
pub fn hmac_sha256_with(
    key: KeyForm<'_>,
    message: impl AsRef<[u8]>,
) -> Result<[u8; 32], PrepareError> {
    let (key, message) = (key.some_bytes()?, message.as_ref());
    let made = hmac::<Hmac<Sha256>, Sha256>(&key, message).into();
    Ok(step(
        Deed::Digests,
        "hmac_sha256",
        &Keyed(&key, message),
        made,
    ))
}

/// HMAC-SHA-512 of the message, as [`hmac_sha256_with`].
///
/// # Errors
///
/// As those of [`hmac_sha256_with`].
pub fn hmac_sha512_with(
    key: KeyForm<'_>,
    message: impl AsRef<[u8]>,
) -> Result<[u8; 64], PrepareError> {
    let (key, message) = (key.some_bytes()?, message.as_ref());
    let made = hmac::<Hmac<Sha512>, Sha512>(&key, message).into();
    Ok(step(
        Deed::Digests,
        "hmac_sha512",
        &Keyed(&key, message),
        made,
    ))
}

/// HMAC-SHA-1 of the message, as [`hmac_sha256_with`].
///
/// # Errors
///
/// As those of [`hmac_sha256_with`].
#[cfg(feature = "legacy")]
pub fn hmac_sha1_with(
    key: KeyForm<'_>,
    message: impl AsRef<[u8]>,
) -> Result<[u8; 20], PrepareError> {
    let (key, message) = (key.some_bytes()?, message.as_ref());
    let made = hmac::<Hmac<sha1::Sha1>, sha1::Sha1>(&key, message).into();
    Ok(step(
        Deed::Digests,
        "hmac_sha1",
        &Keyed(&key, message),
        made,
    ))
}
