//! Whether proofs cover what identifies a payment: whoever has one genuine message could change the rest of it.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    AnswerField, Expression, FieldRef, Identity, Kind, Notification, Operation, Part, Path, Place,
    Proof, ProofPlace, ReceivedEnvelope, Uses, Value, Vendor,
};
use crate::source::Span;
use crate::syntax::spec::{self, Named, Spec};
use crate::words;

/// Whether something has what is asked for.
type Test<'t, T> = &'t dyn Fn(&T) -> bool;

/// Reports proofs beside which a member that identifies the payment can be changed.
pub(super) fn proofs_cover_the_payment(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    for (entry, operation) in spec.operations.iter().zip(&vendor.operations) {
        let written = entry.value.authenticity.as_ref();
        if let (Some(written), Some(proof)) = (written, &operation.answer.proof) {
            let covered = |path: &Path| {
                covers(proof, path)
                    || holds_all(proof, operation.answer.envelope.as_ref())
                    || repeats(operation, proof, path)
            };
            let is_identifying = |field: &AnswerField| field.echoes.is_some();
            let entries = entry.value.answer.as_slice();
            let fields = (entries, operation.answer.fields.as_slice());
            report(written, fields, (&is_identifying, &covered), out);
        }
    }
    for (entry, notification) in spec.notifications.iter().zip(&vendor.notifications) {
        let proof = notification.authenticity.proof();
        if let (Some(spec::Authenticity::Proof(written)), Some(proof)) =
            (&entry.value.authenticity, proof)
        {
            let stored = entry.value.stored.as_ref();
            let covered = |path: &Path| {
                covers(proof, path)
                    || holds_all(proof, notification.envelope.as_ref())
                    || is_found_by(notification, stored, path)
            };
            let is_identifying = |field: &AnswerField| identifies(notification, &field.path);
            let entries = entry.value.fields.as_slice();
            let fields = (entries, notification.fields.as_slice());
            report(written, fields, (&is_identifying, &covered), out);
        }
    }
}

/// Reports a time of sending that a proof does not take in: whoever sends an old notification again could write another.
pub(super) fn proofs_cover_the_time(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    for (entry, notification) in spec.notifications.iter().zip(&vendor.notifications) {
        let proof = notification.authenticity.proof();
        let (Some(proof), Some(freshness)) = (proof, &notification.freshness) else {
            continue;
        };
        let covered = match &freshness.place {
            ProofPlace::Member(path) => {
                covers(proof, path) || holds_all(proof, notification.envelope.as_ref())
            }
            ProofPlace::Header(name) => takes_in(proof, &|part| match part {
                Expression::ReceivedHeader(header) => header.eq_ignore_ascii_case(name),
                _ => false,
            }),
        };
        if let (false, Some(written)) = (covered, &entry.value.fresh) {
            let (spec::ProofPlace::Member(name) | spec::ProofPlace::Header(name)) = &written.place;
            let message = format!("the proof does not take in `{}`", name.value);
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message)
                .note("whoever sends an old notification again could write another time");
            out.push(
                conflict.help("take it into the recipe where the vendor's does, or remove `fresh`"),
            );
        }
    }
}

fn report(
    written: &spec::Proof,
    (entries, fields): (&[Named<spec::Field>], &[AnswerField]),
    (is_identifying, is_covered): (Test<'_, AnswerField>, Test<'_, Path>),
    out: &mut Diagnostics,
) {
    // Everybody can make it anyway, whatever it covers.
    if written.forgeable.is_some() {
        return;
    }
    let is_amount = |field: &&AnswerField| {
        let is_amount = matches!(field.facts.content.one(), Some(Kind::Amount { .. }));
        is_amount && field.part != Part::Optional
    };
    let covers_an_amount = fields
        .iter()
        .filter(is_amount)
        .any(|field| is_covered(&field.path));
    let is_open = |field: &&AnswerField| {
        let matters = is_identifying(field) || (is_amount(field) && !covers_an_amount);
        matters && !is_covered(&field.path)
    };
    let open: Vec<String> = fields
        .iter()
        .filter(is_open)
        .map(|field| field.path.to_string())
        .collect();
    let Some(first) = open.first() else { return };
    let names: Vec<&str> = open.iter().map(String::as_str).collect();
    let message = format!("the proof does not cover {}", words::listed(&names, "and"));
    let warning = Diagnostic::new(DiagnosticCode::UncoveredMember, written.value.span, message)
        .note("whoever has one genuine message can send it again with another value there");
    let place = place_of(entries, first);
    let warning = match place {
        Some(place) => warning.also(place, "not covered"),
        None => warning,
    };
    out.push(warning.help(
        "take them into the recipe where the vendor's does; if it does not, say so: `levels: { uncovered_member: { level: allow, \
         reason: … } }`, and ask the vendor for the payment before anything is delivered",
    ));
}

