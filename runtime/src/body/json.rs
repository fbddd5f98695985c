//! JSON as it stands on the wire: members in their order, none twice.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::Number;

use super::Index;
use crate::value::shown;

/// The member under which `serde_json` hands out numbers when some crate in the build turned its
/// `arbitrary_precision` on. Without heed to it, every number would read as an object there.
const EXACT_NUMBER: &str = "$serde_json::private::Number";

/// From here on a number with a fraction or an exponent is not read exactly: it is kept as a binary
/// fraction, and the reader of JSON is out by one in the last of its digits.
pub(crate) const INEXACT: f64 = 1e15;

/// What is shown in place of a broken text.
pub(crate) const NOT_TEXT: &str = "<not text>";

/// The most values that are read of one text: members and items at any depth, and the whole itself.
/// Each takes many times the two bytes that it can be written with.
pub(crate) const MOST_VALUES: usize = 250_000;

/// A value, whose texts and names are lent by what it was read of wherever they stand there as they are.
#[derive(Clone, PartialEq)]
pub(crate) enum Json<'t> {
    Null,
    Flag(bool),
    Number(Number),
    Text(Cow<'t, str>),
    /// A text with characters that are none of its charset, or half of one; U+FFFD stands for them.
    /// It is nobody's value: only JSON inside it is read, with its own broken texts left out.
    Broken(Cow<'t, str>),
    /// A text that hides something, such as one that is encrypted, and could not be opened: what stands there instead, in
    /// words. It is nobody's value.
    #[cfg_attr(
        not(feature = "opening"),
        allow(dead_code, reason = "nothing is opened without the feature")
    )]
    Unopened(&'static str),
    List(Vec<Self>),
    Object(Vec<Member<'t>>),
}

/// A member of an object: its name and its value.
pub(crate) type Member<'t> = (Cow<'t, str>, Json<'t>);

impl<'t> Json<'t> {
    /// Reads one JSON value, of at most [`MOST_VALUES`] in all. Errors name places and members, never
    /// values.
    pub(crate) fn parse(text: &'t str) -> Result<Self, serde_json::Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        match half_escapes_marked(text) {
            Cow::Borrowed(text) => Self::one_of(text),
            Cow::Owned(text) => Json::parse_marked(&text).map(Json::into_owned),
        }
    }

    /// Reads one JSON value of a text in which U+FFFD stands for what is broken: texts that hold one
    /// are broken, the others are as they were sent. A name that is broken could be any member's.
    pub(crate) fn parse_marked(text: &str) -> Result<Json<'static>, serde_json::Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let marked = half_escapes_marked(text);
        let mut json = Json::one_of(&marked)?;
        json.break_marked().map_err(|BrokenName| {
            de::Error::custom("the name of a member is none of its charset")
        })?;
        Ok(json.into_owned())
    }

    fn one_of(text: &'t str) -> Result<Self, serde_json::Error> {
        let left = Cell::new(MOST_VALUES);
        let mut reader = serde_json::Deserializer::from_str(text);
        let json = OneOf { left: &left }.deserialize(&mut reader)?;
        reader.end().map(|()| json)
    }

    /// The same value, which lends nothing.
    pub(crate) fn into_owned(self) -> Json<'static> {
        match self {
            Self::Null => Json::Null,
            Self::Flag(flag) => Json::Flag(flag),
            Self::Number(number) => Json::Number(number),
            Self::Text(text) => Json::Text(text.into_owned().into()),
            Self::Broken(text) => Json::Broken(text.into_owned().into()),
            Self::Unopened(why) => Json::Unopened(why),
            Self::List(items) => Json::List(items.into_iter().map(Json::into_owned).collect()),
            Self::Object(members) => {
                let members = members.into_iter();
                let owned =
                    |(name, value): Member<'_>| (name.into_owned().into(), value.into_owned());
                Json::Object(members.map(owned).collect())
            }
        }
    }

    fn break_marked(&mut self) -> Result<(), BrokenName> {
        match self {
            Self::Text(text) if text.contains(char::REPLACEMENT_CHARACTER) => {
                *self = Self::Broken(std::mem::take(text));
                Ok(())
            }
            Self::List(items) => items.iter_mut().try_for_each(Self::break_marked),
            Self::Object(members) => members.iter_mut().try_for_each(|(name, value)| {
                if name.contains(char::REPLACEMENT_CHARACTER) {
                    return Err(BrokenName);
                }
                value.break_marked()
            }),
            Self::Null
            | Self::Flag(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Broken(_)
            | Self::Unopened(_) => Ok(()),
        }
    }

    /// The value at a path of member names; a null is as good as absent.
    pub(crate) fn member_at(&self, path: &[&str]) -> Option<&Self> {
        path.iter()
            .try_fold(self, |json, name| json.member(name))
            .filter(|json| !json.is_null())
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text at a path that may lead through lists: that of all their items when they agree,
    /// and nothing when they do not, or when there are none.
    pub(crate) fn agreed(&self, path: &[&str]) -> Option<&Self> {
        let agreed = match (self, path) {
            (_, []) => Some(self),
            (Self::List(items), _) => {
                let mut found = items.iter().map(|item| item.agreed(path));
                let first = found.next().flatten()?;
                found.all(|other| other == Some(first)).then_some(first)
            }
            (_, [name, rest @ ..]) => self.member(name)?.agreed(rest),
        };
        agreed.filter(|json| !json.is_null())
    }

    /// Whether a path that may lead through lists ends at anything that is neither null nor empty.
    pub(crate) fn leads_to_something(&self, path: &[&str]) -> bool {
        match (self, path) {
            (Self::List(items), _) => items.iter().any(|item| item.leads_to_something(path)),
            (Self::Null, []) => false,
            (Self::Text(text), []) => !text.trim().is_empty(),
            (_, []) => true,
            (_, [name, rest @ ..]) => self
                .member(name)
                .is_some_and(|member| member.leads_to_something(rest)),
        }
    }

    /// The member of an object, be it null.
    pub(crate) fn member(&self, name: &str) -> Option<&Self> {
        let mut members = self.members().iter();
        let found = members.find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    }

    /// The members of an object; none of anything else.
    pub(crate) fn members(&self) -> &[Member<'t>] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    pub(crate) fn is_empty_text(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    /// What stands in the way of a path, and how much of the path leads to it: a value that is neither
    /// an object nor null nor a blank text, where an object would have to be.
    pub(crate) fn obstacle<'p>(
        &self,
        path: &'p [&'p str],
    ) -> Option<(&'p [&'p str], &'static str)> {
        let mut json = self;
        for (depth, name) in path.iter().enumerate() {
            json = match json {
                // Whatever the last member is, it stands in no one's way.
                Self::Object(_) if depth + 1 == path.len() => return None,
                Self::Object(_) => json.member(name)?,
                Self::Null => return None,
                Self::Text(text) if text.trim().is_empty() => return None,
                other => return Some((path.get(..depth)?, other.description())),
            };
        }
        None
    }

    /// The value as text: a text itself, a flag, or a number as JSON writes it. None for objects,
    /// lists, null, broken texts, and numbers too large to have been read exactly.
    pub(crate) fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Flag(flag) => Some(Cow::Owned(flag.to_string())),
            Self::Number(number) if is_exact(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    /// The value as text, when it is known how it was written. Of a number with a fraction or an
    /// exponent only the value is.
    pub(crate) fn sent_text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Number(number) if !number.is_u64() && !number.is_i64() => None,
            other => other.text(),
        }
    }

    /// What kind of value this is, in words.
    pub(crate) fn description(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Flag(_) => "true or false",
            Self::Number(number) if !is_exact(number) => "a number too large to be read exactly",
            Self::Number(_) => "a number",
            Self::Text(_) if self.is_empty_text() => "an empty text",
            Self::Text(_) => "a text",
            Self::Broken(_) => "a text with a broken character",
            Self::Unopened(why) => why,
            Self::List(items) if items.is_empty() => "an empty list",
            Self::List(_) => "a list",
            Self::Object(members) if members.is_empty() => "an empty object",
            Self::Object(_) => "an object",
        }
    }
}

