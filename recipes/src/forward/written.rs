//! Values as they are written into bodies and queries: texts, lists, and objects in lists.

use kpg_codegen::model::{
    Charset, Content, Escape, Escaping, ExampleValue, Field, Path, Repeat, Source,
};
use serde_json::Value;

use super::step::HIDDEN;
use crate::escapes;
use crate::tree::{Tree, as_json};

/// A value of a field.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Written {
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Item>),
}

/// An item of a list.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// One value, as JSON has it.
    Value(Value),
    /// An object, with its members in their order.
    Object(Vec<(String, Written, bool)>),
}

impl Written {
    /// What an example gives, as its field writes it.
    pub fn given(field: &Field, value: &ExampleValue) -> Self {
        match value {
            ExampleValue::Text(text) => Self::Text(text.clone()),
            ExampleValue::List(items) => {
                Self::List(items.iter().map(|item| item_of(field, item)).collect())
            }
            ExampleValue::Object(_) => Self::List(vec![item_of(field, value)]),
        }
    }

    /// As JSON writes it; a text in quotes.
    pub fn to_json(&self) -> String {
        match self {
            Self::Text(text) => Value::from(text.as_str()).to_string(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Item::to_json).collect();
                format!("[{}]", items.join(","))
            }
        }
    }

    /// The value with what is sensitive in it hidden.
    pub fn hidden(&self, field: &Field) -> Self {
        match (self, field.items()) {
            (Self::List(items), Some(members)) => {
                Self::List(items.iter().map(|item| item.hidden(members)).collect())
            }
            (Self::List(items), None) => {
                let hidden = |_| Item::Value(Value::from(HIDDEN));
                Self::List(items.iter().map(hidden).collect())
            }
            (Self::Text(_), _) => Self::Text(HIDDEN.to_owned()),
        }
    }
}

impl Item {
    fn to_json(&self) -> String {
        let members = match self {
            Self::Value(value) => return value.to_string(),
            Self::Object(members) => members,
        };
        let mut tree = Tree::default();
        for (name, written, is_bare) in members {
            let path = Path(name.split('.').map(str::to_owned).collect());
            match (written, is_bare) {
                (Written::Text(text), true) => tree.put_json(&path, text),
                _ => tree.put_json(&path, &written.to_json()),
            }
        }
        tree.to_json()
    }

    fn hidden(&self, fields: &[Field]) -> Self {
        let Self::Object(members) = self else {
            return self.clone();
        };
        let members = members.iter().map(|(name, written, is_bare)| {
            let field = fields.iter().find(|field| field.wire == *name);
            match field.filter(|field| field.facts.sensitive) {
                Some(field) => (name.clone(), written.hidden(field), false),
                None => (name.clone(), written.clone(), *is_bare),
            }
        });
        Self::Object(members.collect())
    }
}

/// Whether something in a field is sensitive.
pub(super) fn is_sensitive(field: &Field) -> bool {
    let inside = |field: &Field| field.facts.sensitive;
    field.facts.sensitive || field.items().is_some_and(|items| items.iter().any(inside))
}

fn item_of(field: &Field, item: &ExampleValue) -> Item {
    match (&field.facts.content, item) {
        (Content::Values(kind) | Content::One(kind), ExampleValue::Text(text)) => {
            Item::Value(as_json(kind, text))
        }
        (Content::Nested(inner), ExampleValue::Object(given)) => object(&inner.members, given),
        (_, ExampleValue::Text(text)) => Item::Value(Value::from(text.as_str())),
        (_, ExampleValue::List(_) | ExampleValue::Object(_)) => Item::Value(Value::Null),
    }
}

/// The members of an object in the order of the spec, constants among them.
fn object(members: &[Field], given: &[(usize, ExampleValue)]) -> Item {
    let mut written = Vec::new();
    for (position, member) in members.iter().enumerate() {
        let found = given.iter().find(|(at, _)| *at == position);
        let value = match (found, member.constant()) {
            (Some((_, value)), _) => Written::given(member, value),
            (None, Some(constant)) => Written::Text(constant.to_owned()),
            (None, None) => continue,
        };
        let is_bare = member.is_bare() && matches!(value, Written::Text(_));
        written.push((member.wire.clone(), value, is_bare));
    }
    Item::Object(written)
}

/// Puts a value into an object, where a dot in its name leads into an object inside.
pub(super) fn in_tree(tree: &mut Tree, name: &str, field: &Field, written: &Written) {
    let path = Path(name.split('.').map(str::to_owned).collect());
    tree.put_json(&path, &json_of(field, written));
}

/// A value as JSON writes it into a body.
pub(super) fn json_of(field: &Field, written: &Written) -> String {
    let Written::Text(text) = written else {
        return written.to_json();
    };
    // What the client supplies is a text, unless it is a constant, and so is what is encrypted.
    let is_given = field.source == Source::Caller || field.constant().is_some();
    let is_bare = is_given && field.cipher.is_none();
    let kind = field.facts.content.one().filter(|_| is_bare);
    match kind.filter(|_| text != HIDDEN) {
        Some(kind) => as_json(kind, text).to_string(),
        None => written.to_json(),
    }
}

/// Names and values as queries and forms have them.
pub(super) fn pairs(
    name: &str,
    repeat: Option<Repeat>,
    written: &Written,
) -> Vec<(String, String)> {
    let (items, repeat) = match (written, repeat) {
        (Written::Text(text), _) => return vec![(name.to_owned(), text.clone())],
        (Written::List(_), None) => return vec![(name.to_owned(), written.to_json())],
        (Written::List(items), Some(repeat)) => (items, repeat),
    };
    let mut pairs = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let name = match repeat {
            Repeat::SameName => name.to_owned(),
            Repeat::Brackets => format!("{name}[]"),
            Repeat::Indexed | Repeat::IndexedDots => format!("{name}[{index}]"),
        };
        match item {
            Item::Value(Value::String(text)) => pairs.push((name, text.clone())),
            Item::Value(other) => pairs.push((name, other.to_string())),
            Item::Object(members) => {
                for (member, written, _) in members {
                    let name = match repeat {
                        Repeat::IndexedDots => format!("{name}.{member}"),
                        Repeat::SameName | Repeat::Brackets | Repeat::Indexed => {
                            format!("{name}[{member}]")
                        }
                    };
                    pairs.extend(self::pairs(&name, Some(repeat), written));
                }
            }
        }
    }
    pairs
}

/// `name=value` joined by `&`; `None` where the charset cannot hold a text. What is hidden stays readable.
pub(super) fn joined(
    pairs: &[(String, String)],
    charset: Charset,
    escaping: Escaping,
) -> Option<String> {
    let escape = match escaping {
        Escaping::FormEncode => Escape::FormEncode,
        Escaping::PercentEncode => Escape::PercentEncode,
    };
    let escaped = |text: &str| -> Option<String> {
        let pieces = text.split(HIDDEN);
        let pieces = pieces.map(|piece| escapes::rewritten(escape, charset, piece));
        Some(pieces.collect::<Option<Vec<_>>>()?.join(HIDDEN))
    };
    let pairs = pairs
        .iter()
        .map(|(name, text)| Some(format!("{}={}", escaped(name)?, escaped(text)?)));
    Some(pairs.collect::<Option<Vec<_>>>()?.join("&"))
}
