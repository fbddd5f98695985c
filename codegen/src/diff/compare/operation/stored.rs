//! What a merchant stored for the proof of a notification, before and after. It is given as the fields of a request are.

use std::collections::BTreeMap;

use super::field::{Fields, compare_fields};
use super::placed::match_fields;
use super::presence::BothSiblings;
use crate::diff::change::facts::AnswerFact;
use crate::diff::change::{ChangeKind, Subject};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::recipe::Scope;
use crate::model::{Field, FieldRef, Notification, Place, Placed, Siblings, Stored};

/// Which stored value is which.
pub(in crate::diff::compare) fn same_stored(
    old: &Notification,
    new: &Notification,
) -> BTreeMap<FieldRef, FieldRef> {
    let (old, new) = (placed(values(old)), placed(values(new)));
    let same = match_fields(&old, &new);
    let pairs = same.pairs(&old, &new).into_iter();
    pairs.map(|(old, new)| (old.at, new.at)).collect()
}

/// Compares what is asked for before a notification is proven.
pub(in crate::diff::compare) fn compare_stored<'m>(
    comparison: &mut Comparison<'m>,
    (subject, scope): (&Subject<'m>, &Scope<'m>),
    notifications: (&'m Notification, &'m Notification),
) {
    let fact = |stored: &'m Stored| AnswerFact::Members(&stored.found_by);
    let (old, new) = match (&notifications.0.stored, &notifications.1.stored) {
        (None, None) => return,
        (Some(old), None) => {
            let kind = ChangeKind::StoredNoLongerNeeded;
            return comparison.add_vanished(kind, subject, fact(old));
        }
        (None, Some(new)) => {
            return comparison.add_appeared(ChangeKind::StoredNeeded, subject, fact(new));
        }
        (Some(old), Some(new)) => (old, new),
    };
    let Stored { found_by, values } = old;
    let mut pairs = found_by.iter().zip(&new.found_by);
    let is_same = pairs.all(|(old, new)| scope.is_same_member(old, new));
    if found_by.len() != new.found_by.len() || !is_same {
        comparison.add_replaced(ChangeKind::FoundByChanged, subject, fact(old), fact(new));
    }
    let fields = Fields {
        subject,
        siblings: BothSiblings {
            old: Siblings::Object(values),
            new: Siblings::Object(&new.values),
            scope,
        },
        encodings: &[],
        lists: Vec::new(),
    };
    compare_fields(comparison, &fields, (&placed(values), &placed(&new.values)));
}

fn values(notification: &Notification) -> &[Field] {
    let stored = notification.stored.as_ref();
    stored.map_or(&[], |stored| &stored.values)
}

fn placed(values: &[Field]) -> Vec<Placed<'_>> {
    let values = values.iter().enumerate();
    let placed = values.map(|(index, field)| {
        let place = Place::Stored;
        let at = FieldRef { place, index };
        Placed { at, field }
    });
    placed.collect()
}
