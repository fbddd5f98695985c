//! JSON request bodies, read member by member so that nothing is lost: duplicates stay, and numbers
//! keep their digits.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A value as JSON wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    /// A string, unescaped.
    Text(String),
    /// A number, letter by letter.
    Number(String),
    /// `true` or `false`.
    Boolean(String),
    /// A list, letter by letter.
    List(String),
    /// Anything else, by what it is called.
    Other(&'static str),
}

/// The members of a JSON object in their order, or why the body is none. Members of an object inside
/// it are named with the way to them, `outer.inner`.
pub(crate) fn members(body: &str) -> Result<Vec<(String, Scalar)>, String> {
    let members: Members<'_> =
        serde_json::from_str(body).map_err(|problem| format!("it is no JSON object: {problem}"))?;
    let mut scalars = Vec::new();
    flatten("", members, &mut scalars);
    Ok(scalars)
}

/// The items of a list, letter by letter; none when it is no list.
pub(crate) fn items(list: &str) -> Vec<&str> {
    let items: Vec<&RawValue> = serde_json::from_str(list).unwrap_or_default();
    items.into_iter().map(RawValue::get).collect()
}

/// As deep as `serde_json` reads.
fn flatten(place: &str, members: Members<'_>, scalars: &mut Vec<(String, Scalar)>) {
    for (name, raw) in members.0 {
        let name = format!("{place}{name}");
        match serde_json::from_str::<Members<'_>>(raw.get()) {
            Ok(inner) => flatten(&format!("{name}."), inner, scalars),
            Err(_) => scalars.push((name, scalar(raw.get()))),
        }
    }
}

/// A value by itself.
pub(crate) fn scalar(raw: &str) -> Scalar {
    match raw.as_bytes().first() {
        Some(b'"') => serde_json::from_str(raw).map_or(Scalar::Other("no string"), Scalar::Text),
        Some(b't' | b'f') => Scalar::Boolean(raw.to_owned()),
        Some(b'n') => Scalar::Other("null"),
        Some(b'{') => Scalar::Other("an object"),
        Some(b'[') => Scalar::List(raw.to_owned()),
        _ => Scalar::Number(raw.to_owned()),
    }
}

struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost() {
        let read = members(
            r#"{"a":"\uac00","a":18446744073709551616,"b":1.50,"c":true,"d":null,"e":[1]}"#,
        );
        let expected = [
            ("a", Scalar::Text("가".into())),
            ("a", Scalar::Number("18446744073709551616".into())),
            ("b", Scalar::Number("1.50".into())),
            ("c", Scalar::Boolean("true".into())),
            ("d", Scalar::Other("null")),
            ("e", Scalar::List("[1]".into())),
        ];
        assert_eq!(
            read,
            Ok(expected
                .map(|(name, value)| (name.to_owned(), value))
                .to_vec())
        );
    }

    #[test]
    fn lists_keep_their_letters() {
        assert_eq!(
            items(r#"[1.0, "a", {"b":[]}]"#),
            ["1.0", "\"a\"", "{\"b\":[]}"]
        );
        assert!(items("{}").is_empty());
    }

    #[test]
    fn what_is_no_object_is_told() {
        for body in [
            "",
            "[]",
            "{} {}",
            "{\"a\":1,}",
            "{\"a\":01}",
            "\u{feff}{}",
            "{\"a\":\"\\ud800\"",
        ] {
            assert!(members(body).is_err(), "{body}");
        }
    }
}
