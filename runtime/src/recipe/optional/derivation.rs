//! Keys that are derived from passwords: PBKDF2 (RFC 8018).

use pbkdf2::pbkdf2_hmac;
use sha2::{Sha256, Sha512};
use zeroize::Zeroizing;

use super::KeyForm;
use crate::PrepareError;
use crate::steps::{Deed, step};

/// A key of so many bytes, derived with PBKDF2 and HMAC-SHA-256 in so many rounds. It is wiped when it is dropped.
///
/// # Errors
///
/// When there is no password, or the salt is not in its form. Neither is shown.
pub fn pbkdf2_sha256(
    password: impl AsRef<[u8]>,
    salt: KeyForm<'_>,
    rounds: u32,
    bytes: usize,
) -> Result<Zeroizing<Vec<u8>>, PrepareError> {
    derived(password.as_ref(), salt, bytes, |password, salt, key| {
        pbkdf2_hmac::<Sha256>(password, salt, rounds, key);
    })
}

/// As [`pbkdf2_sha256`], with HMAC-SHA-512.
///
/// # Errors
///
/// As those of [`pbkdf2_sha256`].
pub fn pbkdf2_sha512(
    password: impl AsRef<[u8]>,
    salt: KeyForm<'_>,
    rounds: u32,
    bytes: usize,
) -> Result<Zeroizing<Vec<u8>>, PrepareError> {
    derived(password.as_ref(), salt, bytes, |password, salt, key| {
        pbkdf2_hmac::<Sha512>(password, salt, rounds, key);
    })
}

/// As [`pbkdf2_sha256`], with HMAC-SHA-1.
///
/// # Errors
///
/// As those of [`pbkdf2_sha256`].
#[cfg(feature = "pbkdf2_sha1")]
pub fn pbkdf2_sha1(
    password: impl AsRef<[u8]>,
    salt: KeyForm<'_>,
    rounds: u32,
    bytes: usize,
) -> Result<Zeroizing<Vec<u8>>, PrepareError> {
    derived(password.as_ref(), salt, bytes, |password, salt, key| {
        pbkdf2_hmac::<sha1::Sha1>(password, salt, rounds, key);
    })
}

fn derived(
    password: &[u8],
    salt: KeyForm<'_>,
    bytes: usize,
    derive: impl Fn(&[u8], &[u8], &mut [u8]),
) -> Result<Zeroizing<Vec<u8>>, PrepareError> {
    if password.is_empty() {
        let what = "the credentials have no password to derive a key from";
        return Err(PrepareError::new(what));
    }
    let mut key = Zeroizing::new(vec![0; bytes]);
    derive(password, &salt.bytes()?, &mut key);
    Ok(step(Deed::Derives, "pbkdf2", password, key))
}
