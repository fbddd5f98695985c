//! Notifications of which a cipher encrypted the whole body, or one member that holds the rest of it.

use super::{About, Notice, NotificationError, NotificationErrorKind};
use crate::body::Json;
use crate::mask::Kept;
use crate::opening::{NOT_OPENED, Unsealed};
use crate::{AnswerFormat, Decipher, Holder, HttpAnswer, Opener, PrepareError, Signed};

const NOT_ENCRYPTED: &str = "it is not encrypted";

impl Notice {
    /// As [`open`](Self::open), where the whole body is encrypted.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open), and when the body cannot be decrypted.
    pub fn open_encrypted(
        vendor: &'static str,
        name: &'static str,
        format: AnswerFormat,
        sensitive: &'static [&'static str],
        body: &[u8],
        make: impl FnOnce(&Signed<'_>) -> Result<Decipher, PrepareError>,
    ) -> Result<Self, NotificationError> {
        match body_of(body, make) {
            Ok(opened) => Self::open(vendor, name, format, sensitive, &opened),
            Err(why) => {
                let body = Kept::new(body, format, sensitive);
                let about = About { vendor, name, body };
                Err(about.failed(NotificationErrorKind::Unreadable, about.failure(why)))
            }
        }
    }

    /// Reads the rest of a notification in the member that holds it encrypted.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::Unreadable`] when there is no such member, or what it holds cannot be read.
    pub fn held(
        mut self,
        holder: &Holder,
        make: impl FnOnce(&Signed<'_>) -> Result<Decipher, PrepareError>,
    ) -> Result<Self, NotificationError> {
        let signed = Signed::new(&self.json, &self.sealed, &self.answers);
        let opener = Opener::new(make(&signed));
        match holder.unseal(&self.json, &opener) {
            Ok(Unsealed::Opened(json, text)) => {
                self.replace(json, (holder.member, text));
                Ok(self)
            }
            Ok(Unsealed::InClear) => Err(self.unreadable(NOT_ENCRYPTED, None)),
            Err(why) => Err(self.unreadable(NOT_OPENED, Some(why))),
        }
    }
}

/// The bytes of a notification whose whole body is encrypted, or why there are none.
fn body_of(
    body: &[u8],
    make: impl FnOnce(&Signed<'_>) -> Result<Decipher, PrepareError>,
) -> Result<Vec<u8>, &'static str> {
    let answers = HttpAnswer::new(200, Vec::new());
    let opener = Opener::new(make(&Signed::new(&Json::Null, &[], &answers)));
    let text = str::from_utf8(body.trim_ascii()).unwrap_or_default();
    match opener.could_open(text) {
        true => opener.bytes(text).map(|bytes| bytes.to_vec()),
        false => Err(NOT_ENCRYPTED),
    }
}
