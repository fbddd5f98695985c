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
    let ProofPlace::Member(was) = place;
    let ProofPlace::Member(is) = &new.place;
    scope.is_same_member(was, is)
        && difference(comparison, scope, expected, &new.expected).is_none()
}

fn fact<'m>(side: Side<'m>, authenticity: &'m Authenticity) -> AnswerFact<'m> {
    AnswerFact::Proof(match authenticity {
        Authenticity::None(instead) => facts::Proof::Missing(instead),
        Authenticity::Proof(proof) => {
            let ProofPlace::Member(member) = &proof.place;
            facts::Proof::Member {
                member,
                expected: followed_with_defaults(side, &proof.expected),
            }
        }
    })
}
