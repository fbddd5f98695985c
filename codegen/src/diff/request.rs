//! Requests of two specs: which field is which, where they stand, and how values that are computed are. What one
//! field is, is compared elsewhere.

use std::cell::RefCell;

use super::comparison::Comparison;
use super::matching::matched;
use super::placed::{match_fields, placed, same_fields};
use super::scope::{Scope, Side};
use super::{ChangeKind, Subject, builder, documentation, field, host, words};
use crate::model::{Computed, Expression, Operation, Place, Source, Vendor};

fn side<'m>(vendor: &'m Vendor, operation: &'m Operation) -> Side<'m> {
    Side {
        vendor,
        computed: &operation.computed,
        name: Box::new(|at| {
            let field = operation.field(at).map(|field| field.wire.as_str());
            let field = field.unwrap_or_default();
            match at.place {
                Place::Body | Place::Input => field.to_owned(),
                place => format!("{} {field}", words::place(place)),
            }
        }),
    }
}

pub(super) fn compare<'m>(
    comparison: &mut Comparison<'m>,
    at: &Subject,
    old: &'m Operation,
    new: &'m Operation,
) -> Scope<'m> {
    let scope = Scope {
        old: side(comparison.old, old),
        new: side(comparison.new, new),
        fields: same_fields(old, new),
        chance: RefCell::default(),
    };
    host::operation(comparison, at, &scope, (old, new));
    builder::compare(
        comparison,
        &at.part("request"),
        (old.caller_fields().count(), new.caller_fields().count()),
    );
    let (before, after) = (placed(old), placed(new));
    let same = match_fields(&before, &after);
    let context = field::Context {
        scope: &scope,
        operations: (old, new),
        inside: String::new(),
    };
    for (old, new) in same.pairs(&before, &after) {
        field::compare(comparison, at, &context, (*old, *new));
    }
    for old in same.removed(&before) {
        field::removed(comparison, at, &context, *old);
    }
    for new in same.added(&after) {
        field::added(comparison, at, &context, *new);
    }
    order(comparison, at, &scope, old, new);
    computed(comparison, at, (&old.computed, &new.computed));
    scope
}

/// The order of members and parameters says nothing, unless a recipe takes them in as they are sent.
fn order(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    scope: &Scope<'_>,
    old: &Operation,
    new: &Operation,
) {
    for (place, part) in [
        (Place::Query, Expression::Query),
        (Place::Body, Expression::Body),
    ] {
        let now: Vec<usize> = scope
            .fields
            .iter()
            .filter(|(was, is)| was.place == place && is.place == place)
            .map(|(_, is)| is.index)
            .collect();
        if !now.is_sorted() && takes_in(old, &part) && takes_in(new, &part) {
            let names = |operation: &Operation| {
                let fields = operation.fields(place).iter();
                let names: Vec<&str> = fields.map(|field| field.wire.as_str()).collect();
                names.join(", ")
            };
            let at = at.part(words::place(place));
            comparison.turned(ChangeKind::OrderChanged, &at, names(old), names(new));
        }
    }
}

/// Whether a recipe of a request takes in a part of it as it is sent.
fn takes_in(operation: &Operation, part: &Expression) -> bool {
    let sources = operation
        .all_fields()
        .filter_map(|field| match &field.source {
            Source::Supplied(expression) => Some(expression),
            Source::Caller => None,
        });
    let computed = operation
        .computed
        .iter()
        .map(|computed| &computed.expression);
    sources
        .chain(computed)
        .any(|expression| expression.any(&mut |inner| inner == part))
}

/// What a value is, is compared where it is used; only what is told about it is left.
pub(super) fn computed(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    (old, new): (&[Computed], &[Computed]),
) {
    let same = matched(old, new, &[&|a, b| a.name == b.name]);
    let at = at.part("value");
    for (old, new) in same.pairs(old, new) {
        let Computed {
            name,
            expression: _,
            stage: _,
            secret: _,
            quirks,
        } = old;
        documentation::quirks(comparison, &at.item(name), quirks, &new.quirks);
    }
    for old in same.removed(old) {
        documentation::quirks(comparison, &at.item(&old.name), &old.quirks, &[]);
    }
    for new in same.added(new) {
        documentation::quirks(comparison, &at.item(&new.name), &[], &new.quirks);
    }
}
