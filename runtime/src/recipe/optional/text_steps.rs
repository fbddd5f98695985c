//! Steps that rewrite a text: its case, pieces of it, and escapes.

use percent_encoding::percent_encode as escape;
use url::form_urlencoded::byte_serialize;

use crate::recipe::{Piece, text_of as text};
use crate::steps::{Deed, step};
use crate::{Charset, PrepareError, Wire};

/// The value's text with `a` to `z` as `A` to `Z`.
#[must_use]
pub fn upper(value: &dyn Wire) -> String {
    step(
        Deed::Encodes,
        "upper",
        value,
        text(value).to_ascii_uppercase(),
    )
}

/// The value's text with `A` to `Z` as `a` to `z`.
#[must_use]
pub fn lower(value: &dyn Wire) -> String {
    step(
        Deed::Encodes,
        "lower",
        value,
        text(value).to_ascii_lowercase(),
    )
}

/// The last `count` characters (Unicode scalar values) of the value's text, all of it when it has no more; empty when
/// the value is absent.
#[must_use]
pub fn last(count: usize, value: &dyn Wire) -> Piece {
    let text = value.wire().unwrap_or_default();
    let before = text.chars().count().saturating_sub(count);
    let piece = text.chars().skip(before).collect::<String>();
    Piece::of(value, step(Deed::Encodes, "last", value, piece))
}

/// The value's text with `to` wherever it has `from`.
#[must_use]
pub fn replaced(from: &str, to: &str, value: &dyn Wire) -> String {
    step(
        Deed::Encodes,
        "replaced",
        value,
        text(value).replace(from, to),
    )
}

/// The value's text in a charset, with `%XX` for every byte but letters, digits and `-._~` (RFC 3986).
///
/// # Errors
///
/// When the charset cannot hold the text, which is not shown.
pub fn percent_encode(charset: Charset, value: &dyn Wire) -> Result<String, PrepareError> {
    let escaped = escape(&bytes(charset, value)?, Charset::RESERVED).to_string();
    Ok(step(Deed::Encodes, "percent_encode", value, escaped))
}

/// The value's text in a charset as a form writes it: `+` for a blank, and `%XX` for every byte but letters, digits
/// and `*-._`.
///
/// # Errors
///
/// As those of [`percent_encode`].
pub fn form_encode(charset: Charset, value: &dyn Wire) -> Result<String, PrepareError> {
    let escaped: String = byte_serialize(&bytes(charset, value)?).collect();
    Ok(step(Deed::Encodes, "form_encode", value, escaped))
}

/// As [`percent_encode`], with `%xx` in small letters.
///
/// # Errors
///
/// As those of [`percent_encode`].
pub fn percent_encode_lower(charset: Charset, value: &dyn Wire) -> Result<String, PrepareError> {
    let escaped = percent_encode(charset, value).map(small_escapes)?;
    Ok(step(Deed::Encodes, "percent_encode_lower", value, escaped))
}

/// As [`form_encode`], with `%xx` in small letters.
///
/// # Errors
///
/// As those of [`percent_encode`].
pub fn form_encode_lower(charset: Charset, value: &dyn Wire) -> Result<String, PrepareError> {
    let escaped = form_encode(charset, value).map(small_escapes)?;
    Ok(step(Deed::Encodes, "form_encode_lower", value, escaped))
}

/// An escaped text with the digits of its escapes in small letters.
fn small_escapes(escaped: String) -> String {
    let mut pieces = escaped.split('%');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2).unwrap_or((piece, ""));
        text.extend(["%", &digits.to_ascii_lowercase(), rest]);
    }
    text
}

/// The value's text with every `%XX` as what it stands for in a charset.
///
/// # Errors
///
/// When a `%` has no two hexadecimal digits behind it, or the bytes are none of the charset. Neither is shown.
pub fn percent_decode(charset: Charset, value: &dyn Wire) -> Result<String, PrepareError> {
    let plain = unescaped(charset, &text(value))?;
    Ok(step(Deed::Encodes, "percent_decode", value, plain))
}

/// As [`percent_decode`], with a blank for every `+`.
///
/// # Errors
///
/// As those of [`percent_decode`].
pub fn form_decode(charset: Charset, value: &dyn Wire) -> Result<String, PrepareError> {
    let plain = unescaped(charset, &text(value).replace('+', " "))?;
    Ok(step(Deed::Encodes, "form_decode", value, plain))
}

fn bytes(charset: Charset, value: &dyn Wire) -> Result<Vec<u8>, PrepareError> {
    let bytes = charset.encode(&text(value)).map(Vec::from);
    bytes.ok_or_else(|| {
        PrepareError::new("a text to be escaped has a character that its charset cannot hold")
    })
}

fn unescaped(charset: Charset, text: &str) -> Result<String, PrepareError> {
    let plain = charset.unescape(text);
    plain.map_err(|why| PrepareError::new(format!("a text to be unescaped {why}")))
}
