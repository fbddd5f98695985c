//! Which field of a message has the result code, and which the words beside it, where a table suggests several.

use crate::page::{DocumentedField, RoleWord, Way};
use crate::vocabulary;

/// A field of an answer whose note says which of its values means success is the result code, where nothing is called so.
fn find_code(fields: &mut [DocumentedField]) {
    let is_code = |field: &DocumentedField| field.role == Some(RoleWord::Code);
    if fields.iter().any(is_code) {
        return;
    }
    let says = |field: &DocumentedField| {
        let mut meanings = field.values.iter().map(|value| &value.meaning);
        let succeeds = meanings.any(|meaning| vocabulary::means_success(meaning));
        let fails = field.values.len() > 1 || field.others_fail.is_some();
        succeeds && fails && field.inside.is_none() && field.role.is_none()
    };
    if let Some(found) = fields.iter_mut().find(|field| says(field)) {
        found.role = Some(RoleWord::Code);
    }
}

/// Leaves to each role of a message the field that is called so. What a merchant sends has no result.
pub(super) fn settle(way: Way, fields: &mut [DocumentedField]) {
    if way == Way::Answer {
        find_code(fields);
    }
    for role in [RoleWord::Code, RoleWord::Message] {
        let has_role = |field: &DocumentedField| field.role == Some(role);
        let is_labelled = |field: &DocumentedField| {
            let label = field.label.as_ref().map(|label| label.text.as_str());
            // Without its name, only what it is called says what it is for.
            vocabulary::role(label, "") == Some(role)
        };
        // What each of a list says of itself is not what the answer says.
        let is_outer = |field: &DocumentedField| field.inside.is_none();
        let any_outer = fields
            .iter()
            .any(|field| has_role(field) && is_outer(field));
        let labelled = fields
            .iter()
            .any(|field| has_role(field) && is_labelled(field) && (is_outer(field) || !any_outer));
        for field in fields.iter_mut().filter(|field| has_role(field)) {
            if any_outer && !is_outer(field) {
                field.role = None;
                continue;
            }
            if way == Way::Request || (labelled && !is_labelled(field)) {
                field.role = None;
            }
        }
    }
}
