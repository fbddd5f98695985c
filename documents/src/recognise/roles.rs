//! Which field of a message has the result code, and which the words beside it, where a table suggests several.

use crate::page::{DocumentedField, RoleWord, Way};
use crate::vocabulary;

/// Leaves to each role of a message the field that is called so. What a merchant sends has no result.
pub(super) fn settle(way: Way, fields: &mut [DocumentedField]) {
    for role in [RoleWord::Code, RoleWord::Message] {
        let has_role = |field: &DocumentedField| field.role == Some(role);
        let is_labelled = |field: &DocumentedField| {
            let label = field.label.as_ref().map(|label| label.text.as_str());
            // Without its name, only what it is called says what it is for.
            vocabulary::role(label, "") == Some(role)
        };
        let labelled = fields
            .iter()
            .any(|field| has_role(field) && is_labelled(field));
        for field in fields.iter_mut().filter(|field| has_role(field)) {
            if way == Way::Request || (labelled && !is_labelled(field)) {
                field.role = None;
            }
        }
    }
}
