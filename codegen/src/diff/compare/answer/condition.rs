//! Conditions of two specs. What is judged by them does not belong here.

use std::collections::BTreeSet;

use crate::diff::change::facts::AnswerFact;
use crate::diff::change::{ChangeKind, Subject};
use crate::diff::compare::comparison::Comparison;
use crate::model::{Condition, Test};

/// Compares two conditions, one of which may be absent.
pub(super) fn compare_conditions<'m>(
    comparison: &mut Comparison<'m>,
    kind: ChangeKind,
    subject: &Subject<'m>,
    (old, new): (Option<&'m Condition>, Option<&'m Condition>),
) {
    if !is_same_condition(old, new) {
        let (old, new) = (
            old.map(AnswerFact::Condition),
            new.map(AnswerFact::Condition),
        );
        comparison.add(kind, subject, old, new);
    }
}

/// Whether two conditions hold for the same answers: the order of tests and values does not count.
pub(in crate::diff::compare) fn is_same_condition(
    old: Option<&Condition>,
    new: Option<&Condition>,
) -> bool {
    old.map(asked) == new.map(asked)
}

/// A member and the values that it may have.
type Asked<'m> = (&'m [String], BTreeSet<&'m str>);

fn asked(condition: &Condition) -> (BTreeSet<u16>, BTreeSet<Asked<'_>>) {
    let Condition { statuses, tests } = condition;
    let tests = tests.iter().map(|test| {
        let Test { path, values } = test;
        let values = values.iter().map(String::as_str).collect();
        (path.0.as_slice(), values)
    });
    (statuses.iter().copied().collect(), tests.collect())
}
