//! What is secret because of the name under which it is sent: its value, and what that was rewritten from.

use serde_json::Value;
use zeroize::Zeroizing;

use crate::steps::{Bytes, Deed, Entry};

/// A text of fewer bytes than a digest has stands inside another one by chance.
const BY_CHANCE: usize = 16;

/// The values under names that are never shown, and all that they were rewritten from. What is sent under another name
/// as well can be read there.
pub(super) fn values(entries: &[Entry], is_listed: &dyn Fn(&str) -> bool) -> Vec<Bytes> {
    let mut found: Vec<Bytes> = Vec::new();
    let mut open: Vec<&[u8]> = Vec::new();
    for entry in entries {
        match entry.deed {
            Deed::Sends if is_one_listed(&entry.word, is_listed) => {
                found.push(entry.output.clone());
            }
            Deed::Sends => open.push(&entry.output),
            Deed::Supplies
            | Deed::Joins
            | Deed::Encodes
            | Deed::Digests
            | Deed::Seals
            | Deed::Derives => {}
        }
        if matches!(entry.deed, Deed::Sends | Deed::Joins)
            && let Ok(json) = serde_json::from_slice(&entry.output)
        {
            inside(&json, is_listed, &mut found);
        }
    }
    for entry in entries.iter().rev() {
        let output = &entry.output;
        let is_found = found
            .iter()
            .any(|value| value == output || (output.len() >= BY_CHANCE && contains(value, output)));
        if !is_found || entry.deed == Deed::Sends || open.contains(&output.as_slice()) {
            continue;
        }
        found.push(output.clone());
        if matches!(entry.deed, Deed::Joins | Deed::Encodes) {
            let inputs = entry.inputs.iter();
            let closed =
                inputs.filter(|input| says_something(input) && !open.contains(&input.as_slice()));
            found.extend(closed.cloned());
        }
    }
    found
}

/// Whether a name, or one on the way to it (`payer.cards[0].number`), is never shown.
fn is_one_listed(name: &str, is_listed: &dyn Fn(&str) -> bool) -> bool {
    is_listed(name) || name.split(['.', '[', ']']).any(is_listed)
}

/// The members of a JSON text that are never shown.
fn inside(json: &Value, is_listed: &dyn Fn(&str) -> bool, found: &mut Vec<Bytes>) {
    match json {
        Value::Object(members) => {
            for (name, value) in members {
                match is_listed(name) {
                    true => leaves(value, found),
                    false => inside(value, is_listed, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| inside(item, is_listed, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn leaves(json: &Value, found: &mut Vec<Bytes>) {
    match json {
        Value::Object(members) => members.values().for_each(|value| leaves(value, found)),
        Value::Array(items) => items.iter().for_each(|item| leaves(item, found)),
        Value::String(text) => found.push(Zeroizing::new(text.as_bytes().to_vec())),
        Value::Number(_) | Value::Bool(_) => {
            found.push(Zeroizing::new(json.to_string().into_bytes()));
        }
        Value::Null => {}
    }
}

/// Whether there is more in it than what separates values.
fn says_something(bytes: &[u8]) -> bool {
    let is_mark = |byte: &u8| byte.is_ascii_punctuation() || byte.is_ascii_whitespace();
    !bytes.iter().all(is_mark)
}

/// Whether some bytes stand inside others; nothing stands nowhere.
pub(super) fn contains(bytes: &[u8], part: &[u8]) -> bool {
    !part.is_empty() && bytes.windows(part.len()).any(|window| window == part)
}
