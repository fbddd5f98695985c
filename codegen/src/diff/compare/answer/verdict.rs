//! What an answer means: when it accepts, when it is pending, when it refuses, and what unlisted codes mean.

use super::condition::compare_conditions;
use crate::diff::change::facts::AnswerFact;
use crate::diff::change::{ChangeKind, Fact, Subject};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::documentation::compare_citation;
use crate::model::{Answer, OtherCodes, Pending};

pub(super) fn compare_verdict<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Answer,
    new: &'m Answer,
) {
    compare_conditions(
        comparison,
        ChangeKind::SuccessChanged,
        subject,
        (Some(&old.success), Some(&new.success)),
    );
    compare_conditions(
        comparison,
        ChangeKind::RefusedChanged,
        subject,
        (old.refused.as_ref(), new.refused.as_ref()),
    );
    compare_other_codes(comparison, subject, (&old.other_codes, &new.other_codes));
    compare_pending(comparison, subject, &old.pending, &new.pending);
}

/// Compares what codes mean that are not listed. Where a document says nothing of them, its words decide nothing.
pub(super) fn compare_other_codes<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    (old, new): (&'m OtherCodes, &'m OtherCodes),
) {
    let statuses = |others: &'m OtherCodes| match others {
        OtherCodes::Unsaid | OtherCodes::Undocumented(_) => None,
        OtherCodes::Refuse {
            citation: _,
            statuses,
            details: _,
        } => Some(statuses.as_slice()),
    };
    comparison.compare(
        ChangeKind::OtherCodesChanged,
        subject,
        (statuses(old), statuses(new)),
        AnswerFact::UnlistedCodes,
    );
    let (old_details, new_details) = (old.details(), new.details());
    comparison.compare(
        ChangeKind::OtherCodesChanged,
        subject,
        (old_details.is_some(), new_details.is_some()),
        AnswerFact::UnlistedDetails,
    );
    if let (Some(old), Some(new)) = (old_details, new_details) {
        compare_citation(comparison, subject, old, new);
    }
    match (old, new) {
        (OtherCodes::Refuse { citation: old, .. }, OtherCodes::Refuse { citation: new, .. }) => {
            compare_citation(comparison, subject, old, new);
        }
        (OtherCodes::Undocumented(old), OtherCodes::Undocumented(new)) => {
            let both = (old.as_str(), new.as_str());
            comparison.compare(ChangeKind::Note, subject, both, Fact::Text);
        }
        (OtherCodes::Unsaid, _)
        | (_, OtherCodes::Unsaid)
        | (OtherCodes::Refuse { .. }, OtherCodes::Undocumented(_))
        | (OtherCodes::Undocumented(_), OtherCodes::Refuse { .. }) => {}
    }
}

fn compare_pending<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Pending,
    new: &'m Pending,
) {
    match (old, new) {
        (Pending::Never, Pending::Never) => {}
        (Pending::When(old), Pending::When(new)) => {
            let conditions = (Some(old), Some(new));
            compare_conditions(comparison, ChangeKind::PendingChanged, subject, conditions);
        }
        (Pending::Always(old), Pending::Always(new)) => {
            let both = (old.as_str(), new.as_str());
            comparison.compare(ChangeKind::Documentation, subject, both, Fact::Text);
        }
        (Pending::Never, Pending::When(_) | Pending::Always(_))
        | (Pending::When(_), Pending::Never | Pending::Always(_))
        | (Pending::Always(_), Pending::Never | Pending::When(_)) => {
            let (old, new) = (AnswerFact::Pending(old), AnswerFact::Pending(new));
            comparison.add_replaced(ChangeKind::VerdictChanged, subject, old, new);
        }
    }
}
