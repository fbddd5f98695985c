//! Texts that are encrypted, sealed and opened with RustCrypto's block ciphers.

use std::fmt;

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockCipher, BlockDecryptMut, BlockEncryptMut, KeyInit, KeyIvInit};
use aes::{Aes128, Aes192, Aes256};
use aes_gcm::aead::OsRng;
use aes_gcm::aead::rand_core::RngCore;
use aria::{Aria128, Aria192, Aria256};
use kpg_codegen::model::{Algorithm, Cipher};

use crate::charset;
use crate::crypto;
use crate::seed::Seed;

/// The keys of a cipher, as bytes.
pub struct Keys {
    /// The key.
    pub key: Vec<u8>,
    /// The initialisation vector.
    pub iv: Vector,
}

/// Where the initialisation vector of CBC comes from.
#[derive(Debug)]
pub enum Vector {
    /// ECB has none.
    None,
    /// It is known.
    Fixed(Vec<u8>),
    /// The encrypted bytes begin with it.
    FirstBlock,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// A text, encrypted and written down; `None` where the keys do not fit, or the charset cannot hold the text.
pub fn seal(cipher: &Cipher, keys: &Keys, plain: &str) -> Option<String> {
    seal_bytes(cipher, keys, &charset::encode(cipher.charset, plain)?)
}

/// Bytes, encrypted and written down.
pub fn seal_bytes(cipher: &Cipher, keys: &Keys, plain: &[u8]) -> Option<String> {
    let algorithm = cipher.algorithm;
    let sealed = match &keys.iv {
        Vector::None => encrypt(algorithm, &keys.key, None, plain)?,
        Vector::Fixed(iv) => encrypt(algorithm, &keys.key, Some(iv), plain)?,
        Vector::FirstBlock => {
            let mut iv = vec![0; block(algorithm)];
            OsRng.fill_bytes(&mut iv);
            let sealed = encrypt(algorithm, &keys.key, Some(&iv), plain)?;
            [iv, sealed].concat()
        }
    };
    Some(crypto::encode(cipher.encoding, &sealed))
}

/// The text that was encrypted and written down, or why there is none. Keys that are not known open nothing.
pub fn open(cipher: &Cipher, keys: Option<&Keys>, wire: &str) -> Result<String, String> {
    let plain = open_bytes(cipher, keys, wire)?;
    let charset = cipher.charset;
    charset::decode(charset, &plain)
        .ok_or_else(|| format!("what it decrypts to is not in {}", charset.row().title))
}

/// The bytes that were encrypted and written down, or why there are none.
pub fn open_bytes(cipher: &Cipher, keys: Option<&Keys>, wire: &str) -> Result<Vec<u8>, String> {
    let sealed =
        crypto::decode(cipher.encoding, wire).ok_or("it is not written as encrypted bytes are")?;
    let block = block(cipher.algorithm);
    if sealed.is_empty() || sealed.len() % block != 0 {
        return Err(format!(
            "its encrypted bytes are not whole blocks of {block}"
        ));
    }
    let plain = keys
        .and_then(|keys| opened(cipher.algorithm, keys, &sealed))
        .ok_or("it cannot be decrypted: it was changed, or encrypted with another key");
    plain.map_err(str::to_owned)
}

fn opened(algorithm: Algorithm, keys: &Keys, sealed: &[u8]) -> Option<Vec<u8>> {
    match &keys.iv {
        Vector::None => decrypt(algorithm, &keys.key, None, sealed),
        Vector::Fixed(iv) => decrypt(algorithm, &keys.key, Some(iv), sealed),
        Vector::FirstBlock => {
            let (iv, sealed) = sealed.split_at_checked(block(algorithm))?;
            decrypt(algorithm, &keys.key, Some(iv), sealed)
        }
    }
}

/// How many bytes a block, and therefore an initialisation vector, has.
pub fn block(algorithm: Algorithm) -> usize {
    match algorithm {
        Algorithm::Aes | Algorithm::Aria | Algorithm::Seed => 16,
    }
}

/// How many bytes a key can have.
pub fn key_lengths(algorithm: Algorithm) -> &'static [usize] {
    match algorithm {
        Algorithm::Aes | Algorithm::Aria => &[16, 24, 32],
        Algorithm::Seed => &[16],
    }
}

