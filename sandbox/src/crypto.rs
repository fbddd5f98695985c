//! Digests, MACs, signatures and encodings, straight from RustCrypto. Knows no vendor and no runtime.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use kpg_codegen::model::{Digest, TextEncoding};
use md5::Md5;
use rsa::RsaPublicKey;
use rsa::pkcs1v15::{Signature, VerifyingKey};
use rsa::signature::Verifier;
use sha1::Sha1;
use sha2::{Sha256, Sha512};

pub(crate) fn digest(digest: Digest, bytes: &[u8]) -> Vec<u8> {
    use sha2::Digest as _;
    match digest {
        Digest::Md5 => Md5::digest(bytes).to_vec(),
        Digest::Sha1 => Sha1::digest(bytes).to_vec(),
        Digest::Sha256 => Sha256::digest(bytes).to_vec(),
        Digest::Sha512 => Sha512::digest(bytes).to_vec(),
    }
}

/// How many bytes a digest has.
pub(crate) fn digest_bytes(digest: Digest) -> usize {
    match digest {
        Digest::Md5 => 16,
        Digest::Sha1 => 20,
        Digest::Sha256 => 32,
        Digest::Sha512 => 64,
    }
}

/// `None` never happens: HMAC takes keys of any length.
pub(crate) fn hmac(digest: Digest, key: &str, message: &[u8]) -> Option<Vec<u8>> {
    let key = key.as_bytes();
    match digest {
        Digest::Md5 => mac(Hmac::<Md5>::new_from_slice(key).ok()?, message),
        Digest::Sha1 => mac(Hmac::<Sha1>::new_from_slice(key).ok()?, message),
        Digest::Sha256 => mac(Hmac::<Sha256>::new_from_slice(key).ok()?, message),
        Digest::Sha512 => mac(Hmac::<Sha512>::new_from_slice(key).ok()?, message),
    }
}

fn mac(mut mac: impl Mac, message: &[u8]) -> Option<Vec<u8>> {
    mac.update(message);
    Some(mac.finalize().into_bytes().to_vec())
}

pub(crate) fn verifies(key: &RsaPublicKey, message: &[u8], signature: &[u8]) -> bool {
    let key = VerifyingKey::<Sha256>::new(key.clone());
    Signature::try_from(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
}

pub(crate) fn encode(encoding: TextEncoding, bytes: &[u8]) -> String {
    match encoding {
        TextEncoding::HexLower => hex::encode(bytes),
        TextEncoding::HexUpper => hex::encode_upper(bytes),
        TextEncoding::Base64 => STANDARD.encode(bytes),
        TextEncoding::Base64Url => URL_SAFE_NO_PAD.encode(bytes),
    }
}

/// The bytes of a text, when it is exactly how the encoding writes them.
pub(crate) fn decode(encoding: TextEncoding, text: &str) -> Option<Vec<u8>> {
    let bytes = match encoding {
        TextEncoding::HexLower | TextEncoding::HexUpper => hex::decode(text).ok(),
        TextEncoding::Base64 => STANDARD.decode(text).ok(),
        TextEncoding::Base64Url => URL_SAFE_NO_PAD.decode(text).ok(),
    }?;
    (encode(encoding, &bytes) == text).then_some(bytes)
}

/// How many characters an encoding takes for some bytes.
pub(crate) fn encoded_width(encoding: TextEncoding, bytes: usize) -> usize {
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
        for (digest, expected) in [
            (Digest::Md5, "750c783e6ab0b503eaa86e310a5db738"),
            (Digest::Sha1, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
            (
                Digest::Sha256,
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
        ] {
            let mac = hmac(digest, "Jefe", text).map(hex::encode);
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
            assert_eq!(abc.len(), digest_bytes(digest));
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
