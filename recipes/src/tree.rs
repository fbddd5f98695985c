//! JSON objects whose members keep the order in which they are put in.

use kpg_codegen::model::{Basis, Kind, Path};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Number, Value};

/// An object under construction.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    members: Vec<(String, Node)>,
}

#[derive(Clone, Debug)]
enum Node {
    Leaf(Value),
    /// JSON, letter by letter.
    Json(Box<RawValue>),
    Object(Tree),
}

impl Tree {
    /// Puts a value at a path, and the objects on the way. The first value at a place stays.
    pub fn put(&mut self, path: &Path, value: Value) {
        self.put_node(&path.0, Node::Leaf(value));
    }

    fn put_node(&mut self, names: &[String], node: Node) {
        let Some((name, rest)) = names.split_first() else {
            return;
        };
        let known = self.members.iter_mut().find(|(member, _)| member == name);
        match (known, rest) {
            (None, []) => self.members.push((name.clone(), node)),
            (None, rest) => {
                let mut inner = Self::default();
                inner.put_node(rest, node);
                self.members.push((name.clone(), Node::Object(inner)));
            }
            (Some((_, Node::Object(inner))), rest) => inner.put_node(rest, node),
            (Some((_, Node::Leaf(_) | Node::Json(_))), _) => {}
        }
    }

    /// Puts JSON at a path as it is written, and the objects on the way. What is no JSON is left out.
    pub fn put_json(&mut self, path: &Path, json: &str) {
        if let Ok(json) = RawValue::from_string(json.to_owned()) {
            self.put_node(&path.0, Node::Json(json));
        }
    }

    /// The value at a path, unless it is an object.
    pub fn get(&self, path: &Path) -> Option<&Value> {
        let mut tree = self;
        let mut names = path.0.iter();
        while let Some(name) = names.next() {
            match tree.members.iter().find(|(member, _)| member == name)? {
                (_, Node::Object(inner)) => tree = inner,
                // An object can be one value.
                (_, Node::Leaf(value)) => {
                    return names.try_fold(value, |value, name| value.get(name));
                }
                (_, Node::Json(_)) => return None,
            }
        }
        None
    }

    /// Puts a value at a path, in place of the one that is there.
    pub fn set(&mut self, path: &Path, value: Value) {
        match self.leaf_mut(&path.0) {
            Some(leaf) => *leaf = value,
            None => self.put(path, value),
        }
    }

    fn leaf_mut(&mut self, names: &[String]) -> Option<&mut Value> {
        let (name, rest) = names.split_first()?;
        let (_, node) = self.members.iter_mut().find(|(member, _)| member == name)?;
        match (node, rest) {
            (Node::Leaf(value), []) => Some(value),
            (Node::Object(inner), rest) => inner.leaf_mut(rest),
            (Node::Leaf(_) | Node::Json(_), _) => None,
        }
    }

    /// Puts members in place of those that are there, object by object; a list is replaced whole.
    pub fn overlay(&mut self, members: &Map<String, Value>) {
        for (name, value) in members {
            let known = self.members.iter_mut().find(|(member, _)| member == name);
            match (known, value) {
                (Some((_, Node::Object(inner))), Value::Object(members)) => inner.overlay(members),
                (Some((_, Node::Leaf(leaf))), value) => overlay_value(leaf, value),
                (Some((_, node)), value) => *node = Node::Leaf(value.clone()),
                (None, value) => self.members.push((name.clone(), Node::Leaf(value.clone()))),
            }
        }
    }

    /// Removes what stands at a path.
    pub fn remove(&mut self, path: &Path) {
        self.remove_at(&path.0);
    }

    fn remove_at(&mut self, names: &[String]) {
        let Some((name, rest)) = names.split_first() else {
            return;
        };
        if rest.is_empty() {
            self.members.retain(|(member, _)| member != name);
        }
        for (member, node) in &mut self.members {
            if let Node::Object(inner) = node
                && member == name
            {
                inner.remove_at(rest);
            }
        }
    }

    /// Puts a member into the object itself, whatever dots its name has.
    pub fn put_member(&mut self, name: &str, value: Value) {
        self.put_node(&[name.to_owned()], Node::Leaf(value));
    }

    /// The members, with objects as values.
    pub fn into_members(self) -> impl Iterator<Item = (String, Value)> {
        self.members.into_iter().map(|(name, node)| match node {
            Node::Leaf(value) => (name, value),
            Node::Json(json) => (name, serde_json::from_str(json.get()).unwrap_or_default()),
            Node::Object(inner) => (name, inner.to_value()),
        })
    }

    /// Puts something else in place of every value at the end of a path; through a list, in place of that of each item.
    pub fn change(&mut self, names: &[String], change: &mut dyn FnMut(Value) -> Value) {
        let Some((name, rest)) = names.split_first() else {
            return;
        };
        let named = self.members.iter_mut().find(|(member, _)| member == name);
        let Some((_, node)) = named else { return };
        match (&mut *node, rest) {
            (Node::Leaf(value), rest) => change_in(value, rest, change),
            (Node::Object(inner), []) => *node = Node::Leaf(change(inner.to_value())),
            (Node::Object(inner), rest) => inner.change(rest, change),
            // What is to stand there letter by letter stays.
            (Node::Json(_), _) => {}
        }
    }

