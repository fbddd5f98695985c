//! Forms and queries. The parser of the URL standard repairs silently; here what it would repair is
//! an error.

use kpg_codegen::model::{Charset, Escaping};

use crate::charset;

/// How many pairs are read.
const MOST_PAIRS: usize = 10_000;

/// The pairs of a form in their order, or why the body is none.
pub(crate) fn pairs(
    body: &[u8],
    (charset, escaping): (Charset, Escaping),
) -> Result<Vec<(String, String)>, String> {
    is_written_right(body)?;
    has_blanks_of(escaping, body)?;
    let pairs = || {
        let pairs = body.split(|byte| *byte == b'&');
        pairs.filter(|pair| !pair.is_empty())
    };
    if pairs().count() > MOST_PAIRS {
        return Err(format!("it has more than {MOST_PAIRS} members"));
    }
    let pairs = pairs();
    pairs
        .map(|pair| {
            let equals = pair.iter().position(|byte| *byte == b'=');
            let (name, value) = pair.split_at(equals.unwrap_or(pair.len()));
            let value = value.strip_prefix(b"=").unwrap_or(value);
            let name =
                decode_text(name, charset).ok_or("a name in the form is none of its charset")?;
            match decode_text(value, charset) {
                Some(value) => Ok((name, value)),
                None => Err(format!(
                    "the member `{name}` of the form is not in {}",
                    charset::name(charset).to_uppercase()
                )),
            }
        })
        .collect()
}

/// A server that undoes `%XX` alone takes a `+` for a `+`; one that undoes forms takes both for a blank.
fn has_blanks_of(escaping: Escaping, body: &[u8]) -> Result<(), String> {
    let plus = body.iter().position(|byte| *byte == b'+');
    match (escaping, plus) {
        (Escaping::PercentEncode, Some(position)) => Err(format!(
            "the `+` at byte {position} of it is no blank: a blank is `%20`, and a `+` is `%2B`"
        )),
        (Escaping::PercentEncode, None) | (Escaping::FormEncode, _) => Ok(()),
    }
}

/// A segment of a path, decoded; a `+` is a `+` there.
pub(crate) fn segment(written: &str) -> Result<String, String> {
    is_written_right(written.as_bytes())?;
    let plain = percent_decoded(written.as_bytes());
    charset::decode(Charset::Utf8, &plain).ok_or_else(|| "it is not in UTF-8".to_owned())
}

fn is_written_right(body: &[u8]) -> Result<(), String> {
    for (position, &byte) in body.iter().enumerate() {
        if !byte.is_ascii_graphic() {
            return Err(format!("byte {position} of it must be percent-encoded"));
        }
        let escape = body.get(position + 1..position + 3).unwrap_or_default();
        if byte == b'%' && !(escape.len() == 2 && escape.iter().all(u8::is_ascii_hexdigit)) {
            return Err(format!(
                "the `%` at byte {position} of it is not followed by two digits"
            ));
        }
    }
    Ok(())
}

fn decode_text(written: &[u8], charset: Charset) -> Option<String> {
    let spaced: Vec<u8> = written
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    charset::decode(charset, &percent_decoded(&spaced))
}

/// Every `%` stands before two digits.
fn percent_decoded(written: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some((first, after)) = rest.split_first() {
        let escaped = match (first, after.split_at_checked(2)) {
            (b'%', Some((digits, after))) => hex::decode(digits).ok().map(|byte| (byte, after)),
            _ => None,
        };
        match escaped {
            Some((byte, after)) => {
                plain.extend(byte);
                rest = after;
            }
            None => {
                plain.push(*first);
                rest = after;
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str, charset: Charset) -> Option<Vec<(String, String)>> {
        pairs(body.as_bytes(), (charset, Escaping::FormEncode)).ok()
    }

    #[test]
    fn forms_are_decoded() {
        let found = read("a=1+2&b=%EA%B0%80%2B%26&c=&a=3", Charset::Utf8).unwrap();
        let expected = [("a", "1 2"), ("b", "가+&"), ("c", ""), ("a", "3")];
        assert_eq!(
            found,
            expected
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .to_vec()
        );
        assert_eq!(read("", Charset::Utf8), Some(Vec::new()));
    }

    /// `urllib.parse.urlencode({'이름': '홍길동 a'}, encoding='cp949')`
    #[test]
    fn forms_in_euckr_are_decoded() {
        let body = "%C0%CC%B8%A7=%C8%AB%B1%E6%B5%BF+a";
        let expected = vec![("이름".to_owned(), "홍길동 a".to_owned())];
        assert_eq!(read(body, Charset::EucKr), Some(expected));
        assert_eq!(read(body, Charset::Utf8), None);
        assert_eq!(read("a=%B0", Charset::EucKr), None);
    }

    #[test]
    fn what_would_be_repaired_is_told() {
        for body in [
            "a=가", "a=1 2", "a=%zz", "a=%2", "a=%", "a=%b0%a1", "a=1\r\n",
        ] {
            assert!(read(body, Charset::Utf8).is_none(), "{body}");
        }
    }

    #[test]
    fn a_plus_is_no_blank_where_blanks_are_percent_encoded() {
        let read = |body: &str| pairs(body.as_bytes(), (Charset::Utf8, Escaping::PercentEncode));
        let expected = vec![("a".to_owned(), "1 +2".to_owned())];
        assert_eq!(read("a=1%20%2B2"), Ok(expected));
        assert!(read("a=1+2").is_err());
    }

    #[test]
    fn a_form_of_too_many_members_is_refused() {
        assert!(read(&"a&".repeat(10_000), Charset::Utf8).is_some());
        assert!(read(&"a&".repeat(10_001), Charset::Utf8).is_none());
    }

    #[test]
    fn segments_are_decoded() {
        assert_eq!(segment("a%2Fb+%EA%B0%80"), Ok("a/b+가".to_owned()));
        assert!(segment("%C8").is_err());
    }
}
