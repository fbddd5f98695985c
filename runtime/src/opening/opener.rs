//! Decryption of members, with keys of which some may have arrived beside them.

use zeroize::Zeroizing;

use super::Arrived;
use crate::body::Json;
use crate::{Charset, Decipher, PrepareError, Signed};

const NOT_DECRYPTED: &str = "a text that cannot be decrypted";
const NO_TEXT: &str = "an encrypted text that is none in its charset";
const NO_KEY: &str = "an encrypted text for which the key is missing or does not fit";

/// A cipher that opens members, or none where its key cannot be made: then nothing is opened.
pub struct Opener(Option<Decipher>);

opaque!(Opener, "Opener");

impl Opener {
    pub(super) fn new(made: Result<Decipher, PrepareError>) -> Self {
        Self(made.ok())
    }

    /// Whether a text is written as encrypted bytes are; any is where there is no key.
    pub(super) fn could_open(&self, text: &str) -> bool {
        let cipher = self.0.as_ref();
        !text.is_empty() && cipher.is_none_or(|cipher| cipher.could_decrypt(text))
    }

    /// What was encrypted, or why there is none.
    pub(super) fn bytes(&self, text: &str) -> Result<Zeroizing<Vec<u8>>, &'static str> {
        let cipher = self.0.as_ref().ok_or(NO_KEY)?;
        cipher.decrypt(text).ok_or(NOT_DECRYPTED)
    }

    /// The plain text of what was encrypted in this charset, or why there is none.
    fn plain(&self, text: &str, charset: Charset) -> Result<String, &'static str> {
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

impl Arrived<'_> {
    /// The cipher whose keys `make` gives. What they are made of may have arrived beside what it opens.
    pub fn opener(
        &self,
        make: impl FnOnce(&Signed<'_>) -> Result<Decipher, PrepareError>,
    ) -> Opener {
        Opener::new(make(&Signed::new(self.reader, self.made)))
    }

    /// Decrypts the text at `path`, and keeps how it arrived for a proof that takes it in. `charset` is that of the
    /// plain text.
    pub fn decrypt(&mut self, path: &[&str], opener: &Opener, charset: Charset) {
        if let Some(Json::Text(text)) = self.reader.json.member_at(path) {
            let arrived = (path.join("."), text.clone());
            self.reader.sealed.push(arrived);
        }
        self.open(path, |text| opener.plain(text, charset).map(Json::Text));
    }
}
