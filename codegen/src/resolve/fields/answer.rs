//! The members of an answer or a notification, and the types that they become.

use super::field::answer_field;
use crate::diagnostic::Diagnostics;
use crate::model::AnswerField;
use crate::resolve::context::Context;
use crate::resolve::unique::Scope;
use crate::source::Span;
use crate::syntax::spec::{self, Named};

/// The members, in the spec's order.
pub(crate) fn answer_fields(
    context: &Context<'_>,
    entries: &[Named<spec::Field>],
    out: &mut Diagnostics,
) -> Vec<AnswerField> {
    let fields = entries.iter();
    fields
        .map(|entry| answer_field(context, entry, out))
        .collect()
}

/// Every nested object becomes a type that is named after the way to it.
pub(crate) fn nested_types(
    prefix: &str,
    fields: &[AnswerField],
    place: Span,
    types: &mut Scope,
    out: &mut Diagnostics,
) {
    for field in fields {
        if let Some(members) = field.members() {
            let name = format!("{prefix}{}", field.facts.name.pascal());
            types.take(&name, place, out);
            nested_types(&name, members, place, types, out);
        }
    }
}
