//! Where in its text a spec says what: the keys as they were read when it was compiled, corrections not yet made.
//! What they mean does not belong here.

use crate::source::Span;
use crate::syntax::shape::{DEFAULTS_KEY, GROUPS};
use crate::syntax::tree::{Entry, Node, Value};

/// The places of everything that a spec says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    root: Option<Node>,
}

/// A key of a spec and what is written under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The keys from the top of the spec to it, this one too.
    pub keys: Vec<String>,
    /// The place of the key.
    pub key: Span,
    /// The place of what is under it.
    pub value: Span,
    /// The text under it, where that is a text.
    pub text: Option<String>,
    /// The keys under it, where there are some.
    pub members: Vec<String>,
}

/// The part of an operation or notification that a field stands in, as the spec language calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `path`
    Path,
    /// `query`
    Query,
    /// `headers`
    Headers,
    /// `request`
    Request,
    /// `inputs`
    Inputs,
    /// `answer`
    Answer,
    /// `fields`, of a notification.
    Fields,
}

impl Part {
    /// The key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Headers => "headers",
            Self::Request => "request",
            Self::Inputs => "inputs",
            Self::Answer => "answer",
            Self::Fields => "fields",
        }
    }
}

impl Places {
    pub(crate) fn new(root: Option<Node>) -> Self {
        Self { root }
    }

    #[cfg(feature = "editor")]
    pub(crate) fn root(&self) -> Option<&Node> {
        self.root.as_ref()
    }

    /// What is written under keys, from the top of the spec on; the key of a part of a list is its position.
    pub fn find(&self, keys: &[&str]) -> Option<Written> {
        let mut node = self.root.as_ref()?;
        let mut name = None;
        for key in keys {
            if let Value::List(parts) = &node.value {
                node = parts.get(key.parse::<usize>().ok()?)?;
                continue;
            }
            let entry = entry(node, key)?;
            node = &entry.value;
            name = Some(entry.key_span);
        }
        let keys = keys.iter().map(|key| (*key).to_owned());
        Some(written_at(keys, name?, node))
    }

    /// A field: `kind` is `operations` or `notifications`, `path` are the names of members from the outside in.
    pub fn field(
        &self,
        (kind, name): (&str, &str),
        part: Part,
        path: &[String],
    ) -> Option<Written> {
        let root = self.root.as_ref()?;
        let list = &entry(entry_value(root, &[kind, name])?, part.key())?.value;
        let keys = [kind, name, part.key()].map(str::to_owned).to_vec();
        member(root, (list, keys), path)
    }

    /// Where one code of an operation is listed; of none that is, where another one would be.
    pub fn codes(&self, operation: &str, code: &str) -> Option<Written> {
        let root = self.root.as_ref()?;
        let own: &[&str] = &["operations", operation, CODES];
        let places = [own, &[DEFAULTS_KEY, CODES]];
        let mut places = places.iter();
        let (node, keys) = places.find_map(|keys| Some((entry_value(root, keys)?, keys.iter())))?;
        let own = (node, keys.map(|key| (*key).to_owned()).collect::<Vec<_>>());
        let found = codes_with(root, own.clone(), Some(code), DEEPEST);
        let keys = found.or_else(|| codes_with(root, own, None, DEEPEST))?;
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        self.find(&keys)
    }
}

/// The key of sets of codes, and of the codes of an operation.
const CODES: &str = "codes";
/// Sets that stand inside of each other deeper than this do not compile.
const DEEPEST: usize = 8;

/// The keys of the codes that have this one among them. Without one, those that are listed here before those of sets.
fn codes_with(
    root: &Node,
    (node, keys): (&Node, Vec<String>),
    code: Option<&str>,
    depth: usize,
) -> Option<Vec<String>> {
    let depth = depth.checked_sub(1)?;
    let in_set = |name: &String| {
        let set = entry_value(root, &[CODES, name])?;
        codes_with(
            root,
            (set, vec![CODES.to_owned(), name.clone()]),
            code,
            depth,
        )
    };
    match &node.value {
        Value::Nothing => None,
        Value::Text(set) => in_set(set),
        Value::Mapping(_) => {
            let is_here = code.is_none_or(|code| entry(node, code).is_some());
            is_here.then_some(keys)
        }
        Value::List(parts) => {
            let own = parts.iter().enumerate().find_map(|(index, part)| {
                let keys = keys.iter().cloned().chain([index.to_string()]).collect();
                match &part.value {
                    Value::Mapping(_) => codes_with(root, (part, keys), code, depth),
                    Value::Nothing | Value::Text(_) | Value::List(_) => None,
                }
            });
            let in_sets = || {
                parts.iter().find_map(|part| match &part.value {
                    Value::Text(set) => in_set(set),
                    Value::Nothing | Value::Mapping(_) | Value::List(_) => None,
                })
            };
            own.or_else(in_sets)
        }
    }
}

fn entry<'n>(node: &'n Node, key: &str) -> Option<&'n Entry> {
    node.entries().iter().find(|entry| entry.key == key)
}