    /// Takes a member out of the object.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        let position = self.members.iter().position(|(member, _)| member == name)?;
        match self.members.remove(position).1 {
            Node::Leaf(value) => Some(value),
            Node::Json(json) => serde_json::from_str(json.get()).ok(),
            Node::Object(inner) => Some(inner.to_value()),
        }
    }

    /// Every value that is no object, with the dotted way to it.
    pub fn leaves(&self) -> Vec<(String, &Value)> {
        let mut leaves = Vec::new();
        self.collect("", &mut leaves);
        leaves
    }

    fn collect<'t>(&'t self, place: &str, leaves: &mut Vec<(String, &'t Value)>) {
        for (name, node) in &self.members {
            let name = format!("{place}{name}");
            match node {
                Node::Leaf(value) => leaves.push((name, value)),
                Node::Json(_) => {}
                Node::Object(inner) => inner.collect(&format!("{name}."), leaves),
            }
        }
    }

    /// The object as a value in another one.
    pub fn to_value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The object as JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

fn overlay_value(under: &mut Value, value: &Value) {
    match (under, value) {
        (Value::Object(under), Value::Object(members)) => {
            for (name, value) in members {
                overlay_value(under.entry(name).or_insert(Value::Null), value);
            }
        }
        (under, value) => *under = value.clone(),
    }
}

fn change_in(value: &mut Value, names: &[String], change: &mut dyn FnMut(Value) -> Value) {
    match (&mut *value, names.split_first()) {
        (_, None) => *value = change(value.take()),
        (Value::Array(items), Some(_)) => {
            for item in items {
                change_in(item, names, change);
            }
        }
        (Value::Object(members), Some((name, rest))) => {
            if let Some(member) = members.get_mut(name) {
                change_in(member, rest, change);
            }
        }
        _ => {}
    }
}

/// A text as JSON writes a value of a kind.
pub fn as_json(kind: &Kind, text: &str) -> Value {
    let parsed = match kind.basis() {
        Basis::Flag => text.parse::<bool>().ok().map(Value::from),
        _ if kind.is_bare() => serde_json::from_str::<Number>(text).ok().map(Value::from),
        Basis::Number
        | Basis::Signed
        | Basis::Decimal
        | Basis::Text
        | Basis::Choice
        | Basis::TimeOrChoice
        | Basis::Bytes
        | Basis::Parts(_) => None,
    };
    parsed.unwrap_or_else(|| Value::from(text))
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.members.len()))?;
        for (name, node) in &self.members {
            match node {
                Node::Leaf(value) => map.serialize_entry(name, value)?,
                Node::Json(json) => map.serialize_entry(name, json)?,
                Node::Object(inner) => map.serialize_entry(name, inner)?,
            }
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_and_places() {
        let mut tree = Tree::default();
        for (path, value) in [("z.b", 1), ("a", 2), ("z.a", 3), ("a", 4), ("a.b", 5)] {
            tree.put(
                &Path(path.split('.').map(str::to_owned).collect()),
                Value::from(value),
            );
        }
        assert_eq!(tree.to_json(), r#"{"z":{"b":1,"a":3},"a":2}"#);
    }

    #[test]
    fn members_are_put_in_place_of_others_object_by_object() {
        let mut tree = Tree::default();
        tree.put(&Path(vec!["a".to_owned(), "b".to_owned()]), 1.into());
        tree.put(&Path(vec!["a".to_owned(), "c".to_owned()]), 2.into());
        tree.put_member("whole", serde_json::json!({"x": 1, "y": [1, 2]}));
        tree.put_member("list", serde_json::json!([1, 2]));
        let over = serde_json::json!({
            "a": {"b": 3, "d": 4}, "whole": {"y": [], "z": 5}, "list": {"n": 1}, "new": null
        });
        tree.overlay(over.as_object().unwrap());
        assert_eq!(
            tree.to_value(),
            serde_json::json!({
                "a": {"b": 3, "c": 2, "d": 4}, "whole": {"x": 1, "y": [], "z": 5}, "list": {"n": 1}, "new": null
            })
        );
    }

    #[test]
    fn kinds_decide_the_json_type() {
        let greatest = Kind::Integer {
            min: 0,
            max: u64::MAX.into(),
        };
        assert_eq!(
            as_json(&greatest, "18446744073709551615").to_string(),
            "18446744073709551615"
        );
        assert_eq!(as_json(&Kind::Boolean, "true"), Value::Bool(true));
        assert_eq!(
            as_json(
                &Kind::Amount {
                    digits: None,
                    number: false,
                    zero: false,
                    negative: false,
                },
                "10"
            ),
            Value::from("10")
        );
        assert_eq!(as_json(&Kind::Text, "10"), Value::from("10"));
    }
}
