//! The RSA signatures that the source of an example may state. A message has one signature by a key alone (RFC 8017 §8.2),
//! so that one which verifies need not be computed again; to verify takes a twentieth of the time.

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use kpg_codegen::model::ExpectedRequest;

use crate::arriving::percent_decoded;

/// Signatures of keys with fewer bits take as little time to compute.
const SHORTEST: usize = 128;

/// Whatever has the length of a signature, of texts in base64 or hexadecimal digits.
pub(super) fn stated(sends: &ExpectedRequest) -> Vec<Vec<u8>> {
    let fields = sends.fields.iter().map(|(_, text)| text);
    let values = sends.values.iter().map(|(_, text)| text);
    let texts = fields.chain(values).chain(&sends.body);
    let parts = texts.flat_map(|text| text.split(['"', '&', '=']));
    let long = parts.filter(|part| part.len() > SHORTEST);
    long.flat_map(decoded).collect()
}

fn decoded(text: &str) -> impl Iterator<Item = Vec<u8>> {
    const LENIENT: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let written = percent_decoded(text.as_bytes());
    let base64 = [STANDARD, URL_SAFE].map(|alphabet| {
        let engine = GeneralPurpose::new(&alphabet, LENIENT);
        engine.decode(&written).ok()
    });
    let all = base64.into_iter().chain([hex::decode(&written).ok()]);
    all.flatten().filter(|bytes| bytes.len() >= SHORTEST)
}
