//! Compact JWE (RFC 7516) of the one kind that gateways use: the content key by RSA-OAEP-256, the
//! content by A128GCM, when reading also by A256GCM. Everything else is refused.

use aes_gcm::aead::{AeadInPlace, KeyInit};
use aes_gcm::{Aes128Gcm, Aes256Gcm, Nonce, Tag};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use crate::body::Json;
use crate::{PrepareError, PrivateKey, PublicKey};

/// The longest encoded header that is read, in bytes.
const LONGEST_HEADER: usize = 4 * 1024;
const PARTS: usize = 5;
const NONCE: usize = 12;
const TAG: usize = 16;

/// Why an envelope cannot be opened.
///
/// One constant text for all that depends on key and content: what differs there would help
/// whoever forges envelopes.
pub(crate) type JweError = &'static str;

pub(crate) const NOT_COMPACT: JweError =
    "the envelope is no compact JWE of five parts in URL-safe base64";
const NOT_SUPPORTED: JweError =
    "the envelope's header asks for something other than RSA-OAEP-256 with A128GCM or A256GCM";
const NOT_DECRYPTED: JweError = "the envelope cannot be decrypted: is the private key the one \
                                 whose public key the vendor has?";

#[derive(Clone, Copy)]
enum Content {
    A128Gcm,
    A256Gcm,
}

/// Opens an envelope and gives its content.
pub(crate) fn decrypt(compact: &str, key: &PrivateKey) -> Result<Vec<u8>, JweError> {
    let [header, wrapped, nonce, text, tag] = parts(compact.trim())?;
    let content = content_encryption(header)?;
    let wrapped = decode(wrapped)?;
    let nonce: [u8; NONCE] = exactly(decode(nonce)?)?;
    let tag: [u8; TAG] = exactly(decode(tag)?)?;
    let mut text = decode(text)?;
    let content_key = key
        .decrypt_oaep_sha256(&wrapped)
        .map(Zeroizing::new)
        .map_err(|_| NOT_DECRYPTED)?;
    let (nonce, tag, bound) = (Nonce::from(nonce), Tag::from(tag), header.as_bytes());
    let opened = match content {
        Content::A128Gcm => open::<Aes128Gcm>(&content_key, |cipher| {
            cipher.decrypt_in_place_detached(&nonce, bound, &mut text, &tag)
        }),
        Content::A256Gcm => open::<Aes256Gcm>(&content_key, |cipher| {
            cipher.decrypt_in_place_detached(&nonce, bound, &mut text, &tag)
        }),
    };
    opened.map(|()| text)
}

/// The five parts of an envelope. A sixth is the rest whatever is in it: a text of nothing but dots
/// takes no more memory than itself.
fn parts(compact: &str) -> Result<[&str; PARTS], JweError> {
    let parts: Vec<&str> = compact.splitn(PARTS + 1, '.').collect();
    parts.try_into().map_err(|_| NOT_COMPACT)
}

/// The header of what is sent.
const HEADER: &str = r#"{"alg":"RSA-OAEP-256","enc":"A128GCM"}"#;

/// Puts a content into an envelope that only the holder of the private key opens.
pub(crate) fn encrypt(content: &[u8], key: &PublicKey) -> Result<String, PrepareError> {
    let (mut content_key, mut nonce) = (Zeroizing::new([0; 16]), [0; NONCE]);
    for bytes in [content_key.as_mut_slice(), nonce.as_mut_slice()] {
        getrandom::getrandom(bytes)
            .map_err(|error| PrepareError::because("there are no random bytes", error))?;
    }
    let wrapped = key.encrypt_oaep_sha256(content_key.as_slice())?;
    let header = URL_SAFE_NO_PAD.encode(HEADER);
    let mut text = content.to_vec();
    let cipher = Aes128Gcm::new((&*content_key).into());
    let tag = cipher
        .encrypt_in_place_detached(&Nonce::from(nonce), header.as_bytes(), &mut text)
        .map_err(|_| PrepareError::new("the body is too long to be encrypted"))?;
    let parts = [wrapped.as_slice(), &nonce, &text, &tag].map(|part| URL_SAFE_NO_PAD.encode(part));
    Ok(format!("{header}.{}", parts.join(".")))
}

/// Sets the cipher up with a key that must have exactly its length, and uses it.
fn open<C: KeyInit>(
    key: &[u8],
    decrypt: impl FnOnce(C) -> Result<(), aes_gcm::Error>,
) -> Result<(), JweError> {
    let cipher = C::new_from_slice(key).map_err(|_| NOT_DECRYPTED)?;
    decrypt(cipher).map_err(|_| NOT_DECRYPTED)
}

/// The content encryption that the header asks for, if the header asks for nothing unknown.
fn content_encryption(encoded: &str) -> Result<Content, JweError> {
    if encoded.len() > LONGEST_HEADER {
        return Err(NOT_SUPPORTED);
    }
    let header = String::from_utf8(decode(encoded)?).ok();
    let header = header.and_then(|header| Json::parse(&header).ok().map(Json::into_owned));
    let header = header.ok_or(NOT_COMPACT)?;
    let asks = |name: &str| header.member_at(&[name]).and_then(Json::text);
    let extended = header.member("zip").or(header.member("crit")).is_some();
    match (asks("alg").as_deref(), asks("enc").as_deref()) {
        _ if extended => Err(NOT_SUPPORTED),
        (Some("RSA-OAEP-256"), Some("A128GCM")) => Ok(Content::A128Gcm),
        (Some("RSA-OAEP-256"), Some("A256GCM")) => Ok(Content::A256Gcm),
        _ => Err(NOT_SUPPORTED),
    }
}

fn decode(part: &str) -> Result<Vec<u8>, JweError> {
    let decoded = URL_SAFE_NO_PAD.decode(part);
    decoded.map_err(|_| NOT_COMPACT)
}

fn exactly<const LENGTH: usize>(bytes: Vec<u8>) -> Result<[u8; LENGTH], JweError> {
    bytes.try_into().map_err(|_| NOT_COMPACT)
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn an_envelope_has_five_parts_however_many_dots_there_are() {
        assert_eq!(parts("a.b.c.d.e"), Ok(["a", "b", "c", "d", "e"]));
        for broken in ["", "a.b.c.d", "a.b.c.d.e.f", &".".repeat(1_000_000)] {
            assert!(parts(broken).is_err(), "{broken:.20}");
        }
    }
}
