//! Bodies that a cipher encrypts.

use crate::cipher::Cipher;
use crate::message::Body;

impl Body {
    /// The body encrypted as a whole: the text that the cipher makes of its bytes. Its `Content-Type` is still that of
    /// what is encrypted.
    #[must_use]
    pub fn encrypted(self, cipher: &Cipher) -> Self {
        let text = cipher.encrypt_body(&self);
        self.sealed(text.into_bytes())
    }
}

impl Cipher {
    /// The bytes of a body, encrypted and written down.
    #[must_use]
    pub fn encrypt_body(&self, body: &Body) -> String {
        self.encrypt_bytes(body.bytes())
    }
}
