//! The steps signature recipes are made of: plain functions from bytes or text to bytes or text.
//! None keeps state; those fail that say so, all others give a value for every input.
//!
//! What they take is a [`Wire`] where it is text, secret or not, and anything that is bytes where
//! bytes are meant; the bytes of a text are those of UTF-8.

mod digest;
mod optional;
mod piece;

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

#[cfg(feature = "legacy")]
pub use digest::{hmac_sha1, md5, sha1};
pub use digest::{hmac_sha256, hmac_sha512, sha256, sha512};

#[allow(unused_imports, reason = "a client may need none of these steps")]
pub use optional::*;
pub use piece::Piece;

use crate::Wire;
use crate::steps::{self, Deed, step};

/// A value's text on the wire; the empty text when it is absent.
#[must_use]
pub fn text_of(value: &dyn Wire) -> String {
    steps::reads(value);
    value.wire().unwrap_or_default().into_owned()
}

/// The values' texts one after the other, with nothing between them; nothing where one is absent.
#[must_use]
pub fn concat(values: &[&dyn Wire]) -> String {
    step(Deed::Joins, "concat", values, written("", values))
}

/// The values' texts with `separator` between them; an absent one is an empty text.
#[must_use]
pub fn joined(separator: &str, values: &[&dyn Wire]) -> String {
    step(Deed::Joins, "joined", values, written(separator, values))
}

fn written(separator: &str, values: &[&dyn Wire]) -> String {
    if let [only] = values {
        return only.wire().unwrap_or_default().into_owned();
    }
    let texts = values.iter().map(|value| value.wire().unwrap_or_default());
    texts.collect::<Vec<_>>().join(separator)
}

/// The texts of the values that are there, with `separator` between them. An empty text is there.
#[must_use]
pub fn joined_present(separator: &str, values: &[&dyn Wire]) -> String {
    let texts = values.iter().filter_map(|value| value.wire());
    let joined = texts.collect::<Vec<_>>().join(separator);
    step(Deed::Joins, "joined_present", values, joined)
}

/// `name=value` pairs in the given order, joined by `&`, nothing escaped; `name=` where the value
/// is absent.
#[must_use]
pub fn pairs(pairs: &[(&str, &dyn Wire)]) -> String {
    pairs_with("=", "&", pairs)
}

/// Names and values in the given order, with `between` inside a pair and `separator` between
/// pairs, nothing escaped; an absent value is an empty text.
#[must_use]
pub fn pairs_with(between: &str, separator: &str, pairs: &[(&str, &dyn Wire)]) -> String {
    let written = pairs
        .iter()
        .map(|(name, value)| pair(name, between, value.wire().unwrap_or_default()));
    let joined = written.collect::<Vec<_>>().join(separator);
    step(Deed::Joins, "pairs", pairs, joined)
}

/// As [`pairs_with`], without the pairs whose value is absent.
#[must_use]
pub fn present_pairs(between: &str, separator: &str, pairs: &[(&str, &dyn Wire)]) -> String {
    let written = pairs
        .iter()
        .filter_map(|(name, value)| Some(pair(name, between, value.wire()?)));
    let joined = written.collect::<Vec<_>>().join(separator);
    step(Deed::Joins, "present_pairs", pairs, joined)
}

fn pair(name: &str, between: &str, value: Cow<'_, str>) -> String {
    [name, between, &value].concat()
}

/// The first `count` characters (Unicode scalar values) of the value's text, all of it when it has
/// no more; empty when the value is absent.
#[must_use]
pub fn first(count: usize, value: &dyn Wire) -> Piece {
    let text = value.wire().unwrap_or_default();
    let piece = text.chars().take(count).collect::<String>();
    Piece::of(value, step(Deed::Encodes, "first", value, piece))
}

/// The parts' bytes, one after the other.
#[must_use]
pub fn bytes(parts: &[&dyn AsRef<[u8]>]) -> Vec<u8> {
    let bytes: Vec<u8> = parts
        .iter()
        .flat_map(|part| part.as_ref())
        .copied()
        .collect();
    step(Deed::Joins, "bytes", parts, bytes)
}

/// Two lower-case hexadecimal digits a byte.
#[must_use]
pub fn hex_lower(bytes: impl AsRef<[u8]>) -> String {
    let bytes = bytes.as_ref();
    step(Deed::Encodes, "hex_lower", bytes, hex::encode(bytes))
}

/// Two upper-case hexadecimal digits a byte.
#[must_use]
pub fn hex_upper(bytes: impl AsRef<[u8]>) -> String {
    let bytes = bytes.as_ref();
    step(Deed::Encodes, "hex_upper", bytes, hex::encode_upper(bytes))
}

/// Base64 with the standard alphabet and padding (RFC 4648 §4).
#[must_use]
pub fn base64(bytes: impl AsRef<[u8]>) -> String {
    let bytes = bytes.as_ref();
    step(Deed::Encodes, "base64", bytes, STANDARD.encode(bytes))
}

/// Base64 with the alphabet for URLs and without padding (RFC 4648 §5).
#[must_use]
pub fn base64_url(bytes: impl AsRef<[u8]>) -> String {
    let bytes = bytes.as_ref();
    step(
        Deed::Encodes,
        "base64_url",
        bytes,
        URL_SAFE_NO_PAD.encode(bytes),
    )
}
