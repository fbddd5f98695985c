//! The values that keys of ciphers are made of, before and after. The ciphers themselves are compared with the vendor.

use crate::diff::change::{ChangeKind, Fact, Subject, SubjectPart};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::recipe::{Scope, Side, difference, followed};
use crate::model::{Computed, Key, declared_value};

/// Compares how the keys are computed of the ciphers that an operation uses in both specs.
pub(in crate::diff::compare) fn compare_keys<'m>(
    comparison: &mut Comparison<'m>,
    kind: ChangeKind,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
) {
    let (before, after) = (&comparison.old.ciphers, &comparison.new.ciphers);
    let pairs = comparison.same.ciphers.pairs(before, after);
    let keys = pairs
        .into_iter()
        .flat_map(|(old, new)| old.keys().zip(new.keys()));
    let values: Vec<_> = keys
        .filter_map(|(old, new)| Some((value(scope.old, old)?, value(scope.new, new)?)))
        .collect();
    for (old, new) in values {
        let recipes = (&old.expression, &new.expression);
        let Some(differs) = difference(comparison, scope, recipes.0, recipes.1) else {
            continue;
        };
        let old = Fact::Recipe(followed(scope.old, recipes.0, differs.old));
        let made = Fact::Recipe(followed(scope.new, recipes.1, differs.new));
        let subject = subject.with_part(SubjectPart::ComputedValue(&new.name));
        comparison.add_replaced(kind, &subject, old, made);
    }
}

/// The value of an operation that a key is made of.
fn value<'m>(side: Side<'m>, key: &Key) -> Option<&'m Computed> {
    let value = declared_value(side.computed(), key.value()?)?;
    side.computed().get(value.0)
}
