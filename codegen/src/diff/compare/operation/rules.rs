//! The rules for the value of one field, before and after. Which rule allows what is decided in `limit.rs`.

use crate::diff::change::facts::FieldFact;
use crate::diff::change::{ChangeKind, Subject};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::limit::{self, Turn};
use crate::model::{Field, Kind, Rule, Vendor};

/// Compares every rule that either field states.
pub(super) fn compare_rules<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    (old, new): (&'m Field, &'m Field),
) {
    let added = new.stated.iter();
    let added = added.filter(|rule| old.stated.same_sort(rule).is_none());
    for rule in old.stated.iter().chain(added) {
        let stated = (old.stated.same_sort(rule), new.stated.same_sort(rule));
        let kind = match limit::compare_rules(stated.0, stated.1) {
            Turn::Same => continue,
            // Every value of a closed enumeration obeys: the compiler has checked that.
            Turn::Looser | Turn::Tighter if is_closed(comparison.new, new) => {
                ChangeKind::Documentation
            }
            turn => limit::rule_change(rule, turn),
        };
        let fact = |vendor: &'m Vendor, stated: Option<&'m Rule>| {
            let rule = stated.or(limit::unless_stated(rule));
            rule.map(|rule| FieldFact::Rule(rule, &vendor.enumerations))
        };
        let old = fact(comparison.old, stated.0);
        let new = fact(comparison.new, stated.1);
        comparison.add(kind, subject, old, new);
    }
}

/// Whether a field is one of a closed list of values.
fn is_closed(vendor: &Vendor, field: &Field) -> bool {
    let Some(Kind::Enumeration { id, .. }) = field.facts.content.one() else {
        return false;
    };
    let declared = vendor.enumerations.get(id.0);
    declared.is_some_and(|enumeration| !enumeration.open)
}
