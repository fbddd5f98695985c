//! What is asked: values with names, and the text that a recipe must make of them.

use std::fmt;

use rsa::RsaPublicKey;

use crate::rsa_keys;

/// A value that a recipe may take in.
#[derive(Clone, PartialEq, Eq)]
pub struct Given {
    /// Its name: of a request field the name on the wire, of a credential its own.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What it is to the request.
    pub role: Role,
}

/// What a value is to the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is sent, or known to both sides.
    Value,
    /// Only merchant and vendor know it. Nothing may show it.
    Secret,
    /// It is the whole body, letter by letter.
    Body,
}

impl Given {
    /// Its text, or its name where the text is a secret.
    pub fn shown(&self) -> String {
        match self.role {
            Role::Value | Role::Body => self.text.clone(),
            Role::Secret => format!("‹{}›", self.name),
        }
    }
}

impl fmt::Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Given")
            .field("name", &self.name)
            .field("text", &self.shown())
            .field("role", &self.role)
            .finish()
    }
}

/// The values, and what must be made of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub(super) values: Vec<Given>,
    pub(super) keys: Vec<Key>,
    pub(super) expected: String,
}

/// A key that signs, by the name of its credential. What checks it is all that is needed of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    pub(super) name: String,
    pub(super) public: RsaPublicKey,
}

impl Key {
    /// Reads PEM: a public key, a certificate, or a private key. `None` when it is none of them.
    #[must_use]
    pub fn read(name: &str, pem: &str) -> Option<Self> {
        Some(Self {
            name: name.to_owned(),
            public: rsa_keys::public(pem)?,
        })
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Key").field(&self.name).finish()
    }
}

impl Question {
    /// Asks for the signature, or for a text that contains it. The values are in the order of the vendor's table. One
    /// that is the expected text itself is left out, and so is white space around that text.
    #[must_use]
    pub fn new(mut values: Vec<Given>, expected: &str) -> Self {
        let expected = expected.trim().to_owned();
        values.retain(|value| value.text != expected);
        Self {
            values,
            keys: Vec::new(),
            expected,
        }
    }

    /// With keys of which one may have signed.
    #[must_use]
    pub fn signed_by(self, keys: Vec<Key>) -> Self {
        Self { keys, ..self }
    }

    /// The values that recipes refer to by position.
    #[must_use]
    pub fn values(&self) -> &[Given] {
        &self.values
    }
}