fn entry_value<'n>(node: &'n Node, keys: &[&str]) -> Option<&'n Node> {
    keys.iter()
        .try_fold(node, |node, key| Some(&entry(node, key)?.value))
}

/// A member of a list of fields by its path; where the list names groups, it stands in one of them.
fn member(root: &Node, (list, keys): (&Node, Vec<String>), path: &[String]) -> Option<Written> {
    let in_group = |name: &String| {
        let group = entry_value(root, &[GROUPS, name])?;
        member(root, (group, vec![GROUPS.to_owned(), name.clone()]), path)
    };
    match &list.value {
        Value::Nothing => None,
        Value::Text(name) => in_group(name),
        Value::Mapping(fields) => {
            let mut fields = fields.iter();
            fields.find_map(|field| field_at(root, (field, &keys), path))
        }
        Value::List(parts) => parts.iter().enumerate().find_map(|(index, part)| {
            let own = keys.iter().cloned().chain([index.to_string()]).collect();
            match &part.value {
                Value::Text(name) => in_group(name),
                _ => member(root, (part, own), path),
            }
        }),
    }
}

/// A field, or a member in it, where the path leads to it; the key of a field may hold several names, parted by dots.
fn field_at(root: &Node, (field, keys): (&Entry, &[String]), path: &[String]) -> Option<Written> {
    let names = field.key.split('.').count();
    let here = path.get(..names).map(|names| names.join("."));
    if here.as_deref() != Some(&field.key) {
        return None;
    }
    let mut keys = keys.to_vec();
    keys.push(field.key.clone());
    let rest = path.get(names..).unwrap_or_default();
    if rest.is_empty() {
        return Some(written(keys, field));
    }
    let members = entry_value(&field.value, &["members"])?;
    keys.push("members".to_owned());
    member(root, (members, keys), rest)
}

fn written(keys: impl IntoIterator<Item = String>, entry: &Entry) -> Written {
    written_at(keys, entry.key_span, &entry.value)
}

fn written_at(keys: impl IntoIterator<Item = String>, key: Span, node: &Node) -> Written {
    let members = node.entries().iter();
    Written {
        keys: keys.into_iter().collect(),
        key,
        value: node.span,
        text: match &node.value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        },
        members: members.map(|member| member.key.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SourceFile, check};

    const SPEC: &str = "\
groups:
  inner: { data.amount: { en: amount, type: amount } }
  shared: { X-Key: { en: key, length: ..40 } }
codes:
  result: { '00': { en: fine } }
  more: [ { '30': { en: more } }, result ]
operations:
  pay:
    headers: [ shared ]
    request:
      tid:
        ko: 거래번호
        length: \"66\"
        quirk: { says: 66., seen: 67., chosen: 67., corrects: { length: { from: \"66\", to: \"67\" } } }
    answer:
      - code: { en: code }
      - list: { type: list, members: inner }
    codes: result
  list: { codes: [ result, { '20': { en: other } } ] }
  look: { codes: more }
";

    fn found(written: Option<Written>) -> String {
        let value = written.unwrap().value;
        SPEC.get(value.start..value.end).unwrap().to_owned()
    }

    #[test]
    fn facts_are_found_as_they_are_written_even_where_a_quirk_corrects_them() {
        let places = check(&SourceFile::new("acme.yaml", SPEC)).places;
        let pay = ("operations", "pay");
        let path = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        let tid = places.field(pay, Part::Request, &path(&["tid"])).unwrap();
        assert_eq!(tid.keys, ["operations", "pay", "request", "tid"]);
        let length = ["operations", "pay", "request", "tid", "length"];
        assert_eq!(found(places.find(&length)), "\"66\"");
        let header = places.field(pay, Part::Headers, &path(&["X-Key"]));
        assert_eq!(header.as_ref().unwrap().keys, ["groups", "shared", "X-Key"]);
        let amount = places.field(pay, Part::Answer, &path(&["list", "data", "amount"]));
        assert_eq!(found(amount), "{ en: amount, type: amount }");
        let list = places.field(pay, Part::Answer, &path(&["list"])).unwrap();
        assert_eq!(list.keys, ["operations", "pay", "answer", "1", "list"]);
        let keys: Vec<&str> = list.keys.iter().map(String::as_str).collect();
        assert_eq!(places.find(&keys).unwrap(), list);
        for (operation, code, keys) in [
            ("pay", "00", vec!["codes", "result"]),
            ("pay", "01", vec!["codes", "result"]),
            ("list", "00", vec!["codes", "result"]),
            ("list", "20", vec!["operations", "list", "codes", "1"]),
            ("list", "01", vec!["operations", "list", "codes", "1"]),
            ("look", "30", vec!["codes", "more", "0"]),
            ("look", "00", vec!["codes", "result"]),
        ] {
            let found = places.codes(operation, code).unwrap();
            assert_eq!(found.keys, keys, "{operation}, {code}");
            assert!(SPEC.get(found.value.start..).unwrap().starts_with('{'));
        }
        assert_eq!(places.codes("pay", "00").unwrap().members, ["00"]);
        assert_eq!(places.find(&["operations", "refund"]), None);
    }
}