/// CBC with an initialisation vector, ECB without; `None` when key or padding are wrong.
pub(crate) fn decrypt(
    algorithm: Algorithm,
    key: &[u8],
    iv: Option<&[u8]>,
    sealed: &[u8],
) -> Option<Vec<u8>> {
    match (algorithm, key.len()) {
        (Algorithm::Aes, 16) => decrypt_with::<Aes128>(key, iv, sealed),
        (Algorithm::Aes, 24) => decrypt_with::<Aes192>(key, iv, sealed),
        (Algorithm::Aes, 32) => decrypt_with::<Aes256>(key, iv, sealed),
        (Algorithm::Aria, 16) => decrypt_with::<Aria128>(key, iv, sealed),
        (Algorithm::Aria, 24) => decrypt_with::<Aria192>(key, iv, sealed),
        (Algorithm::Aria, 32) => decrypt_with::<Aria256>(key, iv, sealed),
        (Algorithm::Seed, 16) => decrypt_with::<Seed>(key, iv, sealed),
        (Algorithm::Aes | Algorithm::Aria | Algorithm::Seed, _) => None,
    }
}

fn decrypt_with<C>(key: &[u8], iv: Option<&[u8]>, sealed: &[u8]) -> Option<Vec<u8>>
where
    C: BlockCipher + BlockDecryptMut + KeyInit,
{
    let plain = match iv {
        Some(iv) => cbc::Decryptor::<C>::new_from_slices(key, iv)
            .ok()?
            .decrypt_padded_vec_mut::<Pkcs7>(sealed),
        None => ecb::Decryptor::<C>::new_from_slice(key)
            .ok()?
            .decrypt_padded_vec_mut::<Pkcs7>(sealed),
    };
    plain.ok()
}

/// CBC with an initialisation vector, ECB without; `None` when the keys have no fitting length.
pub(crate) fn encrypt(
    algorithm: Algorithm,
    key: &[u8],
    iv: Option<&[u8]>,
    plain: &[u8],
) -> Option<Vec<u8>> {
    match (algorithm, key.len()) {
        (Algorithm::Aes, 16) => encrypt_with::<Aes128>(key, iv, plain),
        (Algorithm::Aes, 24) => encrypt_with::<Aes192>(key, iv, plain),
        (Algorithm::Aes, 32) => encrypt_with::<Aes256>(key, iv, plain),
        (Algorithm::Aria, 16) => encrypt_with::<Aria128>(key, iv, plain),
        (Algorithm::Aria, 24) => encrypt_with::<Aria192>(key, iv, plain),
        (Algorithm::Aria, 32) => encrypt_with::<Aria256>(key, iv, plain),
        (Algorithm::Seed, 16) => encrypt_with::<Seed>(key, iv, plain),
        (Algorithm::Aes | Algorithm::Aria | Algorithm::Seed, _) => None,
    }
}

