//! Digests, with and without a key.

use hmac::Hmac;
use hmac::digest::{Digest, Key, KeyInit, Mac, Output};
use sha2::{Sha256, Sha512};
use zeroize::Zeroize as _;

use crate::Wire;
use crate::steps::{Deed, Keyed, step};

/// SHA-256 of the message.
#[must_use]
pub fn sha256(message: impl AsRef<[u8]>) -> [u8; 32] {
    let message = message.as_ref();
    step(
        Deed::Digests,
        "sha256",
        message,
        Sha256::digest(message).into(),
    )
}

/// SHA-512 of the message.
#[must_use]
pub fn sha512(message: impl AsRef<[u8]>) -> [u8; 64] {
    let message = message.as_ref();
    step(
        Deed::Digests,
        "sha512",
        message,
        Sha512::digest(message).into(),
    )
}

/// MD5 of the message. It is broken: only for vendors that ask for it.
#[cfg(feature = "legacy")]
#[must_use]
pub fn md5(message: impl AsRef<[u8]>) -> [u8; 16] {
    let message = message.as_ref();
    step(
        Deed::Digests,
        "md5",
        message,
        md5::Md5::digest(message).into(),
    )
}

/// SHA-1 of the message. It is broken: only for vendors that ask for it.
#[cfg(feature = "legacy")]
#[must_use]
pub fn sha1(message: impl AsRef<[u8]>) -> [u8; 20] {
    let message = message.as_ref();
    step(
        Deed::Digests,
        "sha1",
        message,
        sha1::Sha1::digest(message).into(),
    )
}

/// HMAC-SHA-256 of the message; the key is the value's text in UTF-8, of any length, and empty
/// when it is absent.
#[must_use]
pub fn hmac_sha256(key: &dyn Wire, message: impl AsRef<[u8]>) -> [u8; 32] {
    let (key, message) = (key.wire().unwrap_or_default(), message.as_ref());
    let keyed = Keyed(key.as_bytes(), message);
    let made = hmac::<Hmac<Sha256>, Sha256>(keyed.0, message).into();
    step(Deed::Digests, "hmac_sha256", &keyed, made)
}

/// HMAC-SHA-512 of the message, with a key as that of [`hmac_sha256`].
#[must_use]
pub fn hmac_sha512(key: &dyn Wire, message: impl AsRef<[u8]>) -> [u8; 64] {
    let (key, message) = (key.wire().unwrap_or_default(), message.as_ref());
    let keyed = Keyed(key.as_bytes(), message);
    let made = hmac::<Hmac<Sha512>, Sha512>(keyed.0, message).into();
    step(Deed::Digests, "hmac_sha512", &keyed, made)
}

/// HMAC-SHA-1 of the message, with a key as that of [`hmac_sha256`].
#[cfg(feature = "legacy")]
#[must_use]
pub fn hmac_sha1(key: &dyn Wire, message: impl AsRef<[u8]>) -> [u8; 20] {
    let (key, message) = (key.wire().unwrap_or_default(), message.as_ref());
    let keyed = Keyed(key.as_bytes(), message);
    let made = hmac::<Hmac<sha1::Sha1>, sha1::Sha1>(keyed.0, message).into();
    step(Deed::Digests, "hmac_sha1", &keyed, made)
}

/// HMAC over the digest `D`, whose block is the key of `M`.
///
/// The key is fitted to the block here (RFC 2104). The constructor for keys of any length would do
/// it too, but returns a `Result` that is never an error; this leaves nothing to unwrap.
pub(super) fn hmac<M: Mac + KeyInit, D: Digest>(key: &[u8], message: &[u8]) -> Output<M> {
    let (mut block, mut digest) = (Key::<M>::default(), Output::<D>::default());
    let fitted = if key.len() > block.len() {
        digest = D::digest(key);
        digest.as_slice()
    } else {
        key
    };
    for (place, byte) in block.iter_mut().zip(fitted) {
        *place = *byte;
    }
    let mut mac = <M as KeyInit>::new(&block);
    block.as_mut_slice().zeroize();
    digest.as_mut_slice().zeroize();
    mac.update(message);
    mac.finalize().into_bytes()
}
