//! Lists in queries and forms: what has no lists of its own, only names and values.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Count, Field, Place, Presence, Repeat, Rule};
use crate::source::{Span, Spanned};
use crate::syntax::spec::{self, Named};

/// Where names and values are written, every list says how; elsewhere nothing is repeated.
pub(super) fn lists_are_written(
    place: Place,
    entries: &[&Named<spec::Field>],
    fields: &[Field],
    has_pairs: bool,
    out: &mut Diagnostics,
) {
    for (field, entry) in fields.iter().zip(entries) {
        let is_list = field.facts.content.is_list();
        match &entry.value.repeat {
            None if is_list && has_pairs => out.push(unsaid(place, field, entry)),
            None => {}
            Some(repeat) if !is_list => {
                let help = "remove `repeat`, or make it a list: `type: list`";
                conflict(repeat.span, "only a list is repeated", help, out);
            }
            Some(repeat) if !has_pairs => {
                let message = format!("a {} is not repeated here", place.word());
                let help = "remove `repeat`; it says how a query or a form writes a list";
                conflict(repeat.span, message, help, out);
            }
            Some(repeat) => {
                is_told_apart(repeat, (field, entry), fields, out);
                can_be_empty(repeat, field, out);
            }
        }
        for member in entry.value.members.iter().flatten() {
            if let Some(repeat) = &member.value.repeat {
                let help = "remove `repeat`; the list itself says it";
                conflict(repeat.span, "a member of a list is not repeated", help, out);
            }
        }
    }
}

fn unsaid(place: Place, field: &Field, entry: &Named<spec::Field>) -> Diagnostic {
    let message = match place {
        Place::Body => format!("a form cannot hold the list `{}`", field.wire),
        _ => format!("a {} cannot be a list", place.word()),
    };
    let kind = entry.value.kind.as_ref();
    let span = kind.map_or(entry.name.span, |kind| kind.span);
    Diagnostic::new(DiagnosticCode::Conflict, span, message).help(
        "say how its items are written, as in `repeat: same_name`, `brackets`, `indexed` or `indexed_dots`; or use `joined` for several texts in one",
    )
}

/// What is written can be read in one way only.
fn is_told_apart(
    repeat: &Spanned<Repeat>,
    (field, entry): (&Field, &Named<spec::Field>),
    fields: &[Field],
    out: &mut Diagnostics,
) {
    let takes_objects = match repeat.value {
        Repeat::SameName | Repeat::Brackets => false,
        Repeat::Indexed | Repeat::IndexedDots => true,
    };
    if field.items().is_some() && !takes_objects {
        let message = format!("`{}` does not tell objects apart", repeat.value.word());
        let help = "use `repeat: indexed` or `repeat: indexed_dots` for a list of objects";
        conflict(repeat.span, message, help, out);
    }
    for member in entry.value.members.iter().flatten() {
        if member.name.value.contains(['.', '[', ']']) {
            let message = format!(
                "`{}` cannot be the name of a member here",
                member.name.value
            );
            let help = "a name with dots or brackets leads nowhere in a query or a form";
            conflict(member.name.span, message, help, out);
        }
    }
    let brackets = format!("{}[", field.wire);
    if let Some(other) = fields
        .iter()
        .find(|other| other.wire.starts_with(&brackets))
        && repeat.value != Repeat::SameName
    {
        let message = format!("an item of `{}` could be `{}`", field.wire, other.wire);
        conflict(entry.name.span, message, "make one field of the two", out);
    }
}

/// A list without items writes nothing at all.
fn can_be_empty(repeat: &Spanned<Repeat>, field: &Field, out: &mut Diagnostics) {
    let may_be_empty = field
        .stated
        .iter()
        .any(|rule| matches!(rule, Rule::Count(Count { min: 0, .. })));
    if may_be_empty
        && (field.presence == Presence::Required || field.presence.required_when().is_some())
    {
        let message = format!(
            "`{}` must be there, and without items nothing of it is sent",
            field.wire
        );
        let help = "let `count` begin with 1, or remove `presence`";
        conflict(repeat.span, message, help, out);
    }
}

fn conflict(place: Span, message: impl Into<String>, help: &str, out: &mut Diagnostics) {
    out.push(Diagnostic::new(DiagnosticCode::Conflict, place, message).help(help));
}
