//! How two specs know that what arrives is the vendor's.

use super::comparison::Comparison;
use super::operation::compare_computed;
use super::recipe::{Scope, Side, difference, followed_with_defaults};
use crate::diff::change::facts::{self, AnswerFact};
use crate::diff::change::{ChangeKind, Subject};
use crate::model::{Authenticity, Proof, ProofPlace};

/// Compares how a notification is known to be genuine.
pub(super) fn compare_authenticity<'m>(
    comparison: &mut Comparison<'m>,
    (subject, scope): (&Subject<'m>, &Scope<'m>),
    (old, new): (&'m Authenticity, &'m Authenticity),
) {
    let kind = match (old, new) {
        (Authenticity::None(old), Authenticity::None(new)) => {
            (old != new).then_some(ChangeKind::Documentation)
        }
        (Authenticity::Proof(old), Authenticity::Proof(new)) => {
            let is_same = is_same_proof(comparison, scope, (old, new));
            (!is_same).then_some(ChangeKind::ProofChanged)
        }
        (Authenticity::None(_), Authenticity::Proof(_))
        | (Authenticity::Proof(_), Authenticity::None(_)) => Some(ChangeKind::ProofChanged),
    };
    if let Some(kind) = kind {
        let (old, new) = (fact(scope.old, old), fact(scope.new, new));
        comparison.add_replaced(kind, subject, old, new);
    }
    let takes_headers = |side: &Authenticity| side.proof().is_some_and(Proof::takes_headers);
    match (takes_headers(old), takes_headers(new)) {
        (false, true) => comparison.add_without_facts(ChangeKind::HeadersNeeded, subject),
        (true, false) => comparison.add_without_facts(ChangeKind::HeadersNoLongerNeeded, subject),
        (true, true) | (false, false) => {}
    }
    let computed = |side: &'m Authenticity| side.proof().map_or(&[][..], |proof| &proof.computed);
    compare_computed(comparison, subject, (computed(old), computed(new)));
}

fn is_same_proof<'m>(
    comparison: &Comparison<'m>,
    scope: &Scope<'m>,
    (old, new): (&'m Proof, &'m Proof),
) -> bool {
    let Proof {
        place,
        expected,
        // What a value is shows where it is used.
        computed: _,
    } = old;
    let is_same_place = match (place, &new.place) {
        (ProofPlace::Member(was), ProofPlace::Member(is)) => scope.is_same_member(was, is),
        (ProofPlace::Header(was), ProofPlace::Header(is)) => was.eq_ignore_ascii_case(is),
        (ProofPlace::Member(_), ProofPlace::Header(_))
        | (ProofPlace::Header(_), ProofPlace::Member(_)) => false,
    };
    is_same_place && difference(comparison, scope, expected, &new.expected).is_none()
}

fn fact<'m>(side: Side<'m>, authenticity: &'m Authenticity) -> AnswerFact<'m> {
    AnswerFact::Proof(match authenticity {
        Authenticity::None(instead) => facts::Proof::Missing(instead),
        Authenticity::Proof(proof) => {
            let expected = followed_with_defaults(side, &proof.expected);
            match &proof.place {
                ProofPlace::Member(member) => facts::Proof::Member { member, expected },
                ProofPlace::Header(header) => facts::Proof::Header { header, expected },
            }
        }
    })
}
