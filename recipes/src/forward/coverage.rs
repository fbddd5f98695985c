//! What digests, MACs, signatures and encryption cover of a request, and what they leave out: whoever changes that on the
//! way is not noticed.

use std::collections::{BTreeMap, BTreeSet};

use kpg_codegen::model::{Envelope, Expression, FieldRef, Hides, Place, Request, Source, Uses};

/// What covers each field that is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The fields whose texts are covered, each with the fields that cover it.
    pub covered: BTreeMap<FieldRef, BTreeSet<FieldRef>>,
    /// The fields that are sent and that nothing covers; those that cover others are none of them.
    pub bare: Vec<FieldRef>,
    /// Whether the whole body is encrypted.
    pub is_encrypted: bool,
}

/// What a request's own fields cover of it.
pub fn coverage(request: &Request) -> Coverage {
    let mut coverage = Coverage {
        is_encrypted: matches!(
            &request.envelope,
            Some(Envelope::Jwe { .. } | Envelope::Cipher(_))
        ),
        ..Coverage::default()
    };
    let mut covering = BTreeSet::new();
    for placed in request.placed_fields() {
        let Source::Supplied(expression) = &placed.field.source else {
            continue;
        };
        let mut found = BTreeSet::new();
        covered_by(request, expression, false, &mut found);
        for field in found {
            covering.insert(placed.at);
            coverage.covered.entry(field).or_default().insert(placed.at);
        }
    }
    let sent = request.placed_fields();
    let bare = sent.filter(|placed| {
        let at = placed.at;
        let is_known = coverage.covered.contains_key(&at) || covering.contains(&at);
        at.place.is_sent() && !is_known && placed.field.cipher.is_none()
    });
    coverage.bare = bare.map(|placed| placed.at).collect();
    coverage
}

/// The fields that always have a text: a recipe that names one takes in its text.
fn constants<'r>(request: &'r Request, text: &'r str) -> impl Iterator<Item = FieldRef> + 'r {
    let has_it = move |source: &Source| match source {
        Source::Supplied(Expression::Literal(constant)) => constant == text,
        Source::Supplied(_) | Source::Caller => false,
    };
    let fields = request.placed_fields();
    fields
        .filter(move |placed| has_it(&placed.field.source))
        .map(|placed| placed.at)
}

/// The fields that an expression takes in under something that hides it.
fn covered_by(
    request: &Request,
    expression: &Expression,
    is_hidden: bool,
    found: &mut BTreeSet<FieldRef>,
) {
    let is_hidden = is_hidden || expression.hides() != Hides::Nothing;
    let mut whole = |place: Place| {
        let count = request.fields(place).len();
        found.extend((0..count).map(|index| FieldRef { place, index }));
    };
    match expression {
        Expression::Body if is_hidden => whole(Place::Body),
        Expression::Query if is_hidden => whole(Place::Query),
        Expression::Path if is_hidden => whole(Place::Path),
        Expression::Literal(text) if is_hidden => found.extend(constants(request, text)),
        _ => {}
    }
    match expression.uses() {
        Uses::Field(field) if is_hidden => {
            found.insert(field);
        }
        Uses::Value(value) => {
            if let Some(computed) = request.computed.get(value.0) {
                covered_by(request, &computed.expression, is_hidden, found);
                found.extend(shown_by(request, expression, is_hidden));
            }
        }
        Uses::Clock | Uses::Credential(_) | Uses::Session(_) if is_hidden => {
            found.extend(shown_by(request, expression, is_hidden));
        }
        _ => {}
    }
    for part in expression.parts() {
        covered_by(request, part, is_hidden, found);
    }
}

/// The fields that show just what an expression takes in.
fn shown_by(request: &Request, expression: &Expression, is_hidden: bool) -> Vec<FieldRef> {
    let fields = request
        .placed_fields()
        .filter(|placed| is_hidden && placed.field.source == Source::Supplied(expression.clone()));
    fields.map(|placed| placed.at).collect()
}
