//! Lists in queries and forms: their items are gathered into JSON, as which the rules of lists read them.

use kpg_codegen::model::{Content, Field, Kind, Repeat};
use serde_json::Value;

use crate::exchange::Finding;
use crate::tree::as_json;

/// A text as JSON writes a value of a kind. A number that JSON would write with other letters stays a text, so that
/// the rules of lists refuse it.
fn item_json(kind: &Kind, text: &str) -> Value {
    let value = as_json(kind, text);
    match value.is_string() || value.to_string() == text {
        true => value,
        false => Value::from(text),
    }
}

/// The items of one list, as JSON writes them.
struct Gathered<'m> {
    field: &'m Field,
    repeat: Repeat,
    items: Vec<Item>,
}

enum Item {
    Value(String),
    /// The members of an object, one JSON text each.
    Members(Vec<String>),
}

/// A pair that belongs to a list.
enum Part<'p> {
    /// The next item, of lists that are not numbered.
    Next,
    /// An item by its number, and the member of it.
    Numbered(usize, Option<&'p str>),
    /// The name of the list, and nothing that the spec says of its items.
    Wrong,
}

/// The pairs that belong to no list, and the lists as JSON, by wire name.
pub(crate) fn gather(
    fields: &[Field],
    pairs: Vec<(String, String)>,
    findings: &mut Vec<Finding>,
) -> (Vec<(String, String)>, Vec<(String, String)>) {
    let lists = fields.iter().filter_map(|field| {
        let (repeat, items) = (field.repeat?, Vec::new());
        Some(Gathered {
            field,
            repeat,
            items,
        })
    });
    let mut lists: Vec<Gathered<'_>> = lists.collect();
    let mut others = Vec::new();
    for (name, text) in pairs {
        let mut found = lists.iter_mut();
        let found =
            found.find_map(|list| Some((part(list.repeat, &list.field.wire, &name)?, list)));
        match found {
            None => others.push((name, text)),
            Some((part, list)) => {
                let problem = list.take(part, &name, &text);
                findings.extend(problem.map(|problem| Finding::field(&list.field.wire, problem)));
            }
        }
    }
    let lists = lists.into_iter().filter(|list| !list.items.is_empty());
    let lists = lists.map(|list| (list.field.wire.clone(), list.json()));
    (others, lists.collect())
}

/// What a name is of a list.
fn part<'p>(repeat: Repeat, list: &str, name: &'p str) -> Option<Part<'p>> {
    let rest = name.strip_prefix(list)?;
    Some(match (repeat, rest) {
        (Repeat::SameName, "") | (Repeat::Brackets, "[]") => Part::Next,
        (Repeat::SameName, _) => return None,
        (Repeat::Indexed | Repeat::IndexedDots, _) => match numbered(repeat, rest) {
            Some((index, member)) => Part::Numbered(index, member),
            None if rest.is_empty() || rest.starts_with('[') => Part::Wrong,
            None => return None,
        },
        (Repeat::Brackets, rest) if rest.is_empty() || rest.starts_with('[') => Part::Wrong,
        (Repeat::Brackets, _) => return None,
    })
}

/// `[0]`, `[0][name]` or `[0].name`
fn numbered(repeat: Repeat, rest: &str) -> Option<(usize, Option<&str>)> {
    let (number, rest) = rest.strip_prefix('[')?.split_once(']')?;
    let index: usize = number.parse().ok()?;
    let member = match (repeat, rest) {
        (_, "") => None,
        (Repeat::IndexedDots, rest) => Some(rest.strip_prefix('.')?),
        (_, rest) => Some(rest.strip_prefix('[')?.strip_suffix(']')?),
    };
    // A sign or a leading zero is another name.
    (index.to_string() == number).then_some((index, member))
}

impl Gathered<'_> {
    /// Adds what a pair says; what is wrong with its name otherwise.
    fn take(&mut self, part: Part<'_>, name: &str, text: &str) -> Option<String> {
        let count = self.items.len();
        match (part, &self.field.facts.content) {
            (Part::Next, Content::Values(kind)) => {
                let item = item_json(kind, text).to_string();
                self.items.push(Item::Value(item));
            }
            (Part::Numbered(index, None), Content::Values(kind)) if index == count => {
                let item = item_json(kind, text).to_string();
                self.items.push(Item::Value(item));
            }
            (Part::Numbered(index, Some(member)), Content::Nested(objects)) if index <= count => {
                let json = member_json(&objects.members, member, text);
                match self.items.last_mut() {
                    Some(Item::Members(members)) if index + 1 == count => members.push(json),
                    _ if index == count => self.items.push(Item::Members(vec![json])),
                    _ => return Some(format!("`{name}` is not in the order of the items")),
                }
            }
            (Part::Numbered(index, _), _) if index != count => {
                return Some(format!(
                    "`{name}` is not in the order of the items, which begin with 0"
                ));
            }
            _ => {
                return Some(format!(
                    "`{name}` is not how `repeat: {}` writes an item of it",
                    self.repeat.word()
                ));
            }
        }
        None
    }

    fn json(&self) -> String {
        let items = self.items.iter().map(|item| match item {
            Item::Value(json) => json.clone(),
            Item::Members(members) => format!("{{{}}}", members.join(",")),
        });
        format!("[{}]", items.collect::<Vec<_>>().join(","))
    }
}

/// A member of an object; one that the spec does not know is told with the list.
fn member_json(fields: &[Field], name: &str, text: &str) -> String {
    let field = fields.iter().find(|field| field.wire == name);
    let kind = field.and_then(|field| field.facts.content.one());
    let value = kind.map_or_else(|| Value::from(text), |kind| item_json(kind, text));
    format!("{}:{value}", Value::from(name))
}
