//! Decryption of members, with keys of which some may have arrived beside them.

use super::arrived::Arrived;
use super::opener::Opener;
use crate::body::Json;
use crate::{Charset, Decipher, PrepareError, Signed};

impl Arrived<'_> {
    /// The cipher whose keys `make` gives. What they are made of may have arrived beside what it opens.
    pub fn opener(
        &self,
        make: impl FnOnce(&Signed<'_>) -> Result<Decipher, PrepareError>,
    ) -> Opener {
        Opener::new(make(&Signed::new(&self.json, &self.sealed, self.arrived)))
    }

    /// Decrypts the text at `path`, and keeps how it arrived for a proof that takes it in. `charset` is that of the
    /// plain text.
    pub fn decrypt(&mut self, path: &[&str], opener: &Opener, charset: Charset) {
        if let Some(Json::Text(text)) = self.json.member_at(path) {
            self.sealed.push((path.join("."), text.to_string()));
        }
        self.open(path, |text| {
            let plain = opener.plain(text, charset)?;
            Ok(Json::Text(plain.into()))
        });
    }
}
