//! The steps signature recipes are made of. Each is a plain function from bytes or text to bytes
//! or text; none keeps state and none fails.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use sha2::{Digest as _, Sha256, Sha512};
use zeroize::Zeroizing;

/// The block of SHA-256 in bytes, to which HMAC fits its key (RFC 2104).
const SHA256_BLOCK: usize = 64;

/// The texts one after the other, with nothing between them.
#[must_use]
pub fn concat(texts: &[&str]) -> String {
    texts.concat()
}

/// `name=value` pairs in the given order, joined by `&`, nothing escaped.
#[must_use]
pub fn pairs(pairs: &[(&str, &str)]) -> String {
    let mut joined = String::new();
    for (name, value) in pairs {
        if !joined.is_empty() {
            joined.push('&');
        }
        joined.push_str(name);
        joined.push('=');
        joined.push_str(value);
    }
    joined
}

/// SHA-256 of the message.
#[must_use]
pub fn sha256(message: &[u8]) -> [u8; 32] {
    Sha256::digest(message).into()
}

/// SHA-512 of the message.
#[must_use]
pub fn sha512(message: &[u8]) -> [u8; 64] {
    Sha512::digest(message).into()
}

/// HMAC-SHA-256 of the message under a key of any length.
#[must_use]
pub fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
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
pub fn hex_lower(bytes: &[u8]) -> String {
    hex::encode(bytes)
}

/// Two upper-case hexadecimal digits a byte.
#[must_use]
pub fn hex_upper(bytes: &[u8]) -> String {
    hex::encode_upper(bytes)
}

/// Base64 with the standard alphabet and padding (RFC 4648 §4).
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Base64 with the alphabet for URLs and without padding (RFC 4648 §5).
#[must_use]
pub fn base64_url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
