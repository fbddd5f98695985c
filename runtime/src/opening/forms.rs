//! How encrypted bytes are written down, read back.

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

/// The bytes behind hexadecimal digits in either case.
#[must_use]
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    hex::decode(text.trim_ascii()).ok()
}

/// The bytes behind standard base64, also with line ends in it.
#[must_use]
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(without_line_ends(text)).ok()
}

/// The bytes behind base64 for URLs, with or without padding.
#[must_use]
pub fn from_base64_url(text: &str) -> Option<Vec<u8>> {
    const EITHER: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(&URL_SAFE, EITHER)
        .decode(without_line_ends(text))
        .ok()
}

/// No other blank: in a form one may be a plus sign that was not percent-encoded.
fn without_line_ends(text: &str) -> String {
    text.replace(['\r', '\n'], "")
}