/// A member's name with a broken character.
struct BrokenName;

/// The text with U+FFFD in place of every escape that is half of a character: a `\ud83d` whose other
/// half was cut off. The text itself where there is none.
fn half_escapes_marked(text: &str) -> Cow<'_, str> {
    let mut marked = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('\\')) {
        at += found;
        let escape = text.get(at..).unwrap_or_default();
        let next = escape.get(UNIT..).unwrap_or_default();
        let length = match (utf16_unit(escape), utf16_unit(next)) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => 2 * UNIT,
            (Some(0xd800..0xe000), _) => {
                marked.push_str(text.get(copied..at).unwrap_or_default());
                marked.push(char::REPLACEMENT_CHARACTER);
                copied = at + UNIT;
                UNIT
            }
            // Also of a backslash: what follows that one is no escape.
            _ => 2,
        };
        at += length;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    marked.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(marked)
}

/// The length of `\u0000`.
const UNIT: usize = 6;

/// The number behind `\u` with which a text begins.
fn utf16_unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let are_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| are_hex)
}

fn is_exact(number: &Number) -> bool {
    number.is_u64() || number.is_i64() || number.as_f64().is_some_and(|n| n.abs() < INEXACT)
}

impl fmt::Display for Json<'_> {
    /// As JSON, without spaces.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Broken(_) | Self::Unopened(_) => serializer.serialize_str(NOT_TEXT),
            Self::List(list) => list.serialize(serializer),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