fn place_of(entries: &[Named<spec::Field>], name: &str) -> Option<Span> {
    let mut entries = entries.iter();
    let entry = entries.find(|entry| entry.name.value == name)?;
    Some(entry.name.span)
}

/// Whether a proof takes in a member, or the whole body. It covers itself.
fn covers(proof: &Proof, path: &Path) -> bool {
    let is_proof = proof.member() == Some(path);
    is_proof
        || takes_in(proof, &|part| match part {
            Expression::Received(received) => received.path == *path,
            other => other.uses() == Uses::Body,
        })
}

/// Whether a proof takes in the encrypted text of the whole body, and with it all that is in there.
fn holds_all(proof: &Proof, envelope: Option<&ReceivedEnvelope>) -> bool {
    let member = envelope.and_then(ReceivedEnvelope::member);
    member.is_some_and(|name| covers(proof, &Path(vec![name.to_owned()])))
}

/// A look for something in the recipe of a proof.
struct Search<'p> {
    proof: &'p Proof,
    test: &'p dyn Fn(&Expression) -> bool,
    /// What was found of values, by their positions: values that refer to values twice are looked at once.
    known: HashMap<usize, bool>,
}

/// Whether a proof takes in something, whichever of several recipes is chosen.
fn takes_in(proof: &Proof, test: &dyn Fn(&Expression) -> bool) -> bool {
    let known = HashMap::new();
    Search { proof, test, known }.finds_in(&proof.expected)
}

impl Search<'_> {
    fn finds_in(&mut self, expression: &Expression) -> bool {
        if (self.test)(expression) {
            return true;
        }
        if let Expression::ByText { arms, .. } = expression {
            return arms.iter().all(|(_, arm)| self.finds_in(arm));
        }
        if let Some(value) = expression.uses().value() {
            return self.finds_in_value(value);
        }
        expression
            .parts()
            .into_iter()
            .any(|part| self.finds_in(part))
    }

    /// A value refers only to values before it, so that this ends.
    fn finds_in_value(&mut self, value: Value) -> bool {
        if let Some(known) = self.known.get(&value.0) {
            return *known;
        }
        let made = self.proof.computed.get(value.0);
        let found = made.is_some_and(|made| self.finds_in(&made.expression));
        self.known.insert(value.0, found);
        found
    }
}

/// Whether a member repeats a field of the request that the proof takes in: with another value it is no answer.
fn repeats(operation: &Operation, proof: &Proof, path: &Path) -> bool {
    let mut fields = operation.answer.fields.iter();
    let field = fields.find(|field| field.path == *path);
    let repeated = field.and_then(|field| field.echoes);
    repeated.is_some_and(|at| proof.request_fields().contains(&at))
}

fn identifies(notification: &Notification, path: &Path) -> bool {
    match &notification.identity {
        Identity::Members(members) => members.contains(path),
        Identity::Undocumented(_) | Identity::Unsaid => false,
    }
}

/// Whether a member leads to what was stored, and the proof takes in a secret of that order alone: with another value
/// another secret is found.
fn is_found_by(notification: &Notification, written: Option<&spec::Stored>, path: &Path) -> bool {
    let (Some(stored), Some(written)) = (&notification.stored, written) else {
        return false;
    };
    let Some(proof) = notification.authenticity.proof() else {
        return false;
    };
    let is_secret = |at: &FieldRef| {
        let value = written.values.get(at.index);
        let name = value.map(|value| &value.name.value);
        at.place == Place::Stored
            && written
                .secret
                .iter()
                .any(|secret| Some(&secret.value) == name)
    };
    stored.found_by.contains(path)
        && takes_in(proof, &|part| match part {
            Expression::Field(at) => is_secret(at),
            _ => false,
        })
}
