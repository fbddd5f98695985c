//! Members, told as steps: JSON that a recipe takes in, and what is sent by its name.

use std::borrow::Cow;

use crate::body::Json;
use crate::steps::{self, Deed, Inputs, step};

impl Inputs for Json<'_> {
    fn each(&self, tell: &mut dyn FnMut(&[u8], bool)) {
        match self {
            Self::Object(members) => members.iter().for_each(|(_, value)| value.each(tell)),
            Self::List(items) => items.iter().for_each(|item| item.each(tell)),
            value => tell(value_text(value).as_bytes(), false),
        }
    }
}

/// A JSON text that a recipe takes in.
pub(super) fn json(value: &Json<'_>) -> String {
    step(Deed::Joins, "json", value, value.to_string())
}

/// Tells of a member that is sent, and of each value inside it: `cards[0].number`.
pub(super) fn sent(name: &str, value: &Json<'_>) {
    match value {
        Json::Object(members) if !members.is_empty() => {
            for (member, value) in members {
                sent(&[name, ".", member].concat(), value);
            }
        }
        Json::List(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                sent(&format!("{name}[{index}]"), item);
            }
        }
        value => steps::sends(name, &value_text(value)),
    }
}

fn value_text(value: &Json<'_>) -> String {
    value
        .text()
        .map_or_else(|| value.to_string(), Cow::into_owned)
}
