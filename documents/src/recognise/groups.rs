//! Members of objects in lists that show no depth. How tables and samples show it is read elsewhere.

use crate::page::{DocumentedField, KindWord};

/// In a list that begins with an object and shows no depth, what follows an object are its members: nobody lists an object
/// alone and then names its members nowhere.
pub(super) fn into_groups(fields: &mut [DocumentedField]) {
    let is_object = |field: &DocumentedField| field.kind.given() == Some(&KindWord::Object);
    let is_flat = fields.iter().all(|field| field.inside.is_none());
    let begins = fields.first().is_some_and(is_object);
    if !is_flat || !begins || fields.last().is_none_or(is_object) {
        return;
    }
    let mut object = None;
    for field in fields {
        match is_object(field) {
            true => object = Some(field.wire.text.clone()),
            false => field.inside.clone_from(&object),
        }
    }
}
