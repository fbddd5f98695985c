//! JSON request bodies, read member by member so that nothing is lost: duplicates stay, and numbers
//! keep their digits.

use std::fmt;
use std::str::Bytes;

use kpg_codegen::model::Path;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// How deep objects may stand in each other, the outermost one counted.
const DEEPEST: usize = 128;
/// How many members are read, those of objects in each other counted.
const MOST_MEMBERS: usize = 10_000;
/// How many bytes their names may have together. Each has the way to it in it, so that a short body can have long ones.
const MOST_NAME_BYTES: usize = 4 * 1024 * 1024;

/// A value as JSON wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scalar {
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
pub fn members(body: &str) -> Result<Vec<(String, Scalar)>, String> {
    let members: Members<'_> =
        serde_json::from_str(body).map_err(|problem| format!("it is no JSON object: {problem}"))?;
    if depth(body) > DEEPEST {
        return Err(format!("its objects are more than {DEEPEST} levels deep"));
    }
    let mut flat = Flat::default();
    flat.add("", members)?;
    Ok(flat.scalars)
}

/// An object, a list or a value in JSON, letter by letter, by the names on the way to it.
pub fn part(body: &str, path: &Path) -> Option<String> {
    let mut rest = body;
    for name in &path.0 {
        let members: Members<'_> = serde_json::from_str(rest).ok()?;
        let found = members.0.into_iter().find(|(known, _)| known == name);
        rest = found?.1.get();
    }
    Some(rest.to_owned())
}

/// The members of an object, letter by letter, or why it is none.
///
/// # Errors
///
/// It is no object.
pub fn parts(object: &str) -> Result<Vec<(String, String)>, String> {
    let members: Members<'_> = serde_json::from_str(object)
        .map_err(|problem| format!("it is no JSON object: {problem}"))?;
    let members = members.0.into_iter();
    Ok(members
        .map(|(name, raw)| (name, raw.get().to_owned()))
        .collect())
}

/// An object of members that are JSON by themselves.
pub fn written(members: impl IntoIterator<Item = (String, String)>) -> String {
    let members = members.into_iter();
    let members = members.map(|(name, raw)| format!("{}:{raw}", serde_json::Value::from(name)));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

/// An object with something else in place of what stands at a path; through a list, in place of that of each item. What is not
/// there stays away.
pub fn with_part(json: &str, names: &[String], change: &mut dyn FnMut(&str) -> String) -> String {
    let Some((name, rest)) = names.split_first() else {
        return change(json);
    };
    if json.trim_start().starts_with('[') {
        let items = items(json).into_iter();
        let items = items.map(|item| with_part(item, names, change));
        return format!("[{}]", items.collect::<Vec<_>>().join(","));
    }
    let Ok(members) = parts(json) else {
        return json.to_owned();
    };
    written(
        members
            .into_iter()
            .map(|(known, raw)| match known == *name {
                true => (known, with_part(&raw, rest, change)),
                false => (known, raw),
            }),
    )
}

/// The items of a list, letter by letter; none when it is no list.
pub fn items(list: &str) -> Vec<&str> {
    let items: Vec<&RawValue> = serde_json::from_str(list).unwrap_or_default();
    items.into_iter().map(RawValue::get).collect()
}

/// How deep objects stand in each other, in lists or not. Counted from the letters, since `serde_json`
/// skims what it hands out as it was written, to any depth.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut bytes = json.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => skip_text(&mut bytes),
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Goes on behind the quote that ends a text.
fn skip_text(bytes: &mut Bytes<'_>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'"' => return,
            _ => {}
        }
    }
}

/// Members of objects in each other, side by side.
#[derive(Default)]
struct Flat {
    scalars: Vec<(String, Scalar)>,
    /// How many names were made.
    names: usize,
    /// How many bytes they have together.
    bytes: usize,
}

impl Flat {
    /// Calls itself as deep as objects stand in each other, which is bounded before.
    fn add(&mut self, place: &str, members: Members<'_>) -> Result<(), String> {
        for (name, raw) in members.0 {
            self.count(place.len() + name.len())?;
            let name = format!("{place}{name}");
            match serde_json::from_str::<Members<'_>>(raw.get()) {
                Ok(inner) => self.add(&format!("{name}."), inner)?,
                Err(_) => self.scalars.push((name, scalar(raw.get()))),
            }
        }
        Ok(())
    }

    /// Counts a name before it is made.
    fn count(&mut self, bytes: usize) -> Result<(), String> {
        self.names += 1;
        self.bytes += bytes;
        if self.names > MOST_MEMBERS {
            return Err(format!("it has more than {MOST_MEMBERS} members"));
        }
        if self.bytes > MOST_NAME_BYTES {
            return Err(format!(
                "the names of its members, each with the way to it, have more than {MOST_NAME_BYTES} bytes together"
            ));
        }
        Ok(())
    }
}

/// A value by itself.
pub fn scalar(raw: &str) -> Scalar {
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
    fn what_is_too_deep_is_refused_and_not_followed() {
        let nested =
            |levels: usize| format!("{}1{}", r#"{"a":"#.repeat(levels), "}".repeat(levels));
        let name = ["a"; DEEPEST].join(".");
        let deepest = vec![(name, Scalar::Number("1".into()))];
        assert_eq!(members(&nested(DEEPEST)), Ok(deepest));
        for levels in [DEEPEST + 1, 200_000] {
            let told = Err("its objects are more than 128 levels deep".to_owned());
            assert_eq!(members(&nested(levels)), told, "{levels}");
        }
        assert!(members(&r#"{"a":"#.repeat(200_000)).is_err());
        let braces = r#"\"{\\"#.repeat(DEEPEST + 1);
        let text = format!(r#"{{"a":"{braces}","b":"{{"}}"#);
        assert_eq!(members(&text).map(|members| members.len()), Ok(2));
    }

    #[test]
    fn what_has_too_many_members_or_too_long_names_is_refused() {
        let of = |count: usize| {
            let members: Vec<String> = (0..count).map(|each| format!("\"{each}\":1")).collect();
            format!("{{{}}}", members.join(","))
        };
        assert_eq!(members(&of(10_000)).map(|read| read.len()), Ok(10_000));
        let told = Err("it has more than 10000 members".to_owned());
        assert_eq!(members(&of(10_001)), told);
        // A name of 500,000 letters stands in the name of each member of its object.
        let outer = "a".repeat(500_000);
        for (inside, is_read) in [(7, true), (8, false), (9_999, false)] {
            let body = format!("{{\"{outer}\":{}}}", of(inside));
            let read = members(&body);
            assert_eq!(read.is_ok(), is_read, "{inside}");
            if let Err(told) = read {
                assert!(told.contains("more than 4194304 bytes"), "{told}");
            }
        }
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
