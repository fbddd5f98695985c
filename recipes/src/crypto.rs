//! Digests, MACs, signatures and encodings, straight from RustCrypto.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac as _};
use kpg_codegen::model::{Derivation, Digest, KeyForm, Mac, Signature, TextEncoding};
use md5::Md5;
use pbkdf2::pbkdf2_hmac;
use rsa::pkcs1v15::{self, SigningKey, VerifyingKey};
use rsa::signature::{SignatureEncoding, Signer, Verifier};
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, RsaPrivateKey, RsaPublicKey};
use sha1::Sha1;
use sha2::{Sha256, Sha512};

/// The digest of bytes.
pub fn digest(digest: Digest, bytes: &[u8]) -> Vec<u8> {
    use sha2::Digest as _;
    match digest {
        Digest::Md5 => Md5::digest(bytes).to_vec(),
        Digest::Sha1 => Sha1::digest(bytes).to_vec(),
        Digest::Sha256 => Sha256::digest(bytes).to_vec(),
        Digest::Sha512 => Sha512::digest(bytes).to_vec(),
    }
}

/// The bytes that the text of a key stands for; `None` when it is not in that form.
pub fn key_bytes(form: KeyForm, text: &str) -> Option<Vec<u8>> {
    match form {
        KeyForm::Text => Some(text.as_bytes().to_vec()),
        KeyForm::Hex => hex::decode(text).ok(),
        KeyForm::Base64 => STANDARD.decode(text).ok(),
    }
}

/// `None` never happens: HMAC takes keys of any length.
pub fn mac(mac: Mac, key: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    match mac {
        Mac::HmacSha1 => finished(Hmac::<Sha1>::new_from_slice(key).ok()?, message),
        Mac::HmacSha256 => finished(Hmac::<Sha256>::new_from_slice(key).ok()?, message),
        Mac::HmacSha512 => finished(Hmac::<Sha512>::new_from_slice(key).ok()?, message),
    }
}

/// A key of so many bytes, derived from a password.
pub fn derive(
    derivation: Derivation,
    password: &[u8],
    salt: &[u8],
    rounds: u32,
    bytes: usize,
) -> Vec<u8> {
    let mut key = vec![0; bytes];
    match derivation {
        Derivation::Pbkdf2Sha1 => pbkdf2_hmac::<Sha1>(password, salt, rounds, &mut key),
        Derivation::Pbkdf2Sha256 => pbkdf2_hmac::<Sha256>(password, salt, rounds, &mut key),
        Derivation::Pbkdf2Sha512 => pbkdf2_hmac::<Sha512>(password, salt, rounds, &mut key),
    }
    key
}

fn finished(mut mac: impl hmac::Mac, message: &[u8]) -> Option<Vec<u8>> {
    mac.update(message);
    Some(mac.finalize().into_bytes().to_vec())
}

/// Whether a signature is that of a message, by the owner of the key.
pub fn verifies(kind: Signature, key: &RsaPublicKey, message: &[u8], signature: &[u8]) -> bool {
    match kind {
        Signature::RsaSha256 => {
            let key = VerifyingKey::<Sha256>::new(key.clone());
            pkcs1v15::Signature::try_from(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok())
        }
    }
}

/// What stands before the digest in a signature with SHA-256 (RFC 8017 §9.2, note 1).
const SHA256_INFO: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

/// The digest that the owner of the key signed; `None` when the bytes are no such signature.
pub fn signed_digest(kind: Signature, key: &RsaPublicKey, signature: &[u8]) -> Option<Vec<u8>> {
    let info = match kind {
        Signature::RsaSha256 => SHA256_INFO,
    };
    let signature = BigUint::from_bytes_be(signature);
    if signature >= *key.n() {
        return None;
    }
    // 00 01 FF … FF 00, then the digest; the leading zero is no part of a number.
    let opened = signature.modpow(key.e(), key.n()).to_bytes_be();
    let padding = opened.strip_prefix(&[1])?;
    let filled = padding.iter().take_while(|byte| **byte == 0xff).count();
    let rest = padding.get(filled..)?.strip_prefix(&[0])?;
    let digest = rest.strip_prefix(&info)?;
    let is_whole = filled >= 8 && opened.len() + 1 == key.size() && digest.len() == 32;
    is_whole.then(|| digest.to_vec())
}

/// The signature of a message. It is the same every time.
pub fn sign(kind: Signature, key: &RsaPrivateKey, message: &[u8]) -> Option<Vec<u8>> {
    match kind {
        Signature::RsaSha256 => {
            let key = SigningKey::<Sha256>::new(key.clone());
            Some(key.try_sign(message).ok()?.to_vec())
        }
    }
}

/// Bytes as the encoding writes them.
pub fn encode(encoding: TextEncoding, bytes: &[u8]) -> String {
    match encoding {
        TextEncoding::HexLower => hex::encode(bytes),
        TextEncoding::HexUpper => hex::encode_upper(bytes),
        TextEncoding::Base64 => STANDARD.encode(bytes),
        TextEncoding::Base64Url => URL_SAFE_NO_PAD.encode(bytes),
    }
}

/// The bytes of a text, when it is exactly how the encoding writes them.
pub fn decode(encoding: TextEncoding, text: &str) -> Option<Vec<u8>> {
    let bytes = match encoding {
        TextEncoding::HexLower | TextEncoding::HexUpper => hex::decode(text).ok(),
        TextEncoding::Base64 => STANDARD.decode(text).ok(),
        TextEncoding::Base64Url => URL_SAFE_NO_PAD.decode(text).ok(),
    }?;
    (encode(encoding, &bytes) == text).then_some(bytes)
}

/// How many characters an encoding takes for some bytes.
pub fn encoded_width(encoding: TextEncoding, bytes: usize) -> usize {
    match encoding {
        TextEncoding::HexLower | TextEncoding::HexUpper => bytes * 2,
        TextEncoding::Base64 => bytes.div_ceil(3) * 4,
        TextEncoding::Base64Url => (bytes * 4).div_ceil(3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 2202 and RFC 4231, test case 2; FIPS 180 `abc`; RFC 1321, A.5.
    #[test]
    fn published_values_are_met() {
        let text = b"what do ya want for nothing?";
        for (which, expected) in [
            (Mac::HmacSha1, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
            (
                Mac::HmacSha256,
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                Mac::HmacSha512,
                "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a\
                 6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
            ),
        ] {
            let mac = mac(which, b"Jefe", text).map(hex::encode);
            assert_eq!(mac.as_deref(), Some(expected));
        }
        for (digest, expected) in [
            (Digest::Md5, "900150983cd24fb0d6963f7d28e17f72"),
            (Digest::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (
                Digest::Sha256,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
        ] {
            let abc = super::digest(digest, b"abc");
            assert_eq!(abc.len(), digest.row().bytes);
            assert_eq!(hex::encode(abc), expected);
        }
    }

    #[test]
    fn widths_are_those_of_the_encodings() {
        use TextEncoding::{Base64, Base64Url, HexLower, HexUpper};
        for encoding in [HexLower, HexUpper, Base64, Base64Url] {
            for length in 0..70 {
                let text = encode(encoding, &vec![0xfb; length]);
                assert_eq!(
                    text.len(),
                    encoded_width(encoding, length),
                    "{encoding:?} {length}"
                );
                assert_eq!(decode(encoding, &text), Some(vec![0xfb; length]));
            }
        }
        assert_eq!(decode(HexLower, "AB"), None);
        assert_eq!(decode(Base64, "-_8="), None);
    }
}
