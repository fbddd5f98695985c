//! RSA keys as PEM, whichever of its forms.

use rsa::pkcs1::{DecodeRsaPrivateKey, DecodeRsaPublicKey};
use rsa::pkcs8::der::asn1::AnyRef;
use rsa::pkcs8::der::pem::decode_vec;
use rsa::pkcs8::der::{Decode, SliceReader, Tag, Tagged};
use rsa::pkcs8::spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePublicKey, LineEnding};
use rsa::{RsaPrivateKey, RsaPublicKey};

/// A private key; `None` when the text is none.
pub fn private(pem: &str) -> Option<RsaPrivateKey> {
    let pem = without_indentation(pem);
    RsaPrivateKey::from_pkcs8_pem(&pem)
        .or_else(|_| RsaPrivateKey::from_pkcs1_pem(&pem))
        .ok()
}

/// A public key, that of a certificate, or the public half of a private one; `None` when the text is none.
pub fn public(pem: &str) -> Option<RsaPublicKey> {
    let text = without_indentation(pem);
    RsaPublicKey::from_public_key_pem(&text)
        .or_else(|_| RsaPublicKey::from_pkcs1_pem(&text))
        .ok()
        .or_else(|| of_certificate(&text))
        .or_else(|| private(pem).map(|key| key.to_public_key()))
}

/// The key in a certificate (RFC 5280 §4.1). Nothing of the certificate is checked.
fn of_certificate(pem: &str) -> Option<RsaPublicKey> {
    let (label, der) = decode_vec(pem.as_bytes()).ok()?;
    (label == "CERTIFICATE").then_some(())?;
    let certificate = AnyRef::from_der(&der).ok()?;
    let mut parts = SliceReader::new(sequence(certificate)?).ok()?;
    let mut fields = SliceReader::new(sequence(AnyRef::decode(&mut parts).ok()?)?).ok()?;
    // A version of its own stands before the serial number.
    let first = AnyRef::decode(&mut fields).ok()?;
    if first.tag() != Tag::Integer {
        AnyRef::decode(&mut fields).ok()?;
    }
    AlgorithmIdentifierRef::decode(&mut fields).ok()?;
    for _ in ["issuer", "validity", "subject"] {
        sequence(AnyRef::decode(&mut fields).ok()?)?;
    }
    RsaPublicKey::try_from(SubjectPublicKeyInfoRef::decode(&mut fields).ok()?).ok()
}

fn sequence(any: AnyRef<'_>) -> Option<&[u8]> {
    (any.tag() == Tag::Sequence).then_some(any.value())
}

/// The PEM of a public key, or of the public half of a private one.
pub fn public_pem(pem: &str) -> Option<String> {
    public(pem)?.to_public_key_pem(LineEnding::LF).ok()
}

/// A key pasted into indented text keeps its indentation, which a PEM reader refuses.
fn without_indentation(pem: &str) -> String {
    let lines = pem.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n") + "\n"
}
