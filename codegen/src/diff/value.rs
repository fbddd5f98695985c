//! The rules for the value of one field, before and after. Which rule lets through what is decided in `limit.rs`.

use super::comparison::Comparison;
use super::limit::{self, Turn};
use super::{ChangeKind, Subject, words};
use crate::model::{Field, Kind, Rule, Vendor};

/// What the value of a field may be, in one line.
pub(super) fn limits_told(vendor: &Vendor, field: &Field) -> String {
    let mut facts = vec![words::content(vendor, &field.facts.content)];
    let stated = field.stated.iter();
    facts.extend(stated.map(|rule| words::rule(vendor, rule)));
    facts.join(", ")
}

/// Every rule that either field states.
pub(super) fn limits(comparison: &mut Comparison<'_>, at: &Subject, (old, new): (&Field, &Field)) {
    let added = new.stated.iter();
    let added = added.filter(|rule| old.stated.same_sort(rule).is_none());
    for rule in old.stated.iter().chain(added) {
        let both = (old.stated.same_sort(rule), new.stated.same_sort(rule));
        let kind = match limit::rule(both.0, both.1) {
            Turn::Same => continue,
            // Every value of a closed enumeration fits: the compiler has checked that.
            _ if is_closed(comparison.new, new) => ChangeKind::Fact,
            turn => limit::change(rule, turn),
        };
        let absent = limit::unless_stated(rule);
        let told = |vendor: &Vendor, stated: Option<&Rule>| {
            let rule = stated.or(absent.as_ref());
            rule.map(|rule| words::rule(vendor, rule))
        };
        let (old, new) = (told(comparison.old, both.0), told(comparison.new, both.1));
        comparison.add(kind, at, old, new);
    }
}

/// Whether a field is one of a closed list of values.
fn is_closed(vendor: &Vendor, field: &Field) -> bool {
    let Some(Kind::Enumeration(id)) = field.facts.content.one() else {
        return false;
    };
    let declared = vendor.enumerations.get(id.0);
    declared.is_some_and(|enumeration| !enumeration.open)
}
