//! Compressed answers: no request asks for one, and none is read.

use http::header::CONTENT_ENCODING;

use super::HttpAnswer;

const GZIP: &str = "it is compressed (gzip), though the request did not ask for that";
const ZSTD: &str = "it is compressed (zstd), though the request did not ask for that";
const BROTLI: &str = "it is labelled as compressed (br), though the request did not ask for that";
const DEFLATE: &str =
    "it is labelled as compressed (deflate), though the request did not ask for that";
const OTHER: &str = "it is labelled as encoded in a way that the request did not ask for";

/// Says so of an answer that cannot be read because it is compressed: by how its body begins, or by its
/// `Content-Encoding`. A plain body with a wrong label is read, and nobody asks here.
pub(crate) fn compression_of(answer: &HttpAnswer) -> Option<&'static str> {
    let encoding = answer.headers.get(CONTENT_ENCODING);
    let encoding = encoding
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let labelled = |names: &[&str]| {
        names
            .iter()
            .any(|name| encoding.trim().eq_ignore_ascii_case(name))
    };
    match answer.body.as_slice() {
        [] => None,
        [0x1f, 0x8b, ..] => Some(GZIP),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(ZSTD),
        _ if labelled(&["gzip", "x-gzip"]) => Some(GZIP),
        _ if labelled(&["zstd"]) => Some(ZSTD),
        _ if labelled(&["br"]) => Some(BROTLI),
        _ if labelled(&["deflate"]) => Some(DEFLATE),
        _ if labelled(&["", "identity"]) => None,
        _ => Some(OTHER),
    }
}
