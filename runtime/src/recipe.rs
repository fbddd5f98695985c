//! The steps signature recipes are made of: plain functions from bytes or text to bytes or text.
//! None keeps state, and none fails but `rsa_sha256`, whose key may be held elsewhere.
//!
//! What they take is a [`Wire`] where it is text, secret or not, and anything that is bytes where
//! bytes are meant; the bytes of a text are those of UTF-8.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use sha2::{Digest as _, Sha256, Sha512};
use zeroize::Zeroizing;

use crate::Wire;

/// The block of SHA-256 in bytes, to which HMAC fits its key (RFC 2104).
const SHA256_BLOCK: usize = 64;

/// A value's text on the wire; the empty text when it is absent.
#[must_use]
pub fn text(value: &dyn Wire) -> String {
    value.wire().unwrap_or_default().into_owned()
}

/// The values' texts one after the other, with nothing between them; nothing where one is absent.
#[must_use]
pub fn concat(values: &[&dyn Wire]) -> String {
    values.iter().filter_map(|value| value.wire()).collect()
}

/// `name=value` pairs in the given order, joined by `&`, nothing escaped; `name=` where the value
/// is absent.
#[must_use]
pub fn pairs(pairs: &[(&str, &dyn Wire)]) -> String {
    let mut joined = String::new();
    for (name, value) in pairs {
        let separator = if joined.is_empty() { "" } else { "&" };
        joined.extend([separator, name, "=", &value.wire().unwrap_or_default()]);
    }
    joined
}

/// SHA-256 of the message.
#[must_use]
pub fn sha256(message: impl AsRef<[u8]>) -> [u8; 32] {
    Sha256::digest(message).into()
}

/// SHA-512 of the message.
#[must_use]
pub fn sha512(message: impl AsRef<[u8]>) -> [u8; 64] {
    Sha512::digest(message).into()
}

/// HMAC-SHA-256 of the message; the key is the value's text in UTF-8, of any length, and empty
/// when it is absent.
#[must_use]
pub fn hmac_sha256(key: &dyn Wire, message: impl AsRef<[u8]>) -> [u8; 32] {
    let key = key.wire().unwrap_or_default();
    let mut mac = <Hmac<Sha256> as Mac>::new((&*block(key.as_bytes())).into());
    mac.update(message.as_ref());
    mac.finalize().into_bytes().into()
}

/// The RSASSA-PKCS1-v1_5 signature with SHA-256 over the message.
///
/// # Errors
///
/// When there is no key, or its holder can not sign.
#[cfg(feature = "rsa")]
pub fn rsa_sha256(
    key: &Option<crate::PrivateKey>,
    message: impl AsRef<[u8]>,
) -> Result<Vec<u8>, crate::PrepareError> {
    let missing = || crate::PrepareError::new("there is no private key to sign with");
    key.as_ref()
        .ok_or_else(missing)?
        .sign_sha256(message.as_ref())
}

/// The key fitted to the block. The constructor for keys of any length would do it too, but
/// returns a `Result` that is never an error; this leaves nothing to unwrap.
fn block(key: &[u8]) -> Zeroizing<[u8; SHA256_BLOCK]> {
    let mut block = Zeroizing::new([0_u8; SHA256_BLOCK]);
    let digest;
    let fitted = if key.len() > SHA256_BLOCK {
        digest = Zeroizing::new(sha256(key));
        digest.as_slice()
    } else {
        key
    };
    for (place, byte) in block.iter_mut().zip(fitted) {
        *place = *byte;
    }
    block
}

/// Two lower-case hexadecimal digits a byte.
#[must_use]
pub fn hex_lower(bytes: impl AsRef<[u8]>) -> String {
    hex::encode(bytes)
}

/// Two upper-case hexadecimal digits a byte.
#[must_use]
pub fn hex_upper(bytes: impl AsRef<[u8]>) -> String {
    hex::encode_upper(bytes)
}

/// Base64 with the standard alphabet and padding (RFC 4648 §4).
#[must_use]
pub fn base64(bytes: impl AsRef<[u8]>) -> String {
    STANDARD.encode(bytes)
}

/// Base64 with the alphabet for URLs and without padding (RFC 4648 §5).
#[must_use]
pub fn base64_url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
