//! What answers repeat of their requests, and so which accepted answers do not count as such.

use crate::diff::change::facts::{AnswerFact, Reference};
use crate::diff::change::{ChangeKind, Subject};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::recipe::{Scope, Side};
use crate::model::FieldRef;

/// Compares what a member repeats on both sides.
pub(super) fn compare_echoes<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (Option<FieldRef>, Option<FieldRef>),
) {
    let kind = match (old, new) {
        (None, None) => return,
        (Some(old), Some(new)) if scope.is_same_field(old, new) => return,
        (Some(_), Some(_)) => ChangeKind::EchoChanged,
        (None, Some(_)) => ChangeKind::EchoAdded,
        (Some(_), None) => ChangeKind::EchoRemoved,
    };
    let old = old.map(|field| echo_fact(scope.old, field));
    let new = new.map(|field| echo_fact(scope.new, field));
    comparison.add(kind, subject, old, new);
}

/// Compares what a member that only one side has repeats.
pub(super) fn compare_echo_alone<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    echoes: Option<FieldRef>,
    is_new: bool,
) {
    let sides = match is_new {
        true => (None, echoes),
        false => (echoes, None),
    };
    compare_echoes(comparison, subject, scope, sides);
}

fn echo_fact(side: Side<'_>, field: FieldRef) -> AnswerFact<'_> {
    AnswerFact::Repeats(match side.reference(field) {
        Reference::Field { place: _, wire } => wire,
        Reference::Member(_) | Reference::Nothing => "",
    })
}
