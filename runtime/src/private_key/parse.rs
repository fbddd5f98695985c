//! Private keys as people have them: PEM that survived a configuration file, bare base64, DER.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::RsaPrivateKey;
use rsa::pkcs1::DecodeRsaPrivateKey as _;
use rsa::pkcs8::{DecodePrivateKey as _, PrivateKeyInfo, SubjectPublicKeyInfoRef};
use rsa::traits::PublicKeyParts as _;
use zeroize::Zeroizing;

use super::{InMemory, KeyError};

const SMALLEST: usize = 1024;

/// Reads PEM, or base64 without the lines around it.
pub(super) fn text(text: &str) -> Result<InMemory, KeyError> {
    let (label, content) = pem(text)?;
    match label {
        "PRIVATE KEY" | "RSA PRIVATE KEY" if content.contains("ENCRYPTED") => {
            Err(KeyError::Encrypted)
        }
        "" | "PRIVATE KEY" | "RSA PRIVATE KEY" => der(&decode(content)?),
        "ENCRYPTED PRIVATE KEY" => Err(KeyError::Encrypted),
        other => Err(KeyError::NotAnRsaPrivateKey(named(other))),
    }
}

/// The label of PEM and the base64 inside; an empty label for bare base64.
pub(crate) fn pem(text: &str) -> Result<(&str, &str), KeyError> {
    let Some((_, rest)) = text.split_once("-----BEGIN ") else {
        return Ok(("", text));
    };
    let (label, rest) = rest.split_once("-----").ok_or(KeyError::Unreadable)?;
    let (content, _) = rest.split_once("-----END ").ok_or(KeyError::Unreadable)?;
    Ok((label.trim(), content))
}

/// Reads PKCS#8 or PKCS#1.
pub(super) fn der(der: &[u8]) -> Result<InMemory, KeyError> {
    let key = RsaPrivateKey::from_pkcs8_der(der)
        .or_else(|_| RsaPrivateKey::from_pkcs1_der(der))
        .map_err(|_| recognise(der))?;
    match key.n().bits() {
        bits if bits < SMALLEST => Err(KeyError::TooSmall(bits)),
        _ => Ok(InMemory(key)),
    }
}

/// The bytes of base64 that came through a configuration.
pub(crate) fn decode(base64: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    // Environment files turn line ends into a backslash and an `n`.
    let unescaped = Zeroizing::new(base64.replace("\\r", "").replace("\\n", ""));
    let joined = unescaped.split_whitespace().collect::<String>();
    let joined = Zeroizing::new(joined);
    let decoded = STANDARD.decode(joined.as_bytes());
    decoded
        .map(Zeroizing::new)
        .map_err(|_| KeyError::Unreadable)
}

/// What PEM with this label is.
pub(crate) fn named(label: &str) -> &'static str {
    match label {
        "PUBLIC KEY" | "RSA PUBLIC KEY" => "a public key",
        "CERTIFICATE" | "TRUSTED CERTIFICATE" | "X509 CERTIFICATE" => "a certificate",
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => "a certificate request",
        "EC PRIVATE KEY" | "EC PARAMETERS" => "a key of another algorithm",
        "OPENSSH PRIVATE KEY" => "a key in OpenSSH's own format",
        _ => "PEM of another kind",
    }
}

/// Says what bytes that are no usable key are instead.
fn recognise(der: &[u8]) -> KeyError {
    match PrivateKeyInfo::try_from(der) {
        Ok(info) if info.algorithm.oid != rsa::pkcs1::ALGORITHM_OID => {
            KeyError::NotAnRsaPrivateKey("a key of another algorithm")
        }
        _ if SubjectPublicKeyInfoRef::try_from(der).is_ok() => {
            KeyError::NotAnRsaPrivateKey("a public key")
        }
        _ => KeyError::Unreadable,
    }
}
