//! Other shapes of refusal.

use super::verdict::compare_other_codes;
use crate::diff::change::facts::{AnswerFact, FaultShape};
use crate::diff::change::{ChangeKind, Fact, Subject, SubjectPart};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::documentation::{compare_citation, compare_label};
use crate::diff::compare::matching::matched;
use crate::model::Fault;

pub(super) fn compare_faults<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    (old, new): (&'m [Fault], &'m [Fault]),
) {
    let same = matched(
        old,
        new,
        &[&|a, b| a.name == b.name, &|a, b| shape(a) == shape(b)],
    );
    let of_fault = |fault: &'m Fault| subject.with_part(SubjectPart::Fault(&fault.name));
    for (old, new) in same.pairs(old, new) {
        compare_fault(comparison, &of_fault(new), old, new);
    }
    for old in same.removed(old) {
        let shape = AnswerFact::Fault(shape(old));
        comparison.add_vanished(ChangeKind::FaultsChanged, &of_fault(old), shape);
    }
    for new in same.added(new) {
        let shape = AnswerFact::Fault(shape(new));
        comparison.add_appeared(ChangeKind::FaultsChanged, &of_fault(new), shape);
    }
}

fn shape(fault: &Fault) -> FaultShape<'_> {
    FaultShape {
        code: &fault.code,
        message: fault.message.as_ref(),
        statuses: fault.statuses,
    }
}

fn compare_fault<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Fault,
    new: &'m Fault,
) {
    let Fault {
        name,
        label,
        code: _,
        message: _,
        codes,
        statuses: _,
        other_codes,
        citation,
    } = old;
    compare_other_codes(comparison, subject, (other_codes, &new.other_codes));
    let shapes = (shape(old), shape(new));
    comparison.compare(
        ChangeKind::FaultsChanged,
        subject,
        shapes,
        AnswerFact::Fault,
    );
    comparison.compare(
        ChangeKind::Documentation,
        subject,
        (name, &new.name),
        Fact::Name,
    );
    compare_label(comparison, subject, label, &new.label);
    let lists = (codes.as_slice(), new.codes.as_slice());
    comparison.compare(ChangeKind::FaultsChanged, subject, lists, Fact::Texts);
    match (citation, &new.citation) {
        (Some(old), Some(new)) => compare_citation(comparison, subject, old, new),
        (None, None) => {}
        (None, Some(_)) | (Some(_), None) => {
            comparison.add_without_facts(ChangeKind::Citation, subject);
        }
    }
}
