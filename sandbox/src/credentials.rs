//! What the sandbox knows of a merchant: texts, and the public halves of keys.

use std::collections::BTreeMap;
use std::fmt;

use kpg_codegen::model::{Secrecy, Vendor};
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey};
use rsa::{RsaPrivateKey, RsaPublicKey};

/// A merchant's credentials, by the names that the spec gives them.
#[derive(Clone, Default)]
pub struct Credentials {
    texts: BTreeMap<String, String>,
    keys: BTreeMap<String, RsaPublicKey>,
    private_keys: BTreeMap<String, RsaPrivateKey>,
}

impl Credentials {
    /// No credentials.
    pub fn new() -> Self {
        Self::default()
    }

    /// With the value of a text credential.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.texts.insert(name.into(), value.into());
        self
    }

    /// The same, with another text for every credential that somebody else does not know.
    pub(crate) fn with_other_secrets(&self, vendor: &Vendor) -> Self {
        let mut forged = self.clone();
        let credentials = vendor.credentials.iter();
        let hidden = credentials.filter(|credential| credential.secrecy != Secrecy::Public);
        for credential in hidden {
            if let Some(text) = forged.texts.get_mut(credential.name.snake()) {
                let other = if text.starts_with('1') { "2" } else { "1" };
                let rest: String = text.chars().skip(1).collect();
                *text = format!("{other}{rest}");
            }
        }
        forged
    }

    /// With the public half of an RSA key credential, in PEM (`PUBLIC KEY` or `RSA PUBLIC KEY`).
    /// Signatures are verified with it, and answers encrypted to it.
    ///
    /// # Errors
    ///
    /// The text is no such key.
    pub fn public_key_pem(
        mut self,
        name: impl Into<String>,
        pem: &str,
    ) -> Result<Self, CredentialError> {
        let name = name.into();
        let Some(key) = public_key(pem) else {
            let private = pem.contains("PRIVATE KEY");
            return Err(CredentialError { name, private });
        };
        self.keys.insert(name, key);
        Ok(self)
    }

    /// With the private half of the vendor's own key, in PKCS#8 PEM, for a credential that is a public
    /// key: the sandbox stands for the vendor and opens requests with it.
    ///
    /// # Errors
    ///
    /// The text is no such key.
    pub fn private_key_pem(
        mut self,
        name: impl Into<String>,
        pem: &str,
    ) -> Result<Self, CredentialError> {
        let name = name.into();
        let Ok(key) = RsaPrivateKey::from_pkcs8_pem(pem) else {
            return Err(CredentialError {
                name,
                private: false,
            });
        };
        self.private_keys.insert(name, key);
        Ok(self)
    }

    pub(crate) fn private_key_of(&self, name: &str) -> Option<&RsaPrivateKey> {
        self.private_keys.get(name)
    }

    pub(crate) fn text_of(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    pub(crate) fn key_of(&self, name: &str) -> Option<&RsaPublicKey> {
        self.keys.get(name)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.texts
            .keys()
            .chain(self.keys.keys())
            .chain(self.private_keys.keys())
            .map(String::as_str)
    }
}

/// Names only: the values may be somebody's secrets.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

fn public_key(pem: &str) -> Option<RsaPublicKey> {
    // A key pasted into indented text keeps its indentation, which a PEM reader refuses.
    let lines: Vec<&str> = pem
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let pem = lines.join("\n") + "\n";
    RsaPublicKey::from_public_key_pem(&pem)
        .or_else(|_| RsaPublicKey::from_pkcs1_pem(&pem))
        .ok()
}

/// A text that is no RSA public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialError {
    name: String,
    private: bool,
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, private } = self;
        match private {
            true => write!(
                f,
                "the value of `{name}` is a private key; the sandbox stands for the vendor and takes \
                 its public half: openssl rsa -in KEY -pubout"
            ),
            false => write!(
                f,
                "the value of `{name}` is no RSA public key in PEM; it must begin with \
                 `-----BEGIN PUBLIC KEY-----` or `-----BEGIN RSA PUBLIC KEY-----`"
            ),
        }
    }
}

impl std::error::Error for CredentialError {}
