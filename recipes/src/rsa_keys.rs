//! RSA keys as PEM, whichever of its forms.

use rsa::pkcs1::{DecodeRsaPrivateKey, DecodeRsaPublicKey};
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePublicKey, LineEnding};
use rsa::{RsaPrivateKey, RsaPublicKey};

/// A private key; `None` when the text is none.
pub fn private(pem: &str) -> Option<RsaPrivateKey> {
    let pem = without_indentation(pem);
    RsaPrivateKey::from_pkcs8_pem(&pem)
        .or_else(|_| RsaPrivateKey::from_pkcs1_pem(&pem))
        .ok()
}

/// A public key, or the public half of a private one; `None` when the text is none.
pub fn public(pem: &str) -> Option<RsaPublicKey> {
    let text = without_indentation(pem);
    RsaPublicKey::from_public_key_pem(&text)
        .or_else(|_| RsaPublicKey::from_pkcs1_pem(&text))
        .ok()
        .or_else(|| private(pem).map(|key| key.to_public_key()))
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