fn encrypt_with<C>(key: &[u8], iv: Option<&[u8]>, plain: &[u8]) -> Option<Vec<u8>>
where
    C: BlockCipher + BlockEncryptMut + KeyInit,
{
    Some(match iv {
        Some(iv) => cbc::Encryptor::<C>::new_from_slices(key, iv)
            .ok()?
            .encrypt_padded_vec_mut::<Pkcs7>(plain),
        None => ecb::Encryptor::<C>::new_from_slice(key)
            .ok()?
            .encrypt_padded_vec_mut::<Pkcs7>(plain),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decrypted(key: &str, iv: Option<&str>, sealed: &str) -> Option<String> {
        let [key, sealed] = [key, sealed].map(|text| hex::decode(text).unwrap());
        let iv = iv.map(|iv| hex::decode(iv).unwrap());
        decrypt(Algorithm::Aes, &key, iv.as_deref(), &sealed).map(hex::encode)
    }

    /// NIST SP 800-38A, F.1 and F.2: the first block of each, without padding. Decrypted with a block
    /// of padding after it, made by `openssl enc -aes-N-MODE -K … -iv …` from the published plain text.
    #[test]
    fn published_values_are_met() {
        let plain = "6bc1bee22e409f96e93d7e117393172a";
        let iv = "000102030405060708090a0b0c0d0e0f";
        let key = [
            "2b7e151628aed2a6abf7158809cf4f3c",
            "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
            "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
        ];
        for (key, iv, sealed) in [
            (
                key[0],
                None,
                "3ad77bb40d7a3660a89ecaf32466ef97a254be88e037ddd9d79fb6411c3f9df8",
            ),
            (
                key[1],
                None,
                "bd334f1d6e45f25ff712a214571fa5ccdaa0af074bd8083c8a32d4fc563c55cc",
            ),
            (
                key[2],
                None,
                "f3eed1bdb5d2a03c064b5a7e3db181f84c45dfb3b3b484ec35b0512dc8c1c4d6",
            ),
            (
                key[0],
                Some(iv),
                "7649abac8119b246cee98e9b12e9197d8964e0b149c10b7b682e6e39aaeb731c",
            ),
            (
                key[1],
                Some(iv),
                "4f021db243bc633d7178183a9fa071e8a647f1643b94812a175a13c8fa2014b2",
            ),
            (
                key[2],
                Some(iv),
                "f58c4c04d6e5f1ba779eabfb5f7bfbd6485a5c81519cf378fa36d42b8547edc0",
            ),
        ] {
            assert_eq!(
                decrypted(key, iv, sealed).as_deref(),
                Some(plain),
                "{sealed}"
            );
            let [key, plain] = [key, plain].map(|text| hex::decode(text).unwrap());
            let iv = iv.map(|iv| hex::decode(iv).unwrap());
            let again = encrypt(Algorithm::Aes, &key, iv.as_deref(), &plain).map(hex::encode);
            assert_eq!(again.as_deref(), Some(sealed));
        }
    }

    /// RFC 4269, appendix B, and RFC 5794, appendix A, each with the block of padding after it that
    /// `openssl enc -seed-ecb -K …` (with `-provider legacy -provider default`) and `openssl enc -aria-N-ecb -K …` make.
    #[test]
    fn korean_ciphers_meet_published_values() {
        for (algorithm, key, plain, sealed) in [
            (
                Algorithm::Seed,
                "00000000000000000000000000000000",
                "000102030405060708090a0b0c0d0e0f",
                "5ebac6e0054e166819aff1cc6d346cdb7f54e03d31093785c5e75e41fb77738d",
            ),
            (
                Algorithm::Seed,
                "28dbc3bc49ffd87dcfa509b11d422be7",
                "b41e6be2eba84a148e2eed84593c5ec7",
                "9b9b7bfcd1813cb95d0b3618f40f5122588e9474084625037550393b8b767637",
            ),
            (
                Algorithm::Aria,
                "000102030405060708090a0b0c0d0e0f",
                "00112233445566778899aabbccddeeff",
                "d718fbd6ab644c739da95f3be6451778f3db02acf7d1feb59279bb4e3d14139b",
            ),
            (
                Algorithm::Aria,
                "000102030405060708090a0b0c0d0e0f1011121314151617",
                "00112233445566778899aabbccddeeff",
                "26449c1805dbe7aa25a468ce263a9e799aad1d671c885137ae299f807fbb5217",
            ),
            (
                Algorithm::Aria,
                "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
                "00112233445566778899aabbccddeeff",
                "f92bd7c79fb72e2f2b8f80c1972d24fcaf0324d78efac2f631a8306ac80e99ef",
            ),
        ] {
            let [key, plain, expected] =
                [key, plain, sealed].map(|text| hex::decode(text).unwrap());
            let made = encrypt(algorithm, &key, None, &plain);
            assert_eq!(made.as_deref(), Some(expected.as_slice()), "{sealed}");
            let opened = decrypt(algorithm, &key, None, &expected);
            assert_eq!(opened, Some(plain), "{sealed}");
        }
    }

    #[test]
    fn what_no_key_takes_has_no_plain_text() {
        let block = [7_u8; 16];
        assert_eq!(decrypt(Algorithm::Aes, &[0; 20], None, &block), None);
        assert_eq!(
            decrypt(Algorithm::Aes, &[0; 16], Some(&[0; 12]), &block),
            None
        );
        assert_eq!(decrypt(Algorithm::Aes, &[0; 16], None, &[]), None);
        assert_eq!(decrypt(Algorithm::Aes, &[0; 16], None, &block[1..]), None);
        assert_eq!(decrypt(Algorithm::Aes, &[0; 16], None, &block), None);
    }
}
