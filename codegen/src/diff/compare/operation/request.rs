//! Requests of two specs: which field is which, where they stand, and how values that are computed are. What one field
//! is, is compared elsewhere.

use super::address::compare_addresses;
use super::cipher_key::compare_keys;
use super::field::{Fields, compare_fields};
use super::placed::{placed, same_fields};
use super::presence::{BothSiblings, compare_combinations};
use crate::diff::change::facts::OperationFact;
use crate::diff::change::{ChangeKind, Subject, SubjectPart};
use crate::diff::compare::builder::compare_builder;
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::documentation::compare_quirks;
use crate::diff::compare::matching::matched;
use crate::diff::compare::recipe::{Message, Scope, Side};
use crate::model::{Computed, Expression, Place, Request, Siblings, Source, Vendor};

pub(super) fn compare_request<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Request,
    new: &'m Request,
) -> Scope<'m> {
    let side = |vendor: &'m Vendor, operation: &'m Request| Side {
        vendor,
        message: Message::Request(operation),
    };
    let scope = Scope::new(
        side(comparison.old, old),
        side(comparison.new, new),
        same_fields(old, new),
    );
    compare_addresses(comparison, subject, &scope, (old, new));
    compare_builder(
        comparison,
        &subject.with_part(SubjectPart::Request),
        (old.caller_fields().count(), new.caller_fields().count()),
    );
    let siblings = BothSiblings {
        old: Siblings::Request(old),
        new: Siblings::Request(new),
        scope: &scope,
    };
    let fields = Fields {
        subject,
        siblings,
        encodings: &new.encodings,
        lists: Vec::new(),
    };
    compare_fields(comparison, &fields, (&placed(old), &placed(new)));
    let request = &subject.with_part(SubjectPart::Request);
    compare_combinations(
        comparison,
        request,
        siblings,
        (&old.combinations, &new.combinations),
    );
    compare_order(comparison, subject, &scope, (old, new));
    compare_computed(comparison, subject, (&old.computed, &new.computed));
    compare_keys(comparison, ChangeKind::CipherChanged, subject, &scope);
    scope
}

/// Compares the order of members and parameters, which counts only where a recipe uses them as they are sent.
fn compare_order<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (&'m Request, &'m Request),
) {
    for (place, sent) in [
        (Place::Query, Expression::Query),
        (Place::Body, Expression::Body),
    ] {
        let pairs = scope.fields.iter();
        let in_place = pairs.filter(|(was, is)| was.place == place && is.place == place);
        let is_sorted = in_place.map(|(_, is)| is.index).is_sorted();
        if !is_sorted && has_recipe_of(old, &sent) && has_recipe_of(new, &sent) {
            let order = |operation: &'m Request| {
                let fields = operation.fields(place).iter();
                OperationFact::Order(fields.map(|field| field.wire.as_str()).collect())
            };
            let subject = subject.with_part(SubjectPart::Fields(place));
            comparison.add_replaced(ChangeKind::OrderChanged, &subject, order(old), order(new));
        }
    }
}

/// Whether a recipe of a request uses a part of it as it is sent.
fn has_recipe_of(operation: &Request, sent: &Expression) -> bool {
    let supplied = operation
        .all_fields()
        .filter_map(|field| match &field.source {
            Source::Supplied(expression) => Some(expression),
            Source::Caller => None,
        });
    let computed = operation.computed.iter();
    let mut recipes = supplied.chain(computed.map(|computed| &computed.expression));
    recipes.any(|recipe| recipe.any(&mut |inner| inner == sent))
}

/// Compares the documentation of computed values; what they are is compared where they are used.
pub(in crate::diff::compare) fn compare_computed<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    (old, new): (&'m [Computed], &'m [Computed]),
) {
    let same = matched(old, new, &[&|a, b| a.name == b.name]);
    let of_value = |value: &'m Computed| subject.with_part(SubjectPart::ComputedValue(&value.name));
    for (old, new) in same.pairs(old, new) {
        let Computed {
            name: _,
            declared: _,
            expression: _,
            stage: _,
            secret: _,
            sent_because: _,
            quirks,
        } = old;
        compare_quirks(comparison, &of_value(old), quirks, &new.quirks);
    }
    for old in same.removed(old) {
        compare_quirks(comparison, &of_value(old), &old.quirks, &[]);
    }
    for new in same.added(new) {
        compare_quirks(comparison, &of_value(new), &[], &new.quirks);
    }
}
