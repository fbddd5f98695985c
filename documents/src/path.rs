//! Where the fields of a message stand: in which row's member each is, and its name after those of all members above it. Which
//! field of one message is which of another does not belong here.

use std::collections::BTreeMap;

use crate::page::{DocumentedField, Way};

/// The position of the row that each field is a member of.
///
/// Pages show members below their object, and several objects may be called the same: it is the nearest row before the field
/// that is called so; where none is before it, the only one behind it. None where a field is a member of nothing, and where
/// its page has no such row or does not tell which.
pub fn enclosing(fields: &[(Way, &DocumentedField)]) -> Vec<Option<usize>> {
    let mut rows: BTreeMap<(Way, &str), Vec<usize>> = BTreeMap::new();
    for (at, (way, field)) in fields.iter().enumerate() {
        let named = rows.entry((*way, plain(&field.wire.text))).or_default();
        named.push(at);
    }
    let numbered = fields.iter().enumerate();
    let found = numbered.map(|(at, (way, field))| {
        let object = plain(field.inside.as_deref()?);
        let named = rows.get(&(*way, object))?;
        let before = named.partition_point(|row| *row < at);
        match (before.checked_sub(1), named.as_slice()) {
            (Some(last), _) => named.get(last).copied(),
            (None, [only]) => Some(*only).filter(|only| *only != at),
            (None, _) => None,
        }
    });
    found.collect()
}

/// The name of each field after those of all members that it is in; dots in names lead into members as well.
pub fn paths<'f>(fields: &[(Way, &'f DocumentedField)]) -> Vec<Vec<&'f str>> {
    let above = enclosing(fields);
    let path = |at: usize| {
        let mut names: Vec<&'f str> = Vec::new();
        let mut next = Some(at);
        // A page whose members are inside each other in a circle has no more of them than fields.
        for _ in fields {
            let Some(at) = next.take() else { break };
            let Some((_, field)) = fields.get(at) else {
                break;
            };
            names.extend(plain(&field.wire.text).rsplit('.'));
            next = above.get(at).copied().flatten();
            if let (None, Some(object)) = (next, &field.inside) {
                names.extend(plain(object).rsplit('.'));
            }
        }
        names.reverse();
        names
    };
    (0..fields.len()).map(path).collect()
}

/// A name without the mark of a list.
fn plain(wire: &str) -> &str {
    wire.trim_end_matches("[]")
}
