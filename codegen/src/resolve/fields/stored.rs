//! The values that a merchant stored when it made a request: they are given as the fields of a request are.

use super::condition::{Among, Owner};
use super::field::{is_given_as_it_is, request_field};
use super::rule::values_obey;
use crate::diagnostic::Diagnostics;
use crate::model::{Charset, Field, FieldRef, Place, Placed, Source, reserved};
use crate::resolve::context::{Context, few_enough};
use crate::resolve::notation::wire_name::wire_name;
use crate::resolve::unique::Scope;
use crate::resolve::written::stored_references;
use crate::syntax::spec;

/// The values, in the spec's order. `secret` are the positions of those that nobody else knows.
pub(crate) fn stored_values(
    context: &Context<'_>,
    stored: &spec::Stored,
    secret: &[usize],
    out: &mut Diagnostics,
) -> Vec<Field> {
    let references = stored_references(stored);
    let among = Among {
        fields: &references,
        of: Owner::Stored,
    };
    let mut scope = Scope::new("stored values")
        .reserving(&reserved::BUILDER_METHODS)
        .reserving(&reserved::PATHS);
    few_enough(stored.values.iter(), "stored values", out);
    let mut values = Vec::new();
    for (index, entry) in stored.values.iter().enumerate() {
        wire_name(&entry.name, Place::Stored, true, out);
        is_given_as_it_is(entry, out);
        let mut entry = entry.clone();
        entry.value.sensitive |= secret.contains(&index);
        let place = Place::Stored;
        let value = request_field(context, (place, &entry), Source::Caller, false, &among, out);
        let at = FieldRef { place, index };
        // It is not sent with the notification, whose charset is none of its own.
        values_obey(
            context,
            &entry,
            Placed { at, field: &value },
            Charset::Utf8,
            out,
        );
        scope.take(value.facts.name.snake(), entry.name_place(), out);
        values.push(value);
    }
    values
}
