//! The bytes of keys: which part of a text or of bytes they are.

use kpg_codegen::model::{Cut, KeyForm, KeyPart, KeyUnit};

use crate::crypto;
use crate::texts;

/// The bytes of a key that a text stands for; `None` when it is not in its form.
pub fn text_bytes(form: KeyForm, part: Option<KeyPart>, text: &str) -> Option<Vec<u8>> {
    let taken = match part.filter(|part| part.unit == KeyUnit::Characters) {
        Some(part) => texts::cut(part.cut, usize::try_from(part.count).ok()?, text),
        None => text.to_owned(),
    };
    Some(part_of_bytes(part, crypto::key_bytes(form, &taken)?))
}

/// Those of some bytes that are the key.
pub fn part_of_bytes(part: Option<KeyPart>, mut bytes: Vec<u8>) -> Vec<u8> {
    let Some(part) = part.filter(|part| part.unit == KeyUnit::Bytes) else {
        return bytes;
    };
    let count = usize::try_from(part.count).unwrap_or(usize::MAX);
    match part.cut {
        Cut::First => bytes.truncate(count),
        Cut::Last => drop(bytes.drain(..bytes.len().saturating_sub(count))),
    }
    bytes
}
