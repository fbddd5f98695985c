//! What people store, taken apart: PEM that survived a configuration, base64 of it, text in UTF-16, DER.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use super::{KeyErrorKind, StoredAs};

const BEGIN: &str = "-----BEGIN ";

/// One thing that may be a key.
pub(super) enum Piece {
    /// DER that is to be looked into.
    Der(Zeroizing<Vec<u8>>),
    /// Known for what it is, or for what is wrong with it, without that.
    Known(KeyErrorKind),
}

/// Takes a file or setting apart. There is a piece at least.
pub(super) fn pieces(bytes: &[u8]) -> Vec<Piece> {
    match decode_text(bytes) {
        Some(text) => of_text(&text, true),
        None => vec![Piece::Der(Zeroizing::new(bytes.to_vec()))],
    }
}

/// The text that bytes are, unless they are DER. Of a comment in another charset around PEM only
/// the ASCII counts.
fn decode_text(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let units = |join: fn([u8; 2]) -> u16| -> Option<Zeroizing<String>> {
        let pairs = bytes.chunks_exact(2);
        let units = pairs.filter_map(|pair| pair.try_into().ok().map(join));
        let units = Zeroizing::new(units.collect::<Vec<u16>>());
        String::from_utf16(&units).ok().map(Zeroizing::new)
    };
    let text = match bytes {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        // ASCII in UTF-16, without a mark: every other byte is zero, which no key in DER begins with.
        [1..=0x7f, 0, 1..=0x7f, 0, ..] => units(u16::from_le_bytes),
        [0, 1..=0x7f, 0, 1..=0x7f, ..] => units(u16::from_be_bytes),
        _ if holds_pem(bytes) => Some(String::from_utf8_lossy(bytes).into_owned().into()),
        _ => str::from_utf8(bytes)
            .ok()
            .map(|text| text.to_owned().into()),
    }?;
    let has_nul = text.contains('\0');
    (!has_nul).then_some(text)
}

fn holds_pem(bytes: &[u8]) -> bool {
    bytes
        .windows(BEGIN.len())
        .any(|part| part == BEGIN.as_bytes())
}

fn of_text(text: &str, may_be_wrapped: bool) -> Vec<Piece> {
    let text = unescaped(text.trim_start_matches('\u{feff}'));
    let content = text.trim_matches(|c: char| c.is_whitespace() || "\"'".contains(c));
    if text.contains(BEGIN) {
        return blocks(&text);
    }
    if content.is_empty() {
        return vec![Piece::Known(KeyErrorKind::Empty)];
    }
    match bare(content) {
        Some(bytes) if may_be_wrapped => match decode_text(&bytes) {
            // The whole of a PEM file in base64, as secrets of clusters hold it.
            Some(inside) if inside.contains(BEGIN) => of_text(&inside, false),
            _ => vec![Piece::Der(bytes)],
        },
        Some(bytes) => vec![Piece::Der(bytes)],
        None => vec![Piece::Known(without_key(content))],
    }
}

/// Configurations turn a line end into a backslash and an `n`, some of them twice. In PEM and base64 a
/// backslash stands for nothing else.
fn unescaped(text: &str) -> Zeroizing<String> {
    let mut parts = text.split('\\');
    let mut plain = Zeroizing::new(parts.next().unwrap_or_default().to_owned());
    for part in parts {
        let line_end = part.strip_prefix(['n', 'r']);
        if line_end.is_some() {
            plain.push('\n');
        }
        plain.push_str(line_end.unwrap_or(part));
    }
    plain
}

/// The blocks of PEM in a text, whatever stands around them.
fn blocks(text: &str) -> Vec<Piece> {
    let parts = text.split(BEGIN).skip(1);
    parts
        .map(|part| block(part).unwrap_or_else(Piece::Known))
        .collect()
}

fn block(part: &str) -> Result<Piece, KeyErrorKind> {
    let (label, rest) = part.split_once("-----").ok_or(KeyErrorKind::CutOff)?;
    let (content, _) = rest.split_once("-----END ").ok_or(KeyErrorKind::CutOff)?;
    if content.contains("DEK-Info") || content.contains("ENCRYPTED") {
        return Err(KeyErrorKind::Other(StoredAs::LegacyEncrypted));
    }
    match known_by_label(label.trim()) {
        Some(found) => Err(KeyErrorKind::Other(found)),
        None => bare(content)
            .map(Piece::Der)
            .ok_or(KeyErrorKind::Unreadable),
    }
}

/// What PEM with this label holds, where it is no key or certificate that could be read.
fn known_by_label(label: &str) -> Option<StoredAs> {
    Some(match label {
        "PRIVATE KEY" | "RSA PRIVATE KEY" | "ENCRYPTED PRIVATE KEY" => return None,
        "PUBLIC KEY" | "RSA PUBLIC KEY" => return None,
        "CERTIFICATE" | "TRUSTED CERTIFICATE" | "X509 CERTIFICATE" => return None,
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => StoredAs::CertificateRequest,
        "EC PRIVATE KEY" | "EC PARAMETERS" | "DSA PRIVATE KEY" | "DSA PARAMETERS" => {
            StoredAs::OtherAlgorithm
        }
        "OPENSSH PRIVATE KEY" => StoredAs::OpenSsh,
        "PKCS7" | "CMS" => StoredAs::Pkcs7,
        "PKCS12" => StoredAs::Pkcs12,
        _ => StoredAs::OtherPem,
    })
}

/// The bytes of base64, also that for addresses and without its padding, or of hexadecimal digits.
fn bare(content: &str) -> Option<Zeroizing<Vec<u8>>> {
    let joined = content.split_whitespace().collect::<String>();
    let joined = Zeroizing::new(joined);
    // In base64 no key begins with this, and in digits each does (a sequence of more than 255 bytes).
    if joined.starts_with("3082") {
        return hex::decode(joined.as_bytes()).ok().map(Zeroizing::new);
    }
    let padding = DecodePaddingMode::Indifferent;
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(padding);
    let alphabet = match joined.contains(['-', '_']) {
        true => &alphabet::URL_SAFE,
        false => &alphabet::STANDARD,
    };
    let decoded = GeneralPurpose::new(alphabet, config).decode(joined.as_bytes());
    decoded.ok().map(Zeroizing::new)
}

/// What a text is that is neither PEM nor base64.
fn without_key(content: &str) -> KeyErrorKind {
    const ENDINGS: [&str; 9] = [
        ".pem", ".key", ".der", ".crt", ".cer", ".pub", ".p12", ".pfx", ".jks",
    ];
    let lower = content.to_ascii_lowercase();
    let is_one_line = content.lines().nth(1).is_none();
    KeyErrorKind::Other(match lower.as_str() {
        _ if lower.starts_with("-----begin") => return KeyErrorKind::CutOff,
        _ if lower.starts_with("putty-user-key") => StoredAs::Putty,
        _ if lower.starts_with("ssh-") || lower.starts_with("---- begin ssh2") => StoredAs::OpenSsh,
        _ if lower.starts_with('{') && lower.contains("\"kty\"") => StoredAs::Jwk,
        _ if is_one_line && ENDINGS.iter().any(|ending| lower.ends_with(ending)) => {
            StoredAs::FileName
        }
        _ => return KeyErrorKind::Unreadable,
    })
}
