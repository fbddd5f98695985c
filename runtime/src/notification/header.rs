//! Proofs in headers, and headers that proofs are made of.

use http::HeaderMap;

use super::{Notice, NotificationError};
use crate::proof::{NoHeader, only_header};
use crate::{PrepareError, Wire};

impl Notice {
    /// A header exactly as it was sent, for recipes over what was received. The letter case of its name does not
    /// count.
    ///
    /// One that is missing, stands there twice or is no visible ASCII makes the notification not authentic: what was
    /// signed is not known.
    #[must_use]
    pub fn header(&self, headers: &HeaderMap, name: &str) -> Option<String> {
        let text = only_header(headers, name);
        if text.is_err() {
            self.unsignable.set(true);
        }
        text.ok()
    }

    /// As [`authentic`](Self::authentic), for a proof in a header.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::NotAuthentic`](super::NotificationErrorKind::NotAuthentic) when it is not the same,
    /// or there is none, or several: neither is shown.
    pub fn authentic_header(
        &self,
        headers: &HeaderMap,
        name: &str,
        expected: &dyn Wire,
    ) -> Result<(), NotificationError> {
        match only_header(headers, name) {
            Ok(sent) => self.is_proven_by(&sent, expected),
            Err(why) => Err(self.not_authentic(without(why))),
        }
    }

    /// As [`authentic_header`](Self::authentic_header), where what the proof must be can fail to be computed.
    ///
    /// # Errors
    ///
    /// As [`authentic_by`](Self::authentic_by).
    pub fn authentic_header_by(
        &self,
        headers: &HeaderMap,
        name: &str,
        expected: impl FnOnce(&Self) -> Result<String, PrepareError>,
    ) -> Result<(), NotificationError> {
        let expected = self.computed(expected)?;
        self.authentic_header(headers, name, &expected)
    }
}

/// Why a header proves nothing.
fn without(why: NoHeader) -> &'static str {
    match why {
        NoHeader::Missing => "it carries no signature",
        NoHeader::Several => "it carries several signatures",
        NoHeader::NoText => "its signature is no text",
    }
}
