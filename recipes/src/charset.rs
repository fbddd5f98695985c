//! Texts as bytes of a charset, strictly: what does not fit is told, never replaced.

use encoding_rs::EUC_KR;
use kpg_codegen::model::Charset;

/// The text that bytes stand for; `None` when they are none of the charset.
pub fn decode(charset: Charset, bytes: &[u8]) -> Option<String> {
    match charset {
        Charset::Utf8 => std::str::from_utf8(bytes).ok().map(str::to_owned),
        Charset::EucKr => EUC_KR
            .decode_without_bom_handling_and_without_replacement(bytes)
            .map(|text| text.into_owned()),
    }
}

/// The bytes of a text; `None` when the charset cannot hold it.
pub fn encode(charset: Charset, text: &str) -> Option<Vec<u8>> {
    match charset {
        Charset::Utf8 => Some(text.as_bytes().to_vec()),
        Charset::EucKr => {
            let (bytes, _, replaced) = EUC_KR.encode(text);
            (!replaced).then(|| bytes.into_owned())
        }
    }
}

/// Bytes for the log: what is none of the charset is replaced.
pub fn shown(charset: Charset, bytes: &[u8]) -> String {
    decode(charset, bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

/// As `Content-Type` names it.
pub fn name(charset: Charset) -> &'static str {
    match charset {
        Charset::Utf8 => "utf-8",
        Charset::EucKr => "euc-kr",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `printf 'TEXT' | iconv -t CP949 | xxd -p`; `똠` is in CP949 only, the emoji in neither.
    #[test]
    fn charsets_hold_what_they_hold() {
        for (text, bytes) in [("가A", "b0a141"), ("똠", "8c63")] {
            let bytes = hex::decode(bytes).unwrap();
            assert_eq!(encode(Charset::EucKr, text), Some(bytes.clone()));
            assert_eq!(decode(Charset::EucKr, &bytes).as_deref(), Some(text));
        }
        assert_eq!(encode(Charset::EucKr, "🙂"), None);
        assert_eq!(decode(Charset::EucKr, b"\xb0"), None);
        assert_eq!(decode(Charset::Utf8, b"\xb0\xa1"), None);
    }
}
