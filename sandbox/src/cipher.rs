//! Texts that are encrypted, sealed and opened with RustCrypto's block ciphers.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockCipher, BlockDecryptMut, BlockEncryptMut, KeyInit, KeyIvInit};
use aes::{Aes128, Aes192, Aes256};
use kpg_codegen::model::{Algorithm, Cipher, Key, KeyForm, Mode, Placed, Request, Vendor};

use crate::credentials::Credentials;
use crate::crypto;
use crate::exchange::Finding;
use crate::received::Received;
use crate::rules::fields;
use crate::start_error::StartError;

/// Finds the plain text of every encrypted field that arrived, or that it has none.
pub(crate) fn open_fields(
    vendor: &Vendor,
    operation: &Request,
    credentials: &Credentials,
    received: &mut Received,
    findings: &mut Vec<Finding>,
) {
    for Placed { at, field } in fields(operation) {
        let cipher = field.cipher.and_then(|id| vendor.ciphers.get(id.0));
        let (Some(cipher), Some(wire)) = (cipher, received.wire(at)) else {
            continue;
        };
        let plain = open(vendor, cipher, credentials, wire)
            .map_err(|problem| findings.push(Finding::field(&field.wire, problem)))
            .ok();
        received.opened(at, plain);
    }
}

/// The keys of every cipher have a length that the cipher takes.
pub(crate) fn keys_fit(vendor: &Vendor, credentials: &Credentials) -> Result<(), StartError> {
    for cipher in &vendor.ciphers {
        let algorithm = cipher.algorithm;
        let block = [block(algorithm)];
        let keys = [
            (Some(&cipher.key), key_lengths(algorithm)),
            (cipher.mode.iv(), &block),
        ];
        for (key, lengths) in keys {
            let Some(key) = key else { continue };
            let declared = vendor.credentials.get(key.credential.0);
            let optional = declared.is_some_and(|credential| !credential.required);
            if optional && credentials.text_of(name(vendor, key)).is_none() {
                continue;
            }
            let bytes = key_bytes(vendor, key, credentials);
            if !bytes.is_some_and(|bytes| lengths.contains(&bytes.len())) {
                return Err(StartError::UnusableKey {
                    vendor: vendor.id.snake().to_owned(),
                    credential: name(vendor, key).to_owned(),
                    wanted: wanted(&either(lengths), key),
                });
            }
        }
    }
    keys_of_recipes_fit(vendor, credentials)
}

/// The keys of MACs are written in the form that the spec says.
fn keys_of_recipes_fit(vendor: &Vendor, credentials: &Credentials) -> Result<(), StartError> {
    for (id, form) in vendor.keys_of_recipes() {
        let name = vendor.credentials.get(id.0).map(|known| known.name.snake());
        let name = name.unwrap_or_default();
        let given = credentials.text_of(name);
        if given.is_some_and(|text| crypto::key_bytes(form, text).is_none()) {
            return Err(StartError::UnusableKey {
                vendor: vendor.id.snake().to_owned(),
                credential: name.to_owned(),
                wanted: form_word(form).to_owned(),
            });
        }
    }
    Ok(())
}

/// A text in UTF-8, encrypted and written down; `None` without a usable key.
pub(crate) fn seal(
    vendor: &Vendor,
    cipher: &Cipher,
    credentials: &Credentials,
    plain: &str,
) -> Option<String> {
    let key = key_bytes(vendor, &cipher.key, credentials)?;
    let iv = match cipher.mode.iv() {
        Some(iv) => Some(key_bytes(vendor, iv, credentials)?),
        None => None,
    };
    let sealed = encrypt(cipher.algorithm, &key, iv.as_deref(), plain.as_bytes())?;
    Some(crypto::encode(cipher.encoding, &sealed))
}

