//! JSON as text: what fits on a line stands on one, so that a change of the language is a change of few lines.

use serde_json::Value;

/// The longest line that is not a single text.
const WIDTH: usize = 110;
const STEP: usize = 2;

/// The text of a value, with a line end.
#[cfg(feature = "schema")]
pub(crate) fn text(value: &Value) -> String {
    let mut text = String::new();
    write(value, 0, &mut text);
    text.push('\n');
    text
}

/// The text of an object with these members in this order, with a line end.
#[cfg(feature = "openapi")]
pub(crate) fn members(members: &[(&str, Value)]) -> String {
    let mut text = String::new();
    let members = members.iter().map(|(name, value)| (Some(*name), value));
    block(['{', '}'], members, 0, &mut text);
    text.push('\n');
    text
}

fn write(value: &Value, indent: usize, text: &mut String) {
    let flat = value.to_string();
    let fits = indent + flat.chars().count() <= WIDTH;
    match value {
        Value::Object(members) if !fits => {
            let members = members.iter();
            let members = members.map(|(name, value)| (Some(name.as_str()), value));
            block(['{', '}'], members, indent, text);
        }
        Value::Array(items) if !fits => {
            block(
                ['[', ']'],
                items.iter().map(|item| (None, item)),
                indent,
                text,
            );
        }
        _ => text.push_str(&flat),
    }
}

fn block<'v>(
    [open, close]: [char; 2],
    parts: impl Iterator<Item = (Option<&'v str>, &'v Value)>,
    indent: usize,
    text: &mut String,
) {
    text.push(open);
    for (index, (name, value)) in parts.enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&" ".repeat(indent + STEP));
        if let Some(name) = name {
            text.push_str(&Value::from(name).to_string());
            text.push_str(": ");
        }
        write(value, indent + STEP, text);
    }
    text.push('\n');
    text.push_str(&" ".repeat(indent));
    text.push(close);
}