/// Reads one value and takes it off what is left.
#[derive(Clone, Copy)]
struct OneOf<'a> {
    left: &'a Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for OneOf<'_> {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        let Some(left) = self.left.get().checked_sub(1) else {
            return Err(de::Error::custom(format_args!(
                "it holds more than {MOST_VALUES} values"
            )));
        };
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OneOf<'_> {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Json<'de>, E> {
        Ok(Json::Flag(flag))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json<'de>, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json<'de>, E> {
        Ok(Number::from_f64(number).map_or(Json::Null, Json::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(text.into()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(text.to_owned().into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = entries.next_key_seed(Name)? {
            let value = entries.next_value_seed(self)?;
            if let (EXACT_NUMBER, Json::Text(digits)) = (&*name, &value) {
                return digits.parse().map(Json::Number).map_err(de::Error::custom);
            }
            members.push((name, value));
        }
        match Index::repeated(&members) {
            Some(name) => Err(de::Error::custom(format_args!(
                "the member `{}` stands there twice",
                shown(name, 40)
            ))),
            None => Ok(Json::Object(members)),
        }
    }
}

/// Reads the name of a member.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(name.into())
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(name.to_owned().into())
    }
}

#[cfg(test)]
mod tests {
    use super::{Json, MOST_VALUES};

    /// So many zeros, written with two bytes each.
    fn zeros(count: usize) -> String {
        format!("[{}0]", "0,".repeat(count - 1))
    }

    #[test]
    fn a_text_of_more_values_than_the_limit_is_refused_before_they_are_kept() {
        assert!(Json::parse(&zeros(MOST_VALUES - 1)).is_ok());
        let nested = "[[],{}],".repeat(MOST_VALUES / 3);
        let too_many = [
            zeros(MOST_VALUES),
            zeros(4_000_000),
            format!("[{nested}0]"),
            format!("{{\"a\":{}}}", zeros(MOST_VALUES - 1)),
        ];
        for text in too_many {
            let error = Json::parse(&text).err().unwrap().to_string();
            assert!(error.contains("more than 250000 values"), "{error}");
        }
    }

    /// docs/errors.md says what an answer takes at most; this is what it reckons with.
    #[test]
    fn a_member_takes_no_more_than_is_reckoned_with() {
        assert!(size_of::<Json<'_>>() <= 32, "{}", size_of::<Json<'_>>());
        assert!(size_of::<super::Member<'_>>() <= 56);
    }
}