/// The text that was encrypted and written down, or why there is none.
pub(crate) fn open(
    vendor: &Vendor,
    cipher: &Cipher,
    credentials: &Credentials,
    wire: &str,
) -> Result<String, String> {
    let sealed = crypto::decode(cipher.encoding, wire)
        .ok_or("it is not written as the encrypted bytes of this field are")?;
    let block = block(cipher.algorithm);
    if sealed.is_empty() || sealed.len() % block != 0 {
        return Err(format!(
            "its encrypted bytes are not whole blocks of {block}"
        ));
    }
    let bytes = |key| key_bytes(vendor, key, credentials);
    let plain = match &cipher.mode {
        Mode::Ecb => {
            bytes(&cipher.key).and_then(|key| decrypt(cipher.algorithm, &key, None, &sealed))
        }
        Mode::Cbc { iv } => bytes(&cipher.key)
            .zip(bytes(iv))
            .and_then(|(key, iv)| decrypt(cipher.algorithm, &key, Some(&iv), &sealed)),
    };
    let plain =
        plain.ok_or("it cannot be decrypted: it was changed, or encrypted with another key")?;
    String::from_utf8(plain).map_err(|_| "what it decrypts to is not in UTF-8".to_owned())
}

/// How many bytes a block, and therefore an initialisation vector, has.
fn block(algorithm: Algorithm) -> usize {
    match algorithm {
        Algorithm::Aes => 16,
    }
}

/// How many bytes a key can have.
fn key_lengths(algorithm: Algorithm) -> &'static [usize] {
    match algorithm {
        Algorithm::Aes => &[16, 24, 32],
    }
}

/// CBC with an initialisation vector, ECB without; `None` when key or padding are wrong.
fn decrypt(algorithm: Algorithm, key: &[u8], iv: Option<&[u8]>, sealed: &[u8]) -> Option<Vec<u8>> {
    match (algorithm, key.len()) {
        (Algorithm::Aes, 16) => decrypt_with::<Aes128>(key, iv, sealed),
        (Algorithm::Aes, 24) => decrypt_with::<Aes192>(key, iv, sealed),
        (Algorithm::Aes, 32) => decrypt_with::<Aes256>(key, iv, sealed),
        (Algorithm::Aes, _) => None,
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
fn encrypt(algorithm: Algorithm, key: &[u8], iv: Option<&[u8]>, plain: &[u8]) -> Option<Vec<u8>> {
    match (algorithm, key.len()) {
        (Algorithm::Aes, 16) => encrypt_with::<Aes128>(key, iv, plain),
        (Algorithm::Aes, 24) => encrypt_with::<Aes192>(key, iv, plain),
        (Algorithm::Aes, 32) => encrypt_with::<Aes256>(key, iv, plain),
        (Algorithm::Aes, _) => None,
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

fn name<'v>(vendor: &'v Vendor, key: &Key) -> &'v str {
    vendor
        .credentials
        .get(key.credential.0)
        .map_or("", |credential| credential.name.snake())
}

fn key_bytes(vendor: &Vendor, key: &Key, credentials: &Credentials) -> Option<Vec<u8>> {
    let whole = credentials.text_of(name(vendor, key))?;
    let count = key.first.and_then(|count| usize::try_from(count).ok());
    let text: String = whole.chars().take(count.unwrap_or(usize::MAX)).collect();
    crypto::key_bytes(key.form, &text)
}

/// "16, 24 or 32"
fn either(lengths: &[usize]) -> String {
    let words: Vec<String> = lengths.iter().map(usize::to_string).collect();
    match words.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => words.concat(),
    }
}

fn wanted(words: &str, key: &Key) -> String {
    let form = form_word(key.form);
    match key.first {
        Some(count) => format!("{words} bytes in its first {count} characters, as {form}"),
        None => format!("{words} bytes, as {form}"),
    }
}

fn form_word(form: KeyForm) -> &'static str {
    match form {
        KeyForm::Text => "text in UTF-8",
        KeyForm::Hex => "hexadecimal digits",
        KeyForm::Base64 => "standard base64",
    }
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
