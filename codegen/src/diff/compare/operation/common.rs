//! What an operation has in common with those of other vendors, in two specs.

use crate::diff::change::facts::OperationFact;
use crate::diff::change::{ChangeKind, Subject};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::recipe::Scope;
use crate::model::{Common, CommonWord, Operation};

pub(super) fn compare_common<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (&'m Operation, &'m Operation),
) {
    for does in CommonWord::ALL {
        let (before, after) = (found(old, *does), found(new, *does));
        let kind = match (before, after) {
            (None, None) => continue,
            (None, Some(_)) => ChangeKind::CommonAdded,
            (Some(_), None) => ChangeKind::CommonRemoved,
            (Some(before), Some(after)) if is_same(scope, before, after) => continue,
            (Some(_), Some(_)) => ChangeKind::CommonChanged,
        };
        let before = before.map(|common| fact(old, common));
        let after = after.map(|common| fact(new, common));
        comparison.add(kind, subject, before, after);
    }
}

fn found(operation: &Operation, does: CommonWord) -> Option<&Common> {
    operation.common.iter().find(|common| common.does == does)
}

fn is_same(scope: &Scope<'_>, old: &Common, new: &Common) -> bool {
    let mut pairs = old.given.iter().zip(&new.given);
    old.given.len() == new.given.len()
        && pairs.all(|((old_part, old), (new_part, new))| {
            old_part == new_part && scope.is_same_field(*old, *new)
        })
}

fn fact<'m>(operation: &'m Operation, common: &'m Common) -> OperationFact<'m> {
    let given = common.given.iter().map(|(part, at)| {
        let field = operation.field(*at);
        (*part, field.map_or("", |field| field.wire.as_str()))
    });
    OperationFact::Common(common.does, given.collect())
}
