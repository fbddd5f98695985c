//! The steps signature recipes are made of. Each is a plain function from bytes or text to bytes
//! or text; none keeps state and none fails.

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

/// The values' texts one after the other, with nothing between them.
#[must_use]
pub fn concat(values: &[&dyn Wire]) -> String {
    values.iter().filter_map(|value| value.wire()).collect()
}

/// `name=value` pairs in the given order, joined by `&`, nothing escaped.
#[must_use]
pub fn pairs(pairs: &[(&str, &dyn Wire)]) -> String {
    let pair = |(name, value): &(&str, &dyn Wire)| format!("{name}={}", value.wire().unwrap_or_default());
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
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

/// HMAC-SHA-256 of the message; the key is the value's text in UTF-8, of any length.
#[must_use]
pub fn hmac_sha256(key: &dyn Wire, message: impl AsRef<[u8]>) -> [u8; 32] {
    let key = key.wire().unwrap_or_default();
    hmac_sha256_with(key.as_bytes(), message.as_ref())
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
    key.as_ref().ok_or_else(missing)?.sign_sha256(message.as_ref())
}

fn hmac_sha256_with(key: &[u8], message: &[u8]) -> [u8; 32] {
    // The constructor for keys of any length returns a `Result` that is never an error; fitting
    // the key to the block here leaves nothing to unwrap.
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
    let mut mac = <Hmac<Sha256> as Mac>::new((&*block).into());
    mac.update(message);
    mac.finalize().into_bytes().into()
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
