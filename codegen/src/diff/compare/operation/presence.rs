//! When a field of a request must be there, before and after.

use crate::diff::change::facts::{self, FieldFact};
use crate::diff::change::{ChangeKind, Subject};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::limit::Turn;
use crate::diff::compare::recipe::{Scope, Side};
use crate::model::{Expression, Field, FieldTest, Presence, Source};

/// What a change shows of a presence.
pub(super) fn presence<'m>(side: Side<'m>, presence: &'m Presence) -> facts::Presence<'m> {
    let test = |test: &'m FieldTest| (side.reference(test.field), test.values.as_slice());
    match presence {
        Presence::Required => facts::Presence::Required,
        Presence::Optional => facts::Presence::Optional,
        Presence::Conditional(circumstances) => facts::Presence::Conditional(circumstances),
        Presence::RequiredWhen(when) => {
            let (field, values) = test(when);
            facts::Presence::RequiredWhen(field, values)
        }
        Presence::ForbiddenWhen(when) => {
            let (field, values) = test(when);
            facts::Presence::ForbiddenWhen(field, values)
        }
    }
}

/// Compares when the caller must give a field.
pub(super) fn compare_presence<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (&'m Presence, &'m Presence),
) {
    let fact = |side: Side<'m>, value: &'m Presence| FieldFact::Presence(presence(side, value));
    for kind in presence_changes(scope, old, new) {
        comparison.add_replaced(kind, subject, fact(scope.old, old), fact(scope.new, new));
    }
}

fn presence_changes(scope: &Scope<'_>, old: &Presence, new: &Presence) -> Vec<ChangeKind> {
    use Presence as P;
    let tests = match (old, new) {
        (P::Required, P::Required) => return Vec::new(),
        (_, P::Required) => return vec![ChangeKind::FieldRequired],
        (P::Required, P::ForbiddenWhen(_)) => {
            return vec![
                ChangeKind::PresenceTightened,
                ChangeKind::FieldNoLongerRequired,
            ];
        }
        (P::Required, P::Optional | P::Conditional(_) | P::RequiredWhen(_)) => {
            return vec![ChangeKind::FieldNoLongerRequired];
        }
        (P::Optional | P::Conditional(_), P::Optional | P::Conditional(_)) => {
            return Vec::from_iter((old != new).then_some(ChangeKind::Documentation));
        }
        (P::RequiredWhen(_) | P::ForbiddenWhen(_), P::Optional | P::Conditional(_)) => {
            return vec![ChangeKind::PresenceLoosened];
        }
        (P::RequiredWhen(old), P::RequiredWhen(new))
        | (P::ForbiddenWhen(old), P::ForbiddenWhen(new)) => Some((old, new)),
        (
            P::Optional | P::Conditional(_) | P::ForbiddenWhen(_),
            P::RequiredWhen(_) | P::ForbiddenWhen(_),
        )
        | (P::RequiredWhen(_), P::ForbiddenWhen(_)) => None,
    };
    match tests.map_or(Turn::Tighter, |(old, new)| compare_tests(scope, old, new)) {
        Turn::Same => Vec::new(),
        Turn::Looser => vec![ChangeKind::PresenceLoosened],
        Turn::Tighter => vec![ChangeKind::PresenceTightened],
    }
}

/// What became of a rule that holds when another field has one of some values.
fn compare_tests(scope: &Scope<'_>, old: &FieldTest, new: &FieldTest) -> Turn {
    let FieldTest { field, values } = old;
    if !scope.is_same_field(*field, new.field) {
        return Turn::Tighter;
    }
    let has = |outer: &[String], inner: &[String]| inner.iter().all(|value| outer.contains(value));
    match (has(&new.values, values), has(values, &new.values)) {
        (true, true) => Turn::Same,
        (false, true) => Turn::Looser,
        (_, false) => Turn::Tighter,
    }
}

/// Compares a field that shows an optional credential: without the credential the field is left out, or no request is
/// made.
pub(super) fn compare_must_be_shown<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (&'m Field, &'m Field),
) {
    let shows_optional = |side: Side<'m>, field: &Field| match field.source {
        Source::Supplied(Expression::Credential(id)) => {
            let credential = side.vendor.credentials.get(id.0);
            credential.is_some_and(|credential| !credential.required)
        }
        _ => false,
    };
    // Whether the credential is required is a change of the credential.
    if !shows_optional(scope.old, old) || !shows_optional(scope.new, new) {
        return;
    }
    if old.presence != new.presence {
        let kind = match new.presence {
            Presence::Required => ChangeKind::PresenceTightened,
            Presence::Optional
            | Presence::Conditional(_)
            | Presence::RequiredWhen(_)
            | Presence::ForbiddenWhen(_) => ChangeKind::PresenceLoosened,
        };
        let old = FieldFact::Presence(presence(scope.old, &old.presence));
        let new = FieldFact::Presence(presence(scope.new, &new.presence));
        comparison.add_replaced(kind, subject, old, new);
    }
}
