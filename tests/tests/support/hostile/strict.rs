//! What a JSON library alone does not tell: JSON in which a member stands twice, and which characters of it
//! are broken.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Whether a member stands twice in an object, at any depth. Nothing is known of what is no JSON.
pub fn has_a_member_twice(body: &[u8]) -> bool {
    let read = serde_json::from_slice::<Strict>(body);
    read.is_err_and(|error| error.to_string().contains(TWICE))
}

/// JSON in which U+FFFD stands for every character that is broken: bytes that are no UTF-8, and escapes of
/// half a surrogate pair.
pub fn with_broken_marked(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let mut parts = Vec::new();
    let mut rest: &str = &text;
    while !rest.is_empty() {
        let length = rest.chars().next().map_or(1, char::len_utf8);
        let one = match rest.strip_prefix('\\') {
            Some(behind) => length + behind.chars().next().map_or(0, char::len_utf8),
            None => length,
        };
        let (first, second) = (escaped(rest), rest.get(6..).and_then(escaped));
        let (taken, part) = match (first, second) {
            (Some(high), Some(low)) if is_pair(high, low) => (12, rest.get(..12)),
            (Some(half), _) if is_half(half) => (6, Some("\u{fffd}")),
            _ => (one, rest.get(..one)),
        };
        parts.push(part.unwrap_or_default());
        rest = rest.get(taken..).unwrap_or_default();
    }
    parts.concat()
}

fn escaped(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let hex = digits.chars().all(|digit| digit.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| hex)
}

fn is_half(unit: u32) -> bool {
    unit >> 11 == 0b11011
}

fn is_pair(high: u32, low: u32) -> bool {
    high >> 10 == 0b11_0110 && low >> 10 == 0b11_0111
}

const TWICE: &str = "a member stands twice";

struct Strict;

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Values)
    }
}

struct Values;

impl<'de> Visitor<'de> for Values {
    type Value = Strict;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Strict, E> {
        Ok(Strict)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Strict, E> {
        Ok(Strict)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Strict, E> {
        Ok(Strict)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Strict, E> {
        Ok(Strict)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Strict, E> {
        Ok(Strict)
    }

    fn visit_str<E>(self, _: &str) -> Result<Strict, E> {
        Ok(Strict)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Strict, A::Error> {
        while items.next_element::<Strict>()?.is_some() {}
        Ok(Strict)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Strict, A::Error> {
        let mut names = BTreeSet::new();
        while let Some((name, _)) = members.next_entry::<String, Strict>()? {
            if !names.insert(name) {
                return Err(A::Error::custom(TWICE));
            }
        }
        Ok(Strict)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_broken_is_marked_and_nothing_else() {
        for (body, expected) in [
            (&br#"{"a":"\ud83d\ude00"}"#[..], r#"{"a":"\ud83d\ude00"}"#),
            (br#"{"a":"\ud83d"}"#, "{\"a\":\"\u{fffd}\"}"),
            (br#"{"a":"\\ud83d"}"#, r#"{"a":"\\ud83d"}"#),
            (b"{\"\xed\x99\":1}", "{\"\u{fffd}\":1}"),
            ("{\"가\":\"나\"}".as_bytes(), "{\"가\":\"나\"}"),
        ] {
            assert_eq!(with_broken_marked(body), expected);
        }
    }

    #[test]
    fn a_member_twice_is_found_at_any_depth_and_under_any_spelling() {
        for (body, expected) in [
            (r#"{"a":1,"b":{"a":2}}"#, false),
            (r#"[{"a":1},{"a":2}]"#, false),
            (r#"{"a":1,"a":1}"#, true),
            (r#"{"a":1,"\u0061":1}"#, true),
            (r#"[1.5,null,{"x":[{"a":-1,"a":true}]}]"#, true),
            ("<html>", false),
        ] {
            assert_eq!(has_a_member_twice(body.as_bytes()), expected, "{body}");
        }
    }
}
