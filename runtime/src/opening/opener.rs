//! A cipher that opens what arrived, or none where its key cannot be made.

use zeroize::Zeroizing;

use crate::{Charset, Decipher, PrepareError};

const NOT_DECRYPTED: &str = "a text that cannot be decrypted";
const NO_TEXT: &str = "an encrypted text that is none in its charset";
const NO_KEY: &str = "an encrypted text for which the key is missing or does not fit";

/// A cipher that opens members, or none where its key cannot be made: then nothing is opened.
pub struct Opener(Option<Decipher>);

opaque!(Opener, "Opener");

impl Opener {
    pub(crate) fn new(made: Result<Decipher, PrepareError>) -> Self {
        Self(made.ok())
    }

    /// Whether a text is written as encrypted bytes are; any is where there is no key.
    pub(crate) fn could_open(&self, text: &str) -> bool {
        let cipher = self.0.as_ref();
        !text.is_empty() && cipher.is_none_or(|cipher| cipher.could_decrypt(text))
    }

    /// What was encrypted, or why there is none.
    pub(crate) fn bytes(&self, text: &str) -> Result<Zeroizing<Vec<u8>>, &'static str> {
        let cipher = self.0.as_ref().ok_or(NO_KEY)?;
        cipher.decrypt(text).ok_or(NOT_DECRYPTED)
    }

    /// The plain text of what was encrypted in this charset, or why there is none.
    pub(super) fn plain(&self, text: &str, charset: Charset) -> Result<String, &'static str> {
        let bytes = self.bytes(text)?;
        let plain = charset.decode(&bytes).ok_or(NO_TEXT)?;
        match plain.chars().any(is_noise) {
            true => Err(NO_TEXT),
            false => Ok(plain.into_owned()),
        }
    }
}

/// What no text of a vendor has in it, and what another key makes of one.
fn is_noise(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')
}
