//! The charsets of vendors.

use std::borrow::Cow;

#[cfg(feature = "euckr")]
use encoding_rs::EUC_KR;
#[cfg(any(feature = "text_steps", feature = "opening"))]
use percent_encoding::percent_decode_str;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

/// How texts stand for bytes on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Charset {
    /// UTF-8.
    Utf8,
    /// EUC-KR as Korean systems use it (CP949).
    #[cfg(feature = "euckr")]
    EucKr,
}

impl Charset {
    /// The ASCII bytes of a text that are percent-encoded: all but what RFC 3986 calls unreserved.
    pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');

    /// The bytes of a text, unless it has a character that the charset cannot hold.
    pub(crate) fn encode(self, text: &str) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Utf8 => Some(Cow::Borrowed(text.as_bytes())),
            #[cfg(feature = "euckr")]
            Self::EucKr => {
                // What it cannot hold is written as a numeric entity, which no vendor means.
                let (bytes, _, replaced) = EUC_KR.encode(text);
                (!replaced).then_some(bytes)
            }
        }
    }

    /// The text of bytes, unless they are none of the charset: nothing is ever replaced.
    pub(crate) fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        match self {
            Self::Utf8 => str::from_utf8(bytes).ok().map(Cow::Borrowed),
            #[cfg(feature = "euckr")]
            Self::EucKr => EUC_KR.decode_without_bom_handling_and_without_replacement(bytes),
        }
    }

    /// The text behind percent-encoded bytes.
    ///
    /// # Errors
    ///
    /// Why there is none, to be said of the text.
    #[cfg(any(feature = "text_steps", feature = "opening"))]
    pub(crate) fn unescape(self, text: &str) -> Result<String, &'static str> {
        let is_escape = |rest: &str| {
            let digits = rest.bytes().take(2);
            digits.filter(u8::is_ascii_hexdigit).count() == 2
        };
        if !text.split('%').skip(1).all(is_escape) {
            return Err("has a `%` without two hexadecimal digits behind it");
        }
        let bytes: Vec<u8> = percent_decode_str(text).collect();
        let plain = self.decode(&bytes).map(String::from);
        plain.ok_or("is in another charset")
    }

    /// The text of bytes, with U+FFFD in place of what is none of the charset. For marking what is
    /// broken; no program is ever given such a text.
    pub(crate) fn decode_marked(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes),
            #[cfg(feature = "euckr")]
            Self::EucKr => EUC_KR.decode_without_bom_handling(bytes).0,
        }
    }

    #[cfg(feature = "euckr")]
    /// The first character that the charset cannot hold.
    pub(crate) fn first_not_held(self, text: &str) -> Option<char> {
        let held = |c: char| self.encode(c.encode_utf8(&mut [0; 4])).is_some();
        text.chars().find(|&c| !held(c))
    }
}
