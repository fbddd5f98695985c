//! How two specs know that what arrives is the vendor's: answers and notifications.

use super::answer::{compare_openings, match_members};
use super::comparison::Comparison;
use super::documentation::compare_text;
use super::operation::compare_computed;
use super::recipe::{Message, Scope, Side, difference, followed_with_defaults};
use crate::diff::change::facts::{self, AnswerFact};
use crate::diff::change::{ChangeKind, Fact, Subject};
use crate::model::{Answer, Authenticity, Operation, Proof, ProofPlace, Vendor};

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
    compare_documentation(comparison, subject, (old.proof(), new.proof()));
}

/// Compares how answers are known to be genuine, and how they are opened.
pub(super) fn compare_answer_proof<'m>(
    comparison: &mut Comparison<'m>,
    (subject, of_request): (&Subject<'m>, &Scope<'m>),
    operations: (&'m Operation, &'m Operation),
) {
    let scope = &answer_scope(comparison, of_request, operations);
    let (old, new) = (&operations.0.answer, &operations.1.answer);
    let kind = match (&old.proof, &new.proof) {
        (None, None) => None,
        (None, Some(_)) => Some(ChangeKind::AnswerProofAdded),
        (Some(_), None) => Some(ChangeKind::AnswerProofRemoved),
        (Some(was), Some(is)) => {
            let is_same = is_same_proof(comparison, scope, (was, is));
            (!is_same).then_some(ChangeKind::AnswerProofChanged)
        }
    };
    if let Some(kind) = kind {
        let fact = |side: Side<'m>, answer: &'m Answer| {
            let proof = answer.proof.as_ref();
            proof.map(|proof| Fact::from(AnswerFact::Proof(shown(side, proof))))
        };
        let (old, new) = (fact(scope.old, old), fact(scope.new, new));
        comparison.add(kind, subject, old, new);
    }
    compare_documentation(
        comparison,
        subject,
        (old.proof.as_ref(), new.proof.as_ref()),
    );
    let openings = (old.all_openings().collect(), new.all_openings().collect());
    compare_openings(comparison, subject, scope, openings);
}

/// Compares what is documented of a proof: why it is checked where everybody can make it, and its values.
fn compare_documentation<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    (old, new): (Option<&'m Proof>, Option<&'m Proof>),
) {
    if let (Some(old), Some(new)) = (old, new) {
        let note = ChangeKind::Note;
        compare_text(comparison, note, subject, &old.forgeable, &new.forgeable);
        compare_text(comparison, note, subject, &old.unsigned, &new.unsigned);
    }
    let computed = |proof: Option<&'m Proof>| proof.map_or(&[][..], |proof| &proof.computed);
    compare_computed(comparison, subject, (computed(old), computed(new)));
}

/// What proofs of answers refer to: members of the answer, and fields of the request.
fn answer_scope<'m>(
    comparison: &Comparison<'m>,
    of_request: &Scope<'m>,
    (old, new): (&'m Operation, &'m Operation),
) -> Scope<'m> {
    let side = |vendor: &'m Vendor, operation: &'m Operation| Side {
        vendor,
        message: Message::Answer(operation),
    };
    let scope = Scope::new(
        side(comparison.old, old),
        side(comparison.new, new),
        of_request.fields.clone(),
    );
    let (old, new) = (&old.answer.fields, &new.answer.fields);
    scope.receiving(match_members(old, new).pairs(old, new))
}

fn is_same_proof<'m>(
    comparison: &Comparison<'m>,
    scope: &Scope<'m>,
    (old, new): (&'m Proof, &'m Proof),
) -> bool {
    let Proof {
        place,
        // Of a member it is compared with the member.
        demanded,
        expected,
        // What a value is shows where it is used.
        computed: _,
        // Whether there is a reason follows from the recipe; what it says is compared as text.
        forgeable: _,
        // Whether there is a reason follows from the presence of the member; so does this.
        unsigned: _,
    } = old;
    let is_same_place = match (place, &new.place) {
        (ProofPlace::Member(was), ProofPlace::Member(is)) => scope.is_same_member(was, is),
        (ProofPlace::Header(was), ProofPlace::Header(is)) => {
            was.eq_ignore_ascii_case(is) && *demanded == new.demanded
        }
        (ProofPlace::Member(_), ProofPlace::Header(_))
        | (ProofPlace::Header(_), ProofPlace::Member(_)) => false,
    };
    is_same_place && difference(comparison, scope, expected, &new.expected).is_none()
}

fn fact<'m>(side: Side<'m>, authenticity: &'m Authenticity) -> AnswerFact<'m> {
    AnswerFact::Proof(match authenticity {
        Authenticity::None(instead) => facts::Proof::Missing(instead),
        Authenticity::Proof(proof) => shown(side, proof),
    })
}

fn shown<'m>(side: Side<'m>, proof: &'m Proof) -> facts::Proof<'m> {
    let expected = followed_with_defaults(side, &proof.expected);
    match &proof.place {
        ProofPlace::Member(member) => facts::Proof::Member { member, expected },
        ProofPlace::Header(header) => facts::Proof::Header {
            header,
            demanded: proof.demanded,
            expected,
        },
    }
}
