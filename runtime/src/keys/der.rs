//! What DER holds: a key, or what people take for one.

use rsa::pkcs1::{DecodeRsaPrivateKey as _, DecodeRsaPublicKey as _};
use rsa::pkcs8::der::asn1::{AnyRef, OctetStringRef};
use rsa::pkcs8::der::{Decode as _, Reader as _, SliceReader, Tag, Tagged as _};
use rsa::pkcs8::spki::{AlgorithmIdentifierRef, ObjectIdentifier, SubjectPublicKeyInfoRef};
use rsa::pkcs8::{DecodePrivateKey as _, PrivateKeyInfo};
use rsa::{RsaPrivateKey, RsaPublicKey};

use super::StoredAs;

const RSA: ObjectIdentifier = rsa::pkcs1::ALGORITHM_OID;

/// All that follows PKCS#7: data, signed data and their like.
const PKCS7: &str = "1.2.840.113549.1.7.";

/// What DER holds.
pub(super) enum Held {
    Private(Box<RsaPrivateKey>),
    /// An RSA public key, and whether it stands in a certificate.
    Public(RsaPublicKey, StoredAs),
    /// A private key behind a passphrase.
    Encrypted,
    Other(StoredAs),
    Unreadable,
}

pub(super) fn look(der: &[u8]) -> Held {
    let private =
        RsaPrivateKey::from_pkcs8_der(der).or_else(|_| RsaPrivateKey::from_pkcs1_der(der));
    if let Ok(key) = private {
        return Held::Private(Box::new(key));
    }
    if let Ok(info) = SubjectPublicKeyInfoRef::try_from(der) {
        return public(&info, StoredAs::PublicKey);
    }
    if let Ok(key) = RsaPublicKey::from_pkcs1_der(der) {
        return Held::Public(key, StoredAs::PublicKey);
    }
    if let Some(info) = of_certificate(der) {
        return public(&info, StoredAs::Certificate);
    }
    if encrypted(der).is_some() {
        return Held::Encrypted;
    }
    match PrivateKeyInfo::try_from(der) {
        Ok(info) if info.algorithm.oid != RSA => Held::Other(StoredAs::OtherAlgorithm),
        _ => otherwise(der),
    }
}

fn public(info: &SubjectPublicKeyInfoRef<'_>, place: StoredAs) -> Held {
    match RsaPublicKey::try_from(info.clone()) {
        Ok(key) => Held::Public(key, place),
        Err(_) if info.algorithm.oid == RSA => Held::Unreadable,
        Err(_) => Held::Other(StoredAs::OtherAlgorithm),
    }
}

/// The way in which a private key is encrypted, and what it is then (`EncryptedPrivateKeyInfo`).
pub(super) fn encrypted(der: &[u8]) -> Option<(AlgorithmIdentifierRef<'_>, &[u8])> {
    let mut members = members(der)?;
    let algorithm = AlgorithmIdentifierRef::decode(&mut members).ok()?;
    let content = OctetStringRef::decode(&mut members).ok()?;
    members
        .is_finished()
        .then_some((algorithm, content.as_bytes()))
}

/// The key in a certificate (RFC 5280 §4.1). Nothing of the certificate is checked.
fn of_certificate(der: &[u8]) -> Option<SubjectPublicKeyInfoRef<'_>> {
    let signed = AnyRef::decode(&mut members(der)?).ok()?;
    let mut fields = SliceReader::new(sequence(signed)?).ok()?;
    let version = AnyRef::decode(&mut fields).ok()?;
    if version.tag().is_context_specific() {
        let serial_number = AnyRef::decode(&mut fields).ok()?;
        (serial_number.tag() == Tag::Integer).then_some(())?;
    }
    AlgorithmIdentifierRef::decode(&mut fields).ok()?;
    for _ in ["issuer", "validity", "subject"] {
        sequence(AnyRef::decode(&mut fields).ok()?)?;
    }
    SubjectPublicKeyInfoRef::decode(&mut fields).ok()
}

/// What is known by how it begins.
fn otherwise(der: &[u8]) -> Held {
    if der.starts_with(&[0xfe, 0xed, 0xfe, 0xed]) {
        return Held::Other(StoredAs::JavaKeyStore);
    }
    let Some(mut members) = members(der) else {
        return Held::Unreadable;
    };
    let tags = [(); 2].map(|()| AnyRef::decode(&mut members).ok());
    match tags {
        [Some(oid), _] if oid.tag() == Tag::ObjectIdentifier => match oid.decode_as() {
            Ok::<ObjectIdentifier, _>(oid) if oid.to_string().starts_with(PKCS7) => {
                Held::Other(StoredAs::Pkcs7)
            }
            _ => Held::Unreadable,
        },
        // PKCS#12 is version 3 (RFC 7292 §4), a key of an elliptic curve 1 (RFC 5915 §3).
        [Some(version), Some(next)] => match (version.value(), next.tag()) {
            ([3], Tag::Sequence) => Held::Other(StoredAs::Pkcs12),
            ([1], Tag::OctetString) => Held::Other(StoredAs::OtherAlgorithm),
            _ => Held::Unreadable,
        },
        _ => Held::Unreadable,
    }
}

/// A reader of what stands in the outermost sequence.
fn members(der: &[u8]) -> Option<SliceReader<'_>> {
    let whole = AnyRef::decode(&mut SliceReader::new(der).ok()?).ok()?;
    SliceReader::new(sequence(whole)?).ok()
}

fn sequence(any: AnyRef<'_>) -> Option<&[u8]> {
    (any.tag() == Tag::Sequence).then_some(any.value())
}
