//! Bodies written as a format says: JSON, a form or lines, in a charset.

use kpg_codegen::model::{BodyEncoding, Charset, Format};
use serde_json::Value;

use crate::charset;
use crate::tree::Tree;

/// An object as a format writes it.
pub(crate) fn write(format: &Format, tree: &Tree) -> Vec<u8> {
    match format.encoding {
        BodyEncoding::Json => json(format.charset, &tree.to_json()),
        BodyEncoding::Form => form(format.charset, tree),
        BodyEncoding::Lines => lines(format.charset, tree),
    }
}

/// JSON in a charset. What the charset cannot hold is escaped, as JSON may escape anything.
pub(crate) fn json(charset: Charset, text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for letter in text.chars() {
        match charset::encode(charset, letter.encode_utf8(&mut [0; 4])) {
            Some(written) => bytes.extend(written),
            None => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    bytes.extend(format!("\\u{unit:04x}").into_bytes());
                }
            }
        }
    }
    bytes
}

/// `name=value&…`; lists, which a form does not have, as JSON texts.
fn form(charset: Charset, tree: &Tree) -> Vec<u8> {
    let pairs = tree.leaves().into_iter().map(|(name, value)| {
        let text = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        format!("{}={}", escaped(charset, &name), escaped(charset, &text))
    });
    let pairs: Vec<String> = pairs.collect();
    pairs.join("&").into_bytes()
}

/// `name=value` in lines, as they stand: a line end in a value is written as a blank.
fn lines(charset: Charset, tree: &Tree) -> Vec<u8> {
    let lines = tree.leaves().into_iter().map(|(name, value)| {
        let text = match value {
            Value::String(text) => text.replace(['\r', '\n'], " "),
            other => other.to_string(),
        };
        held(charset, &format!("{name}={text}\r\n"))
    });
    lines.collect::<Vec<_>>().concat()
}

fn escaped(charset: Charset, text: &str) -> String {
    form_urlencoded::byte_serialize(&held(charset, text)).collect()
}

/// What the charset cannot hold becomes a question mark, as servers do it.
fn held(charset: Charset, text: &str) -> Vec<u8> {
    let letters = text.chars().flat_map(|letter| {
        let written = charset::encode(charset, letter.encode_utf8(&mut [0; 4]));
        written.unwrap_or_else(|| vec![b'?'])
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpg_codegen::model::Path;

    fn written(encoding: BodyEncoding, charset: Charset) -> Vec<u8> {
        let mut tree = Tree::default();
        for (name, value) in [("이름", "홍 길동"), ("b", "🙂"), ("c.d", "1")] {
            let path = Path(name.split('.').map(str::to_owned).collect());
            tree.put(&path, Value::from(value));
        }
        let format = Format {
            encoding,
            charset,
            list_as: None,
        };
        write(&format, &tree)
    }

    /// Python: `urllib.parse.urlencode({'이름': '홍 길동', 'b': '?', 'c.d': '1'}, encoding='cp949')` and
    /// `json.dumps(…, ensure_ascii=False, separators=(',', ':')).encode('cp949')`
    #[test]
    fn bodies_are_in_their_charset() {
        let form = written(BodyEncoding::Form, Charset::EucKr);
        let expected = "%C0%CC%B8%A7=%C8%AB+%B1%E6%B5%BF&b=%3F&c.d=1";
        assert_eq!(String::from_utf8(form).unwrap(), expected);
        let json = written(BodyEncoding::Json, Charset::EucKr);
        let expected = "7b22c0ccb8a7223a22c8ab20b1e6b5bf222c2262223a225c75643833645c7564653432222c2263223a7b2264223a2231227d7d";
        assert_eq!(hex::encode(json), expected);
        let json = written(BodyEncoding::Json, Charset::Utf8);
        let expected = r#"{"이름":"홍 길동","b":"🙂","c":{"d":"1"}}"#;
        assert_eq!(String::from_utf8(json).unwrap(), expected);
    }
}
